"""All that a function needs, found from the running program: functions, classes, data.

Where translated code names something, the thing itself is looked at: functions and classes of the
program are translated, too; plain data become literals, as they are once everything is declared;
rules are called in the compiled module. What else is named must be known to the runtime.
"""

from __future__ import annotations

import ast
import copy
import dataclasses
import functools
import inspect
import json
import re
import types
import typing
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sim.compiled.rules import Rule
from sim.studio.python.literals import Literals
from sim.studio.python.names import member, of_object
from sim.studio.python.schema import validated
from sim.studio.python.scope import Scope
from sim.studio.python.standard import (
    AS_DATA,
    INSTEAD,
    KNOWN,
    LEFT_OUT,
    NEVER_CALLED,
    TRANSLATED,
)
from sim.studio.python.translate import Translator, Untranslatable

PACKAGE = Path(__file__).parents[2]
PLAIN_DECORATORS = {"rule", "cache", "functools.cache", "classmethod", "staticmethod"}
"""Of functions that stand alone; what they do is known."""


class Reach:
    """Collects the code of all that is asked for.

    Args:
        rules: names of the rules that the compiled module offers.
    """

    def __init__(self, rules: Iterable[str]) -> None:
        self.rules = frozenset(rules)
        self.functions: dict[str, str] = {}
        self.classes: dict[str, str] = {}
        self.data: dict[str, str] = {}
        self._names: dict[int, str] = {}
        self._kept: list[Any] = []  # so that no identity is given twice
        self._todo: list[tuple[str, Any]] = []
        self._faults: list[str] = []
        self._methods = methods_of_package()
        self.literals = Literals(self.refer)

    def text(self, wanted: Iterable[Callable[..., Any]]) -> str:
        """Declarations of all that the wanted functions need, what others build on first."""
        for each in wanted:
            self.refer(each, each.__module__, each.__qualname__)
        while self._todo:
            name, thing = self._todo.pop()
            if isinstance(thing, type):
                self._add_class(name, thing)
            else:
                self._add_function(name, thing)
        if self._faults:
            raise Untranslatable("\n".join(self._faults))
        every = [self.functions, self.classes, self.data]
        return "\n".join(f"const {name} = {text};" for part in every for name, text in part.items())

    def refer(self, thing: Any, module: str, name: str) -> str:
        """The name in JavaScript of what a module holds under a name."""
        try:
            if thing in KNOWN:
                return KNOWN[thing]
        except TypeError:  # not hashable
            pass
        if isinstance(thing, Rule):
            if thing.plain.__name__ in self.rules:
                return f"py.rule({json.dumps(thing.plain.__name__)})"
            thing = thing.plain
        full = f"{getattr(thing, '__module__', module)}.{getattr(thing, '__qualname__', name)}"
        if full in INSTEAD:
            return INSTEAD[full]
        if full in AS_DATA:
            return self._as_data(full, thing)
        if inspect.ismethod(thing):
            raise Untranslatable(f"{full}: a bound method")
        if isinstance(thing, type) or inspect.isfunction(inspect.unwrap(thing)):
            return self._to_translate(thing, full)
        if inspect.isbuiltin(thing) or inspect.ismodule(thing):
            raise Untranslatable(f"{full} is not known to the runtime")
        if known := self._names.get(id(thing)):
            return known
        if isinstance(thing, bool | int | float | str | None):
            return self.literals.of(thing)
        named = of_object(module, name)
        if named in self.data:
            named = f"{named}_{len(self.data)}"
        self._remember(thing, named)
        self.data[named] = ""  # its place, after what it holds
        text = self.literals.of(thing)
        del self.data[named]
        self.data[named] = text
        return named

    def _as_data(self, full: str, thing: Callable[[], Any]) -> str:
        named = of_object(*full.rsplit(".", 1))
        if named not in self.data:
            text = self.literals.of(thing())
            self.data[f"{named}_"] = text
            self.data[named] = f"() => {named}_"
        return named

    def _remember(self, thing: Any, name: str) -> None:
        self._names[id(thing)] = name
        self._kept.append(thing)

    def _to_translate(self, thing: Any, full: str) -> str:
        if known := self._names.get(id(thing)):
            return known
        if not full.startswith(TRANSLATED):
            raise Untranslatable(f"{full} is neither of the program nor known to the runtime")
        name = of_object(*_split(thing))
        self._remember(thing, name)
        self._todo.append((name, thing))
        return name

    # -- functions -------------------------------------------------------------------------------

    def _add_function(self, name: str, thing: Any) -> None:
        function = inspect.unwrap(thing)
        if f"{function.__module__}.{function.__qualname__}" in LEFT_OUT:
            self.functions[name] = "py.never"
            return
        module = inspect.getmodule(function)
        assert module is not None
        node = _found(module, function.__qualname__)
        assert isinstance(node, ast.FunctionDef)
        translator = Translator(self.refer, self._methods)
        full = f"{module.__name__}.{function.__qualname__}"
        if unknown := {ast.unparse(each) for each in node.decorator_list} - PLAIN_DECORATORS:
            self._faults.append(f"{full}: decorated with {', '.join(unknown)}")
        text = self._tried(full, lambda: translator.function(node, Scope(module)))
        self.functions[name] = f"py.cached({text})" if hasattr(thing, "cache_clear") else text

    def _tried(self, full: str, translated: Callable[[], str]) -> str:
        """Code, or "" where there is none; then that is noted, to be told with all others."""
        try:
            return translated()
        except (Untranslatable, TypeError) as error:
            self._faults.append(f"{full}: {error}")
            return ""

    # -- classes ---------------------------------------------------------------------------------

    def _add_class(self, name: str, kind: type) -> None:
        """A class, behind those it derives from."""
        if name in self.classes:
            return
        bases = []
        for base in kind.__bases__:
            if base in (object, tuple, typing.Generic, typing.Protocol):
                continue
            bases.append(self.refer(base, base.__module__, base.__qualname__))
            if isinstance(base, type) and base not in KNOWN:
                self._add_class(bases[-1], base)
        text = self._class(name, kind, bases)
        self.classes[name] = text

    def _class(self, name: str, kind: type, bases: list[str]) -> str:
        module = inspect.getmodule(kind)
        assert module is not None
        parts = [f"name: {json.dumps(kind.__name__)}, module: {json.dumps(kind.__module__)}"]
        if kind.__doc__:
            parts.append(f"doc: {json.dumps(inspect.getdoc(kind))}")
        parts.append(f"bases: [{', '.join(bases)}]")
        if "__dataclass_fields__" in vars(kind):
            parts.append(f"fields: {self._fields(kind, module)}")
        elif hasattr(kind, "_field_defaults") and tuple in kind.__mro__:
            defaults = kind._field_defaults
            every = []
            for each in kind._fields:  # type: ignore[attr-defined]
                default = f", () => {self.literals.of(defaults[each])}" if each in defaults else ""
                every.append(f"[{json.dumps(member(each))}{default}]")
            parts.append(f"fields: [{', '.join(every)}], listed: true")
        if issubclass(kind, BaseModel):
            parts.append(self._model(kind))
        node = _found(module, kind.__qualname__)
        if isinstance(node, ast.ClassDef):
            parts += self._members(name, kind, node, module)
        return f"py.klass({{{', '.join(each for each in parts if each)}}})"

    def _fields(self, kind: type, module: types.ModuleType) -> str:
        every = []
        for each in dataclasses.fields(kind):
            default = ""
            if each.default is not dataclasses.MISSING:
                default = f", () => {self.literals.of(each.default)}"
            elif each.default_factory is not dataclasses.MISSING:
                default = f", () => {self.literals.of(each.default_factory())}"
            every.append(f"[{json.dumps(member(each.name))}{default}]")
        return f"[{', '.join(every)}]"

    def _members(
        self, name: str, kind: type, node: ast.ClassDef, module: types.ModuleType
    ) -> list[str]:
        kinds: dict[str, list[str]] = {}
        translator = Translator(self.refer, self._methods)
        translator.of_class = name
        for each in node.body:
            if isinstance(each, ast.FunctionDef):
                full = f"{kind.__module__}.{kind.__qualname__}.{each.name}"
                if each.name in NEVER_CALLED or full in LEFT_OUT:
                    continue
                first = None if _how(each) == "plain" else "this"
                made = functools.partial(translator.function, each, Scope(module), first)
                text = self._tried(full, made)
                kinds.setdefault(_how(each), []).append(f"{json.dumps(member(each.name))}: {text}")
        own = vars(kind)
        names = [each for part in node.body for each in _attributes(part)]
        if not issubclass(kind, BaseModel):  # which may have got some later
            names = [each for each in own if not each.startswith("__")]
        for attribute in names:
            value = own.get(attribute)
            if isinstance(value, int | float | str | tuple | dict | frozenset | re.Pattern | None):
                text = f"{json.dumps(member(attribute))}: {self.literals.of(value)}"
                kinds.setdefault("attributes", []).append(text)
        return [f"{what}: {{{', '.join(every)}}}" for what, every in kinds.items()]

    def _model(self, kind: type[BaseModel]) -> str:
        """Fields of a checked class, and how they are checked."""
        parts = kind.model_json_schema()["properties"] if kind.model_fields else {}
        every = {
            name: {
                "description": field.description,
                "alias": field.alias,
                "default": field.get_default(call_default_factory=True)
                if not field.is_required()
                else None,
                "alone": parts[field.alias or name],
                "metadata": [
                    {bound: getattr(each, bound)}
                    for each in field.metadata
                    for bound in ("ge", "gt", "le", "lt")
                    if hasattr(each, bound)
                ],
            }
            for name, field in kind.model_fields.items()
        }
        fields = ", ".join(
            f"[{json.dumps(name)}, py.field({self.literals.of(each)})]"
            for name, each in every.items()
        )
        whole = (
            self.literals.of(kind.model_json_schema()) if kind.__name__ == "Scenario" else "null"
        )
        schema = validated(kind.__pydantic_core_schema__, self.refer, self.literals.of)
        private = self.literals.of(
            {
                name: each.default_factory() if each.default_factory else each.default
                for above in reversed(kind.__mro__)
                for name, each in getattr(above, "__private_attributes__", {}).items()
            }
        )
        written = ", ".join(
            json.dumps(name) for name in kind.__pydantic_decorators__.model_serializers
        )
        return (
            f"model: {{fields: () => py.dict([{fields}]), schema: () => ({schema}),"
            f" whole: () => {whole}, private: () => {private}, writers: [{written}]}}"
        )


