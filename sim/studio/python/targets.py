"""What takes a value: a name, several names, one of them with a star."""

from __future__ import annotations

import ast

from sim.studio.python.names import variable


class Untranslatable(Exception):
    """Code for which there is no counterpart."""


def pattern_of(target: ast.expr) -> str:
    """A target as it stands where something is taken apart."""
    match target:
        case ast.Name(name):
            return variable(name)
        case ast.Tuple(parts) | ast.List(parts):
            return f"[{', '.join('' if _unused(each) else pattern_of(each) for each in parts)}]"
    raise Untranslatable(f"a target, line {target.lineno}")


def _unused(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id == "_"


def taken_into(target: ast.expr) -> str:
    """What a loop takes each into; ``each_`` where a name has a star, to be taken apart."""
    parts = target.elts if isinstance(target, ast.Tuple) else []
    return "each_" if any(isinstance(each, ast.Starred) for each in parts) else pattern_of(target)


def unstarred(parts: list[ast.expr]) -> list[ast.expr]:
    """Targets without their stars."""
    return [each.value if isinstance(each, ast.Starred) else each for each in parts]


def taken_apart(parts: list[ast.expr], text: str) -> str:
    """What is taken apart; where a starred name is not the last, it is laid out first."""
    stars = [place for place, each in enumerate(parts) if isinstance(each, ast.Starred)]
    if not stars:
        return f"py.exactly({text}, {len(parts)})"
    return f"py.apart({text}, {stars[0]}, {len(parts) - 1 - stars[0]})"


def as_read(target: ast.expr) -> ast.expr:
    """A target as an expression that gives what it holds now."""
    read = ast.parse(ast.unparse(target), mode="eval").body
    return ast.copy_location(read, target)
