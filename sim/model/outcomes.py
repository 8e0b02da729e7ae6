"""Outcomes: what a run is judged by, each with unit, meaning and formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.model.state import CRIME_TYPES

POINTS, SHARE = "points (0-100)", "share"
RATE, TIES = "per 1,000 residents a year", "ties per resident"
DOLLARS = "dollars per resident a year"


@dataclass(frozen=True)
class Outcome:
    """One outcome.

    Attributes:
        name: name in tables and scenarios.
        title: words for a figure.
        unit: unit of measurement, in words.
        meaning: one sentence for a planner.
        formula: how it is computed.
        better: +1 higher is better, -1 lower is better, 0 neither.
        digits: decimals worth showing.
        realised: column with what really happened, beside the expected value.
    """

    name: str
    title: str
    unit: str
    meaning: str
    formula: str
    better: int
    digits: int
    realised: str | None = None


_LAST = "mean over residents on the last day, x 100"
_EXPECTED = "sum of each day's expected number, per 1,000 residents and year of the run"
_HAPPENED = "number that happened in this run, per 1,000 residents and year of the run"


OWN: dict[str, Outcome] = {}
"""Outcomes of one's own (``own.outcome``), by name."""


def _of_districts(districts: Mapping[str, str]) -> Iterator[Outcome]:
    for name, label in districts.items():
        yield Outcome(
            f"trust_in_{name}",
            f"Trust in {label}",
            POINTS,
            f"trust of those who live in {label}",
            _LAST,
            1,
            2,
        )
        for kind, title, meaning, formula, better in (
            (
                "true_crime",
                "True crime",
                "crimes that happen there, reported or not",
                _EXPECTED,
                -1,
            ),
            ("recorded_crime", "Recorded crime", "crimes there that police know of", _EXPECTED, 0),
            ("friendly_contacts", "Friendly contacts", "of those who live there", _HAPPENED, 1),
            ("stops", "Stops", "stops of those who live there, wherever they are", _HAPPENED, 0),
        ):
            outcome = f"{kind}_in_{name}"
            yield Outcome(
                outcome,
                f"{title} in {label}",
                RATE,
                f"{label}: {meaning}; per 1,000 of its residents",
                formula,
                better,
                0 if kind == "friendly_contacts" else 1,
                f"{outcome}_realised" if formula == _EXPECTED else None,
            )


