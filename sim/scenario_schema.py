"""The JSON Schema of scenario files, for editors: names, meanings, units and bounds as one types.

It is made from the declarations, in draft 7, which is what yaml-language-server understands best.
Whatever it marks is wrong; ``check`` finds more. Two things are therefore left to ``check``, since
a scenario that ``extends:`` another may leave out what it inherits, and remove it with an empty
value: what must be given in a block, and where a value must not be empty.
"""

from __future__ import annotations

import json
from typing import Any

from sim.measures import outcomes
from sim.parameters import Parameter, every_parameter
from sim.scenario import Scenario, fbi_rates

Json = Any

NEEDED_WITHOUT_EXTENDS = ("name", "arms")
DROPPED = ("title", "discriminator", "required")


def schema_text() -> str:
    """The schema as the file that scenarios point to."""
    return json.dumps(scenario_schema(), indent=1, ensure_ascii=False) + "\n"


def scenario_schema() -> dict[str, Json]:
    """The schema as plain data."""
    made = Scenario.model_json_schema(by_alias=True)
    definitions = made.pop("$defs")
    items = _in_lists(made) | _in_lists(definitions)
    root = _plain(made)
    root["properties"]["assumptions"] |= {
        "properties": {name: _of_number(number) for name, number in every_parameter()},
        "additionalProperties": False,
    }
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Scenario of policing and trust",
        **root,
        "if": {"not": {"required": ["extends"]}},
        "then": {"required": list(NEEDED_WITHOUT_EXTENDS)},
        "definitions": {
            name: _plain(definition, complete=name in items)
            for name, definition in definitions.items()
        },
    }
    known = schema["definitions"]
    known["FbiCrime"]["properties"]["state"]["enum"] = [*fbi_rates()]
    known["Expectation"]["properties"]["outcome"] = {
        "description": "outcome that the claim is about; trust_GROUP is the trust of one group",
        "anyOf": [{"enum": [*outcomes([])]}, {"type": "string", "pattern": "^trust_"}],
    }
    return schema


def _plain(node: Json, complete: bool = False) -> Json:
    """A part of pydantic's schema as draft 7 and an editor want it.

    ``complete`` keeps what must be given: an item of a list is never inherited in part.
    """
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    made: dict[str, Json] = {}
    for name, value in node.items():
        if name == "properties":
            made[name] = {each: _or_nothing(_plain(inner)) for each, inner in value.items()}
        elif name == "patternProperties":
            made[name] = {each: _or_nothing(_plain(inner)) for each, inner in value.items()}
            made["additionalProperties"] = False
        elif name == "$ref":
            made["$ref"] = value.replace("#/$defs/", "#/definitions/")
        elif name == "description":
            made[name] = " ".join(value.replace("``", "`").split())
        elif name == "oneOf":
            made["anyOf"] = _plain(value)
        elif (name == "default" and value is None) or (name in DROPPED and not complete):
            continue
        else:
            made[name] = _plain(value)
    if complete:
        made.pop("title", None)
    return _flat(made)


def _flat(made: dict[str, Json]) -> dict[str, Json]:
    """Without needless nesting: one kind or nothing is that kind; a reference stands alone."""
    choices = made.get("anyOf", [])
    kinds = [each for each in choices if each != {"type": "null"}]
    if len(kinds) == 1 and "$ref" not in kinds[0]:
        rest = {name: value for name, value in made.items() if name != "anyOf"}
        made = {**rest, **kinds[0]}
        choices = []
    if "$ref" in made and len(made) > 1:  # draft 7 ignores what stands beside a reference
        made["anyOf"] = [{"$ref": made.pop("$ref")}]
    elif choices:
        made["anyOf"] = kinds
    return made


def _or_nothing(schema: dict[str, Json]) -> dict[str, Json]:
    """The same, or an empty value: it removes what was inherited."""
    nothing = {"type": "null"}
    if set(schema) == {"$ref"}:
        return {"anyOf": [schema, nothing]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], nothing]}
    if isinstance(schema.get("type"), str):
        kinds = {**schema, "type": [schema["type"], "null"]}
        for fixed in ("enum", "const"):
            if fixed in kinds:
                values = kinds.pop(fixed)
                kinds["enum"] = [*(values if fixed == "enum" else [values]), None]
        return kinds
    return schema


def _in_lists(node: Json) -> set[str]:
    """Names of the definitions that stand as items of a list."""
    if isinstance(node, list):
        return set().union(*map(_in_lists, node))
    if not isinstance(node, dict):
        return set()
    found = set().union(*map(_in_lists, node.values()))
    item = node.get("items")
    if isinstance(item, dict) and "$ref" in item:
        found.add(item["$ref"].rsplit("/", 1)[1])
    return found


def _of_number(number: Parameter) -> dict[str, Json]:
    plausible = ""
    if number.plausible:
        plausible = f"; plausible {number.plausible[0]:g} to {number.plausible[1]:g}"
    return {
        "description": f"{number.meaning}. {number.default:g} {number.unit}{plausible}."
        f" {number.status[0].upper()}{number.status[1:]}: {number.source}.",
        "type": ["number", "null"],
        "default": number.default,
        "minimum": number.bounds[0],
        "maximum": number.bounds[1],
    }
