"""Functions of plain Python as JavaScript: expressions and statements, one for one.

Numbers are the same 64-bit numbers in both, and every operation is the same operation; what
differs (truth, equality, lists, texts, formats) is asked of a small runtime, ``py``. What has no
counterpart is an error here, so that nothing is translated wrongly in silence.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from sim.compiled.rules import Rule
from sim.studio.python.names import member, variable
from sim.studio.python.scope import MISSING, Scope, arguments_of, walk

Refer = Callable[[Any, str, str], str]
"""Gives the name in JavaScript of an object, which a module holds under a name."""
OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Mod: "mod",
    ast.FloorDiv: "floordiv", ast.Pow: "pow", ast.BitOr: "or", ast.BitAnd: "and",
    ast.BitXor: "xor", ast.LShift: "shl", ast.RShift: "shr",
}  # fmt: skip
COMPARED: dict[type[ast.AST], str] = {
    ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq",
}  # fmt: skip
TRUE_OR_FALSE = {"isinstance", "any", "all", "hasattr", "issubclass", "bool", "callable"}


class Untranslatable(Exception):
    """Code for which there is no counterpart."""


class Translator:
    """Translates the code of one module.

    Args:
        refer: names what the module's own names stand for.
        methods: names of all methods, whose references stay bound to their object.
    """

    def __init__(self, refer: Refer, methods: frozenset[str]) -> None:
        self.refer, self.methods = refer, methods
        self.of_class = ""
        self.loops_around: list[bool] = []

    # -- functions -------------------------------------------------------------------------------

    def function(self, node: ast.FunctionDef, scope: Scope, first: str | None = None) -> str:
        """A function; ``first`` is how its first argument is called in JavaScript (`this`)."""
        inner = scope.inside(node)
        body = self.body(node.body, inner)
        names = [each.arg for each in (*node.args.posonlyargs, *node.args.args)]
        if first:
            body = f"const {variable(names[0])} = {first};\n{body}"
        own = inner.own - arguments_of(node.args)
        if own:
            body = f"let {', '.join(sorted(map(variable, own)))};\n{body}"
        star = "*" if any(isinstance(each, ast.Yield | ast.YieldFrom) for each in walk(node.body)) else ""
        taken = self.arguments(node.args, inner, skip=1 if first else 0)
        return f"py.def({self.signature(node.args, 1 if first else 0)}, function{star} ({taken}) {{\n{body}}})"

    def arguments(self, args: ast.arguments, scope: Scope, skip: int) -> str:
        """Arguments with their defaults."""
        every = [*args.posonlyargs, *args.args]
        defaults: list[ast.expr | None] = [None] * (len(every) - len(args.defaults))
        defaults += args.defaults
        outer = scope.above or scope
        taken = [
            variable(each.arg) + (f" = {self.value(default, outer)}" if default else "")
            for each, default in zip(every, defaults, strict=True)
        ][skip:]
        if args.kwonlyargs:
            if args.vararg:
                raise Untranslatable("names after *arguments")
            taken += [
                variable(each.arg) + (f" = {self.value(default, outer)}" if default else "")
                for each, default in zip(args.kwonlyargs, args.kw_defaults, strict=True)
            ]
        if args.kwarg:
            taken.append(f"{variable(args.kwarg.arg)} = py.dict([])")
        if args.vararg:
            if args.kwarg:
                taken.pop()
            taken.append(f"...{variable(args.vararg.arg)}")
        return ", ".join(taken)

    def signature(self, args: ast.arguments, skip: int) -> str:
        """Names of the arguments in their order; a name after ** takes all others."""
        names = [each.arg for each in (*args.posonlyargs, *args.args)][skip:]
        names += [each.arg for each in args.kwonlyargs]
        if args.kwarg and not args.vararg:
            names.append(f"**{args.kwarg.arg}")
        return json.dumps(names)

    # -- statements ------------------------------------------------------------------------------

    def body(self, body: list[ast.stmt], scope: Scope) -> str:
        """Statements, a line each."""
        return "".join(f"{self.statement(each, scope)}\n" for each in body)

    def statement(self, node: ast.stmt, scope: Scope) -> str:
        match node:
            case ast.Expr(ast.Constant()) | ast.Pass() | ast.Assert() | ast.Import() | ast.ImportFrom():
                return ""
            case ast.Nonlocal():
                return ""
            case ast.Expr(value):
                return f"{self.value(value, scope)};"
            case ast.Return(value):
                return f"return {self.value(value, scope) if value else 'null'};"
            case ast.Assign(targets, value):
                text = self.value(value, scope)
                if len(targets) > 1:
                    return f"{{ const t_ = {text}; {' '.join(self.assign(each, 't_', scope) for each in targets)} }}"
                return self.assign(targets[0], text, scope)
            case ast.AnnAssign(target, _, value):
                return self.assign(target, self.value(value, scope), scope) if value else ""
            case ast.AugAssign(target, operator, value):
                now = self.value(_as_read(target), scope)
                name = OPERATORS[type(operator)]
                return self.assign(target, f"py.i{name}({now}, {self.value(value, scope)})", scope)
            case ast.If(test, body, orelse):
                text = f"if ({self.test(test, scope)}) {{\n{self.body(body, scope)}}}"
                return f"{text} else {{\n{self.body(orelse, scope)}}}" if orelse else text
            case ast.For(target, iterated, body, orelse):
                each = self.assign(target, "each_", scope)
                self.loops_around.append(bool(orelse))
                text = f"for (const each_ of py.iter({self.value(iterated, scope)})) {{\n{each}\n{self.body(body, scope)}}}"
                self.loops_around.pop()
                if not orelse:
                    return text
                otherwise = f"if (!broken_) {{\n{self.body(orelse, scope)}}}"
                return f"{{ let broken_ = false;\n{text}\n{otherwise} }}"
            case ast.While(test, body, []):
                self.loops_around.append(False)
                text = f"while ({self.test(test, scope)}) {{\n{self.body(body, scope)}}}"
                self.loops_around.pop()
                return text
            case ast.Break():
                return "{ broken_ = true; break; }" if self.loops_around[-1] else "break;"
            case ast.Continue():
                return "continue;"
            case ast.Raise(None):
                return "throw caught_;"
            case ast.Raise(exception):
                assert exception is not None
                return f"throw py.raised({self.value(exception, scope)});"
            case ast.Try(body, handlers, [], final):
                return self.attempt(body, handlers, final, scope)
            case ast.Try(body, handlers, orelse, final):
                done = f"let done_ = false;\n{self.attempt(body, handlers, [], scope, 'done_ = true;')}"
                text = f"{{ {done}\nif (done_) {{\n{self.body(orelse, scope)}}} }}"
                return f"try {text} finally {{\n{self.body(final, scope)}}}" if final else text
            case ast.With([ast.withitem(ast.Call(ast.Name("suppress"), kinds), None)], body):
                kind = ", ".join(self.value(each, scope) for each in kinds)
                return (
                    f"try {{\n{self.body(body, scope)}}} catch (caught_) {{\n"
                    f"if (!py.isinstance(caught_, [{kind}])) throw caught_;\n}}"
                )
            case ast.FunctionDef():
                if node.decorator_list:
                    raise Untranslatable(f"a decorator inside a function, line {node.lineno}")
                return f"{variable(node.name)} = {self.function(node, scope)};"
            case ast.Delete([ast.Subscript(value, index)]):
                return f"py.del({self.value(value, scope)}, {self.value(index, scope)});"
        raise Untranslatable(f"{type(node).__name__}, line {node.lineno}")

    def attempt(
        self, body: list[ast.stmt], handlers: list[ast.ExceptHandler], final: list[ast.stmt],
        scope: Scope, last: str = "",
    ) -> str:  # fmt: skip
        text = f"try {{\n{self.body(body, scope)}{last}}}"
        if handlers:
            choices = []
            for each in handlers:
                kind = self.value(each.type, scope) if each.type else "py.BaseException"
                name = f"{variable(each.name)} = caught_;\n" if each.name else ""
                choices.append(f"if (py.isinstance(caught_, {kind})) {{\n{name}{self.body(each.body, scope)}}}")
            choices.append("throw caught_;" if len(choices) == 1 else "{ throw caught_; }")
            text += f" catch (caught_) {{\ncaught_ = py.error(caught_);\n{' else '.join(choices)}\n}}"
        if final:
            text += f" finally {{\n{self.body(final, scope)}}}"
        return text

    def assign(self, target: ast.expr, text: str, scope: Scope) -> str:
        """Give a target a value."""
        match target:
            case ast.Name(name):
                return f"{variable(name)} = {text};"
            case ast.Attribute(value, name):
                return f"{self.value(value, scope)}.{member(name)} = {text};"
            case ast.Subscript(value, index):
                return f"py.set({self.value(value, scope)}, {self.value(index, scope)}, {text});"
            case ast.Tuple(parts) | ast.List(parts):
                taken, parts = _taken_apart(parts, text)
                if all(isinstance(each, ast.Name) for each in _unstarred(parts)):
                    return f"[{', '.join(_pattern(each) for each in parts)}] = {taken};"
                names = [f"t{number}_" for number in range(len(parts))]
                each = " ".join(
                    self.assign(part, name, scope)
                    for part, name in zip(_unstarred(parts), names, strict=True)
                )
                return f"{{ const [{', '.join(names)}] = {taken}; {each} }}"
        raise Untranslatable(f"a target, line {target.lineno}")

    # -- expressions -----------------------------------------------------------------------------

    def test(self, node: ast.expr, scope: Scope) -> str:
        """An expression of which only its truth counts."""
        match node:
            case ast.BoolOp(operator, values):
                sign = " && " if isinstance(operator, ast.And) else " || "
                return f"({sign.join(self.test(each, scope) for each in values)})"
            case ast.UnaryOp(ast.Not(), operand):
                return f"!{self.test(operand, scope)}"
        text = self.value(node, scope)
        return text if _is_bool(node) else f"py.t({text})"

    def values(self, nodes: Iterable[ast.expr], scope: Scope) -> str:
        """Expressions in a row; a starred one gives all that is in it."""
        return ", ".join(
            f"...py.iter({self.value(each.value, scope)})"
            if isinstance(each, ast.Starred)
            else self.value(each, scope)
            for each in nodes
        )

    def value(self, node: ast.expr, scope: Scope) -> str:
        match node:
            case ast.Constant(value):
                return constant(value)
            case ast.Name(name):
                return self.name(name, scope)
            case ast.Attribute(value, name):
                return self.attribute(node, value, name, scope)
            case ast.Call():
                return self.call(node, scope)
            case ast.BinOp(ast.Constant(str()) as left, ast.Add(), right):
                return f"({self.value(left, scope)} + {self.value(right, scope)})"
            case ast.BinOp(left, operator, right):
                return f"py.{OPERATORS[type(operator)]}({self.value(left, scope)}, {self.value(right, scope)})"
            case ast.UnaryOp(ast.Not(), _):
                return self.test(node, scope)
            case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() as number)):
                return constant(-number)
            case ast.UnaryOp(ast.USub(), operand):
                return f"py.neg({self.value(operand, scope)})"
            case ast.UnaryOp(ast.UAdd(), operand):
                return self.value(operand, scope)
            case ast.BoolOp(operator, values):
                return self.either(operator, values, scope)
            case ast.Compare(left, operators, rights):
                return self.compared(left, operators, rights, scope)
            case ast.IfExp(test, body, orelse):
                return f"({self.test(test, scope)} ? {self.value(body, scope)} : {self.value(orelse, scope)})"
            case ast.NamedExpr(ast.Name(name), value):
                return f"({variable(name)} = {self.value(value, scope)})"
            case ast.Lambda(args, body):
                inner = scope.inside(node)
                return f"(({self.arguments(args, inner, 0)}) => ({self.value(body, inner)}))"
            case ast.List(parts):
                return f"[{self.values(parts, scope)}]"
            case ast.Tuple(parts):
                return f"py.tup({self.values(parts, scope)})"
            case ast.Set(parts):
                return f"py.set_of([{self.values(parts, scope)}])"
            case ast.Dict(keys, values):
                pairs = [
                    f"[{self.value(key, scope)}, {self.value(value, scope)}]"
                    if key
                    else f"...py.pairs({self.value(value, scope)})"
                    for key, value in zip(keys, values, strict=True)
                ]
                return f"py.dict([{', '.join(pairs)}])"
            case ast.ListComp(part, loops):
                return f"(() => {{ const r_ = []; {self.loops(loops, scope, lambda: f'r_.push({self.value(part, scope)});')} return r_; }})()"
            case ast.SetComp(part, loops):
                return f"(() => {{ const r_ = []; {self.loops(loops, scope, lambda: f'r_.push({self.value(part, scope)});')} return py.set_of(r_); }})()"
            case ast.DictComp(key, value, loops):
                return f"(() => {{ const r_ = []; {self.loops(loops, scope, lambda: f'r_.push([{self.value(key, scope)}, {self.value(value, scope)}]);')} return py.dict(r_); }})()"
            case ast.GeneratorExp(part, loops):
                return f"(function* () {{ {self.loops(loops, scope, lambda: f'yield {self.value(part, scope)};')} }})()"
            case ast.JoinedStr(parts):
                return self.joined(parts, scope)
            case ast.Subscript(value, ast.Slice(low, high, step)):
                ends = (self.value(each, scope) if each else "null" for each in (low, high, step))
                return f"py.slice({self.value(value, scope)}, {', '.join(ends)})"
            case ast.Subscript(value, index):
                return f"py.item({self.value(value, scope)}, {self.value(index, scope)})"
            case ast.Yield(value):
                return f"(yield {self.value(value, scope) if value else 'null'})"
            case ast.YieldFrom(value):
                return f"(yield* py.iter({self.value(value, scope)}))"
        raise Untranslatable(f"{type(node).__name__}, line {node.lineno}")

    def name(self, name: str, scope: Scope) -> str:
        if scope.is_variable(name):
            return variable(name)
        found = scope.found(name)
        if found is MISSING:
            raise Untranslatable(f"nothing is called {name}")
        return self.refer(found, scope.module.__name__, name)

    def attribute(self, node: ast.Attribute, value: ast.expr, name: str, scope: Scope) -> str:
        module = self.module(value, scope)
        if module is not None:
            return self.refer(getattr(module, name), module.__name__, name)
        if name in self.methods:
            return f"py.bound({self.value(value, scope)}, {json.dumps(member(name))})"
        return f"{self.value(value, scope)}.{member(name)}"

    def module(self, node: ast.expr, scope: Scope) -> Any:
        """The module that an expression names; None where it names none."""
        if isinstance(node, ast.Name) and not scope.is_variable(node.id):
            found = scope.found(node.id)
            return found if type(found).__name__ == "module" else None
        if isinstance(node, ast.Attribute):
            above = self.module(node.value, scope)
            found = getattr(above, node.attr, None) if above is not None else None
            return found if type(found).__name__ == "module" else None
        return None

    def call(self, node: ast.Call, scope: Scope) -> str:
        function, names = node.func, node.keywords
        given = self.values(node.args, scope)
        if isinstance(function, ast.Attribute) and self.module(function.value, scope) is re:
            written, *others = node.args
            if isinstance(written, ast.Constant):
                made = self.refer(re.compile(written.value), "pattern", written.value)
                given = ", ".join([made, self.values(others, scope)])
        if isinstance(function, ast.Name) and function.id == "isinstance":
            thing, kinds = node.args
            return f"py.isinstance({self.value(thing, scope)}, {self.kinds(kinds, scope)})"
        by_name = ""
        if names:
            parts = [
                f"{json.dumps(each.arg)}: {self.value(each.value, scope)}"
                if each.arg
                else f"...py.named({self.value(each.value, scope)})"
                for each in names
            ]
            by_name = f"{{{', '.join(parts)}}}"
        if isinstance(function, ast.Attribute) and (of := self.unbound(function, scope)):
            return f"py.called({of}, [{given}], {by_name or '{}'})"
        if isinstance(function, ast.Attribute) and self.module(function.value, scope) is None:
            key = member(function.attr)
            if isinstance(function.value, ast.Call) and ast.unparse(function.value) == "super()":
                here = "self" if scope.is_variable("self") else "cls"
                of = f"py.above({self.of_class}, {here}, {json.dumps(key)})"
                return f"py.call({of}, [{given}], {by_name})" if names else f"{of}({given})"
            if function.attr == "plain" and isinstance(function.value, ast.Name):
                found = None if scope.is_variable(function.value.id) else scope.found(function.value.id)
                if isinstance(found, Rule):
                    return f"{self.value(function.value, scope)}({given})"
            thing = self.value(function.value, scope)
            if names:
                return f"py.call_of({thing}, {json.dumps(key)}, [{given}], {by_name})"
            return f"{thing}.{key}({given})"
        text = self.value(function, scope)
        return f"py.call({text}, [{given}], {by_name})" if names else f"{text}({given})"

    def unbound(self, node: ast.Attribute, scope: Scope) -> str:
        """A method that is called of its class, with the object as an argument; else ""."""
        if isinstance(node.value, ast.Name) and not scope.is_variable(node.value.id):
            kind = scope.found(node.value.id)
            if isinstance(kind, type) and inspect.isfunction(inspect.getattr_static(kind, node.attr)):
                return f'py.of({self.value(node.value, scope)}, "{member(node.attr)}")'
        return ""

    def kinds(self, node: ast.expr, scope: Scope) -> str:
        """Kinds as isinstance takes them: one, several in brackets or with | between."""
        if isinstance(node, ast.BinOp):
            return f"[{self.kinds(node.left, scope)}, {self.kinds(node.right, scope)}].flat()"
        if isinstance(node, ast.Tuple):
            return f"[{self.values(node.elts, scope)}]"
        return self.value(node, scope)

    def either(self, operator: ast.boolop, values: list[ast.expr], scope: Scope) -> str:
        """The first of several values that is true (or false), else the last."""
        if all(_is_bool(each) for each in values):
            sign = " && " if isinstance(operator, ast.And) else " || "
            return f"({sign.join(self.value(each, scope) for each in values)})"
        name = "all_of" if isinstance(operator, ast.And) else "any_of"
        first, *others = (self.value(each, scope) for each in values)
        return f"py.{name}({first}, {', '.join(f'() => {each}' for each in others)})"

    def compared(
        self, left: ast.expr, operators: list[ast.cmpop], rights: list[ast.expr], scope: Scope
    ) -> str:
        if len(operators) == 1:
            return self.pair(self.value(left, scope), operators[0], self.value(rights[0], scope))
        every = [self.value(each, scope) for each in (left, *rights)]
        names = [f"v{number}_" for number in range(len(every))]
        pairs = " && ".join(
            self.pair(one, operator, other)
            for one, operator, other in zip(names, operators, names[1:], strict=False)
        )
        return f"(({', '.join(names)}) => {pairs})({', '.join(every)})"

    def pair(self, one: str, operator: ast.cmpop, other: str) -> str:
        match operator:
            case ast.Is():
                return f"({one} === {other})"
            case ast.IsNot():
                return f"({one} !== {other})"
            case ast.In():
                return f"py.in({one}, {other})"
            case ast.NotIn():
                return f"!py.in({one}, {other})"
            case ast.NotEq():
                return f"!py.eq({one}, {other})"
        return f"py.{COMPARED[type(operator)]}({one}, {other})"

    def loops(
        self, loops: list[ast.comprehension], scope: Scope, inner: Callable[[], str]
    ) -> str:
        """Loops of a comprehension around what is done in the innermost."""
        scopes: list[Scope] = []
        heads = []
        for each in loops:
            over = self.value(each.iter, scope)
            names = {part.id for part in ast.walk(each.target) if isinstance(part, ast.Name)}
            new = names - scope.own
            scope.own |= new
            scopes.append(scope)
            head = f"for (const {_each(each.target)} of py.iter({over})) {{ "
            if _each(each.target) == "each_":
                assert isinstance(each.target, ast.Tuple)
                taken, parts = _taken_apart(each.target.elts, "each_")
                head += f"const {_pattern(ast.Tuple(parts))} = {taken}; "
            head += "".join(f"if (!{self.test(test, scope)}) continue; " for test in each.ifs)
            heads.append((head, new))
        text = inner()
        for _, new in heads:
            scope.own -= new
        return "".join(head for head, _ in heads) + text + " }" * len(heads)

    def joined(self, parts: list[ast.expr], scope: Scope) -> str:
        """A text with values in it."""
        texts = ['""']
        for each in parts:
            match each:
                case ast.Constant(value):
                    texts.append(constant(value))
                case ast.FormattedValue(value, conversion, spec):
                    text = self.value(value, scope)
                    if conversion == ord("r"):
                        text = f"py.repr({text})"
                    form = self.joined(spec.values, scope) if isinstance(spec, ast.JoinedStr) else ""
                    texts.append(f"py.format({text}, {form})" if form else f"py.str({text})")
        return f"({' + '.join(texts)})"


def constant(value: object) -> str:
    """A value that stands in the code."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 2**53 else f"{value}n"
    if isinstance(value, float):
        return repr(value).replace("inf", "Infinity")
    raise Untranslatable(f"a constant {value!r}")


