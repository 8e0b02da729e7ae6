"""Functions of plain Python as JavaScript: statements, one for one."""

from __future__ import annotations

import ast

from sim.studio.python.expressions import OPERATORS, Expressions, Refer
from sim.studio.python.names import member, variable
from sim.studio.python.scope import Scope, arguments_of, walk
from sim.studio.python.targets import Untranslatable, as_read, pattern_of, taken_apart, unstarred

SILENT = ast.Pass | ast.Assert | ast.Import | ast.ImportFrom | ast.Nonlocal
"""Statements that say nothing here: imports are looked up, and what is asserted holds."""
__all__ = ["Refer", "Translator", "Untranslatable"]


class Translator(Expressions):
    """Translates the code of one module; see ``Expressions``."""

    def __init__(self, refer: Refer, methods: frozenset[str]) -> None:
        super().__init__(refer, methods)
        self.loops_around: list[bool] = []

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
        yields = any(isinstance(each, ast.Yield | ast.YieldFrom) for each in walk(node.body))
        star = "*" if yields else ""
        if not isinstance(node.body[-1], ast.Return | ast.Raise):
            body += "return null;\n"
        if hidden := [each for each in inner.own if each.endswith("_") and each != "_"]:
            raise Untranslatable(f"variables such as {hidden[0]}, which the translation uses")
        taken = self.arguments(node.args, inner, skip=1 if first else 0)
        names_told = self.signature(node.args, 1 if first else 0)
        return f"py.def({names_told}, function{star} ({taken}) {{\n{body}}})"

    def body(self, body: list[ast.stmt], scope: Scope) -> str:
        """Statements, a line each."""
        return "".join(f"{self.statement(each, scope)}\n" for each in body)

    def block(self, body: list[ast.stmt], scope: Scope, before: str = "") -> str:
        """Statements in braces."""
        return f"{{\n{before}{self.body(body, scope)}}}"

    def statement(self, node: ast.stmt, scope: Scope) -> str:
        """One statement; "" for what says nothing here."""
        if isinstance(node, SILENT):
            return ""
        match node:
            case ast.Expr(ast.Constant()):
                return ""
            case ast.Expr(value):
                return f"{self.value(value, scope)};"
            case ast.Return(value):
                return f"return {self.value(value, scope) if value else 'null'};"
            case ast.Assign(targets, value):
                text = self.value(value, scope)
                if len(targets) == 1:
                    return self.assign(targets[0], text, scope)
                every = " ".join(self.assign(each, "t_", scope) for each in targets)
                return f"{{ const t_ = {text}; {every} }}"
            case ast.AnnAssign(target, _, value):
                return self.assign(target, self.value(value, scope), scope) if value else ""
            case ast.AugAssign(target, operator, value):
                now = self.value(as_read(target), scope)
                name = OPERATORS[type(operator)]
                return self.assign(target, f"py.i{name}({now}, {self.value(value, scope)})", scope)
            case ast.If(test, body, orelse):
                text = f"if ({self.test(test, scope)}) {self.block(body, scope)}"
                return f"{text} else {self.block(orelse, scope)}" if orelse else text
            case ast.For(target, iterated, body, orelse):
                each = f"{self.assign(target, 'each_', scope)}\n"
                self.loops_around.append(bool(orelse))
                over = self.value(iterated, scope)
                text = f"for (const each_ of py.iter({over})) {self.block(body, scope, each)}"
                self.loops_around.pop()
                if not orelse:
                    return text
                otherwise = f"if (!broken_) {self.block(orelse, scope)}"
                return f"{{ let broken_ = false;\n{text}\n{otherwise} }}"
            case ast.While(test, body, []):
                self.loops_around.append(False)
                text = f"while ({self.test(test, scope)}) {self.block(body, scope)}"
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
                tried = self.attempt(body, handlers, [], scope, "done_ = true;")
                then = f"if (done_) {self.block(orelse, scope)}"
                text = f"{{ let done_ = false;\n{tried}\n{then} }}"
                return f"try {text} finally {self.block(final, scope)}" if final else text
            case ast.With([ast.withitem(ast.Call(ast.Name("suppress"), kinds), None)], body):
                other = (
                    f"if (!py.isinstance(caught_, [{self.values(kinds, scope)}])) throw caught_;"
                )
                return f"try {self.block(body, scope)} catch (caught_) {{ {other} }}"
            case ast.FunctionDef():
                if node.decorator_list:
                    raise Untranslatable(f"a decorator inside a function, line {node.lineno}")
                return f"{variable(node.name)} = {self.function(node, scope)};"
            case ast.Delete([ast.Subscript(value, index)]):
                return f"py.del({self.value(value, scope)}, {self.value(index, scope)});"
        raise Untranslatable(f"{type(node).__name__}, line {node.lineno}")

    def attempt(
        self,
        body: list[ast.stmt],
        handlers: list[ast.ExceptHandler],
        final: list[ast.stmt],
        scope: Scope,
        last: str = "",
    ) -> str:
        """Something that is tried, and what is done where it fails; ``last`` ends what is tried."""
        text = f"try {{\n{self.body(body, scope)}{last}}}"
        if handlers:
            choices = []
            for each in handlers:
                kind = self.value(each.type, scope) if each.type else "py.BaseException"
                name = f"{variable(each.name)} = caught_;\n" if each.name else ""
                then = self.block(each.body, scope, name)
                choices.append(f"if (py.isinstance(caught_, {kind})) {then}")
            text += f" catch (caught_) {{\n{' else '.join(choices)} else {{ throw caught_; }}\n}}"
        return f"{text} finally {self.block(final, scope)}" if final else text

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
                taken = taken_apart(parts, text)
                if all(isinstance(each, ast.Name) for each in unstarred(parts)):
                    inside = ", ".join(pattern_of(each) for each in unstarred(parts))
                    return f"[{inside}] = {taken};"
                names = [f"t{number}_" for number in range(len(parts))]
                each = " ".join(
                    self.assign(part, name, scope)
                    for part, name in zip(unstarred(parts), names, strict=True)
                )
                return f"{{ const [{', '.join(names)}] = {taken}; {each} }}"
        raise Untranslatable(f"a target, line {target.lineno}")
