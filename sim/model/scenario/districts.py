"""Districts of a town: who lives there, and how much crime is recorded there."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field, SerializerFunctionWrapHandler, field_validator, model_serializer

from sim.common.problems import Finding, Mistake, did_you_mean, quoted
from sim.files import Location
from sim.model.scenario.part import Part, Share, name_to_show
from sim.model.scenario.trust_on_scale import TrustOnScale
from sim.model.state import CRIME_TYPES

NOT_SAID = -1.0
IN_ALL = "all"


class District(Part):
    """One district. Its residents are a group of their own, or groups that name it."""

    label: str | None = Field(
        None, max_length=60, description="what the district is called where people read it"
    )
    share: Share | None = Field(
        None, description="share of the residents who live there; nothing: that of its groups"
    )
    trust: float | None = Field(
        None, ge=2, le=98, description="mean trust of its residents on day 0, points (0-100)"
    )
    confident: Share | None = Field(
        None, description="in place of trust: share who would say that they trust police"
    )
    trust_on_scale: TrustOnScale | None = Field(
        None, description="in place of trust: the mean of a survey on its own scale"
    )
    crimes: dict[str, Annotated[float, Field(ge=0, allow_inf_nan=False)]] | None = Field(
        None,
        description="crimes recorded there in a year, in all or by type: how crime is spread over"
        " districts; how much there is in the town stands under crime",
    )
    issues: float = Field(
        1, ge=0, le=10, description="local issues that arise there, times what is usual elsewhere"
    )

    @field_validator("label")
    @classmethod
    def _readable(cls, label: str | None) -> str | None:
        return name_to_show(label, "label")

    @field_validator("crimes")
    @classmethod
    def _in_all_or_by_type(cls, crimes: dict[str, float] | None) -> dict[str, float] | None:
        if crimes is not None and list(crimes) != [IN_ALL] and set(crimes) != set(CRIME_TYPES):
            raise Mistake(
                "the crimes of a district are one number for all, or one for each type",
                f"write {{{IN_ALL}: ...}}, or each of {', '.join(CRIME_TYPES)}",
            )
        return crimes

    def crimes_by_type(self) -> list[float]:
        """Recorded crimes in the order of ``CRIME_TYPES``; below 0 where nothing is said."""
        if self.crimes is None:
            return [NOT_SAID] * len(CRIME_TYPES)
        return [self.crimes.get(kind, self.crimes.get(IN_ALL, 0.0)) for kind in CRIME_TYPES]

    @model_serializer(mode="wrap")
    def _as_given(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """What is not given is left out."""
        data: dict[str, Any] = handler(self)
        return {name: each for name, each in data.items() if each is not None}


def problems_of(
    districts: Mapping[str, District], groups: Mapping[str, Any] | None
) -> list[Finding]:
    """What is wrong with districts and the groups that live in them; ``groups`` None: not given."""
    found: list[Finding] = []

    def wrong(at: Location, what: str, fix: str) -> None:
        found.append((at, what, fix, "value"))

    if len(districts) == 1:
        wrong(("districts",), "one district is the whole town", "write 2 to 12, or leave it out")
    if len(districts) > 12:
        wrong(("districts",), f"{len(districts)} districts", "write between 2 and 12")
    for name in ("trust", "confident", "trust_on_scale") if groups is not None else ():
        for district, each in districts.items():
            if getattr(each, name) is not None:
                wrong(
                    ("districts", district, name),
                    "trust is given by the groups that live here",
                    "leave it out, or leave out groups",
                )
    given = [name for name, each in districts.items() if each.share is not None]
    if groups is None:
        for name, each in districts.items():
            if not each.share:
                wrong(
                    ("districts", name),
                    "nobody is said to live here",
                    "add share: of the residents, or groups that name this district",
                )
    else:
        for name in given:
            wrong(
                ("districts", name, "share"),
                "who lives here is given by the groups",
                "leave it out, or leave out groups",
            )
        for name, group in groups.items():
            if group.district is None and districts:
                wrong(
                    ("groups", name),
                    "it is not said in which district they live",
                    f"add district: one of {', '.join(districts)}",
                )
            elif group.district is not None and group.district not in districts:
                wrong(
                    ("groups", name, "district"),
                    f"no district is called {quoted(group.district)}",
                    _which(group.district, districts),
                )
        for name in districts:
            if not any(group.district == name for group in groups.values()):
                wrong(
                    ("districts", name),
                    "nobody is said to live here",
                    f"write district: {name} for one of the groups",
                )
    for name in districts:
        if name.endswith("_realised"):
            wrong(
                ("districts", name),
                "its outcomes would have the names of what happened in another district",
                "write another name; label is what people read",
            )
        living = (groups or {}).get(name)
        if living is not None and living.district != name:
            wrong(
                ("groups", name),
                "a district has this name, and the group lives in another one",
                "write another name for the group; label is what people read",
            )
    counted = [name for name, each in districts.items() if each.crimes is not None]
    if counted and len(counted) < len(districts):
        for name in districts:
            if name not in counted:
                wrong(
                    ("districts", name),
                    f"crimes are given for {counted[0]} but not here",
                    "give them for all districts or for none: how districts compare counts",
                )
    if len({tuple(sorted(districts[name].crimes or ())) for name in counted}) > 1:
        wrong(
            ("districts", counted[0], "crimes"),
            "some districts give all crimes together, others by type",
            "give them alike for all districts",
        )
    return found


def _which(name: str, districts: Mapping[str, District]) -> str:
    if not districts:
        return "leave it out, or add districts"
    near = did_you_mean(name, districts)
    return f"did you mean {near}?" if near else f"write one of: {', '.join(districts)}"


def whole_parts(shares: Sequence[float], number: int) -> list[int]:
    """Whole numbers in proportion to shares with this sum: the largest remainders are raised.

    Each is at least 1 where there are enough.

    >>> whole_parts([0.4, 0.5, 0.1], 7)
    [3, 3, 1]
    """
    total = math.fsum(shares)
    exact = [share / total * number for share in shares]
    parts = [int(each) for each in exact]
    by_rest = sorted(range(len(shares)), key=lambda row: parts[row] - exact[row])
    for place in range(number - sum(parts)):
        parts[by_rest[place % len(parts)]] += 1
    for row in range(len(parts)):
        if parts[row] == 0 and number >= len(parts):
            largest = max(range(len(parts)), key=lambda other: parts[other])
            parts[largest] -= 1
            parts[row] = 1
    return parts
