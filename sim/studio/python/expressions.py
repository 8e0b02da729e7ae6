"""Expressions of plain Python as JavaScript, one for one.

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
from sim.studio.python.scope import MISSING, Scope
from sim.studio.python.targets import Untranslatable, pattern_of, taken_apart, taken_into, unstarred

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
MOST_ARGUMENTS = {"find": 2, "count": 1, "index": 1, "group": 1, "endswith": 1, "pop": 2}
"""Of methods of texts, lists and patterns: more are not known to the runtime."""
CHANGING = ast.List | ast.Dict | ast.Set | ast.Call | ast.ListComp | ast.DictComp
"""Defaults that Python makes once, and JavaScript for each call."""
CONVERTED = {"r": "repr", "s": "str"}
TRUE_OR_FALSE = {"isinstance", "any", "all", "hasattr", "issubclass", "bool", "callable"}


class Expressions:
    """Translates expressions of one module.

    Args:
        refer: names what the module's own names stand for.
        methods: names of all methods, whose references stay bound to their object.
    """

    def __init__(self, refer: Refer, methods: frozenset[str]) -> None:
        self.refer, self.methods = refer, methods
        self.of_class = ""

    def arguments(self, args: ast.arguments, scope: Scope, skip: int) -> str:
        """Arguments with their defaults."""
        every = [*args.posonlyargs, *args.args]
        defaults: list[ast.expr | None] = [None] * (len(every) - len(args.defaults))
        defaults += args.defaults
        outer = scope.above or scope
        if any(isinstance(each, CHANGING) for each in (*args.defaults, *args.kw_defaults)):
            raise Untranslatable("a default that can be changed")
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

    def test(self, node: ast.expr, scope: Scope) -> str:
        """An expression of which only its truth counts."""
        match node:
            case ast.BoolOp(operator, values):
                sign = " && " if isinstance(operator, ast.And) else " || "
                return f"({sign.join(self.test(each, scope) for each in values)})"
            case ast.UnaryOp(ast.Not(), operand):
                return f"!{self.test(operand, scope)}"
        text = self.value(node, scope)
        return text if is_bool(node) else f"py.t({text})"

    def values(self, nodes: Iterable[ast.expr], scope: Scope) -> str:
        """Expressions in a row; a starred one gives all that is in it."""
        return ", ".join(
            f"...py.iter({self.value(each.value, scope)})"
            if isinstance(each, ast.Starred)
            else self.value(each, scope)
            for each in nodes
        )

    def value(self, node: ast.expr, scope: Scope) -> str:
        """An expression."""
        match node:
            case ast.Constant(value):
                return constant(value)
            case ast.Name(name):
                return self.name(name, scope)
            case ast.Attribute(value, name):
                return self.attribute(node, value, name, scope)
            case ast.Call():
                return self.call(node, scope)
            case ast.BinOp(left, operator, right):
                return f"py.{OPERATORS[type(operator)]}({self.values([left, right], scope)})"
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
                yes, no = self.value(body, scope), self.value(orelse, scope)
                return f"({self.test(test, scope)} ? {yes} : {no})"
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
                return self.gathered(loops, scope, lambda: self.value(part, scope))
            case ast.SetComp(part, loops):
                every = self.gathered(loops, scope, lambda: self.value(part, scope))
                return f"py.set_of({every})"
            case ast.DictComp(first, second, loops):
                pair = ast.List([first, second], ast.Load())
                return f"py.dict({self.gathered(loops, scope, lambda: self.value(pair, scope))})"
            case ast.GeneratorExp(part, loops):
                outer = self.value(loops[0].iter, scope)  # which is asked for at once
                text = self.loops(loops, scope, lambda: f"yield {self.value(part, scope)};", "o_")
                return f"(function* (o_) {{ {text} }})({outer})"
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
        """What a name stands for: a variable, or something of its module."""
        if scope.is_variable(name):
            return variable(name)
        found = scope.found(name)
        if found is MISSING:
            raise Untranslatable(f"nothing is called {name}")
        return self.refer(found, scope.module.__name__, name)

    def attribute(self, node: ast.Attribute, value: ast.expr, name: str, scope: Scope) -> str:
        """An attribute, or something of a module; a method stays bound to its object."""
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
        """A call, with arguments by name where there are some."""
        function, given = node.func, self.values(node.args, scope)
        named = self.named(node.keywords, scope)
        if isinstance(function, ast.Name) and function.id == "isinstance":
            thing, kinds = node.args
            return f"py.isinstance({self.value(thing, scope)}, {self.kinds(kinds, scope)})"
        if isinstance(function, ast.Attribute):
            module = self.module(function.value, scope)
            if module is re and isinstance(node.args[0], ast.Constant):
                written = str(node.args[0].value)
                made = self.refer(re.compile(written), "pattern", written)
                given = ", ".join([made, self.values(node.args[1:], scope)])
            if module is re and len(node.args) > (3 if function.attr == "sub" else 2):
                raise Untranslatable(f"re.{function.attr} with more arguments")
            if module is None:
                return self.call_of(function, node.args, named, scope)
        text = self.value(function, scope)
        return f"py.call({text}, [{given}], {named})" if named else f"{text}({given})"

    def call_of(
        self, function: ast.Attribute, args: list[ast.expr], named: str, scope: Scope
    ) -> str:
        """A call of something that an object has."""
        given = self.values(args, scope)
        key = json.dumps(member(function.attr))
        if isinstance(function.value, ast.Call) and ast.unparse(function.value) == "super()":
            here = "self" if scope.is_variable("self") else "cls"
            of = f"py.above({self.of_class}, {here}, {key})"
            return f"py.call({of}, [{given}], {named})" if named else f"{of}({given})"
        thing = self.value(function.value, scope)
        if isinstance(function.value, ast.Name) and not scope.is_variable(function.value.id):
            found = scope.found(function.value.id)
            if isinstance(found, Rule) and function.attr == "plain":
                return f"{thing}({given})"
            if isinstance(found, type) and inspect.isfunction(
                inspect.getattr_static(found, function.attr)
            ):  # a method of a class, with the object as an argument
                return f"py.called(py.of({thing}, {key}), [{given}], {named or '{}'})"
        most = MOST_ARGUMENTS.get(function.attr, 9)
        if function.attr not in self.methods and len(args) > most:
            raise Untranslatable(f"{function.attr} with more than {most} arguments")
        if named:
            return f"py.call_of({thing}, {key}, [{given}], {named})"
        return f"{thing}.{member(function.attr)}({given})"

    def named(self, keywords: list[ast.keyword], scope: Scope) -> str:
        """Arguments by name; "" where there are none."""
        parts = [
            f"{json.dumps(each.arg)}: {self.value(each.value, scope)}"
            if each.arg
            else f"...py.named({self.value(each.value, scope)})"
            for each in keywords
        ]
        return f"{{{', '.join(parts)}}}" if parts else ""

    def kinds(self, node: ast.expr, scope: Scope) -> str:
        """Kinds as isinstance takes them: one, several in brackets or with | between."""
        if isinstance(node, ast.BinOp):
            return f"[{self.kinds(node.left, scope)}, {self.kinds(node.right, scope)}].flat()"
        if isinstance(node, ast.Tuple):
            return f"[{self.values(node.elts, scope)}]"
        return self.value(node, scope)

    def either(self, operator: ast.boolop, values: list[ast.expr], scope: Scope) -> str:
        """The first of several values that is true (or false), else the last."""
        if all(is_bool(each) for each in values):
            sign = " && " if isinstance(operator, ast.And) else " || "
            return f"({sign.join(self.value(each, scope) for each in values)})"
        name = "all_of" if isinstance(operator, ast.And) else "any_of"
        first, *others = (self.value(each, scope) for each in values)
        return f"py.{name}({first}, {', '.join(f'() => {each}' for each in others)})"

    def compared(
        self, left: ast.expr, operators: list[ast.cmpop], rights: list[ast.expr], scope: Scope
    ) -> str:
        """One comparison, or several in a row."""
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
        """One comparison."""
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

    def gathered(
        self, loops: list[ast.comprehension], scope: Scope, part: Callable[[], str]
    ) -> str:
        """A list of what loops come to."""
        each = self.loops(loops, scope, lambda: f"r_.push({part()});")
        return f"(() => {{ const r_ = []; {each} return r_; }})()"

    def loops(
        self,
        loops: list[ast.comprehension],
        scope: Scope,
        inner: Callable[[], str],
        first: str = "",
    ) -> str:
        """Loops of a comprehension around what is done in the innermost; ``first`` is known."""
        scopes: list[Scope] = []
        heads = []
        for each in loops:
            over = first if first and each is loops[0] else self.value(each.iter, scope)
            names = {part.id for part in ast.walk(each.target) if isinstance(part, ast.Name)}
            new = names - scope.own
            scope.own |= new
            scopes.append(scope)
            head = f"for (const {taken_into(each.target)} of py.iter({over})) {{ "
            if taken_into(each.target) == "each_":
                assert isinstance(each.target, ast.Tuple)
                parts = ast.Tuple(unstarred(each.target.elts), ast.Store())
                head += f"const {pattern_of(parts)} = {taken_apart(each.target.elts, 'each_')}; "
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
                    if conversion != -1:
                        text = f"py.{CONVERTED[chr(conversion)]}({text})"
                    form = (
                        self.joined(spec.values, scope) if isinstance(spec, ast.JoinedStr) else ""
                    )
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


def is_bool(node: ast.expr) -> bool:
    """Whether an expression is true or false and nothing else."""
    match node:
        case ast.Compare() | ast.UnaryOp(ast.Not(), _) | ast.Constant(True | False):
            return True
        case ast.Call(ast.Name(name), _, _):
            return name in TRUE_OR_FALSE
        case ast.BoolOp(_, values):
            return all(map(is_bool, values))
    return False
