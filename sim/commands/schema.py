"""`schema`: the JSON Schemas of scenario and of sweep files."""

from __future__ import annotations

from sim.commands.scenario_files import SCHEMA, SWEEP_SCHEMA
from sim.model.scenario.schema import schema_text
from sim.study.sweeps.schema import sweep_schema_text


def schema(write: bool, sweep: bool) -> int:
    """Print a schema, or refresh the files that scenarios and sweeps point to."""
    if not write:
        print(sweep_schema_text() if sweep else schema_text(), end="")
        return 0
    for path, text in ((SCHEMA, schema_text()), (SWEEP_SCHEMA, sweep_schema_text())):
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"Wrote {path}")
    return 0
