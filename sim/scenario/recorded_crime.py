"""Recorded crime of a community: that of a US state (FBI 2019), or rates set by hand."""

from __future__ import annotations

import csv
import functools
import math
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from sim.problems import Mistake, did_you_mean, quoted
from sim.scenario.part import Part
from sim.state import CRIME_TYPES


@functools.cache
def fbi_rates() -> dict[str, dict[str, float]]:
    """Recorded crimes per resident and year by state and crime type, FBI 2019."""
    path = Path(__file__).parent.parent / "data" / "fbi_crime_2019.csv"
    rows = csv.DictReader(
        line for line in path.read_text().splitlines() if not line.startswith("#")
    )
    rates = {}
    for row in rows:
        people = float(row["population"])
        violent = math.fsum(
            float(row[name]) for name in ("homicide", "rape", "robbery", "aggravated_assault")
        )
        rates[row["state"]] = {
            "violent": violent / people,
            "burglary": float(row["burglary"]) / people,
            "vehicle_theft": float(row["motor_vehicle_theft"]) / people,
            "other_theft": float(row["larceny"]) / people,
        }
    return dict(sorted(rates.items()))


class FbiCrime(Part):
    """Recorded crime of a US state in 2019."""

    source: Literal["fbi-2019"] = Field(description="recorded crime of a US state in 2019")
    state: str = Field(description="a US state, or United States")

    @field_validator("state")
    @classmethod
    def _known(cls, state: str) -> str:
        known = fbi_rates()
        if state not in known:
            near = did_you_mean(state, known)
            raise Mistake(
                f"no state is called {quoted(state)}",
                f"did you mean {near}?" if near else f"write one of: {', '.join(known)}",
            )
        return state


class RecordedCrime(Part):
    """Recorded crime set by hand: crimes per 1,000 residents a year."""

    source: Literal["recorded"] = Field(description="recorded crime as given here")
    violent: float = Field(
        ge=0, le=200, description="recorded violent crimes, per 1,000 residents a year"
    )
    burglary: float = Field(
        ge=0, le=500, description="recorded burglaries, per 1,000 residents a year"
    )
    vehicle_theft: float = Field(
        ge=0, le=500, description="recorded vehicle thefts, per 1,000 residents a year"
    )
    other_theft: float = Field(
        ge=0, le=1000, description="recorded other thefts, per 1,000 residents a year"
    )


def recorded_rates(crime: FbiCrime | RecordedCrime) -> dict[str, float]:
    """Recorded crimes per resident and year by crime type."""
    if isinstance(crime, FbiCrime):
        return fbi_rates()[crime.state]
    return {kind: getattr(crime, kind) / 1000.0 for kind in CRIME_TYPES}
