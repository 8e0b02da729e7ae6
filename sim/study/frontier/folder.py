"""The folder of a frontier: one writer, one question; its rounds, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sim.study.folder.one_writer import LOCK, WRITER
from sim.study.folder.results_folder import FRONTIER
from sim.study.frontier.question import Question
from sim.study.frontier.rounds import Round, sweep_of
from sim.study.frontier.search import FOLDER
from sim.study.sweeps import store
from sim.study.sweeps.description import description

OURS = (LOCK, WRITER, FOLDER)
TABLE = "mixes"


@contextmanager
def claimed(
    folder: Path, question: Question, first: Round, command: Sequence[str]
) -> Iterator[None]:
    """Be the only writer of the folder of a question, made where there is none.

    Raises ProblemsFound where it holds something else, or the answer to another question.
    """
    about = description(sweep_of(question, first), None, command)
    about |= {
        "kind": FRONTIER,
        "name": question.scenario.name,
        "about": question.scenario.about,
        "points": None,
        "strategies": question.strategies,
        "budget": question.budget,
    }
    with store.claimed(folder, about, OURS):
        yield
