"""A few worlds are run again: what the kept file says is met in them must still be met."""

from __future__ import annotations

from collections.abc import Sequence

from sim.common.threads import in_threads
from sim.evidence.patterns import Pattern
from sim.evidence.worlds.board import Board
from sim.evidence.worlds.lived import every_trial, lived_in, town_of_turn
from sim.evidence.worlds.targets import target_of
from sim.evidence.worlds.waves import run_numbers
from sim.model.worlds import kept

SAMPLE = (0, 12)
"""Which of the worlds lived in are run again: two far apart."""


def no_longer_met(
    board: Board, patterns: Sequence[Pattern], turns: Sequence[int] = SAMPLE, workers: int = 1
) -> list[str]:
    """Measures that are missed in a world in which the board has them met: a sentence each.

    Nothing where the board is what emulators expect, which no run can give again.
    """
    if not board.lived:
        return []
    trials, found = every_trial(patterns), kept()
    rows = lived_in(len(found))

    def run(turn: int) -> dict[str, float]:
        return run_numbers(found.world(rows[turn]), town_of_turn(turn), trials)

    said = []
    for turn, values in zip(turns, in_threads(run, turns, workers), strict=True):
        for pattern in patterns:
            for measure in pattern.measures:
                told = board.told(pattern, measure)
                if told is None or not told.met[turn]:
                    continue
                target = target_of(pattern, measure)
                value = values.get(target.name, float("nan"))
                if not target.met(target.scaled([value]))[0]:
                    said.append(f"{pattern.id}, {measure.words}: {value:.3g} in world {rows[turn]}")
    return said
