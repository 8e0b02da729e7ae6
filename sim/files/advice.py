"""What to write instead of a value that cannot stand, where the value shows what was meant."""

from __future__ import annotations

import re

from sim.common.problems import did_you_mean, shown
from sim.files.numbers_meant import LARGEST, Wanted, instead_of, number_meant

_TRUTH = {"yes": "true", "on": "true", "y": "true", "true": "true"}
_TRUTH |= {"no": "false", "off": "false", "n": "false", "false": "false"}


def what_to_write(
    value: object, raw: str, wanted: list[str], choices: list[str], declared: Wanted
) -> str | None:
    """Advice for a value that must be one of `wanted` (in words) or one of `choices`.

    `raw` is the value as it stands in the file; `declared` is what its field says of a number.
    """
    number_wanted = any(each.endswith("number") for each in wanted)
    if number := instead_of(value, raw, declared, number_wanted):
        return number
    share = number_meant(value, Wanted(high=1.0)) if wanted == ["at most 1"] else None
    if share and float(share) <= 1.0:
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
