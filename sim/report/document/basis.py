"""What a result rests on: assumptions, published findings, claims, seeds, versions, limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.evidence import stored
from sim.evidence.patterns import KINDS
from sim.evidence.scoreboard import REPRODUCED
from sim.model.numbers import every_parameter
from sim.model.parameters import STATUSES, Parameter
from sim.model.version import model_version
from sim.report import sentences
from sim.report.document.answer import PROGRAM
from sim.report.intervals import intervals_of
from sim.report.scoreboard_text import KINDS_SAID, apart, kinds_of
from sim.study import manifest

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario
    from sim.study.compare import Comparison

LIMITS = (
    "It is not a forecast. The town is made up from a few figures; its numbers show directions and"
    " orders of magnitude under stated assumptions.",
    "It does not know your residents, officers or streets, nor laws, courts, prisons, schools,"
    " jobs or politics. Whoever is arrested is at home the next day.",
    "Most of its numbers are assumptions or were chosen so that published findings come out."
    " Findings come mostly from cities in the USA, the UK and six other countries.",
    "What cameras alone do to trust is unknown, even its sign: whatever stands here is an"
    " assumption.",
    "Trust is not the only aim. Whether crime prevented is worth trust lost is for residents and"
    " their representatives to say.",
)


@dataclass(frozen=True)
class Assumption:
    """One number of the model as it was used."""

    name: str
    meaning: str
    value: str
    plausible: str
    status: str
    source: str
    changed: bool


@dataclass(frozen=True)
class Finding:
    """One published pattern and whether the model reproduces it."""

    id: str
    title: str
    verdict: str
    kind: str


@dataclass(frozen=True)
class Basis:
    """Everything of the last section; see the template for how it is told."""

    assumptions: list[Assumption]
    by_status: str
    changed: list[Assumption]
    varied: str
    findings: list[tuple[str, list[Finding]]]
    board: str
    kinds: str
    claims: list[str]
    limits: tuple[str, ...]
    seed: str
    versions: str
    again: str
    anew: str


def basis(comparison: Comparison) -> Basis:
    """What a comparison rests on."""
    scenario = comparison.scenario
    declared = dict(every_parameter())
    used = assumptions(scenario)
    kept = [
        Finding(row["id"], row["title"], row["verdict"], row["kind"])
        for row in stored.kept().get("full", [])
    ]
    by_kind = [(kind, [each for each in kept if each.kind == kind]) for kind in reversed(KINDS)]
    return Basis(
        assumptions=used,
        by_status=_by_status(declared.values()),
        changed=[each for each in used if each.changed],
        varied=intervals_of(comparison).tell if comparison.in_worlds else "",
        findings=[(kind, several) for kind, several in by_kind if several],
        board=_board(kept, comparison.in_worlds or any(each.changed for each in used)),
        kinds=KINDS_SAID,
        claims=[sentences.verdict_sentence(comparison, each) for each in comparison.verdicts],
        limits=LIMITS,
        seed=f"seed {scenario.seed}, replicates 1 to {scenario.replicates:,}",
        versions=", ".join(
            [f"model {model_version(scenario.resolved())}"]
            + [f"{name} {number}" for name, number in manifest.versions().items()]
        ),
        again=f"{PROGRAM} reproduce FOLDER",
        anew=(
            f"{PROGRAM} compare FOLDER/scenario.yaml --seed {scenario.seed}"
            f" --replicates {scenario.replicates}"
        ),
    )


def assumptions(scenario: Scenario) -> list[Assumption]:
    """Every number of the model as this scenario uses it, by name."""
    declared = dict(every_parameter())
    return sorted(
        (
            Assumption(
                name=each["name"],
                meaning=declared[each["name"]].meaning,
                value=f"{each['value']:g} {each['unit']}",
                plausible="{:g} to {:g}".format(*each["plausible"]) if each["plausible"] else "",
                status="this scenario's" if each["value"] != each["default"] else each["status"],
                source=each["source"],
                changed=each["value"] != each["default"],
            )
            for each in manifest.assumptions(scenario)
        ),
        key=lambda each: each.name,
    )


def _by_status(parameters: Iterable[Parameter]) -> str:
    """How many numbers can be trusted how far: "21 measured, 14 calibrated on base rates"."""
    counts = Counter(
        next(status for status in STATUSES if parameter.status.startswith(status))
        for parameter in parameters
    )
    said = {
        "measured": "measured",
        "derived": "worked out from published figures",
        "calibrated": "solved from base rates",
        "set": "chosen so that a published finding comes out",
        "assumed": "assumed",
    }
    return ", ".join(
        f"{counts[status]} {next((v for k, v in said.items() if status.startswith(k)), status)}"
        for status in STATUSES
        if counts[status]
    )


def _board(findings: list[Finding], changed: bool) -> str:
    """The scoreboard in sentences, and to which numbers it belongs."""
    if not findings:
        return "No scoreboard is saved with this version of the model."
    told, asked = apart(findings)
    out, came = (sum(each.verdict == REPRODUCED for each in part) for part in (told, asked))
    tests = [each for each in told if each.kind == "predicted"]
    passed = sum(each.verdict == REPRODUCED for each in tests)
    others = [each for each in told if each.kind != "predicted"]
    were = "was a test" if len(tests) == 1 else "were tests"
    said = (
        f"Of {len(asked)} findings whose reading and band were written down before the model was"
        f" first asked, {came} come out. Of {len(told)} that it was told {out} do, but only"
        f" {len(tests)} of them {were} that it could have failed ({passed}"
        " passed). The others were put in, or numbers were chosen by looking at them"
        f" ({kinds_of(others)}): that they come out is no evidence."
    )
    if not stored.is_current():
        said += " CAREFUL: this belongs to an earlier version of the model."
    if changed:
        said += " This belongs to the default numbers; this scenario changes some of them."
    return said