def _declare(groups: Mapping[str, str], districts: Mapping[str, str]) -> list[Outcome]:
    types = {name: name.replace("_", " ") for name in CRIME_TYPES}

    def rare(name: str, title: str, meaning: str, better: int, digits: int = 1) -> Outcome:
        return Outcome(name, title, RATE, meaning, _EXPECTED, better, digits, f"{name}_realised")

    return [
        Outcome(
            "trust", "Trust in police", POINTS, "how far residents trust local police", _LAST, 1, 2
        ),
        *(
            Outcome(
                f"trust_{group}",
                f"Trust, {label}",
                POINTS,
                f"trust of the {label} group",
                _LAST,
                1,
                2,
            )
            for group, label in groups.items()
        ),
        Outcome(
            "confident_share",
            "Confident in police",
            SHARE,
            "residents whose trust is at least 50 points",
            "residents with trust of at least measure.confident / residents",
            1,
            3,
        ),
        Outcome(
            "trust_gap",
            "Gap in confidence",
            SHARE,
            "confident share of the most trusting group less that of the least trusting",
            "largest less smallest confident_share of a group",
            -1,
            3,
        ),
        Outcome(
            "reporting",
            "Crimes reported to police",
            SHARE,
            "share of true crimes that victims report",
            "expected reported crimes / expected true crimes",
            1,
            4,
            "reporting_realised",
        ),
        *(
            Outcome(
                f"reporting_{name}",
                f"Reported: {words}",
                SHARE,
                f"share of true crimes of this type ({words}) that victims report",
                "expected reported / expected true, this type",
                1,
                4,
                f"reporting_{name}_realised",
            )
            for name, words in types.items()
        ),
        rare("tips", "Tips on crimes", "what witnesses pass on; fewer crimes mean fewer tips", 0),
        rare(
            "suspicious_activity_reports",
            "Suspicious-activity reports",
            "what residents report before anything happens",
            1,
        ),
        rare("true_crime", "True crime", "crimes that happen, reported or not", -1),
        rare(
            "true_violent", "True violent crime", "violent crimes that happen, reported or not", -1
        ),
        rare(
            "true_property",
            "True property crime",
            "property crimes that happen, reported or not",
            -1,
        ),
        rare(
            "recorded_crime",
            "Recorded crime",
            "crimes that police know of: may rise with trust while true crime falls",
            0,
        ),
        Outcome(
            "clearance",
            "Recorded crimes cleared",
            SHARE,
            "share of recorded crimes that police solve",
            "expected cleared / expected recorded",
            1,
            4,
            "clearance_realised",
        ),
        rare(
            "violent_crimes_cleared",
            "Violent crimes solved",
            "recorded violent crimes solved, nearly always by an arrest: somebody is charged",
            0,
        ),
        rare(
            "property_crimes_cleared",
            "Property crimes solved",
            "recorded property crimes solved, nearly always by an arrest: somebody is charged",
            0,
        ),
        Outcome(
            "stops",
            "Stops",
            RATE,
            "stops of people in the street, everyday ones and those of a programme",
            _HAPPENED,
            0,
            1,
        ),
        Outcome(
            "stopped_without_reason",
            "Stopped without good reason",
            RATE,
            "people stopped whom officers had no good reason to stop: a cost that a stop has even"
            " where crime falls",
            _HAPPENED,
            -1,
            1,
        ),
        Outcome(
            "arrests_at_stops",
            "Arrests at stops",
            RATE,
            "arrests in the street, most of them for small offences",
            _HAPPENED,
            0,
            1,
        ),
        Outcome(
            "friendly_contacts",
            "Friendly contacts",
            RATE,
            "visits, greetings, gatherings and thanks in which a resident met an officer",
            _HAPPENED,
            1,
            0,
        ),
        Outcome(
            "judged_well",
            "Contacts judged well",
            SHARE,
            "share of meetings with an officer after which the person says that police acted well",
            "meetings seen as at least contact.well_done / all meetings",
            1,
            3,
        ),
        Outcome(
            "participation",
            "Participation",
            SHARE,
            "residents in the neighbourhood watch or volunteering",
            "members of watch or volunteers / residents on the last day",
            1,
            4,
        ),
        Outcome(
            "attendance",
            "Attendance",
            RATE,
            "attendances at community events and meetings",
            _HAPPENED,
            1,
            0,
        ),
        Outcome(
            "issues_escalated",
            "Issues escalated",
            RATE,
            "local issues that nobody solved in time",
            _HAPPENED,
            -1,
            1,
        ),
        Outcome(
            "ties",
            "Ties between residents",
            TIES,
            "how many others a resident is tied to",
            "mean over residents on the last day",
            1,
            2,
        ),
        Outcome(
            "ties_between_groups",
            "Ties between groups",
            TIES,
            "ties to residents of another group",
            "mean over residents on the last day",
            1,
            2,
        ),
        Outcome(
            "familiarity",
            "Familiarity with officers",
            POINTS,
            "how well residents know local officers",
            _LAST,
            1,
            1,
        ),
        Outcome(
            "heard",
            "Feeling heard",
            POINTS,
            "whether residents feel that police listen",
            _LAST,
            1,
            1,
        ),
        Outcome(
            "ownership",
            "Ownership and civic pride",
            POINTS,
            "readiness to act for the neighbourhood",
            _LAST,
            1,
            2,
        ),
        Outcome(
            "worry",
            "Worry about crime",
            POINTS,
            "how much residents worry about crime",
            _LAST,
            -1,
            2,
        ),
        Outcome(
            "quality_of_life",
            "Quality of life",
            POINTS,
            "calm, ownership, trust and order, as weighted in the scenario",
            "calm x (100 - worry) + ownership + trust + order, weighted",
            1,
            2,
        ),
        Outcome(
            "quality_of_life_with_crime",
            "Quality of life, with crime",
            POINTS,
            "the same, with a weight for true crime",
            "(1 - weight) x quality of life + weight x 100 (1 - true crime / twice the usual)",
            1,
            2,
        ),
        Outcome(
            "cost",
            "Programme cost",
            DOLLARS,
            "extra dollars that the arm costs",
            "the arm's bill / residents, averaged over the run",
            -1,
            2,
        ),
        *_of_districts(districts),
    ]


def outcomes(groups: Mapping[str, str], districts: Mapping[str, str]) -> dict[str, Outcome]:
    """All outcomes in order of display, with the realised values last.

    Groups and districts are given as name to label; ``Community.outcomes`` knows its own.
    """
    declared = {outcome.name: outcome for outcome in _declare(groups, districts)} | OWN
    twins = {
        outcome.realised: Outcome(
            outcome.realised,
            f"{outcome.title} (as it happened)",
            outcome.unit,
            f"{outcome.meaning}; as it happened in the run, not as expected",
            _HAPPENED
            if outcome.unit == RATE
            else outcome.formula.replace("expected ", "realised "),
            outcome.better,
            outcome.digits,
        )
        for outcome in declared.values()
        if outcome.realised
    }
    return declared | twins