def _is_bool(node: ast.expr) -> bool:
    match node:
        case ast.Compare() | ast.UnaryOp(ast.Not(), _) | ast.Constant(True | False):
            return True
        case ast.Call(ast.Name(name), _, _):
            return name in TRUE_OR_FALSE
        case ast.BoolOp(_, values):
            return all(map(_is_bool, values))
    return False


def _pattern(target: ast.expr) -> str:
    match target:
        case ast.Name(name):
            return variable(name)
        case ast.Tuple(parts) | ast.List(parts):
            return f"[{', '.join('' if _unused(each) else _pattern(each) for each in parts)}]"
        case ast.Starred(inner):
            return f"...{_pattern(inner)}"
    raise Untranslatable(f"a target, line {target.lineno}")


def _unused(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id == "_"


def _each(target: ast.expr) -> str:
    """What a loop takes each into: where a starred name is not the last, it is taken apart later."""
    parts = target.elts if isinstance(target, ast.Tuple) else []
    if any(isinstance(each, ast.Starred) for each in parts[:-1]):
        return "each_"
    return _pattern(target)


def _unstarred(parts: list[ast.expr]) -> list[ast.expr]:
    return [each.value if isinstance(each, ast.Starred) else each for each in parts]


def _taken_apart(parts: list[ast.expr], text: str) -> tuple[str, list[ast.expr]]:
    """What is taken apart, and into what; a starred name that is not the last is laid out first."""
    stars = [place for place, each in enumerate(parts) if isinstance(each, ast.Starred)]
    if stars and stars[0] != len(parts) - 1:
        return f"py.apart({text}, {stars[0]}, {len(parts) - 1 - stars[0]})", _unstarred(parts)
    return f"py.iter({text})", parts


def _as_read(target: ast.expr) -> ast.expr:
    read = ast.parse(ast.unparse(target), mode="eval").body
    return ast.copy_location(read, target)
