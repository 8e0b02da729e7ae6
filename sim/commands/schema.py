"""`schema`: the JSON Schema of scenario files."""

from __future__ import annotations

import typer

from sim.commands.scenario_files import SCHEMA
from sim.scenario_schema import schema_text


def schema(write: bool) -> int:
    """Print the schema, or refresh the file that scenarios point to."""
    if not write:
        typer.echo(schema_text(), nl=False)
        return 0
    SCHEMA.write_text(schema_text(), encoding="utf-8", newline="\n")
    typer.echo(f"Wrote {SCHEMA}")
    return 0
