"""The JSON Schema of scenario files: names, meanings and bounds while one types in an editor.

It is made from the declarations, in draft 7, which is what yaml-language-server understands best.
What it marks is wrong; ``check`` finds more.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from sim.model.former_names import FORMER_NAMES
from sim.model.numbers import every_parameter
from sim.model.outcomes import outcomes
from sim.model.parameters import Parameter
from sim.model.scenario.dates import PATTERN
from sim.model.scenario.recorded_crime import fbi_rates
from sim.model.scenario.scenario import Scenario
from sim.model.strategies.base import KINDS_OF_PLACE

Json = Any

ABOUT = "A community, its police department, arms to compare, and how they are run."
NEEDED_WITHOUT_EXTENDS = ("name", "arms")


NAMED_AFTER_PART_OF_TOWN = "^(trust|true_crime|recorded_crime|friendly_contacts|stops)_"


def schema_text() -> str:
    """The schema as the file that scenarios point to."""
    return as_text(scenario_schema())


def scenario_schema() -> dict[str, Json]:
    """The schema as plain data."""
    made = draft_7(Scenario, InheritedInPart)
    known = made["definitions"]
    known["FbiCrime"]["properties"]["state"]["enum"] = [*fbi_rates()]
    known["Expectation"]["properties"]["outcome"] = {
        "description": "what the claim is about; trust_GROUP is the trust of one group",
        "anyOf": [
            {"enum": [*outcomes({}, {})]},
            {"type": "string", "pattern": NAMED_AFTER_PART_OF_TOWN},
        ],
    }
    for part in known.values():
        if "where" in part.get("properties", {}):
            where = part["properties"]["where"]
            part["properties"]["where"] = {
                **{name: where[name] for name in ("description", "default") if name in where},
                "anyOf": [
                    {"enum": [*KINDS_OF_PLACE]},
                    {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,29}$"},
                ],
            }
    for kind, part in known.items():
        for name in ("day",) if kind in ("Shock", "Intervention") else ("from", "until"):
            if name in part.get("properties", {}):
                part["properties"][name] = or_a_date(part["properties"][name])
    numbers = {name: of_number(number) for name, number in sorted(every_parameter())}
    made["properties"]["assumptions"] |= {
        "properties": numbers,
        "patternProperties": {  # taken, but not suggested
            f"^{re.escape(former)}$": numbers[today] | {"description": f"now called {today}"}
            for former, today in FORMER_NAMES.items()
        },
        "additionalProperties": False,
    }
    return made | {
        "description": ABOUT,
        "if": {"not": {"required": ["extends"]}},
        "then": {"required": [*NEEDED_WITHOUT_EXTENDS]},
    }


def or_a_date(part: dict[str, Json]) -> dict[str, Json]:
    """The part of a day, which may also be a date."""
    around = {name: each for name, each in part.items() if name in ("description", "default")}
    inner = {name: each for name, each in part.items() if name not in around}
    date = {"type": "string", "pattern": PATTERN}
    return {**around, "anyOf": [*inner.get("anyOf", [inner]), date]}


def as_text(schema: dict[str, Json]) -> str:
    """A schema as it stands in a file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


class Whole(GenerateJsonSchema):
    """What pydantic makes of a class, without what an editor would show and nobody needs."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """No title that repeats the name."""
        return False

    def default_schema(self, schema: Any) -> dict[str, Json]:
        """A default of nothing is not told."""
        made = super().default_schema(schema)
        return {name: each for name, each in made.items() if (name, each) != ("default", None)}

    def dict_schema(self, schema: Any) -> dict[str, Json]:
        """An empty value removes what was inherited under its name."""
        made = super().dict_schema(schema)
        for name, inner in made.get("patternProperties", {}).items():
            made["patternProperties"][name] = {"anyOf": [inner, {"type": "null"}]}
            made["additionalProperties"] = False
        return made


class InheritedInPart(Whole):
    """The same, where a file that ``extends:`` another leaves out what it inherits.

    What must be given is then left to ``check``, but in items of lists, which are inherited whole.
    """

    in_list = False

    def field_is_required(self, field: Any, total: bool) -> bool:
        """Whether a block must have this field."""
        return self.in_list and super().field_is_required(field, total)

    def list_schema(self, schema: Any) -> dict[str, Json]:
        """A list, and what its items must have."""
        around, self.in_list = self.in_list, True
        made = super().list_schema(schema)
        self.in_list = around
        return made


def draft_7(kind: type[BaseModel], generator: type[GenerateJsonSchema] = Whole) -> dict[str, Json]:
    """The schema of a class."""
    made = kind.model_json_schema(
        ref_template="#/definitions/{model}", schema_generator=generator, by_alias=True
    )
    made = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "definitions": made.pop("$defs"),
        **made,
    }
    return json.loads(json.dumps(made), object_hook=_simplified)  # type: ignore[no-any-return]


def _simplified(part: dict[str, Json]) -> dict[str, Json]:
    """Descriptions in one line; kinds as any of them; nothing beside a reference: it is ignored."""
    part.pop("discriminator", None)
    if isinstance(told := part.get("description"), str):
        part["description"] = " ".join(told.replace("``", "`").split())
    if "oneOf" in part:
        part["anyOf"] = part.pop("oneOf")
    if "$ref" in part and len(part) > 1:
        part["allOf"] = [{"$ref": part.pop("$ref")}]
    return part


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
