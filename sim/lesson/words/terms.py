"""What the program calls its own things where a lesson shows them: to translate, one by one."""

from __future__ import annotations

from sim.common.words import capital, spaced
from sim.model.registers import CHANNELS, DUTIES
from sim.model.state import CRIME_TYPES
from sim.model.strategies import strategies
from sim.report.intervals import CHANCE, WORLDS

BOUGHT = (
    "visits at the door", "beat meetings", "community events", "follow-up of issues",
    "problem solving at blocks", "foot patrol", "hot-spot patrol", "stops at chosen blocks",
    "cameras", "more officers", "fewer officers", "procedural-justice training",
    "support of the watch", "support of residents' groups",
)  # fmt: skip
"""Lines of a bill."""
UNITS = (
    "officer hours a day", "officer hour a day", "officers trained", "officer trained",
    "more meetings a year", "more meeting a year", "fewer meetings a year", "fewer meeting a year",
    "more events a year", "more event a year", "fewer events a year", "fewer event a year",
    "camera", "more officer", "fewer officer",
)  # fmt: skip
"""Units of a bill, of many and of one."""
OF_DIFFERENCES = ("points", "percentage points", "per 1,000 residents a year")
GROUPS = ("majority", "minority")
CHANGED = "changed"
"""What is said of an arm whose sliders were moved."""
PAIRS = ("in the central world", "of all")
"""Which pair of towns is shown."""


def terms() -> tuple[str, ...]:
    """Every phrase that a lesson takes from the program, in English, each once."""
    intervals = [text for each in (CHANCE, WORLDS) for text in (each.words, each.only)]
    found = [
        *(line.title for line in CHANNELS),
        *(duty.title for duty in DUTIES),
        *(spaced(kind) for kind in CRIME_TYPES),
        *(spaced(name) for name in strategies()),
        *BOUGHT, *UNITS, *OF_DIFFERENCES, *GROUPS, *PAIRS, CHANGED, *intervals,
    ]  # fmt: skip
    return tuple(dict.fromkeys(found))


def both_ways(known: dict[str, str]) -> dict[str, str]:
    """The same phrases, also as they begin a sentence."""
    return {capital(english): capital(said) for english, said in known.items()} | known
