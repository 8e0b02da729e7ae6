"""Prior and posterior of a number on one axis, as two rows of plain characters."""

from __future__ import annotations

from sim.common.problems import program
from sim.common.words import listed, plain
from sim.evidence.worlds.cut import Cut
from sim.evidence.worlds.left import UNCUT, left_by_number, left_of
from sim.model.parameters import Parameter

INK = "_.,:;=+*%#"
"""From 0 to 9: nearly nothing to most."""


def in_worlds(name: str, number: Parameter, cut: Cut | None) -> list[tuple[str, str]]:
    """What is known of a number before and after the findings: label and text."""
    told = [("in worlds", left_of(name))]
    if cut is None or number.plausible is None:
        return told
    low, high = (plain(float(f"{end:.3g}")) for end in number.plausible)
    axis = " (in logarithms)" if number.drawn_in_logs else ""
    return [
        ("before findings", f"{low} |{drawn(cut.prior)}| {high}{axis}"),
        ("after them", f"{low} |{drawn(cut.worlds)}| {high}"),
        *told,
        ("cut by", cut_in_words(cut, left_by_number().get(name, 1.0))),
    ]


def drawn(heights: str) -> str:
    """A row of characters, the denser the likelier."""
    return "".join(INK[int(each)] for each in heights)


def cut_in_words(cut: Cut, left: float) -> str:
    """Which findings moved or narrowed it, or that nothing did."""
    if cut.studies:
        first, *others = [study for study, _ in cut.studies]
        more = f", then {listed(others)}" if others else ""
        return f"{first} most{more} (`{program()} explain {first}` tells what was found)"
    if cut.moved or left <= UNCUT:
        return "findings together, none beyond chance alone"
    return "nothing: findings leave it where it was, as far as can be told from chance"
