"""`examples`: the scenarios and sweeps that come with the program, copied to work on."""

from __future__ import annotations

from pathlib import Path

import typer

from sim.commands.scenario_files import SCHEMA, SWEEP_SCHEMA, schema_line, shipped
from sim.common.problems import Problem, ProblemsFound, printable, program

MARK = "# yaml-language-server:"
FIRST = "engagement_vs_surveillance.yaml"


def examples(out: Path | None) -> int:
    """Copy all of them to scenarios/, or ``out``; where one is there already, none is copied."""
    target = out or Path("scenarios")
    files = sorted(shipped().rglob("*.yaml"))
    copies = {file: target / file.relative_to(shipped()) for file in files}
    there = [copy for copy in copies.values() if copy.exists()]
    if there:
        fix = "name an empty folder: --out PATH"
        raise ProblemsFound([Problem("this file is there already", fix, str(at)) for at in there])
    for file, copy in copies.items():
        copy.parent.mkdir(parents=True, exist_ok=True)
        schema = SWEEP_SCHEMA if file.parent.name == "sweeps" else SCHEMA
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        if lines[0].startswith(MARK):
            lines[0] = f"{schema_line(copy, schema)}\n"
        copy.write_text("".join(lines), encoding="utf-8", newline="\n")
    typer.echo(f"Wrote {len(copies)} scenarios and sweeps to {printable(str(target))}. Next:")
    typer.echo(f"  {program()} list")
    typer.echo(f"  {program()} compare {printable(str(target / FIRST))}")
    return 0
