"""What worlds say of every finding, kept beside them so that `validate` tells it at once.

One file holds, for every measure by which a finding is judged, in which worlds it was met and what
the other studies predict of it. It belongs to one version of the model and the trials and to one
file of worlds; another is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Any, Literal, NamedTuple

from sim.common.problems import program
from sim.evidence import stored
from sim.evidence.patterns import Measure, Pattern
from sim.model.version import WORLDS
from sim.study.folder.results_folder import replace_file

KEPT = Path(__file__).parent / "board.json"
AIM = 0.8  # of findings left out that should lie in the band of 90%

Role = Literal["left out", "never asked", "solved", "by construction"]
"""How a measure stands to worlds.

Left out: worlds are asked to meet it, and it is predicted by worlds that were not. Never asked:
pre-registered, so that all worlds predict it. Solved: numbers are solved from it in every world.
By construction: it went into the model. The last two are no test.
"""


class Rest(NamedTuple):
    """What is predicted of a measure by worlds that were not asked for it.

    Attributes:
        low: lower end of the 90% band.
        high: upper end.
        inside: whether what was found lies in it.
        meets: share of these worlds that are expected to have it in the band asked.
    """

    low: float
    high: float
    inside: bool
    meets: float


@dataclass(frozen=True)
class Told:
    """What worlds say of one measure.

    Attributes:
        role: see ``Role``.
        met: whether each world that was looked at has it in the band asked.
        rest: what the other studies predict; None where they do not.
        priors: what the priors alone predict.
        meets: share of worlds that are expected to meet it, asked for it.
    """

    role: Role
    met: tuple[bool, ...]
    rest: Rest | None = None
    priors: Rest | None = None
    meets: float | None = None


@dataclass(frozen=True)
class Board:
    """What worlds say of all measures, by ``pattern.measure``.

    Attributes:
        lived: whether studies were re-run in worlds; else it is as emulators expect it.
        measures: what is said of each.
    """

    lived: bool
    measures: dict[str, Told]

    def told(self, pattern: Pattern, measure: Measure) -> Told | None:
        """What is said of one measure."""
        return self.measures.get(f"{pattern.id}.{measure.name}")

    def share(self, pattern: Pattern) -> float | None:
        """Share of worlds that meet all judged measures of a pattern together."""
        judged = [self.told(pattern, each) for each in pattern.measures if each.judged != "shown"]
        met = [each.met for each in judged if each is not None]
        if len(met) < len(judged):
            return None
        together = [all(world) for world in zip(*met, strict=True)]
        return sum(together) / len(together)

    def predicted(self, pattern: Pattern) -> tuple[int, int] | None:
        """How many measures of a pattern lie in the band that the rest predicts, and of how many.

        None where none is predicted.
        """
        told = (self.told(pattern, each) for each in pattern.measures)
        return _inside(each.rest for each in told if each is not None)

    def coverage(self, role: Role) -> tuple[int, int] | None:
        """The same of all measures that stand so to worlds."""
        return _inside(each.rest for each in self.measures.values() if each.role == role)

    def control(self) -> Control:
        """What the priors alone hold of the measures that are left out."""
        known = [
            (each.rest, each.priors, each.meets)
            for each in self.measures.values()
            if each.rest is not None and each.priors is not None and each.meets is not None
        ]
        return Control(
            sum(priors.inside for _, priors, _ in known),
            median(
                (rest.high - rest.low) / (priors.high - priors.low) for rest, priors, _ in known
            ),
            fmean(rest.meets for rest, _, _ in known),
            fmean(priors.meets for _, priors, _ in known),
            fmean(meets for _, _, meets in known),
        )


class Control(NamedTuple):
    """How much better than the priors alone the other studies predict one that is left out.

    Attributes:
        inside: measures that lie in the band of the priors alone.
        width: of the band that the rest predicts over that of the priors, the middle measure.
        rest: share of worlds without a study that meet its measures, their mean.
        priors: the same of settings from the priors.
        asked: the same of worlds that were asked for it.
    """

    inside: int
    width: float
    rest: float
    priors: float
    asked: float


def _inside(rest: Iterable[Rest | None]) -> tuple[int, int] | None:
    known = [each.inside for each in rest if each is not None]
    return (sum(known), len(known)) if known else None


def worlds_file() -> str:
    """A short name of the file of worlds: hash of its bytes; empty where there is none."""
    return hashlib.sha256(WORLDS.read_bytes()).hexdigest()[:16] if WORLDS.exists() else ""


def keep_board(board: Board, path: Path = KEPT) -> None:
    """Save what worlds say, of this version of the model and the trials and of the kept worlds."""
    kept = {
        "version": stored.version(),
        "worlds": worlds_file(),
        "lived": board.lived,
        "measures": {name: _as_data(told) for name, told in board.measures.items()},
    }
    lines = json.dumps(kept, separators=(",", ":")).replace('},"', '},\n"')
    replace_file(path, lines + "\n")


def kept_board(path: Path = KEPT) -> Board | str:
    """What is kept; a sentence where there is nothing of this version, with what renews it."""
    fix = f"`{program()} calibrate --lived --store` renews it, in a quarter of an hour"
    if not path.exists():
        return f"What worlds say of findings is not kept: {fix}."
    kept = json.loads(path.read_text(encoding="utf-8"))
    if (kept["version"], kept["worlds"]) != (stored.version(), worlds_file()):
        return (
            "What is kept of worlds belongs to another version of the model, the trials or the"
            f" worlds: {fix}."
        )
    return Board(kept["lived"], {name: _told(each) for name, each in kept["measures"].items()})


def _as_data(told: Told) -> dict[str, Any]:
    """As it is kept: a digit a world, numbers to four figures."""
    found: dict[str, Any] = {
        "role": told.role,
        "met": "".join(str(int(each)) for each in told.met),
    }
    for name, rest in (("rest", told.rest), ("priors", told.priors)):
        if rest is not None:
            found[name] = [_short(rest.low), _short(rest.high), rest.inside, _short(rest.meets)]
    if told.meets is not None:
        found["meets"] = _short(told.meets)
    return found


def _short(value: float) -> float:
    return float(f"{value:.4g}")


def _told(kept: Mapping[str, Any]) -> Told:
    rest, priors = (Rest(*kept[each]) if each in kept else None for each in ("rest", "priors"))
    met = tuple(each == "1" for each in kept["met"])
    return Told(kept["role"], met, rest, priors, kept.get("meets"))
