"""What to write instead of a value that cannot stand, where the value shows what was meant."""

from __future__ import annotations

import re

from sim.problems import did_you_mean, shown
from sim.yaml_source.scalars import RefusedScalar, meaning

_TRUTH = {"yes": "true", "on": "true", "y": "true", "true": "true"}
_TRUTH |= {"no": "false", "off": "false", "n": "false", "false": "false"}


def what_to_write(value: object, wanted: list[str], choices: list[str]) -> str | None:
    """Advice for a value that must be one of `wanted` (in words) or one of `choices`."""
    number_wanted = any(each.endswith("number") for each in wanted)
    if isinstance(value, str) and number_wanted:
        number = _number_meant(value)
        if number:
            return number
    near = did_you_mean(str(value), choices)
    if near:
        return f"did you mean {near}?"
    if isinstance(value, str) and "true or false" in wanted:
        return f"write {_TRUTH.get(value.lower(), 'true or false')}"
    if isinstance(value, float) and value.is_integer() and "a whole number" in wanted:
        return f"write {int(value)}"
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


def _number_meant(text: str) -> str | None:
    """How to write the number in a text such as '$1,000', '1_000', '0,5' or '40%'."""
    if re.fullmatch(r"[-+.\d]+ ?%", text):
        return "write the number alone, without %; a share of 50% is 0.5"
    word = text.strip().strip("$€£").replace("_", "").replace(" ", "")
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", word):
        word = word.replace(",", "")
    word = re.sub(r"^([-+]?\d+),(\d+)$", r"\1.\2", word)
    try:
        number = meaning(word)
    except RefusedScalar:
        return None
    if number is None or isinstance(number, str | bool):
        return None
    return f"write {number} without quotes" if word == text else f"write {number}"
