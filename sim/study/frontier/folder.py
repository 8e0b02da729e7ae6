"""The folder of a frontier: one writer, one question; its rounds, and what came of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sim.common.whole_files import left_behind
from sim.study.folder.one_writer import LOCK, WRITER, alone
from sim.study.folder.results_folder import FRONTIER, MANIFEST, cannot_write, replace_file
from sim.study.frontier.question import Question
from sim.study.frontier.rounds import Round, sweep_of
from sim.study.frontier.search import FOLDER
from sim.study.manifest import as_text
from sim.study.sweeps.description import description
from sim.study.sweeps.store import read_manifest, refuse_other_sweep, refuse_others

OURS = (LOCK, WRITER, FOLDER)
TABLE = "mixes"


@contextmanager
def claimed(
    folder: Path, question: Question, first: Round, command: Sequence[str]
) -> Iterator[None]:
    """Be the only writer of the folder of a question, made where there is none.

    Raises ProblemsFound where it holds something else, or the answer to another question.
    """
    folder = Path(os.path.abspath(folder))
    refuse_others(folder, FRONTIER, OURS)
    about = description(sweep_of(question, first), None, command)
    about |= {
        "kind": FRONTIER,
        "name": question.scenario.name,
        "about": question.scenario.about,
        "points": None,
        "strategies": question.strategies,
        "budget": question.budget,
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None
    with alone(folder):
        if (folder / MANIFEST).exists():
            refuse_other_sweep(read_manifest(folder), about, folder)
        for rest in left_behind(folder):
            rest.unlink(missing_ok=True)
        if not (folder / MANIFEST).exists():
            replace_file(folder / MANIFEST, as_text(about))
        yield
