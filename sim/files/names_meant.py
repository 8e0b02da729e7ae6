"""The name to write where somebody gave a name in their own words: `Teams and visits:`."""

from __future__ import annotations

import re
import unicodedata

from sim.files.source import Location

_IN_WORDS = {
    "^[a-z][a-z0-9_]": "small letters, digits and _, a letter first",
    "^[A-Za-z][A-Za-z0-9_-]": "letters, digits, _ and -, a letter first",
    "^[A-Za-z0-9_][A-Za-z0-9_.-]": "letters, digits, _, - and dots",
}
_WRITTEN_OUT = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "&": " and "})
_NEEDS_NO_QUOTES = re.compile(r"[^\W\d][\w -]*\w")
_LONGEST = 30
_LONGEST_LABEL = 60


def what_a_name_is_of(pattern: str) -> str | None:
    """A pattern of names in words; None for a pattern that is not one of names."""
    start, _, most = pattern.removesuffix("}$").partition("{0,")
    if start not in _IN_WORDS or not most.isdigit():
        return None
    return f"of {_IN_WORDS[start]}, at most {int(most) + 1} in all"


def name_to_write(text: str, location: Location) -> str:
    """What to write instead of a text that is no name; groups and arms keep their own."""
    is_group, is_arm = location[:-1] == ("community", "groups"), location[:-1] == ("arms",)
    name = _name_of(text, "group" if is_group else "arm" if is_arm else "")
    if not name:
        return "choose another name"
    if (is_group or is_arm) and text.isprintable() and len(text) <= _LONGEST_LABEL:
        kept = quoted_in_yaml(text)
        return f"write  {name}:  and in it  {'label' if is_group else 'title'}: {kept}"
    return f"write {name}"


def quoted_in_yaml(text: str) -> str:
    """A text as it can stand in a file: with quotes where it needs them."""
    return text if _NEEDS_NO_QUOTES.fullmatch(text) else f'"{text}"'


def _name_of(text: str, kind: str) -> str:
    """A name in small letters, digits and _; ``kind`` begins it where no letter would."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_WRITTEN_OUT))
    words = re.findall(r"[a-z0-9]+", "".join(each for each in plain if each.isascii()))
    name = "_".join(words)
    if not name[:1].isalpha():
        name = f"{kind}_{name or 1}" if kind else ""
    return name[:_LONGEST].strip("_")
