"""Names inside one function: which are its own, and what the others are."""

from __future__ import annotations

import ast
import builtins
import importlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

Function = ast.FunctionDef | ast.Lambda
MISSING = object()


class Scope:
    """The names that a piece of code sees.

    Attributes:
        module: the module that it stands in.
        above: the scope around it; None for that of a module.
        own: its own variables.
        imported: what it imports itself, by name.
    """

    def __init__(self, module: ModuleType, above: Scope | None = None) -> None:
        self.module, self.above = module, above
        self.own: set[str] = set()
        self.imported: dict[str, Any] = {}

    def is_variable(self, name: str) -> bool:
        """Whether a name is a variable of this function or of one around it."""
        return name in self.own or (self.above is not None and self.above.is_variable(name))

    def found(self, name: str) -> Any:
        """What a name that is no variable stands for; ``MISSING`` where nothing does."""
        if name in self.imported:
            return self.imported[name]
        if self.above is not None:
            return self.above.found(name)
        return vars(self.module).get(name, getattr(builtins, name, MISSING))

    def inside(self, function: ast.FunctionDef | ast.Lambda) -> Scope:
        """The scope of a function that stands in this one."""
        scope = Scope(self.module, self)
        scope.own |= arguments_of(function.args)
        if isinstance(function, ast.FunctionDef):
            elsewhere: set[str] = set()
            for node in walk(function.body):
                if isinstance(node, ast.Nonlocal | ast.Global):
                    elsewhere |= set(node.names)
                elif isinstance(node, ast.ImportFrom | ast.Import):
                    scope.imported |= imported(node)
            scope.own |= assigned(function.body) - elsewhere
        return scope


def arguments_of(arguments: ast.arguments) -> set[str]:
    """Names of all arguments of a function."""
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return {each.arg for each in (*every, arguments.vararg, arguments.kwarg) if each}


def walk(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """All nodes of a body but those inside functions and classes in it."""
    todo: list[ast.AST] = list(body)
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            continue
        todo += ast.iter_child_nodes(node)


def assigned(body: list[ast.stmt]) -> set[str]:
    """Variables that a body gives a value, other than those of its comprehensions."""
    found: set[str] = set()
    for node in walk(body):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ExceptHandler) and node.name:
            found.add(node.name)
    return found - _of_comprehensions(body)


def _of_comprehensions(body: list[ast.stmt]) -> set[str]:
    inner: set[str] = set()
    outer: set[str] = set()
    todo: list[tuple[ast.AST, bool]] = [(each, False) for each in body]
    while todo:
        node, inside = todo.pop()
        if isinstance(node, ast.comprehension):
            inner |= {each.id for each in ast.walk(node.target) if isinstance(each, ast.Name)}
            todo += [(node.iter, inside), *((each, inside) for each in node.ifs)]
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            outer.add(node.id)
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            continue
        todo += [(each, inside) for each in ast.iter_child_nodes(node)]
    return inner - outer


def imported(node: ast.Import | ast.ImportFrom) -> dict[str, Any]:
    """What an import inside a function brings, by name."""
    if isinstance(node, ast.Import):
        return {
            each.asname or each.name.partition(".")[0]: importlib.import_module(each.name)
            for each in node.names
        }
    module = importlib.import_module(node.module or "")
    found: dict[str, Any] = {}
    for each in node.names:
        value = getattr(module, each.name, MISSING)
        if value is MISSING:
            value = importlib.import_module(f"{module.__name__}.{each.name}")
        found[each.asname or each.name] = value
    return found
