"""Results move only on purpose: every shipped scenario still gives what it gave."""

from __future__ import annotations

from pathlib import Path

import pytest
from frozen_baseline import (
    CHANGELOG,
    KEPT,
    SCENARIOS,
    Answers,
    answers,
    kept,
    line_for,
    unexplained,
)

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


def test_the_changelog_says_why_the_kept_answers_are_what_they_are() -> None:
    missing = unexplained(CHANGELOG.read_text(encoding="utf-8"), KEPT.read_text(encoding="utf-8"))
    assert missing == "", missing


def test_answers_that_move_without_a_reason_in_the_newest_section_are_noticed() -> None:
    before, after = '{"trust": 50}\n', '{"trust": 51}\n'
    why = "visits take longer than was assumed"
    page = "# Changelog\n\n## 0.2.0\n\n### Results\n\n{}\n\n## 0.1.0\n\n{}\n"
    assert unexplained(page.format(line_for(before, why), ""), before) == ""
    assert line_for(after) in unexplained(page.format(line_for(before, why), ""), after)
    assert unexplained(page.format("", line_for(after, why)), after), "an older section"
    assert unexplained(page.format(line_for(after), ""), after), "no reason"
    assert unexplained(page.format("- Visits take longer.", ""), after), "no line"
    both = f"{line_for(before, why)}\n{line_for(after, 'and events are rarer now')}"
    assert unexplained(page.format(both, ""), after) == ""
    wrapped = line_for(after, why).replace(" than", "\n  than")
    assert unexplained(page.format(wrapped, ""), after) == ""
