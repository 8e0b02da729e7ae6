"""`new`: a commented scenario of one's own, ready to run and to edit."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import typer

from sim.commands.scenario_files import schema_line
from sim.common.problems import Problem, ProblemsFound, printable, program, quoted

TEMPLATE = Path(__file__).with_name("new_scenario.yaml")


def new(name: str, out: Path | None, crimes: Callable[[], tuple[str, str]] | None = None) -> int:
    """Write scenarios/NAME.yaml, or ``out``; an existing file is left alone.

    ``crimes`` gives the lines of recorded crime to write in place of the template's, and those of
    districts, "" to keep its groups; it is asked when nothing else is in the way. Raises
    ProblemsFound.
    """
    name = name.removesuffix(".yaml")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,59}", name):
        fix = "begin with a letter and go on with letters, digits, _ or -, at most 60 in all"
        raise ProblemsFound(
            [Problem(f"{quoted(name)} cannot be the name of a scenario", fix, "new")]
        )
    path = out or Path("scenarios") / f"{name}.yaml"
    if path.is_dir():
        path = path / f"{name}.yaml"
    if path.suffix != ".yaml":
        fix = f"write --out {path.with_suffix('.yaml')}"
        raise ProblemsFound([Problem("a scenario file ends in .yaml", fix, str(path))])
    if path.exists():
        raise _there_already(path)
    text = TEMPLATE.read_text(encoding="utf-8").replace("NAME", name)
    if crimes is not None:
        text = _with_crimes(text, *crimes())
    text = text.replace(f"scenarios/{name}.yaml", printable(shlex.quote(str(path))))
    text = text.replace("python run.py", program())
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(f"{schema_line(path)}\n{text}")
    except FileExistsError:
        raise _there_already(path) from None
    typer.echo(f"Wrote {path}. Next:")
    for command in ("check", "compare"):
        typer.echo(f"  {program()} {command} {path}")
    return 0


def _there_already(path: Path) -> ProblemsFound:
    fix = "choose another name, or delete that file first"
    return ProblemsFound([Problem("this file is there already", fix, str(path))])


def _with_crimes(text: str, crimes: str, districts: str) -> str:
    """The template with other lines of recorded crime in place of its own, and with districts."""
    start, end = text.index("  # Recorded crime of a US state"), text.index("  segregation:")
    if districts:
        crimes, end = f"{crimes}\n{districts}\n", text.index("department:")
    about = "# the town that is simulated, with the rates of crime below"
    first = re.sub(r"(  residents: 5000 +)# .*", rf"\1{about}", text[:start])
    return f"{first}{crimes}\n{text[end:]}"
