"""The people and the place: groups of residents, where they live, crime, scandals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import (
    Field,
    PrivateAttr,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
    model_validator,
)

from sim.common.problems import Mistake, Mistakes, did_you_mean, quoted
from sim.files.read_only import read_only
from sim.model.measures import Names
from sim.model.outcomes import Outcome, outcomes
from sim.model.scenario.districts import District, problems_of
from sim.model.scenario.part import GroupName, Part, Share, name_to_show
from sim.model.scenario.recorded_crime import Crime, FbiCrime
from sim.model.scenario.rounded import is_rounding
from sim.model.scenario.trust_on_scale import TrustOnScale
from sim.model.scenario.units_of_trust import HIGHEST_MEAN, LOWEST_MEAN, mean_trust
from sim.model.strategies.base import KINDS_OF_PLACE, WHERE_ELSE, Where

IN_ITS_PLACE = ("confident", "trust_on_scale")
"""What may stand in place of trust."""


class Group(Part):
    """One group of residents: what it starts from and what it meets."""

    share: Share = Field(description="share of the residents")
    label: str | None = Field(
        None, max_length=60, description="what the group is called where people read it"
    )
    trust: float = Field(50, ge=2, le=98, description="mean trust on day 0, points (0-100)")
    confident: Share | None = Field(
        None,
        description="in place of trust: share who would say that they trust police",
    )
    trust_on_scale: TrustOnScale | None = Field(
        None, description="in place of trust: the mean of a survey on its own scale"
    )
    trust_spread: float = Field(
        19, ge=0, le=40, description="spread of trust between people, points"
    )
    exposure: float = Field(
        1, ge=0, le=100, description="exposure to stops, relative to other groups"
    )
    stop_conduct: Share = Field(
        0.72, description="usual conduct of stops towards this group (quality 0-1)"
    )
    search_at_stops: Share = Field(0.035, description="searches, an everyday stop")
    force_at_stops: Share = Field(
        0.022, description="threat or use of force, a stop of usual conduct"
    )
    force_at_calls: Share = Field(0.0042, description="threat or use of force, a call")
    hears_local_news: Share = Field(0.10, description="chance to hear of a local scandal")
    hears_national_news: Share = Field(0.90, description="chance to hear of national news")
    district: GroupName | None = Field(
        None, description="district in which all of the group live, where there are districts"
    )

    @field_validator("label")
    @classmethod
    def _readable(cls, label: str | None) -> str | None:
        return name_to_show(label, "label")

    @model_validator(mode="before")
    @classmethod
    def _none(cls, data: Any) -> Any:
        """No trust beside what stands in its place is none given."""
        if isinstance(data, dict) and any(data.get(name) is not None for name in IN_ITS_PLACE):
            return {name: each for name, each in data.items() if (name, each) != ("trust", None)}
        return data

    @model_validator(mode="after")
    def _mean(self) -> Group:
        if self.trust_on_scale is not None:
            beside = ["trust"] if "trust" in self.model_fields_set else []
            beside += [] if self.confident is None else ["confident"]
            if beside:
                raise Mistake(
                    f"has both {beside[0]} and trust_on_scale",
                    f"leave out one ({beside[0]}: null removes an inherited one): both say how"
                    " much trust there is",
                    ("trust_on_scale",),
                )
            vars(self)["trust"] = self.trust_on_scale.points
            return self
        if self.confident is None:
            return self
        if "trust" in self.model_fields_set:
            raise Mistake(
                "has both trust and confident",
                "leave out one (trust: null removes an inherited one, confident: null the other;"
                " from Python it is None): trust is a mean of points, confident the share of people"
                " at 50 points or more",
                ("confident",),
            )
        vars(self)["trust"] = mean_trust(self.confident, self.trust_spread)
        return self

    @property
    def says_trust(self) -> bool:
        """Whether it says how much trust there is at the start, in any way."""
        stated = "trust" in self.model_fields_set or self.confident is not None
        return stated or self.trust_on_scale is not None

    @model_serializer(mode="wrap")
    def _as_given(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """What is not given is left out where another field says the same, or nothing does."""
        data: dict[str, Any] = handler(self)
        if self.confident is not None or self.trust_on_scale is not None:
            data.pop("trust", None)
        return {name: each for name, each in data.items() if each is not None}


def usual_groups() -> dict[str, Group]:
    """Two groups that differ as respondents of Gallup and of the BJS contact survey do."""
    return {
        "majority": Group(share=0.7, trust=55),
        "minority": Group(
            share=0.3, trust=40, exposure=1.5, stop_conduct=0.68, search_at_stops=0.105,
            force_at_stops=0.041,
            force_at_calls=0.0082, hears_local_news=0.6, hears_national_news=0.98,
        ),
    }  # fmt: skip


def _living_in(name: str, district: District) -> Group:
    """The residents of a district that is a group of its own."""
    about: dict[str, Any] = {
        "label": district.label,
        "trust": district.trust,
        "confident": district.confident,
        "trust_on_scale": district.trust_on_scale,
    }
    given = {key: value for key, value in about.items() if value is not None}
    return Group(share=district.share or 0.0, district=name, **given)


def town_to_groups(
    mean: float, groups: Mapping[str, Group], usual: Mapping[str, float] | None
) -> dict[str, float]:
    """Trust of the groups that do not say theirs, in points, in a town of this mean.

    ``usual``: trust of the usual groups, where the town has these and all of them are moved alike.

    Raises:
        Mistake: all groups say theirs, or no possible trust is left.
    """
    at = ("trust_on_scale",)
    people = math.fsum(group.share for group in groups.values())
    if usual is not None:
        now = math.fsum(groups[name].share * trust for name, trust in usual.items()) / people
        found = {name: trust + mean - now for name, trust in usual.items()}
    else:
        silent = [name for name, group in groups.items() if not group.says_trust]
        living = math.fsum(groups[name].share for name in silent)
        if living <= 0.0:
            raise Mistake(
                "every group with residents says its own trust, so the town's changes nothing",
                "leave it out, or leave out the trust of those who are not known",
                at,
            )
        said = math.fsum(each.share * each.trust for each in groups.values() if each.says_trust)
        left = (people * mean - said) / living
        found = dict.fromkeys(silent, left)
    for name, trust in found.items():
        if not LOWEST_MEAN <= trust <= HIGHEST_MEAN:
            raise Mistake(
                f"a mean of {mean:.1f} points in the whole town leaves {trust:.1f} for {name}",
                f"mean trust may be {LOWEST_MEAN:g} to {HIGHEST_MEAN:g} points: see what the groups"
                " say",
                at,
            )
    return found


class Shock(Part):
    """A scandal (or, with a positive size, good news) on one day."""

    day: int = Field(ge=0, le=100_000, description="day on which it breaks")
    size: float = Field(
        ge=-0.5, le=0.5, description="step of trust of those who hear: -0.3 is very bad"
    )
    reach: Literal["local", "national"] | dict[str, Share] = Field(
        "local", description="who hears: local, national, or a chance by group"
    )
    where: Where = Field(
        "everywhere",
        description="blocks whose residents may hear: everywhere, riskiest, least_trusting,"
        f" {WHERE_ELSE}",
    )
    blocks: int | None = Field(
        None,
        ge=1,
        le=100_000,
        description="number of blocks; nothing: a tenth of the town, or all of a district",
    )

    @model_validator(mode="after")
    def _some_blocks(self) -> Shock:
        if self.blocks is not None and self.where == "everywhere":
            raise Mistake(
                "blocks changes nothing here",
                "leave it out: the news is everywhere; write where: riskiest, least_trusting or a"
                " district for so many blocks",
                ("blocks",),
            )
        return self


class Community(Part):
    """The people and the place."""

    residents: int = Field(
        5000, ge=1, le=2_000_000, description="the population; each has a home of their own"
    )
    residents_per_block: int = Field(25, ge=1, le=1000, description="homes in a block")
    crime: Crime = Field(
        FbiCrime(source="fbi-2019", state="Maryland"),
        discriminator="source",
        description="recorded crime; true crime follows from the shares that are reported",
    )
    segregation: Share = Field(
        0.6, description="how far groups live apart: 0 not at all, 1 by block"
    )
    groups: dict[GroupName, Group] = Field(
        default_factory=usual_groups, description="groups of residents"
    )
    districts: dict[GroupName, District] = Field(
        default_factory=dict, description="districts, as they lie side by side"
    )
    trust_on_scale: TrustOnScale | None = Field(
        None,
        description="mean trust of the whole town, of a survey on its own scale; groups that do not"
        " say theirs have what is left, and the usual groups keep their distance",
    )
    shocks: list[Shock] = Field(
        default_factory=list, max_length=100, description="scandals and good news"
    )

    @property
    def labels(self) -> dict[str, str]:
        """Name of each group to what it is called where people read it."""
        return {name: group.label or name.replace("_", " ") for name, group in self.groups.items()}

    @property
    def places(self) -> dict[str, str]:
        """Name of each district to what it is called where people read it."""
        return {name: each.label or name.replace("_", " ") for name, each in self.districts.items()}

    @property
    def told_twice(self) -> list[str]:
        """Outcomes of groups that live alone in a district, whose outcomes say the same."""
        living = [group.district for group in self.groups.values() if group.district is not None]
        return [
            f"trust_{name}"
            for name, group in self.groups.items()
            if group.district is not None and living.count(group.district) == 1
        ]

    def share_in(self, district: str) -> float:
        """Share of the residents who live in a district."""
        living = [each for each in self.groups.values() if each.district == district]
        return math.fsum(group.share for group in living)

    @property
    def where(self) -> list[str]:
        """Everything that ``where`` can be: kinds of places, districts, groups."""
        return [*KINDS_OF_PLACE, *dict.fromkeys([*self.districts, *self.groups])]

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """All outcomes of this town, in order of display."""
        return outcomes(self.labels, self.places)

    @property
    def names(self) -> Names:
        """Names of groups and districts, of which there are outcomes."""
        return Names(tuple(self.groups), tuple(self.districts))

    @field_validator("groups")
    @classmethod
    def _whole(cls, groups: dict[str, Group]) -> dict[str, Group]:
        if not 1 <= len(groups) <= 12:
            raise Mistake(f"{len(groups)} groups", "write between 1 and 12 groups")
        if "all" in groups:
            raise Mistake(
                "a group may not be called all", "all means everybody in the results", ("all",)
            )
        total = math.fsum(group.share for group in groups.values())
        if not is_rounding(total):
            raise Mistake(f"the shares of the groups sum to {total:g}", "make them sum to 1")
        return groups

    @model_validator(mode="after")
    def _of_districts(self) -> Community:
        """Districts that say who lives there are groups of their own."""
        found = problems_of(self.districts, self.groups if self.has_own_groups else None)
        if found:
            raise Mistakes(found)
        if self.districts and not self.has_own_groups:
            groups = {name: _living_in(name, each) for name, each in self.districts.items()}
            vars(self)["groups"] = read_only(self._whole(groups))
        return self

    @property
    def has_own_groups(self) -> bool:
        """Whether groups are given; where they are not, districts can be groups."""
        return "groups" in self.model_fields_set

    @model_serializer(mode="wrap")
    def _as_given(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Districts are left out where there are none, and groups where districts are groups."""
        data: dict[str, Any] = handler(self)
        if not self.districts:
            data.pop("districts", None)
        elif not self.has_own_groups:
            data.pop("groups", None)
        if self.trust_on_scale is None:
            data.pop("trust_on_scale", None)
            return data
        if not self.has_own_groups:
            data.pop("groups", None)
        for name, group in data.get("groups", {}).items():
            if not self.groups[name].says_trust:
                group.pop("trust", None)
        return data

    _shares_given: float | None = PrivateAttr(None)

    @property
    def shares_given(self) -> float | None:
        """What the shares of the groups summed to, where they were scaled to sum to 1."""
        return self._shares_given

    @model_validator(mode="after")
    def _scaled(self) -> Community:
        total = math.fsum(group.share for group in self.groups.values())
        if abs(total - 1.0) > 1e-6:
            scaled = {
                name: group.with_changes(share=group.share / total)
                for name, group in self.groups.items()
            }
            vars(self)["groups"] = read_only(scaled)
            self._shares_given = total
        return self

    @model_validator(mode="after")
    def _of_the_town(self) -> Community:
        """Groups start from the trust of the town as far as they do not say their own."""
        if self.trust_on_scale is None:
            return self
        mean = self.trust_on_scale.points
        for name, trust in town_to_groups(mean, self.groups, self._usual_trust()).items():
            vars(self.groups[name])["trust"] = trust
        return self

    def trust_is_of_town(self, name: str) -> bool:
        """Whether a group starts from what is known of the whole town."""
        if self.trust_on_scale is None:
            return False
        return self._usual_trust() is not None or not self.groups[name].says_trust

    def _usual_trust(self) -> dict[str, float] | None:
        """Trust of the usual groups, where the town has these; else None."""
        if self.has_own_groups or self.districts:
            return None
        return {name: group.trust for name, group in usual_groups().items()}

    @model_validator(mode="after")
    def _names_apart(self) -> Community:
        """A place has one meaning only."""
        for block in ("districts", "groups"):
            for name in getattr(self, block):
                if name in KINDS_OF_PLACE:
                    raise Mistake(
                        f"{name} is a kind of place, so nothing else can be called that",
                        "write another name; label is what people read",
                        (block, name),
                    )
        for name in self.districts:
            if f"in_{name}" in self.groups:
                raise Mistake(
                    f"the outcomes of the group in_{name} and of the district {name} would have"
                    " the same names",
                    "write another name for the group; label is what people read",
                    ("groups", f"in_{name}"),
                )
        return self

    @model_validator(mode="after")
    def _reach(self) -> Community:
        for at, shock in enumerate(self.shocks):
            if isinstance(shock.reach, dict):
                for name in shock.reach:
                    if name not in self.groups:
                        near = did_you_mean(name, self.groups)
                        raise Mistake(
                            f"no group is called {quoted(name)}",
                            f"did you mean {near}?"
                            if near
                            else f"write one of: {', '.join(self.groups)}",
                            ("shocks", at, "reach", name),
                        )
        return self
