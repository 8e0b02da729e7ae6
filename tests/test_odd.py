"""ODD.md describes the model as it is."""

import re

import pytest

from sim.commands import odd
from sim.compiled.rules import rule
from sim.model.day import DAY
from sim.model.numbers import every_parameter
from sim.model.outcomes import outcomes
from sim.model.parameters import Parameter
from sim.model.registers import CAUSES, CHANNELS, LEVERS
from sim.model.strategies import strategies


@pytest.fixture(scope="module")
def text():
    return odd.ODD.read_text(encoding="utf-8")


def test_it_is_fresh(text):
    assert odd.refreshed(text) == text, "run `python -m sim.commands.odd`"


def test_a_changed_number_makes_it_stale(text, monkeypatch):
    doubled = Parameter(0.62, "trust", (0, 1), None, "how far", "assumed")
    monkeypatch.setitem(odd.PARAMETERS["contact"], "gain", doubled)
    assert odd.refreshed(text) != text


def test_everything_that_is_made_from_the_code_has_its_place(text):
    assert sorted(found[2] for found in odd.MARKED.finditer(text)) == sorted(odd.PARTS)
    assert text.count("<!-- made from the code") == text.count("<!-- end -->") == len(odd.PARTS)


def test_it_has_the_sections_of_the_protocol(text):
    assert re.findall(r"^## (\d .*)$", text, re.MULTILINE)[:7] == [
        "1 Purpose and patterns",
        "2 Entities, state variables, and scales",
        "3 Process overview and scheduling",
        "4 Design concepts",
        "5 Initialisation",
        "6 Input data",
        "7 Submodels",
    ]


def test_every_process_of_the_day_has_a_section(text):
    for process in DAY:
        anchor = odd.anchor(odd.module_of(process))
        assert f"[`{odd.name(process)}`](#{anchor})" in text
        assert text.count(f'<a id="{anchor}"></a>') == 1


def test_every_declared_name_is_described(text):
    names = [name for name, _ in every_parameter()]
    names += [lever.name for lever in LEVERS]
    names += [line.name for line in (*CHANNELS, *CAUSES)]
    names += [name for name in outcomes({}, {}) if not name.endswith("_realised")]
    names += list(strategies())
    missing = [name for name in names if f"| `{name}` |" not in text]
    assert missing == []


def test_every_number_is_in_one_table_with_its_source(text):
    for name, number in every_parameter():
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `{name}` |")]
        assert number.status in row
        assert number.source.replace("|", r"\|") in row


def test_every_link_leads_somewhere(text):
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    anchors = set(re.findall(r'<a id="(\w+)"></a>', text)) | slugs
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert len(links) > 20
    assert set(links) <= anchors


def test_it_names_all_patterns(text):
    patterns = re.findall(r"^\| ([PR]\d+) \|", text.split("## 2 ")[0], re.MULTILINE)
    first_table = patterns[: patterns.index("R2") + 1]
    assert len(first_table) == len(set(first_table)) == 17


@rule
def halved(value: float) -> float:
    """Half of it."""
    if value > 0.0:
        return value / 2.0
    return 0.0


def test_a_formula_is_the_code_itself():
    assert odd.formula(halved.plain) == "if value > 0.0:\n    return value / 2.0\nreturn 0.0"


def test_a_bar_does_not_break_a_table():
    assert odd.table(("a",), [("x|y",)]).splitlines()[-1] == r"| x\|y |"
