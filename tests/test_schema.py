"""The JSON Schema of scenarios: complete, and never wrong about a sound scenario."""

import json
import re
from pathlib import Path

import pytest

from sim.commands.main import run
from sim.commands.new import TEMPLATE
from sim.commands.scenario_files import SCHEMA, SWEEP_SCHEMA
from sim.files import read_source
from sim.model.numbers import every_parameter
from sim.model.outcomes import outcomes
from sim.model.scenario.schema import schema_text
from sim.model.strategies import strategies
from sim.study.sweeps.schema import sweep_schema_text
from tests.shipped import shipped_scenarios, shipped_sweeps

ROOT = Path(__file__).parents[1]
SCENARIOS = shipped_scenarios()
SWEEPS = shipped_sweeps()
KINDS = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
TOLD = {"$schema", "title", "description", "default", "definitions"}
CHECKED = {
    *("type", "enum", "const", "pattern", "minLength", "maxLength", "minItems", "maxItems"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("properties", "patternProperties", "additionalProperties", "required", "items"),
    *("anyOf", "allOf", "not", "if", "then", "$ref"),
}


@pytest.fixture(scope="module")
def schema():
    return json.loads(schema_text())


@pytest.fixture(scope="module")
def of_sweeps():
    return json.loads(sweep_schema_text())


def faults(value, schema, root, at="it"):
    """What draft 7 finds wrong with a value: a list of sentences (all keywords used here)."""
    if schema is False:
        return [f"{at} is not allowed"]
    if schema is True:
        return []
    unknown = set(schema) - TOLD - CHECKED
    assert not unknown, f"this validator does not know {unknown}"
    if "$ref" in schema:
        assert set(schema) == {"$ref"}, "draft 7 ignores what stands beside a reference"
        return faults(value, root["definitions"][schema["$ref"].rsplit("/", 1)[1]], root, at)
    found = [f"{at}: {said}" for said in simple_faults(value, schema)]
    if isinstance(value, dict):
        found += [
            f"{at}: {name} is missing" for name in schema.get("required", []) if name not in value
        ]
        for name, inner in value.items():
            for part in parts_for(name, schema):
                found += faults(inner, part, root, f"{at}.{name}")
    if isinstance(value, list) and "items" in schema:
        for inner in value:
            found += faults(inner, schema["items"], root, f"{at}[]")
    for part in schema.get("allOf", []):
        found += faults(value, part, root, at)
    choices = [faults(value, part, root, at) for part in schema.get("anyOf", [])]
    if choices and all(choices):
        found += min(choices, key=len)
    if "not" in schema and not faults(value, schema["not"], root, at):
        found.append(f"{at} is what it must not be")
    if "if" in schema and not faults(value, schema["if"], root, at):
        found += faults(value, schema["then"], root, at)
    return found


def simple_faults(value, schema):
    kinds = schema.get("type", [*KINDS])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    is_truth = isinstance(value, bool) and "boolean" not in kinds
    if is_truth or not any(isinstance(value, KINDS[kind]) for kind in kinds):
        return [f"must be {kinds}"]
    wrong = []
    if "enum" in schema and value not in schema["enum"]:
        wrong.append(f"must be one of {schema['enum']}")
    if "const" in schema and value != schema["const"]:
        wrong.append(f"must be {schema['const']}")
    if isinstance(value, int | float):
        limits = {
            "minimum": lambda low: value >= low,
            "maximum": lambda high: value <= high,
            "exclusiveMinimum": lambda low: value > low,
            "exclusiveMaximum": lambda high: value < high,
        }
        wrong += [
            name for name, holds in limits.items() if name in schema and not holds(schema[name])
        ]
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        wrong.append(f"must match {schema['pattern']}")
    if isinstance(value, str | list):
        ending = "Length" if isinstance(value, str) else "Items"
        wrong += ["too short"] if len(value) < schema.get(f"min{ending}", 0) else []
        wrong += ["too long"] if len(value) > schema.get(f"max{ending}", len(value)) else []
    return wrong


def parts_for(name, schema):
    """The schemas that hold for one name of a block."""
    known = [schema["properties"][name]] if name in schema.get("properties", {}) else []
    known += [
        part for each, part in schema.get("patternProperties", {}).items() if re.search(each, name)
    ]
    return known or [schema.get("additionalProperties", True)]


def parts_of(schema):
    """A schema and every schema inside it."""
    yield schema
    for name in ("properties", "patternProperties", "definitions"):
        for part in schema.get(name, {}).values():
            yield from parts_of(part)
    for name in ("anyOf", "allOf"):
        for part in schema.get(name, []):
            yield from parts_of(part)
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), dict):
            yield from parts_of(schema[name])


