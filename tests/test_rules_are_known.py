"""No rule goes untested: every rule of plain numbers has an answer worked out by hand."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import sim.model.simulation  # noqa: F401  (imports every rule)
from sim.compiled.rules import _marked

HERE = Path(__file__).parent
KNOWN_ANSWERS = [*HERE.glob("test_rules_*.py"), HERE / "test_randomness.py"]


def scalar_rules() -> set[str]:
    """Names of the rules whose inputs are all single numbers."""
    return {
        rule.plain.__name__
        for rule in _marked
        if rule.plain.__module__.startswith("sim.")
        and all(
            parameter.annotation in ("float", "int")
            for parameter in inspect.signature(rule.plain).parameters.values()
        )
    }


def calls_in(node: ast.AST) -> set[str]:
    """Names of the functions called anywhere below a node."""
    return {
        call.func.id
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }


def asked_for_an_answer(source: str) -> set[str]:
    """What the assertions of a test file call, themselves or through a helper of the file."""
    tree = ast.parse(source)
    assertions = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    asked = set().union(*(calls_in(assertion) for assertion in assertions))
    for helper in tree.body:
        if isinstance(helper, ast.FunctionDef) and helper.name in asked:
            asked |= calls_in(helper)
    return asked


def test_every_rule_of_plain_numbers_is_asked_for_an_answer_that_is_known() -> None:
    asked = set().union(*(asked_for_an_answer(path.read_text()) for path in KNOWN_ANSWERS))
    assert len(scalar_rules()) > 40
    assert scalar_rules() - asked == set()


def test_a_rule_that_is_only_imported_or_only_called_counts_as_unknown() -> None:
    source = """
from sim.somewhere import one, two, three

def helper(x):
    return three(x)

def test_them():
    two(1)
    assert one(1) == helper(2)
"""
    assert asked_for_an_answer(source) == {"one", "helper", "three"}
