"""``studio``: the planner's studio as one file."""

from __future__ import annotations

from pathlib import Path

from sim.commands.scenario_files import shipped
from sim.common.problems import Problem, ProblemsFound
from sim.common.whole_files import write_whole
from sim.studio.page import MARK, model, studio_page

LONGEST_HEAD = 2000  # bytes within which a page says what it is


def studio(out: Path) -> int:
    """Write the page; it replaces an earlier one, and nothing else."""
    if out.is_dir():
        fix = f"name a page, such as {out / 'studio.html'}"
        raise ProblemsFound([Problem(f"{out} is a folder", fix, "--out")])
    if out.suffix != ".html":
        fix = f"name a page, such as {out.with_suffix('.html')}"
        raise ProblemsFound([Problem(f"{out} does not end in .html", fix, "--out")])
    if out.is_file() and MARK not in out.read_bytes()[:LONGEST_HEAD]:
        fix = "name another file, or move this one away"
        raise ProblemsFound([Problem(f"{out} is not an earlier studio", fix, "--out")])
    if not out.parent.is_dir():
        raise ProblemsFound([Problem(f"no folder {out.parent}", "make it first", "--out")])
    text = studio_page(model(shipped().glob("*.yaml")))
    write_whole(out, lambda beside: beside.write_text(text, encoding="utf-8", newline="\n"))
    print(f"Wrote {out} ({len(text.encode()) / 1e6:.1f} MB): open it in a browser")
    return 0
