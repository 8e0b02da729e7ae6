"""Recorded crime of a community: that of a US state (FBI 2019), rates, or counts of a year."""

from __future__ import annotations

import csv
import functools
import math
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from sim.common.problems import Mistake, did_you_mean, quoted
from sim.model.scenario.part import Part
from sim.model.scenario.units_of_crime import MOST, other_unit
from sim.model.scenario.us_states import state_meant
from sim.model.state import CRIME_TYPES

FBI_NAMES = {
    "violent": ("murder", "rape", "robbery", "aggravated_assault"),
    "burglary": (),
    "vehicle_theft": ("motor_vehicle_theft",),
    "other_theft": ("larceny",),
}
"""What the FBI publishes for each type of crime: the sum of these, unless its name is the same."""


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
            near = state_meant(state) or did_you_mean(state, known)
            raise Mistake(
                f"no state is called {quoted(state)}",
                f"did you mean {near}?"
                if near
                else "write a US state in full, such as Maryland, or United States; for another"
                " place give its own crimes, as source: recorded or source: counts",
            )
        return state


def _number(what: str) -> Any:
    return Field(None, ge=0, allow_inf_nan=False, description=what)


class _CrimesByType(Part):
    """Crimes of a year by type: in the four types of the model, or by the FBI's names."""

    violent: float | None = _number(
        "recorded violent crimes; or murder, rape, robbery and aggravated_assault instead"
    )
    murder: float | None = _number("recorded murders, a part of violent crime")
    rape: float | None = _number("recorded rapes, a part of violent crime")
    robbery: float | None = _number("recorded robberies, a part of violent crime")
    aggravated_assault: float | None = _number(
        "recorded aggravated assaults, a part of violent crime"
    )
    burglary: float | None = _number("recorded burglaries")
    vehicle_theft: float | None = _number("recorded vehicle thefts")
    motor_vehicle_theft: float | None = _number("the FBI's name for vehicle_theft")
    other_theft: float | None = _number("recorded other thefts")
    larceny: float | None = _number("the FBI's name for other_theft")

    def by_type(self) -> dict[str, float]:
        """Crimes of the four types, in the unit in which they are given."""
        given = self._given()
        return {
            kind: given[kind]
            if kind in given
            else math.fsum(given[name] for name in FBI_NAMES[kind])
            for kind in CRIME_TYPES
        }

    def people(self) -> float:
        """Among how many residents so many crimes are recorded in a year."""
        raise TypeError(f"{type(self).__name__} does not say among how many crimes are recorded")

    def rates(self) -> dict[str, float]:
        """Recorded crimes per resident and year by crime type."""
        return {kind: number / self.people() for kind, number in self.by_type().items()}

    def _given(self) -> dict[str, float]:
        every = {name: getattr(self, name) for name in _CrimesByType.model_fields}
        return {name: number for name, number in every.items() if number is not None}

    @model_validator(mode="after")
    def _each_type_once(self) -> _CrimesByType:
        given, absent = self._given(), []
        for kind, names in FBI_NAMES.items():
            parts = [name for name in names if name in given]
            if kind in given and parts:
                raise Mistake(
                    f"both {kind} and {parts[0]} are given, and one is in the other",
                    f"leave out {kind}, or {' and '.join(parts)}",
                    (parts[0],),
                )
            if parts and len(parts) < len(names):
                others = " and ".join(name for name in names if name not in given)
                raise Mistake(
                    f"{kind} crime is the sum of {', '.join(names)}; {others} is not given",
                    f"add {others}, or give the sum of all as {kind}",
                    (parts[0],),
                )
            if kind not in given and not parts:
                absent.append(" or ".join([kind, " + ".join(names)] if names else [kind]))
        if absent:
            raise Mistake(f"crime lacks {'; '.join(absent)}", f"add {absent[0].split()[0]}: ...")
        return self

    @model_validator(mode="after")
    def _possible(self) -> _CrimesByType:
        for kind, rate in self.rates().items():
            if not 1000.0 * rate <= MOST[kind]:
                raise Mistake(
                    f"{kind} {1000.0 * rate:,.10g} per 1,000 residents a year: at most"
                    f" {MOST[kind]:g} can be given",
                    self.what_else(),
                    next(
                        ((name,) for name in (kind, *FBI_NAMES[kind]) if name in self._given()), ()
                    ),
                )
        return self

    def what_else(self) -> str:
        """What these numbers may be instead, where they are unlikely, and what to write then."""
        return "look at residents: the people of the place where these crimes were counted"


class RecordedCrime(_CrimesByType):
    """Recorded crime as rates a year: per 1,000 residents, or as most publish it per 100,000."""

    source: Literal["recorded"] = Field(description="recorded crime as rates given here")
    per: Literal[1000, 100_000] = Field(
        1000, description="residents that the rates are for: 1000 or 100000"
    )

    def people(self) -> float:
        """What the rates are for."""
        return float(self.per)

    def what_else(self) -> str:
        """What these numbers may be instead, where they are unlikely, and what to write then."""
        return other_unit(self.by_type(), self.per)


class CountedCrime(_CrimesByType):
    """Recorded crime as counts of a year, and the residents of the place where they happened."""

    source: Literal["counts"] = Field(description="recorded crime as counts of a year")
    residents: int = Field(
        ge=1,
        le=2_000_000_000,
        description="people of the place where the crimes were counted; rates follow from it",
    )

    def people(self) -> float:
        """The residents among whom crimes were counted."""
        return float(self.residents)


Crime = FbiCrime | RecordedCrime | CountedCrime


def recorded_rates(crime: Crime) -> dict[str, float]:
    """Recorded crimes per resident and year by crime type."""
    return fbi_rates()[crime.state] if isinstance(crime, FbiCrime) else crime.rates()