# -- the claims -----------------------------------------------------------------------------------


def test_the_schemas_are_made_where_editors_look_for_them(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sim.commands.schema.SCHEMA", tmp_path / SCHEMA.name)
    monkeypatch.setattr("sim.commands.schema.SWEEP_SCHEMA", tmp_path / SWEEP_SCHEMA.name)
    assert run(["schema", "--write"]) == 0
    told = capsys.readouterr().out
    for path, text in ((SCHEMA, schema_text()), (SWEEP_SCHEMA, sweep_schema_text())):
        assert (tmp_path / path.name).read_text(encoding="utf-8") == text
        assert f"Wrote {tmp_path / path.name}" in told


def test_the_command_prints_the_schema(capsys):
    assert run(["schema"]) == 0
    assert capsys.readouterr().out == schema_text()


@pytest.mark.parametrize("path", [*SCENARIOS, TEMPLATE], ids=lambda path: path.stem)
def test_every_scenario_follows_the_schema(path, schema):
    assert faults(read_source(path).data, schema, schema) == []


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_points_to_the_schema(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    mark, _, where = first.partition("$schema=")
    assert mark == "# yaml-language-server: "
    assert (path.parent / where).resolve() == SCHEMA


def sound():
    return {"name": "town", "arms": {"business_as_usual": {}}}


def test_a_short_scenario_is_sound(schema):
    assert faults(sound(), schema, schema) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"dayz": 10}, "it.dayz is not allowed"),
        ({"days": 0}, "it.days: minimum"),
        ({"days": "many"}, "it.days: must be ['integer']"),
        ({"days": True}, "it.days: must be ['integer']"),
        ({"name": "1st"}, "it.name: must match"),
        ({"arms": {"a": {"outreech": {}}}}, "it.arms.a.outreech is not allowed"),
        ({"arms": {"a": {"outreach": {"share": 2}}}}, "it.arms.a.outreach.share: maximum"),
        ({"arms": {"a b": {}}}, "it.arms.a b is not allowed"),
        ({"arms": {"a": {"foot_patrol": {"where": "Over there"}}}}, "it.arms.a.foot_patrol.where"),
        ({"assumptions": {"contact.gain": 9}}, "it.assumptions.contact.gain: maximum"),
        ({"assumptions": {"contact.gian": 0.3}}, "it.assumptions.contact.gian is not allowed"),
        (
            {"community": {"crime": {"source": "fbi-2019", "state": "Mars"}}},
            "must be one of ['Alabama'",
        ),
        ({"community": {"shocks": [{"size": -0.1}]}}, "it.community.shocks[]: day is missing"),
        ({"expect": [{"outcome": "luck", "arm": "a"}]}, "must be one of ['trust'"),
    ],
)
def test_what_the_schema_marks(change, said, schema):
    assert any(said in fault for fault in faults({**sound(), **change}, schema, schema))


def test_a_name_and_arms_are_needed_unless_they_are_inherited(schema):
    assert faults({"days": 10}, schema, schema) == ["it: name is missing", "it: arms is missing"]
    assert faults({"extends": "base", "days": 10}, schema, schema) == []


def test_a_scenario_that_extends_another_may_give_parts_and_remove_parts(schema):
    extending = {
        "extends": "base",
        "community": {"groups": {"majority": {"trust": 60}, "minority": None}},
        "arms": {"engagement": {"outreach": None}, "funding": None},
        "budget": None,
    }
    assert faults(extending, schema, schema) == []


