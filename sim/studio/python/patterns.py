"""Regular expressions of Python as JavaScript writes them, from the tree that Python parses.

Python's classes of characters are those of Unicode; JavaScript's are of ASCII, so they are named.
"""

from __future__ import annotations

import re
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

CATEGORIES = {
    "CATEGORY_DIGIT": r"\p{Nd}",
    "CATEGORY_WORD": r"[\p{L}\p{N}_]",
    "CATEGORY_SPACE": r"[\s\x1c-\x1f\x85]",
}
BEGIN, END = "(?<![^])", "(?![^])"
PLACES = {"AT_BEGINNING": BEGIN, "AT_BEGINNING_STRING": BEGIN, "AT_END": rf"(?=\n?{END})"}
PLACES |= {"AT_END_STRING": END}
IN_LINES = {"AT_BEGINNING": rf"(?:(?<=\n)|{BEGIN})", "AT_END": rf"(?:(?=\n)|{END})"}
WORD = CATEGORIES["CATEGORY_WORD"]
BOUNDARY = f"(?:(?<={WORD})(?!{WORD})|(?<!{WORD})(?={WORD}))"


def pattern(compiled: re.Pattern[str]) -> tuple[str, str]:
    """Source and flags of a compiled pattern.

    Raises:
        TypeError: it uses what has no counterpart here.
    """
    flags = compiled.flags
    tree = parser.parse(compiled.pattern, flags & ~re.UNICODE)
    names = {number: name for name, number in compiled.groupindex.items()}
    kept = "".join(sign for flag, sign in ((re.I, "i"), (re.M, "m"), (re.S, "s")) if flags & flag)
    return _all(tree, names, bool(flags & re.M)), kept + "u"


def _all(tree: Any, names: dict[int, str], flags: int) -> str:
    return "".join(_one(str(what), value, names, flags) for what, value in tree)


def _one(what: str, value: Any, names: dict[int, str], flags: int) -> str:
    def inner(tree: Any) -> str:
        return _all(tree, names, flags)

    match what:
        case "LITERAL":
            return _sign(value)
        case "NOT_LITERAL":
            return f"[^{_sign(value)}]"
        case "ANY":
            return "[^]" if flags & re.S else r"[^\n]"
        case "AT":
            return _place(str(value), flags)
        case "IN":
            return _set(value)
        case "BRANCH":
            return f"(?:{'|'.join(inner(each) for each in value[1])})"
        case "SUBPATTERN":
            number, added, removed, tree = value
            if added or removed:
                raise TypeError("flags inside a pattern")
            if number is None:
                return f"(?:{inner(tree)})"
            name = f"?<{names[number]}>" if number in names else ""
            return f"({name}{inner(tree)})"
        case "MAX_REPEAT" | "MIN_REPEAT":
            low, high, tree = value
            most = "" if high is op.MAXREPEAT else str(high)
            lazy = "?" if what == "MIN_REPEAT" else ""
            return f"(?:{inner(tree)}){{{low},{most}}}{lazy}"
        case "ASSERT" | "ASSERT_NOT":
            side, tree = value
            sign = "=" if what == "ASSERT" else "!"
            return f"(?{'<' if side < 0 else ''}{sign}{inner(tree)})"
        case "GROUPREF":
            return rf"(?:\{value})"
    raise TypeError(f"{what} in a pattern")


def _place(name: str, flags: int) -> str:
    if name == "AT_BOUNDARY":
        return BOUNDARY
    if flags & re.M and name in IN_LINES:
        return IN_LINES[name]
    if name not in PLACES:
        raise TypeError(f"{name} in a pattern")
    return PLACES[name]


def _set(items: Any) -> str:
    """One character of a set: a choice, as sets cannot hold what is not in another set."""
    kinds = [(str(what), value) for what, value in items]
    negated = kinds[0][0] == "NEGATE"
    plain, others = "", []
    for what, value in kinds[negated:]:
        if what == "LITERAL":
            plain += _sign(value)
        elif what == "RANGE":
            plain += f"{_sign(value[0])}-{_sign(value[1])}"
        elif str(value).startswith("CATEGORY_NOT_"):
            others.append(f"(?!{CATEGORIES[str(value).replace('NOT_', '')]})[^]")
        else:
            others.append(CATEGORIES[str(value)])
    choices = "|".join([*([f"[{plain}]"] if plain else []), *others])
    return f"(?:(?!{choices})[^])" if negated else f"(?:{choices})"


def _sign(code: int) -> str:
    return chr(code) if chr(code).isascii() and chr(code).isalnum() else f"\\u{{{code:x}}}"
