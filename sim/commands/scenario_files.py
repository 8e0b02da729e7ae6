"""Where the scenario files are, and where a new one goes."""

from __future__ import annotations

import os
from pathlib import Path

SCHEMA = Path(__file__).parents[1] / "scenario.schema.json"
SWEEP_SCHEMA = SCHEMA.with_name("sweep.schema.json")


def scenario_folder() -> Path:
    """The folder of scenarios: here, or beside the program."""
    here = Path("scenarios")
    return here if here.is_dir() else Path(__file__).parents[2] / "scenarios"


def flagship() -> Path:
    """The scenario that speed and robustness are shown on."""
    return scenario_folder() / "engagement_vs_surveillance.yaml"


def schema_line(path: Path) -> str:
    """First line of a scenario file: it tells an editor what may be written."""
    try:
        where = Path(os.path.relpath(SCHEMA, path.absolute().parent)).as_posix()
    except ValueError:  # another drive
        where = SCHEMA.as_uri()
    return f"# yaml-language-server: $schema={where}"
