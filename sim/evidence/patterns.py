"""The published findings as data, read and checked.

``patterns.yaml`` holds those that the model was told: they were known while it was built.
``preregistered.yaml`` holds those whose dose, reading and band were written down before the model
was first asked; nothing in the model was or will be moved because of them.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["by construction", "calibrated", "set", "predicted", "pre-registered"]
KINDS: tuple[Kind, ...] = ("by construction", "calibrated", "set", "predicted", "pre-registered")
"""From the most to the least dependent on the finding itself."""

Verified = Literal[
    "read in the source",
    "secondary source",
    "unverified",
    "derived from verified figures",
    "judgement",
]


class Part(BaseModel):
    """Base of all parts: strict, no unknown names."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Published(Part):
    """What a study found; ``value`` and interval in the unit of the measure."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    verified: Verified
    source: str = Field(min_length=3)


class Measure(Part):
    """One number by which a pattern is judged.

    Attributes:
        name: short name; the trial gives ``<pattern>.<name>``.
        words: what it is, for a planner.
        unit: unit of measurement.
        published: what the study found, or where the band comes from.
        band: lowest and highest value that counts as reproduced; None on a side: open.
        judged: by the point estimate, by the whole interval (for findings of no effect), or only
            shown.
        direction: side of ``neutral`` on which the finding lies (up, down), or none for levels
            and for findings of no effect.
        neutral: value that means no effect.
        kind: how far the number depends on the finding itself.
        set_by: parameters whose value was chosen by looking at this finding.
        digits: digits after the point.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    words: str = Field(min_length=3)
    unit: str
    published: Published
    band: tuple[float | None, float | None] = (None, None)
    judged: Literal["point", "interval", "shown"] = "point"
    direction: Literal["up", "down", "none"] = "none"
    kind: Kind
    neutral: float = 0.0
    set_by: tuple[str, ...] = ()
    digits: int = 2


class Control(Part):
    """A model that must not reproduce the pattern: a mechanism is switched off."""

    changes: dict[str, Any] = Field(description="what the trial's scenario is changed by")
    fails: str = Field(description="the measure that must not be reproduced")
    because: str = Field(min_length=10)


class Pattern(Part):
    """One published finding and how it is tested.

    ``shortfall`` is the honest paragraph about what the model does not reproduce, or only because
    it was told to; ``read`` is what was read of the study before a finding was pre-registered.
    """

    id: str = Field(pattern=r"^[PQR]\d+$")
    short: str = Field(max_length=20)
    title: str
    study: str
    doi: str
    trial: str = Field(description="name of the file in sim/evidence/trials")
    design: str = Field(min_length=20, description="what is done in the simulation, with the dose")
    use: Literal["held out", "calibration", "pre-registered"]
    leading: str = Field(description="name of the measure shown first")
    measures: tuple[Measure, ...]
    control: Control | None = None
    shortfall: str = ""
    read: str = ""

    @property
    def kind(self) -> Kind:
        """Kind of its most dependent measure that counts."""
        return min((m.kind for m in self.measures if m.judged != "shown"), key=KINDS.index)

    def measure(self, name: str) -> Measure:
        """One measure by name."""
        return next(measure for measure in self.measures if measure.name == name)


FILES = tuple(Path(__file__).parent / name for name in ("patterns.yaml", "preregistered.yaml"))


def in_full(identity: str) -> str:
    """An id as it is written here: P7 is P07."""
    short = len(identity) == 2 and identity[0] in "PQ" and identity[1].isdigit()
    return f"{identity[0]}0{identity[1]}" if short else identity


def places() -> dict[str, str]:
    """File and line on which each pattern begins, by id."""
    return {
        line.removeprefix("- id: "): f"sim/evidence/{path.name}:{number}"
        for path in FILES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.startswith("- id: ")
    }


@functools.cache
def patterns() -> dict[str, Pattern]:
    """All patterns by id, in the order of the files."""
    entries = [each for path in FILES for each in yaml.safe_load(path.read_text("utf-8")) or []]
    return {entry["id"]: Pattern.model_validate(entry) for entry in entries}