def test_every_number_of_the_model_is_offered_with_its_bounds(schema):
    offered = schema["properties"]["assumptions"]["properties"]
    declared = dict(every_parameter())
    assert list(offered) == sorted(declared)
    for name, number in declared.items():
        assert (offered[name]["minimum"], offered[name]["maximum"]) == number.bounds
        assert offered[name]["default"] == number.default
        assert number.meaning in offered[name]["description"]


def test_every_strategy_and_outcome_is_offered(schema):
    assert list(schema["definitions"]["Arm"]["properties"]) == [
        "title",
        "extra_cost",
        *strategies(),
    ]
    claims = schema["definitions"]["Expectation"]["properties"]["outcome"]["anyOf"]
    assert claims[0]["enum"] == list(outcomes({}, {}))


def test_every_strategy_setting_says_what_it_means(schema):
    for kind in strategies().values():
        for name, setting in schema["definitions"][kind.__name__]["properties"].items():
            assert setting.get("description"), f"{kind.__name__}.{name}"


def test_it_is_draft_7_without_leftovers(schema, of_sweeps):
    for each in (schema, of_sweeps):
        assert each["$schema"] == "http://json-schema.org/draft-07/schema#"
        for part in parts_of(each):
            assert set(part) <= TOLD | CHECKED
            assert "``" not in part.get("description", "")
        assert "$defs" not in json.dumps(each)


# -- the schema of sweeps -------------------------------------------------------------------------


def test_the_command_prints_the_schema_of_sweeps(capsys):
    assert run(["schema", "--sweep"]) == 0
    assert capsys.readouterr().out == sweep_schema_text()


@pytest.mark.parametrize("path", SWEEPS, ids=lambda path: path.stem)
def test_every_sweep_follows_and_points_to_its_schema(path, of_sweeps):
    assert faults(read_source(path).data, of_sweeps, of_sweeps) == []
    mark, _, where = path.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")
    assert mark == "# yaml-language-server: "
    assert (path.parent / where).resolve() == SWEEP_SCHEMA


def sweep_with(**changes):
    return {"name": "small", "scenario": "town", "vary": {"contact.gain": [0.3]}, **changes}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"vary": {"uncertain": "plausible"}, "design": {"kind": "morris", "paths": 4}},
        {"vary": {"arms.mix.outreach.where": ["everywhere"], "days": {"low": 1, "high": 9}}},
        {"change": {"arms": {"mix": {"outreach": None}}}, "base_rates": "kept", "seed": 3},
        {"precision": {"outcome": "trust", "arm": "mix", "half_width": 0.5}},
    ],
)
def test_a_sound_sweep_is_not_marked(change, of_sweeps):
    assert faults(sweep_with(**change), of_sweeps, of_sweeps) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"outcome": ["trust"]}, "it.outcome is not allowed"),
        ({"name": "1st"}, "it.name: must match"),
        ({"scenario": "../town"}, "it.scenario: must match"),
        ({"arms": []}, "it.arms: too short"),
        ({"vary": {"contact.gain": []}}, "it.vary.contact.gain"),
        ({"vary": {"contact.gain": "plausable"}}, "it.vary.contact.gain"),
        ({"vary": {"contact.gain": {"step": 3}}}, "it.vary.contact.gain"),
        ({"design": {"kind": "lhs"}}, "it.design"),
        ({"design": {"kind": "sobol"}}, "it.design"),
        ({"replicates": 0}, "it.replicates: minimum"),
        ({"base_rates": "solved"}, "it.base_rates: must be one of"),
        ({"precision": {"outcome": "trust", "arm": "mix", "half_width": 0}}, "it.precision"),
    ],
)
def test_what_the_schema_of_sweeps_marks(change, said, of_sweeps):
    found = faults(sweep_with(**change), of_sweeps, of_sweeps)
    assert any(said in fault for fault in found)


def test_a_sweep_needs_a_name_and_a_scenario(of_sweeps):
    assert faults({}, of_sweeps, of_sweeps) == ["it: name is missing", "it: scenario is missing"]


def test_every_number_is_offered_to_be_varied_with_its_meaning(of_sweeps):
    offered = of_sweeps["properties"]["vary"]["properties"]
    declared = dict(every_parameter())
    assert set(offered) == {*declared, "uncertain"}
    for name, number in declared.items():
        assert number.meaning in offered[name]["description"]
