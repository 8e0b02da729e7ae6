"""What one crime of each type is said to cost: three lists, of which none is the truth.

Violent crime is the mix that US police recorded in 2019 (FBI: 1.3% homicide, 11.2% rape, 21.5%
robbery, 65.9% aggravated assault), so prices are those of *recorded* crimes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

VIOLENT = {"homicide": 0.0132, "rape": 0.1123, "robbery": 0.2152, "aggravated_assault": 0.6593}
"""Shares of recorded violent crimes, United States 2019 (FBI, estimated crimes, rape revised)."""
DOLLARS, DAYS = "dollars", "days in prison"
CONSUMER_PRICES = 1.457
"""From dollars of 2008 to those of 2024 (US consumer prices: 215.3 and 313.7)."""
SECOND_HAND, FROM_MEMORY = "read second hand", "partly from memory"


@dataclass(frozen=True)
class PriceList:
    """What one crime of each type costs.

    Attributes:
        name: as it is called in tables.
        unit: ``DOLLARS`` of 2024, or ``DAYS``.
        prices: type of crime to the price of one that police record.
        holds: what it counts.
        source: study and DOI.
        status: how far the source was read.
    """

    name: str
    unit: str
    prices: Mapping[str, float]
    holds: str
    source: str
    status: str


def price_list(
    name: str, unit: str, of: Mapping[str, float], holds: str, source: str, status: str,
    factor: float = 1.0,
) -> PriceList:  # fmt: skip
    """A list from prices of offences: violent ones are weighted by ``VIOLENT``."""
    violent = sum(share * of[offence] for offence, share in VIOLENT.items())
    others = ("burglary", "vehicle_theft", "other_theft")
    prices = {"violent": violent, **{kind: of[kind] for kind in others}}
    scaled = {kind: factor * price for kind, price in prices.items()}
    return PriceList(name, unit, scaled, holds, source, status)


MCCOLLISTER = "McCollister, French and Fang 2010, doi 10.1016/j.drugalcdep.2009.12.002"
PRICE_LISTS = (
    price_list(
        "tangible costs", DOLLARS,
        {
            "homicide": 1_278_000, "rape": 41_250, "robbery": 21_400, "aggravated_assault": 19_470,
            "burglary": 6_170, "vehicle_theft": 10_530, "other_theft": 3_520,
        },
        "what victims lose, police, courts, prisons, and what offenders do not earn", MCCOLLISTER,
        SECOND_HAND, CONSUMER_PRICES,
    ),
    price_list(
        "all costs", DOLLARS,
        {
            "homicide": 8_982_907, "rape": 240_776, "robbery": 42_310,
            "aggravated_assault": 107_020, "burglary": 6_462, "vehicle_theft": 10_772,
            "other_theft": 3_532,
        },
        "the same, with pain and lives lost", MCCOLLISTER,
        SECOND_HAND, CONSUMER_PRICES,
    ),
    price_list(
        "harm", DAYS,
        {
            "homicide": 5_475, "rape": 1_825, "robbery": 365, "aggravated_assault": 365,
            "burglary": 230, "vehicle_theft": 5, "other_theft": 2,
        },
        "at which guidelines for England and Wales begin, values of 2026",
        "Cambridge Crime Harm Index: Sherman, Neyroud and Neyroud 2016, doi 10.1093/police/paw003",
        FROM_MEMORY,
    ),
)  # fmt: skip
"""None is a default: they stand side by side."""
POLICE_WORK = {
    "violent": 10_900.0, "burglary": 1_300.0, "vehicle_theft": 1_300.0, "other_theft": 1_300.0,
}  # fmt: skip
"""Dollars that police spend on one reported crime (6,900 to 15,400, and 700 to 1,700).

As published: of which year they are was not read."""
POLICE_WORK_SOURCE = "Hunt, Saunders and Kilmer 2019"
