"""``studio``: the planner's studio as one file."""

from __future__ import annotations

from pathlib import Path

from sim.commands.lesson import refuse_no_page, refuse_other_file
from sim.commands.scenario_files import shipped
from sim.common.problems import Problem, ProblemsFound
from sim.common.whole_files import write_whole
from sim.studio.page import MARK, model, studio_page


def studio(out: Path) -> int:
    """Write the page; it replaces an earlier one, and nothing else."""
    refuse_no_page(out, "studio.html")
    if not out.parent.is_dir():
        raise ProblemsFound([Problem(f"no folder {out.parent}", "make it first", "--out")])
    refuse_other_file(out, MARK, "studio")
    text = studio_page(model(shipped().glob("*.yaml")))
    write_whole(out, lambda beside: beside.write_text(text, encoding="utf-8", newline="\n"))
    print(f"Wrote {out} ({len(text.encode()) / 1e6:.1f} MB): open it in a browser")
    return 0
