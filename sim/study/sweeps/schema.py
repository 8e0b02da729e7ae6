"""The JSON Schema of sweep files, made from the declarations as that of scenarios is."""

from __future__ import annotations

from typing import Any

from sim.model.numbers import every_parameter
from sim.model.scenario.schema import as_text, draft_7, of_number
from sim.study.sweeps.file import EVERY_UNCERTAIN, SweepFile

ABOUT = "What to vary in a scenario, over which points, and how often to run each."


def sweep_schema_text() -> str:
    """The schema as the file that sweeps point to."""
    return as_text(sweep_schema())


def sweep_schema() -> dict[str, Any]:
    """The schema as plain data: names that vary are suggested, others are for ``check``."""
    made = draft_7(SweepFile) | {"title": "Sweep", "description": ABOUT}
    vary = made["properties"]["vary"]
    made["definitions"]["Varied"] = vary["additionalProperties"]
    vary["additionalProperties"] = varied = {"$ref": "#/definitions/Varied"}
    told = {name: of_number(number)["description"] for name, number in sorted(every_parameter())}
    told[EVERY_UNCERTAIN] = "every uncertain number of the model that the scenario does not set"
    vary["properties"] = {
        name: {"description": text, "allOf": [varied]} for name, text in told.items()
    }
    return made
