"""The command `frontier`: ask how a budget should be split, run or go on, tell what came out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sim.common.progress import between, progress
from sim.common.threads import usual_workers
from sim.common.words import capital, count, dollars, listed, spaced
from sim.model.state import Floats
from sim.study.frontier.mixes import Mix, first_mixes, possible_mixes
from sim.study.frontier.picks import picks
from sim.study.frontier.proposals import KEPT, Proposal, proposals
from sim.study.frontier.question import REPLICATES, Question, ask
from sim.study.frontier.rounds import FOLDER, Round, claimed, sweep_of
from sim.study.frontier.search import (
    LAST,
    NEW,
    ROUNDS,
    STEPS,
    Conduct,
    RunsFailed,
    Search,
    SoFar,
    Stopped,
    search,
)
from sim.study.ready import prepare, speed_here
from sim.study.sweeps.agenda import Agenda
from sim.study.sweeps.conduct import Conducted, Watcher, conduct
from sim.study.sweeps.engines import Engine, EngineLost
from sim.study.sweeps.engines.local import LocalEngine
from sim.study.sweeps.size import size
from sim.study.sweeps.store import read_manifest

FINE, FAILED_RUNS, INTERRUPTED = 0, 3, 130


@dataclass(frozen=True)
class Options:
    """What the user asked for on the command line."""

    budget: float | None = None
    strategies: str | None = None
    out: Path | None = None
    workers: int | None = None
    replicates: int = REPLICATES


def run_frontier(path: Path, options: Options) -> int:
    """Find the unbeaten splits of a budget and give the exit status; raises ProblemsFound."""
    question = ask(path, options.budget, options.strategies, options.replicates)
    print(asked(question), flush=True)  # the first mixes need SciPy, which takes seconds to load
    folder = options.out or Path("results") / f"frontier_{question.scenario.name}"
    workers = options.workers or usual_workers()
    seed = question.scenario.seed
    first = Round(
        "round_1", "spread over all mixes", first_mixes(len(question.strategies), seed), seed
    )
    again = f"Give the same command again to go on; results are in {folder}."
    with claimed(folder, question, first, sys.argv):
        print(introduction(question, first, workers), flush=True)
        try:
            prepare()
            with progress("proposals", question.replicates, workers) as show:
                own = proposals(question, workers, show, folder / KEPT)
            if own:
                from sim.report.frontier_text import print_proposals

                print_proposals(question, own)
            told = so_far(question, own, folder)
            if own and read_manifest(folder)["ended"] is None:
                told([], None)
                print(f"The picture so far: {folder / 'figures' / 'frontier.png'}", flush=True)
            found = _search(question, folder, workers, lambda: LocalEngine(workers), told)
            found = replace(found, proposals=own)
        except EngineLost as lost:
            print(f"{capital(str(lost))}. {again}", file=sys.stderr)
            return INTERRUPTED
        except (Stopped, KeyboardInterrupt):
            print(f"Interrupted: what was done is saved. {again}", file=sys.stderr)
            return INTERRUPTED
        except RunsFailed as failed:
            print(f"{count(failed.failed, 'run')} failed, so mixes cannot be compared. See which:")
            print(f"  column error of {failed.folder}/runs.parquet")
            return FAILED_RUNS
        from sim.commands.frontier_answer import write_answer

        chosen = picks(found)
        write_answer(found, chosen, folder)
    from sim.report.frontier_text import print_frontier

    print_frontier(found, chosen, folder)
    return FINE


def asked(question: Question) -> str:
    """The question, and what is not part of it."""
    names = listed([spaced(name) for name in question.strategies])
    missing = "".join(f"\n  Not in the mixes: {each}." for each in question.left_out)
    return (
        f"{capital(question.scenario.shown_name)}: how should {dollars(question.budget)} per"
        f" resident a year be split among {names}?{missing}"
    )


def introduction(question: Question, first: Round, workers: int) -> str:
    """The size of the search."""
    a_round = size(sweep_of(question, first), workers, speed=speed_here())
    to_come = rounds_to_come(1, len(first.mixes), question)
    each = a_round.seconds / len(first.mixes)
    least, most = (each * (len(first.mixes) + more) for more in to_come)
    return (
        f"  {len(first.mixes)} mixes in {question.replicates} replicates, up to"
        f" {NEW * len(STEPS)} more near the best of them, and those not beaten again in"
        f" {question.replicates} fresh replicates:"
        f" about {between(least, most)} on {count(workers, 'processor')}."
    )


def rounds_to_come(number: int, tried: int, question: Question) -> tuple[int, int]:
    """Mixes of the rounds after this one, at least and at most; ``tried`` with this round's.

    At least the baseline and one other are simulated in fresh replicates, at most every mix. No
    strategy of few has more mixes than there are.
    """
    possible = possible_mixes(len(question.strategies))
    in_all = min(tried + NEW * max(0, len(STEPS) + 1 - number), possible)
    return 2, in_all - tried + in_all


def said_of(a_round: Round, number: int) -> str:
    """Which round begins: how many there are is known when the last one does."""
    many = f"{number}" if a_round.name == LAST else f"at most {ROUNDS}"
    return f"Round {number} of {many}: {len(a_round.mixes)} mixes, {a_round.title}"


def conducting(
    folder: Path,
    question: Question,
    engine: Callable[[], Engine],
    watch: Callable[[Round, int], Callable[[Agenda], None]],
    command: Sequence[str],
) -> Conduct:
    """Rounds as sweeps under ``folder``, with an engine for each."""

    def do(a_round: Round, number: int) -> Conducted:
        sweep = sweep_of(question, a_round)
        watcher = watch(a_round, number)
        place = folder / FOLDER / a_round.name
        return conduct(sweep, place, engine(), began=watcher, watch=watcher, command=command)

    return do


def so_far(
    question: Question, own: Sequence[Proposal], folder: Path
) -> Callable[[Sequence[Mix], Floats | None], None]:
    """Draws what is known while the search goes on; nothing over the picture of one that ended."""
    ended = read_manifest(folder)["ended"] is not None

    def draw(mixes: Sequence[Mix], gained: Floats | None) -> None:
        if ended:
            return
        from sim.report.figures.frontier_so_far import draw_so_far

        draw_so_far(question, own, mixes, gained, folder)

    return draw


def _search(
    question: Question, folder: Path, workers: int, engine: Callable[[], Engine], told: SoFar
) -> Search:
    with progress("runs", None, workers) as show:
        before = tried = 0

        def watching(a_round: Round, number: int) -> Watcher:
            nonlocal before, tried
            earlier, told = before, False
            before += len(a_round.mixes) * question.replicates
            tried += len(a_round.mixes)
            later = (0, 0)
            if a_round.name != LAST:
                least, most = rounds_to_come(number, tried, question)
                later = (least * question.replicates, most * question.replicates)

            def watcher(agenda: Agenda) -> None:
                nonlocal told
                if not told and not agenda.complete:
                    print(said_of(a_round, number), file=sys.stderr, flush=True)
                    prepare()
                    told = True
                show(agenda.finished, agenda.total, agenda.failed, earlier, later)

            return watcher

        do = conducting(folder, question, engine, watching, sys.argv)
        return search(question, do, told)
