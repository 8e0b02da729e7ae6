"""A sweep: one YAML file that names a scenario, what to vary in it, and a design."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from sim.common.problems import Mistake
from sim.model.scenario.part import Part, Slug

Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Level = float | int | bool | Text
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}$")]
EVERY_UNCERTAIN = "uncertain"
MOST_POINTS = 1_000_000
MOST_VALUES = 5_000_000  # points times names: more would not fit into the memory of a laptop


class Range(Part):
    """From where to where a number is varied."""

    low: float | None = Field(None, description="lowest value; nothing: of the plausible range")
    high: float | None = Field(None, description="highest value; nothing: of the plausible range")
    steps: int | None = Field(
        None, ge=2, le=10_000, description="how many values, evenly spaced, in a grid or zip"
    )
    logarithmic: bool | None = Field(
        None, description="spaced or drawn evenly in logarithms; nothing: as declared"
    )

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if (self.low is None) != (self.high is None):
            raise Mistake("a range needs both ends", "write low and high, or neither")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise Mistake(f"low ({self.low:g}) is not below high ({self.high:g})", "swap them")
        if self.logarithmic and self.low is not None and self.low <= 0.0:
            raise Mistake("logarithms need numbers above 0", "raise low", ("low",))
        return self


Levels = Annotated[list[Level], Field(min_length=1, max_length=10_000)]
Varied = Literal["plausible"] | Levels | Range


class Grid(Part):
    """Every combination of all values."""

    kind: Literal["grid"] = "grid"


class Zip(Part):
    """The first values of all names together, then the second ones, and so on."""

    kind: Literal["zip"]


class LatinHypercube(Part):
    """Points spread evenly over each range; for a look at everything at once."""

    kind: Literal["latin_hypercube"]
    points: int = Field(ge=2, le=MOST_POINTS, description="how many points")
    seed: int = Field(1, ge=0, le=2**32 - 1, description="seed of the design")


class Sobol(Part):
    """A scrambled Sobol sequence: fills space more evenly still."""

    kind: Literal["sobol"]
    points: int = Field(ge=2, le=MOST_POINTS, description="how many points, a power of two")
    seed: int = Field(1, ge=0, le=2**32 - 1, description="seed of the design")

    @field_validator("points")
    @classmethod
    def _balanced(cls, points: int) -> int:
        return _power_of_two(points)


class Saltelli(Part):
    """The design from which `sensitivity` computes Sobol indices."""

    kind: Literal["saltelli"]
    base: int = Field(
        ge=2, le=MOST_POINTS, description="a power of two; points = base x (numbers + 2)"
    )
    seed: int = Field(1, ge=0, le=2**32 - 1, description="seed of the design")

    @field_validator("base")
    @classmethod
    def _balanced(cls, base: int) -> int:
        return _power_of_two(base)


class Morris(Part):
    """The design for screening: one number at a time, along several paths."""

    kind: Literal["morris"] = Field(description="name of the design")
    paths: int = Field(ge=2, le=MOST_POINTS, description="points = paths x (numbers + 1)")
    levels: int = Field(4, ge=2, le=100, description="levels of each number, even")
    seed: int = Field(1, ge=0, le=2**32 - 1, description="seed of the design")

    @field_validator("levels")
    @classmethod
    def _even(cls, levels: int) -> int:
        if levels % 2:
            raise Mistake(f"{levels} levels are odd", "write an even number, usually 4")
        return levels


class TableOfPoints(Part):
    """Points of your own, from a CSV or Parquet file: a column a name, a row a point."""

    kind: Literal["table"]
    file: FileName = Field(description="file in the folder of the sweep, .csv or .parquet")

    @field_validator("file")
    @classmethod
    def _readable(cls, file: str) -> str:
        if not file.endswith((".csv", ".parquet")):
            raise Mistake(f"{file} is neither .csv nor .parquet", "save the table as one of them")
        return file


Design = Grid | Zip | LatinHypercube | Sobol | Saltelli | Morris | TableOfPoints
SAMPLED = (LatinHypercube, Sobol, Saltelli, Morris)


class Precision(Part):
    """Run until a paired difference is known well enough."""

    outcome: str = Field(description="outcome whose difference must be precise")
    arm: str = Field(description="arm that is judged")
    than: str | None = Field(None, description="arm subtracted; nothing: the baseline")
    half_width: float = Field(
        gt=0, description="half the width of the interval, in the unit of the tables"
    )
    confidence: float = Field(0.95, gt=0.5, lt=1, description="of the interval")
    batch: int = Field(10, ge=2, le=10_000, description="replicates between two looks")
    max: int = Field(400, ge=2, le=100_000, description="replicates of a point at most")


class SweepFile(Part):
    """A sweep as its author wrote it."""

    name: Slug = Field(description="short name; results go to a folder of this name")
    about: str = Field("", max_length=2000, description="the question in a sentence or two")
    scenario: FileName = Field(
        description="scenario that is varied, from this folder or the one above"
    )
    change: dict[str, Any] = Field(
        default_factory=dict,
        description="what differs from the scenario at every point; null removes",
    )
    arms: list[Slug] | None = Field(
        None, min_length=1, description="arms that are run; nothing: all of the scenario"
    )
    vary: dict[str, Varied] = Field(
        default_factory=dict,
        description="what is varied, by dotted name: `plausible`, a list of values, or a range;"
        " `uncertain` stands for every uncertain number of the model",
    )
    design: Design = Field(
        Grid(), discriminator="kind", description="how the points are laid out; usually a grid"
    )
    base_rates: Literal["free", "kept"] = Field(
        "free",
        description="kept: numbers that follow from base rates are solved again at each point",
    )
    replicates: int = Field(
        10, ge=1, le=100_000, description="paired runs of every arm at each point"
    )
    own_replicates: bool = Field(
        False,
        description="each point has replicates of its own; usually all points share theirs",
    )
    seed: int | None = Field(
        None, ge=0, le=2**32 - 1, description="seed of all draws; nothing: that of the scenario"
    )
    outcomes: list[str] | None = Field(
        None, min_length=1, description="outcomes that are saved; nothing: all"
    )
    record_every: int = Field(
        365, ge=1, le=36_500, description="days between two records of the series"
    )
    precision: Precision | None = Field(
        None, description="instead of replicates: run until the difference is precise"
    )

    @model_validator(mode="after")
    def _fits(self) -> SweepFile:
        table = isinstance(self.design, TableOfPoints)
        if table and self.vary:
            raise Mistake("a table says itself what varies", "leave vary out", ("vary",))
        if not table and not self.vary:
            raise Mistake("nothing is varied", "add vary: with a name and its values")
        if self.precision is not None and "replicates" in self.model_fields_set:
            fix = "leave replicates out: precision decides how many there are"
            raise Mistake("replicates and precision do not go together", fix, ("replicates",))
        for field in ("arms", "outcomes"):
            given = getattr(self, field) or []
            for at, name in enumerate(given):
                if name in given[:at]:
                    raise Mistake(f"{name} is given twice", "keep one of the two", (field, at))
        return self


def _power_of_two(number: int) -> int:
    if number & (number - 1):
        below = 1 << (number.bit_length() - 1)
        raise Mistake(
            f"{number} is no power of two, and the sequence is only even at powers of two",
            f"write {below} or {2 * below}",
        )
    return number
