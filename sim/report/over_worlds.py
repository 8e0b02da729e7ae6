"""What worlds say of findings, in words: how many are predicted when left out, the misses first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from sim.common.words import NOTHING, number
from sim.evidence.patterns import Measure, Pattern
from sim.evidence.worlds.board import AIM, Board, Rest, Role
from sim.report.layout import Page

PLAIN = ("ratio", "odds ratio", "share", "correlation", "0-1")
WIDE = 0.8  # of the bands of the priors: from then on the rest says little more than they do
MET = (
    "Met in worlds: in how many of {worlds} all measures of a finding lie in their bands, {how};"
    " known to about {sure:.0f} points either way."
)
LIVED = "re-run in one town each, so with its luck"
EXPECTED = "as emulators expect it with their error; the studies were not re-run in them"
LEFT_OUT = (
    "Left out: how many measures lie in the 90% band that worlds predict which were drawn without"
    " the study, with the error of the emulator, the luck of a town and the tolerance of the"
    " finding; pre-registered ones were never asked of worlds. What numbers are solved from, or"
    " what went in by construction, is not predicted. Priors of numbers that were chosen by looking"
    " at a finding still know it."
)
MISS = (
    "A miss: what the rest leaves possible contradicts the study, so do not use the model for it."
)


def first_line(board: Board) -> str:
    """How many findings that were left out, or never asked, the rest predicts."""
    left, never = board.coverage("left out"), board.coverage("never asked")
    if left is None:
        return ""
    said = f"Of {left[1]} measures of findings left out, {left[0]} lie inside the 90% band that the"
    said += " rest predicts."
    if never:
        said += f" Of {never[1]} that were pre-registered and never asked, {never[0]} do."
    return said


def what_it_says(board: Board) -> str:
    """How much that says: what was aimed at, and what the priors alone predict."""
    left = board.coverage("left out")
    if left is None:
        return ""
    control = board.control()
    aim = "four in five" if AIM == 0.8 else f"{AIM:.0%}"
    told = f"{_aimed(left)} for those left out"
    if never := board.coverage("never asked"):
        told += f" and {_aimed(never)} for those pre-registered"
    little = "That says little: t" if control.width > WIDE else "T"
    return (
        f"The aim, {aim}, is {told}. {little}he priors alone, without any finding, hold"
        f" {control.inside}, and the rest's bands are {control.width:.0%} as wide as theirs. On"
        f" average a measure is met in {control.rest:.0%} of worlds drawn without its study, and in"
        f" {control.priors:.0%} of settings from the priors."
    )


def _aimed(found: tuple[int, int]) -> str:
    return "met" if found[0] >= AIM * found[1] else "missed"


def misses(board: Board, patterns: Iterable[Pattern]) -> list[str]:
    """Measures that the rest predicts wrongly, those left out first: a sentence each."""
    found: dict[Role, list[str]] = {"left out": [], "never asked": []}
    for pattern, measure, rest, role in _predicted(board, patterns):
        if not rest.inside:
            found[role].append(
                f"{pattern.id} {measure.words}: {found_in(measure)}, the rest predicts"
                f" {between(rest, measure.digits)} {_unit(measure)}".rstrip()
            )
    return found["left out"] + found["never asked"]


def found_in(measure: Measure) -> str:
    """What was found, as short as can be."""
    published, digits = measure.published, measure.digits
    if published.value is not None:
        return f"found {number(published.value, digits)}"
    low, high = published.low, published.high
    if low is None or high is None:
        low, high = measure.band
    if low is None or high is None:
        return f"at {'most' if low is None else 'least'} {number(low or high or 0.0, digits)}"
    return f"{number(low, digits)} to {number(high, digits)}"


def print_coverage(board: Board, patterns: Sequence[Pattern], file: IO[str] | None = None) -> None:
    """Print the first line, what it says, and the misses."""
    console = Page(file)
    console.paragraph(first_line(board), style="bold")
    console.paragraph(what_it_says(board))
    missed = misses(board, patterns)
    for each in missed:
        console.text(each, indent=2, hanging=2)
    if missed:
        console.line()
        console.paragraph(MISS)


def how_counted(board: Board) -> str:
    """What the two columns mean."""
    worlds = max((len(each.met) for each in board.measures.values()), default=1)
    how = LIVED if board.lived else EXPECTED
    return f"{MET.format(worlds=worlds, how=how, sure=98.0 / worlds**0.5)} {LEFT_OUT}"


def met(board: Board, pattern: Pattern) -> str:
    """Share of worlds that meet a finding; "-" where it is not known."""
    share = board.share(pattern)
    return NOTHING if share is None else f"{share:.0%}"


def met_measure(board: Board, pattern: Pattern, measure: Measure) -> str:
    """Share of worlds that meet one measure."""
    told = board.told(pattern, measure)
    return NOTHING if told is None else f"{sum(told.met) / len(told.met):.0%}"


def left_out(board: Board, pattern: Pattern) -> str:
    """How many measures of a finding are predicted when it is left out: "2 of 3"."""
    found = board.predicted(pattern)
    return NOTHING if found is None else f"{found[0]} of {found[1]}"


def rest_predicts(board: Board, pattern: Pattern, measure: Measure) -> str:
    """The band that the rest predicts of one measure, and whether what was found lies in it."""
    told = board.told(pattern, measure)
    if told is None or told.rest is None:
        return NOTHING
    return f"{between(told.rest, measure.digits)}, {'inside' if told.rest.inside else 'missed'}"


def all_predicted(board: Board, pattern: Pattern) -> str:
    """Every band that the rest predicts of a finding, in a sentence."""
    said = [
        f"{measure.words} {rest_predicts(board, pattern, measure)}"
        for _, measure, *_ in _predicted(board, [pattern])
    ]
    return f"Left out, the rest predicts: {'; '.join(said)}." if said else ""


def of_finding(board: Board, pattern: Pattern) -> str:
    """What worlds say of one finding, in a sentence or two."""
    said = f"all measures together are met in {met(board, pattern)} of worlds."
    return f"{said} {all_predicted(board, pattern)}".strip()


def between(rest: Rest, digits: int) -> str:
    """Both ends of a band."""
    return f"{number(rest.low, digits)} to {number(rest.high, digits)}"


def _unit(measure: Measure) -> str:
    """Its unit, where it is not a plain number."""
    return "" if measure.unit in PLAIN else measure.unit


def _predicted(
    board: Board, patterns: Iterable[Pattern]
) -> Iterator[tuple[Pattern, Measure, Rest, Role]]:
    for pattern in patterns:
        for measure in pattern.measures:
            told = board.told(pattern, measure)
            if told is not None and told.rest is not None:
                yield pattern, measure, told.rest, told.role
