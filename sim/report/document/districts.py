"""District by district: trust and crimes in each, and what every arm changes there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import capital, count, number, with_interval
from sim.report.by_district import change_in, residents_of
from sim.report.facts import Change
from sim.report.intervals import intervals_of

if TYPE_CHECKING:
    from sim.study.compare import Comparison


@dataclass(frozen=True)
class DistrictTable:
    """One measure: a row a district, a column an arm.

    Attributes:
        title: what is measured, and what intervals are.
        columns: heads of the table, behind that of the districts.
        rows: name of each district, and its cells: the level of the baseline, then changes.
    """

    title: str
    columns: list[str]
    rows: list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Districts:
    """The section as it is shown; without districts it has no tables.

    Attributes:
        first: where trust and crime change most, in sentences.
        tables: of trust, and of crimes.
        note: how large the districts are.
    """

    first: str
    tables: list[DistrictTable]
    note: str


def districts(comparison: Comparison) -> Districts:
    """What each arm changes where."""
    community = comparison.scenario.community
    if not community.districts:
        return Districts("", [], "")
    told = [_most(comparison, kind) for kind in ("trust", "true_crime")]
    people = [
        f"{label} {count(round(1000.0 * residents_of(comparison, name)), 'resident')}"
        for name, label in community.places.items()
    ]
    known = any(each.crimes for each in community.districts.values())
    guessed = "" if known else " How crime is spread over districts is a guess: none is given."
    return Districts(
        " ".join(filter(None, told)),
        [_trust(comparison), _crimes(comparison)],
        f"{capital('; '.join(people))}.{guessed} A change in brackets is one of which the side is"
        " open.",
    )


def _most(comparison: Comparison, kind: str) -> str:
    """In which district something changes most, and under which arm."""
    tried = [
        (change_in(comparison, arm, kind, name), name)
        for arm in comparison.others
        for name in comparison.scenario.community.districts
    ]
    known = [each for each in tried if each[0].matters]
    if not known:
        return ""
    places = comparison.scenario.community.places
    weight = {name: 1.0 if kind == "trust" else residents_of(comparison, name) for name in places}
    found, where = max(known, key=lambda each: abs(each[0].found.mean) * weight[each[1]])
    arm, side = comparison.title(found.arm), "more" if found.found.mean > 0 else "less"
    if kind == "trust":
        size = number(abs(found.scale.factor * found.found.mean), 1)
        most = f"Trust changes most in {places[where]} under {arm}: {size} points {side}"
        return f"{most}{found.qualified}."
    crimes = count(round(abs(found.found.mean) * weight[where]), "crime")
    side = "more" if side == "more" else "fewer"
    most = f"Crime changes most in {places[where]} under {arm}: {crimes} a year {side}"
    return f"{most}{found.qualified}."


def _trust(comparison: Comparison) -> DistrictTable:
    def cells(name: str) -> list[str]:
        level = number(comparison.level(comparison.baseline, f"trust_in_{name}").mean, 1)
        found = [change_in(comparison, arm, "trust", name) for arm in comparison.others]
        return [level, *(_told(each, each.shown) for each in found)]

    return _table(comparison, "Trust in each district, points of 100 on the last day", cells)


def _crimes(comparison: Comparison) -> DistrictTable:
    def cells(name: str) -> list[str]:
        thousands = residents_of(comparison, name)
        level = comparison.level(comparison.baseline, f"true_crime_in_{name}").mean
        found = [change_in(comparison, arm, "true_crime", name) for arm in comparison.others]
        shown = [with_interval(each.found.times(thousands), 0, sign=True) for each in found]
        told = [_told(each, text) for each, text in zip(found, shown, strict=True)]
        return [number(thousands * level, 0), *told]

    return _table(comparison, "True crimes a year in each district", cells)


def _told(found: Change, shown: str) -> str:
    """A change, its interval on a line of its own; in brackets where its side is open."""
    text = shown.replace(" [", "\n[")
    return f"({text})" if found.unsure else text


def _table(comparison: Comparison, title: str, cells: Callable[[str], list[str]]) -> DistrictTable:
    base = comparison.title(comparison.baseline)
    against = f"; other arms minus {base} [{intervals_of(comparison).name}]"
    places = comparison.scenario.community.places
    return DistrictTable(
        title + (against if comparison.others else ""),
        [base, *(comparison.title(arm) for arm in comparison.others)],
        [(label, cells(name)) for name, label in places.items()],
    )
