"""The studio with a stand-in for the model: a small comparison, made once and told town by town.

What the page shows of it is real; that it belongs to the scenario on the screen is not. So tests of
the page need neither the module nor the minutes of a run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from sim import compare, load_scenario
from sim.files.extends import read_with_extends
from sim.lesson.page import as_block
from sim.model.arm_plan import arm_plan
from sim.model.scenario.schema import scenario_schema
from sim.report.document.answer import answer
from sim.report.facts import Change, change, headline_pair
from sim.report.sentences import SIDE_BY_SIDE
from sim.report.side_by_side import _row
from sim.report.why import in_words
from sim.studio.page import Model, studio_page
from sim.study.books import book
from sim.study.compare import Comparison

ROOT = Path(__file__).parents[1]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
FLAGSHIP = ROOT / "scenarios" / "engagement_vs_surveillance.yaml"
SMALL = {"days": 120, "burn_in_days": 60, "replicates": 6, "community": {"residents": 400}}
SHOWN = ("trust", "reporting", "true_crime", "quality_of_life_with_crime")
LINES = ("trust", "reporting", "true_crime", "quality_of_life")
EMPTY = b"\0asm\x01\0\0\0"


def stand_in_page(told: dict[str, Any]) -> str:
    """The page; its model tells what was recorded."""
    script = (ROOT / "tests" / "studio_stand_in.js").read_text(encoding="utf-8")
    planner = f"const STAND_IN = {as_block(told)};\n{script}"
    return studio_page(Model(planner=planner, engine="", module=EMPTY, about={}))


def plain_data(path: Path) -> dict[str, Any]:
    """What a file says together with what it extends, as plain data."""
    return read_with_extends(path).data


def recorded(size: dict[str, Any] | None = None) -> dict[str, Any]:
    """All that the stand-in tells."""
    comparison = compare(load_scenario(FLAGSHIP).with_changes(**(size or SMALL)))
    arms = comparison.arms
    prices = {arm: arm_plan(comparison.scenario, arm).price for arm in arms}
    return {
        "schema": scenario_schema(),
        "shipped": [
            {
                "name": path.stem,
                "about": " ".join(plain_data(path).get("about", "").split()),
                "text": path.read_text(encoding="utf-8"),
                "data": plain_data(path),
            }
            for path in SCENARIOS
        ],
        "answer": told_answer(comparison),
        "between": {
            f"{one}/{other}": [row(change(comparison, one, name, other)) for name in SIDE_BY_SIDE]
            for one in arms
            for other in arms
            if one != other
        },
        "bills": {arm: [str(line[0]) for line in prices[arm].lines if line[1]] for arm in arms},
        "table": {
            "columns": ["arm", "replicate", *SHOWN],
            "rows": [
                [arm, place + 1, *(float(comparison.values(arm, name)[place]) for name in SHOWN)]
                for arm in arms
                for place in range(comparison.scenario.replicates)
            ],
        },
    }


def row(found: Change) -> dict[str, str]:
    return vars(_row(found))


def told_answer(comparison: Comparison) -> dict[str, Any]:
    """The answer as the facade tells it."""
    found = answer(comparison)
    finding = found.finding
    pair = headline_pair(comparison)
    assert pair is not None
    return {
        "first": finding.first,
        "more": [each for each in (finding.spread, finding.money, finding.beside) if each],
        "sure": found.sure,
        "turns": found.turns,
        "price": found.price,
        "careful": [found.careful] if found.careful else [],
        "unmet": found.unmet,
        "overview": vars(found.overview),
        "contrast": found.contrast,
        "why_these": found.why_these,
        "rows": [vars(each) for each in found.rows],
        "figures": {
            "differences": [
                interval(comparison, arm, name) | {"outcome": name}
                for name in SHOWN
                for arm in comparison.others
            ],
            "over_time": {name: over_time(comparison, name) for name in LINES},
            "groups": [
                {
                    "group": group,
                    "title": label,
                    "arms": [
                        interval(comparison, arm, f"trust_{group}") for arm in comparison.others
                    ],
                }
                for group, label in comparison.scenario.community.labels.items()
            ],
            "why": {
                key: {
                    "sentence": in_words(comparison, pair, name),
                    "lines": causes(comparison, name, pair),
                }
                for key, name in (("trust", "trust"), ("crime", "true_crime"))
            },
        },
    }


def interval(comparison: Comparison, arm: str, name: str) -> dict[str, Any]:
    found = change(comparison, arm, name)
    scale, each = found.scale, found.found
    mean, low, high = (float(scale.factor * end) for end in (each.mean, each.low, each.high))
    title = arm.replace("_", " ")
    return {
        "arm": arm, "title": title, "unit": scale.difference_unit,
        "mean": mean, "low": low, "high": high, "clear": not found.unsure,
    }  # fmt: skip


def over_time(comparison: Comparison, name: str) -> dict[str, Any]:
    outcome = comparison.outcomes[name]
    factor = 100.0 if outcome.unit == "share" else 1.0
    by_arm = {arm: comparison.by_day(arm, name) for arm in comparison.arms}
    days = [day for day in by_arm[comparison.baseline] if np.isfinite(
        [by_arm[arm][day] for arm in comparison.arms]).all()]  # fmt: skip
    return {
        "unit": "%" if outcome.unit == "share" else outcome.unit,
        "title": outcome.title,
        "days": days,
        "arms": [
            {"arm": arm, "title": arm.replace("_", " ")}
            | {
                band: [float(factor * np.quantile(by_arm[arm][day], share)) for day in days]
                for band, share in (("middle", 0.5), ("low", 0.05), ("high", 0.95))
            }
            for arm in comparison.arms
        ],
    }


def causes(comparison: Comparison, name: str, pair: tuple[str, str]) -> list[dict[str, Any]]:
    lines = book(comparison, name, [pair]).largest(7)
    return [
        {"title": title, "amount": float(amount)}
        for title, amount in zip(lines.titles, lines.amounts[:, 0], strict=True)
    ]
