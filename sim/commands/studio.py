"""``studio``: the planner's studio as one file."""

from __future__ import annotations

from pathlib import Path

from sim.commands.lesson import refuse_no_page, refuse_other_file
from sim.commands.scenario_files import shipped
from sim.common.words import megabytes
from sim.studio.page import MARK, model, studio_page
from sim.study.folder.results_folder import replace_file


def studio(out: Path) -> int:
    """Write the page; it replaces an earlier one, and nothing else."""
    refuse_no_page(out, "studio.html")
    refuse_other_file(out, MARK, "studio")
    text = studio_page(model(shipped().glob("*.yaml")))
    replace_file(out, text)
    print(f"Studio: {out} ({megabytes(len(text.encode()))}). It opens in any browser, offline.")
    return 0
