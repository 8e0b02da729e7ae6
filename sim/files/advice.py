"""What to write instead of a value that cannot stand, where the value shows what was meant."""

from __future__ import annotations

import re

from sim.common.problems import did_you_mean, shown
from sim.files.numbers_meant import (
    LARGEST,
    Wanted,
    date_given,
    in_percent,
    number_meant,
    other_scale,
    thousands_meant,
)

_TRUTH = {"yes": "true", "on": "true", "y": "true", "true": "true"}
_TRUTH |= {"no": "false", "off": "false", "n": "false", "false": "false"}


def what_to_write(
    value: object, raw: str, wanted: list[str], choices: list[str], declared: Wanted
) -> str | None:
    """Advice for a value that must be one of `wanted` (in words) or one of `choices`.

    `raw` is the value as it stands in the file; `declared` is what its field says of a number.
    """
    number_wanted = any(each.endswith("number") for each in wanted)
    if isinstance(value, str) and number_wanted:
        number = number_meant(value, declared)
        if number:
            return f"write {number}{' without quotes' if number == value else ''}"
        date = date_given(value, declared)
        if date:
            return date
    if isinstance(value, float) and number_wanted:
        thousands = thousands_meant(raw, declared)
        if thousands:
            return thousands
    if isinstance(value, int | float) and not isinstance(value, bool):
        scaled = other_scale(value, declared)
        if scaled:
            return scaled
    if isinstance(value, int | float) and wanted == ["at most 1"]:
        share = in_percent(value, Wanted(high=1.0))
        if share:
            return f"write {share}: {value:g}% is {share}"
    near = did_you_mean(str(value), choices)
    if near:
        return f"did you mean {near}?"
    if isinstance(value, str) and "true or false" in wanted:
        return f"write {_TRUTH.get(value.lower(), 'true or false')}"
    whole = isinstance(value, float) and value.is_integer() and value <= LARGEST
    if whole and "a whole number" in wanted:
        return f"write {value:.0f}"
    if isinstance(value, int | float) and "text" in wanted:
        return f'put it in quotes: "{shown(value)}"'
    if wanted == ["a block of names and values"]:
        return "write its values below it, indented, or {} for none of them"
    if wanted == ["a list"] and isinstance(value, int | float | str):
        return f"write [{value}]"
    return None


def nearest(word: str, choices: list[str]) -> str:
    """The choice most like `word`, or all of them."""
    near = did_you_mean(word, choices)
    return f"did you mean {near}?" if near else f"write {listed(choices)}"


def choices_in(expected: str) -> list[str]:
    """The choices in pydantic's "'a', 'b' or 'c'"."""
    inside = re.findall(r"'((?:[^'\\]|\\.)*)'", expected)
    return inside or re.split(r", | or ", expected)


def listed(choices: list[str]) -> str:
    """Choices in the words of a sentence."""
    return choices[0] if len(choices) == 1 else f"one of {', '.join(choices)}"
