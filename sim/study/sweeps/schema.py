"""The JSON Schema of sweep files, made from the declarations as that of scenarios is."""

from __future__ import annotations

import json
from typing import Any

from sim.model.numbers import every_parameter
from sim.model.scenario.schema import of_number, plain
from sim.study.sweeps.file import EVERY_UNCERTAIN, SweepFile

ABOUT = "What to vary in a scenario, over which points, and how often to run each."


def sweep_schema_text() -> str:
    """The schema as the file that sweeps point to."""
    return json.dumps(sweep_schema(), indent=1, ensure_ascii=False) + "\n"


def sweep_schema() -> dict[str, Any]:
    """The schema as plain data: names that vary are suggested, others are for ``check``."""
    made = SweepFile.model_json_schema()
    definitions = made.pop("$defs")
    root = plain(made, whole=True)
    varied = root["properties"]["vary"]["additionalProperties"]
    told = {name: of_number(number)["description"] for name, number in sorted(every_parameter())}
    told[EVERY_UNCERTAIN] = "every uncertain number of the model that the scenario does not set"
    root["properties"]["vary"]["properties"] = {
        name: {"description": text, **varied} for name, text in told.items()
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Sweep",
        **root,
        "description": ABOUT,
        "definitions": {name: plain(part, whole=True) for name, part in definitions.items()},
    }
