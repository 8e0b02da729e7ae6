"""Names of Python as JavaScript can have them."""

from __future__ import annotations

import re

WORDS = frozenset((
    "arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger",
    "default", "delete", "do", "else", "enum", "eval", "export", "extends", "false", "finally",
    "for", "function", "if", "implements", "import", "in", "instanceof", "interface", "let",
    "new", "null", "package", "private", "protected", "public", "return", "static", "super",
    "switch", "this", "throw", "true", "try", "typeof", "undefined", "var", "void", "while",
    "with", "yield", "py",
))  # fmt: skip
"""Words that no variable of JavaScript may be called, and the one of the runtime."""

MEMBERS = frozenset(
    {
        name
        for kind in (str, bytes, list, dict, set, tuple, int, float)
        for name in dir(kind)
        if not name.startswith("_")
    }
    | {"constructor", "prototype", "length", "arguments", "caller", "toString", "valueOf"}
)
"""Members that JavaScript's own texts, lists and functions have in another meaning."""


def variable(name: str) -> str:
    """A variable's name."""
    return f"{name}_" if name in WORDS else name


def member(name: str) -> str:
    """The name of an attribute, after a dot."""
    return f"${name}" if name in MEMBERS else name


def of_object(module: str, qualname: str) -> str:
    """The name of a function, class or value that a module holds."""
    return re.sub(r"\W", "_", f"{module.removeprefix('sim.')}.{qualname}")
