"""Results move only on purpose: every shipped scenario still gives what it gave."""

from __future__ import annotations

from pathlib import Path

import pytest
from frozen_baseline import SCENARIOS, Answers, answers, kept

TOLERANCE = 1e-9


def moved(now: Answers, before: Answers) -> list[str]:
    """What differs between two sets of answers, in words."""
    if now.keys() != before.keys():
        return [f"arms: {sorted(now)}, were {sorted(before)}"]
    found = []
    for arm, numbers in now.items():
        for name in sorted(numbers.keys() ^ before[arm].keys()):
            found.append(f"{arm}, {name}: {'new' if name in numbers else 'gone'}")
        for name in numbers.keys() & before[arm].keys():
            for value, was in zip(numbers[name], before[arm][name], strict=True):
                if not abs(value - was) <= TOLERANCE * max(1.0, abs(was)):
                    found.append(f"{arm}, {name}: {value:.12g}, was {was:.12g}")
    return found


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_results_move_only_on_purpose(path: Path) -> None:
    found = moved(answers(path), kept()[path.name])
    assert not found, (
        "results moved. On purpose? Then `make baseline`, and say why in CHANGELOG.md.\n"
        + "\n".join(found[:20])
    )


def test_every_shipped_scenario_has_its_kept_answers() -> None:
    assert set(kept()) == {path.name for path in SCENARIOS}


def test_a_number_that_is_off_by_a_millionth_is_noticed() -> None:
    assert moved({"a": {"trust": [50.0]}}, {"a": {"trust": [50.0 + 1e-8]}}) == []
    assert moved({"a": {"trust": [50.00005]}}, {"a": {"trust": [50.0]}})
    assert moved({"a": {"trust": [float("nan")]}}, {"a": {"trust": [50.0]}})
    assert moved({"a": {"tips": [0.0]}}, {"a": {"trust": [0.0]}}) == [
        "a, tips: new",
        "a, trust: gone",
    ]
    assert moved({"a": {}}, {"b": {}})
