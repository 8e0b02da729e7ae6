"""Whatever a file holds, it is read or refused; nothing brings the reader down."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.files import ProblemsFound, read_source

SCENARIO = """# yaml-language-server: $schema=../sim/scenario.schema.json
name: engagement-vs-surveillance
days: 730          # two years
about: |
  Meetings, or
  cameras?
community:
  residents: 5000
  crime: {source: fbi-2019, state: "Mary\\tland"}
arms:
  business_as_usual: {}
  engagement: {community_events: {share: 0.4}, outreach: {share: 6e-1}}
expect:
  - {outcome: trust, at_least: 1}
"""


def strings_and_numbers(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [
            each for pair in value.items() for part in pair for each in strings_and_numbers(part)
        ]
    if isinstance(value, list):
        return [each for item in value for each in strings_and_numbers(item)]
    return [value]


def check_it_is_read_or_refused(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    found: ProblemsFound | None = None
    data: Any = None
    try:
        data = read_source(path).data
    except ProblemsFound as caught:
        found = caught
    if found is None:
        assert isinstance(data, dict)
        for each in strings_and_numbers(data):
            assert each is None or isinstance(each, str | int | float)
            assert not isinstance(each, str) or "\0" not in each.encode().decode()
            assert not isinstance(each, float) or math.isfinite(each)
    else:
        assert found.problems
        assert str(found).encode()
        for problem in found.problems:
            assert problem.line is None or 1 <= problem.column <= len(problem.excerpt) + 1


several = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
SIGNS = [
    *"\t\n\r :-#[]{},'\"\\|>&*!%@`?<.~01exU\x00\xa0\u200b\U0001f600",
    "- ",
    "\n  ",
    "<<: ",
    "---\n",
]


@several
@given(st.binary(max_size=200))
def test_no_bytes_bring_the_reader_down(tmp_path: Path, raw: bytes) -> None:
    check_it_is_read_or_refused(tmp_path / "any.yaml", raw)


@several
@given(
    st.lists(st.tuples(st.integers(0, len(SCENARIO)), st.integers(0, 9), st.sampled_from(SIGNS)))
)
def test_no_typing_error_brings_the_reader_down(
    tmp_path: Path, slips: list[tuple[int, int, str]]
) -> None:
    text = SCENARIO
    for start, gone, typed in slips:
        text = text[:start] + typed + text[start + gone :]
    check_it_is_read_or_refused(tmp_path / "any.yaml", text.encode())


printable = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=20)
numbers = st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
plain = st.recursive(
    st.none() | st.booleans() | numbers | printable,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(printable.filter(bool), inner, max_size=4)
    ),
    max_leaves=20,
)


@several
@given(st.dictionaries(printable.filter(bool), plain, min_size=1, max_size=4))
def test_what_json_can_say_is_read_as_json_reads_it(tmp_path: Path, data: Any) -> None:
    path = tmp_path / "any.yaml"
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    assert read_source(path).data == data
