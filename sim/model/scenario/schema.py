"""The JSON Schema of scenario files: names, meanings and bounds while one types in an editor.

It is made from the declarations, in draft 7, which is what yaml-language-server understands best.
What it marks is wrong; ``check`` finds more. What must be given in a block is left to ``check``:
a scenario that ``extends:`` another leaves out what it inherits.
"""

from __future__ import annotations

import json
import re
from typing import Any

from sim.model.former_names import FORMER_NAMES
from sim.model.numbers import every_parameter
from sim.model.outcomes import outcomes
from sim.model.parameters import Parameter
from sim.model.scenario.recorded_crime import fbi_rates
from sim.model.scenario.scenario import Scenario

Json = Any

ABOUT = "A community, its police department, arms to compare, and how they are run."
NOTHING = {"type": "null"}
NEEDED_WITHOUT_EXTENDS = ("name", "arms")


def schema_text() -> str:
    """The schema as the file that scenarios point to."""
    return json.dumps(scenario_schema(), indent=1, ensure_ascii=False) + "\n"


def scenario_schema() -> dict[str, Json]:
    """The schema as plain data."""
    made = Scenario.model_json_schema(by_alias=True)
    definitions = made.pop("$defs")
    items = _in_lists(made) | _in_lists(definitions)
    known = {name: plain(part, whole=name in items) for name, part in definitions.items()}
    known["FbiCrime"]["properties"]["state"]["enum"] = [*fbi_rates()]
    known["Expectation"]["properties"]["outcome"] = {
        "description": "what the claim is about; trust_GROUP is the trust of one group",
        "anyOf": [{"enum": [*outcomes([])]}, {"type": "string", "pattern": "^trust_"}],
    }
    root = plain(made)
    numbers = {name: of_number(number) for name, number in sorted(every_parameter())}
    root["properties"]["assumptions"] |= {
        "properties": numbers,
        "patternProperties": {  # taken, but not suggested
            f"^{re.escape(former)}$": numbers[today] | {"description": f"now called {today}"}
            for former, today in FORMER_NAMES.items()
        },
        "additionalProperties": False,
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Scenario",
        **root,
        "description": ABOUT,
        "if": {"not": {"required": ["extends"]}},
        "then": {"required": [*NEEDED_WITHOUT_EXTENDS]},
        "definitions": known,
    }


def plain(node: Json, whole: bool = False) -> Json:
    """A part of pydantic's schema as draft 7 and an editor want it.

    ``whole`` keeps what must be given: an item of a list is never inherited in part.
    """
    if isinstance(node, list):
        return [plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    made: dict[str, Json] = {}
    for name, value in node.items():
        if name == "properties":
            made[name] = {each: plain(inner) for each, inner in value.items()}
        elif name == "patternProperties":  # an empty value removes what was inherited
            made[name] = {each: {"anyOf": [plain(inner), NOTHING]} for each, inner in value.items()}
            made["additionalProperties"] = False
        elif name == "$ref":
            made[name] = value.replace("#/$defs/", "#/definitions/")
        elif name == "description":
            made[name] = " ".join(value.replace("``", "`").split())
        elif name == "oneOf":
            made["anyOf"] = plain(value)
        elif name == "required":
            made |= {name: value} if whole else {}
        elif name not in ("title", "discriminator") and (name, value) != ("default", None):
            made[name] = plain(value)
    return _simplest(made)


def _simplest(made: dict[str, Json]) -> dict[str, Json]:
    """One simple kind or nothing as one kind; and nothing beside a reference: it is ignored."""
    choices = made.get("anyOf", [])
    kinds = [each for each in choices if each != NOTHING]
    if len(choices) == 2 and len(kinds) == 1 and isinstance(kinds[0].get("type"), str):
        rest = {name: value for name, value in made.items() if name != "anyOf"}
        return {**rest, **kinds[0], "type": [kinds[0]["type"], "null"]}
    if "$ref" in made and len(made) > 1:
        rest = {name: value for name, value in made.items() if name != "$ref"}
        return {**rest, "allOf": [{"$ref": made["$ref"]}]}
    return made


def _in_lists(node: Json) -> set[str]:
    """Names of the definitions that stand as items of a list."""
    if isinstance(node, list):
        return set().union(*map(_in_lists, node))
    if not isinstance(node, dict):
        return set()
    item = node.get("items", {})
    found = {item["$ref"].rsplit("/", 1)[1]} if "$ref" in item else set()
    return found.union(*map(_in_lists, node.values()))


def of_number(number: Parameter) -> dict[str, Json]:
    """What may be written for a number of the model, and what it means."""
    plausible = "not varied in sweeps"
    if number.plausible:
        plausible = f"plausible {number.plausible[0]:g} to {number.plausible[1]:g}"
    status = f"{number.status[0].upper()}{number.status[1:]}"
    return {
        "description": f"{number.meaning} (usually {number.default:g} {number.unit};"
        f" {plausible}). {status}: {number.source}.",
        "type": ["number", "null"],
        "default": number.default,
        "minimum": number.bounds[0],
        "maximum": number.bounds[1],
    }