@functools.cache
def _tree(module: str, path: str) -> ast.Module:
    return ast.parse(Path(path).read_text(encoding="utf-8"))


def _found(module: types.ModuleType, qualname: str) -> ast.AST | None:
    node: Any = _tree(module.__name__, str(module.__file__))
    for part in qualname.split("."):
        inner = [each for each in node.body if getattr(each, "name", None) == part]
        if not inner:
            return None
        node = inner[-1]
    found: ast.AST = copy.deepcopy(node)  # translating changes it
    return found


def _split(thing: Any) -> tuple[str, str]:
    original = thing if isinstance(thing, type) else inspect.unwrap(thing)
    return original.__module__, original.__qualname__


def _how(node: ast.FunctionDef) -> str:
    """Which kind of member a function of a class is, by its decorators."""
    names = {ast.unparse(each).partition("(")[0].rpartition(".")[2] for each in node.decorator_list}
    if names & {"cached_property"}:
        return "cached"
    if names & {"property"}:
        return "getters"
    if names & {"classmethod"}:
        return "of_class"
    if names & {"staticmethod"}:
        return "plain"
    unknown = names - {"model_validator", "field_validator", "model_serializer", "override"}
    if unknown:
        raise Untranslatable(f"decorator {', '.join(unknown)} of {node.name}")
    return "methods"


def _attributes(node: ast.stmt) -> list[str]:
    """Names that a statement in a class gives a value."""
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets += [node.target] if isinstance(node, ast.AnnAssign) else []
    return [each.id for each in targets if isinstance(each, ast.Name)]


@functools.cache
def methods_of_package() -> frozenset[str]:
    """Names of all methods of classes of the program, properties left out."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(_tree("", str(path))):
            if isinstance(node, ast.ClassDef):
                for each in node.body:
                    if isinstance(each, ast.FunctionDef) and _kind(each) == "methods":
                        found.add(each.name)
    return frozenset(
        found
        | {"strip", "append", "get", "lower", "join", "isprintable", "__contains__", "getvalue"}
    )


def _kind(node: ast.FunctionDef) -> str:
    try:
        return _how(node)
    except Untranslatable:
        return ""
