"""Base rates of an ordinary year (patterns P15 and P20).

Sources: National Crime Victimization Survey (Bureau of Justice Statistics, 2023, with the bands
of 1995-2015): crimes reported to police; Xie, Ortiz Solis & Chauhan 2024 (Crime
Science 13:36): no steady gap between groups in calling police. Contacts Between
Police and the Public 2018-22 (BJS): contacts, force. FBI 1995-2015: clearance.

Here: a year of business as usual, pooled over replicates. Shares reported and cleared are those
expected (one town has some fifty violent crimes a year), beside the violent crimes as they were
counted; contacts and force are counted.

Not the same: the survey asks people of 12 (contacts: 16) years and older about a year; every
resident counts here. "Violent" is what the FBI records (robbery, aggravated assault, rape,
homicide), while the survey's has simple assault and no homicide; its band is used all the same.
"""

from __future__ import annotations

from sim.evidence.estimators import Ratio, Value
from sim.evidence.trials.town import PROPERTY, VIOLENT, Changes, town_for
from sim.model.processes.calls import ACCIDENTS, CALLS_FOR_HELP
from sim.model.processes.contact import (
    FORCE,
    PEOPLE_ANY_CONTACT,
    PEOPLE_MET_BY_POLICE,
    PEOPLE_WHO_CALLED,
)
from sim.model.processes.crime import (
    CRIMES,
    CRIMES_EXPECTED,
    REPORTED,
    REPORTED_EXPECTED,
    SILENT_FEAR,
    SILENT_HANDLED,
    SILENT_MINOR,
    SILENT_OTHER,
    SILENT_POLICE,
    TIPS,
)
from sim.model.processes.response import CLEARED_EXPECTED
from sim.model.processes.stops import STOPS
from sim.model.processes.suspicious_activity import SUSPICIOUS
from sim.model.state import CRIME_TYPES, FloatRows

DAYS = 365
MAJORITY, MINORITY = 0, 1
PER_CENT = 100.0
REASONS = {
    "police": SILENT_POLICE,
    "minor": SILENT_MINOR,
    "handled": SILENT_HANDLED,
    "fear": SILENT_FEAR,
    "other": SILENT_OTHER,
}


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """All measures of P15 and P20 in the town of one replicate."""
    town = town_for(replicate, DAYS, changes).advance()
    books = town.town.books.counts
    people = float(town.town.groups.people.sum())
    return {**reporting(books), **contacts(books, people), **clearance(books)}


def reporting(books: FloatRows) -> dict[str, Value]:
    """Shares reported in percent, by type and group, and why victims of violence stay silent."""
    reported = books[REPORTED_EXPECTED:][:4]  # types x groups
    true = books[CRIMES_EXPECTED:][:4]
    values: dict[str, Value] = {
        f"P15.{name}": share(reported[kind].sum(), true[kind].sum())
        for kind, name in enumerate(CRIME_TYPES)
    }
    values["P15.property"] = share(reported[PROPERTY].sum(), true[PROPERTY].sum())
    values["P15.violent_counted"] = share(
        books[REPORTED + VIOLENT].sum(), books[CRIMES + VIOLENT].sum()
    )
    silent = {name: float(books[row + VIOLENT].sum()) for name, row in REASONS.items()}
    for name, number in silent.items():
        values[f"P15.silent_{name}"] = share(number, sum(silent.values()))
    by_group = PER_CENT * reported.sum(axis=0) / true.sum(axis=0)
    values["P15.gap"] = float(by_group[MINORITY] - by_group[MAJORITY])
    return values


def contacts(books: FloatRows, people: float) -> dict[str, Value]:
    """Residents with a contact in the year, and force, in percent."""
    reports = books[REPORTED:][:4].sum(axis=0)
    told = reports + books[TIPS] + books[SUSPICIOUS]
    met = books[STOPS] + books[CALLS_FOR_HELP] + books[ACCIDENTS] + reports
    force = books[FORCE]
    return {
        "P20.any_contact": share(books[PEOPLE_ANY_CONTACT].sum(), people),
        "P20.by_police": share(books[PEOPLE_MET_BY_POLICE].sum(), people),
        "P20.by_resident": share(books[PEOPLE_WHO_CALLED].sum(), people),
        "P20.about_crime": share(told.sum(), told.sum() + books[CALLS_FOR_HELP].sum()),
        "P20.force": share(force.sum(), met.sum()),
        "P20.force_majority": share(force[MAJORITY], met[MAJORITY]),
        "P20.force_minority": share(force[MINORITY], met[MINORITY]),
        "P20.force_ratio": Ratio(
            float(force[MINORITY]), float(force[MAJORITY] * met[MINORITY] / met[MAJORITY])
        ),
    }


def clearance(books: FloatRows) -> dict[str, Value]:
    """Recorded crimes cleared, in percent."""
    cleared = books[CLEARED_EXPECTED:][:4].sum(axis=1)
    recorded = books[REPORTED_EXPECTED:][:4].sum(axis=1)
    return {
        **{
            f"P20.cleared_{name}": share(cleared[kind], recorded[kind])
            for kind, name in enumerate(CRIME_TYPES)
        },
        "P20.cleared_property": share(cleared[PROPERTY].sum(), recorded[PROPERTY].sum()),
    }


def share(part: float, whole: float) -> Ratio:
    """A share in percent that is pooled over replicates."""
    return Ratio(PER_CENT * float(part), float(whole))
