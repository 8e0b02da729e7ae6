"""``portable``: the model as a WebAssembly module, and what a host must know of it."""

from __future__ import annotations

from pathlib import Path

from sim.common.problems import Problem, ProblemsFound
from sim.portable.build import build


def portable(out: Path) -> int:
    """Write ``model.wasm`` and ``model.json`` into a folder."""
    if not out.is_dir():
        raise ProblemsFound([Problem(f"no folder {out}", "make it first", "--out")])
    print("Compiling the rules for WebAssembly: a minute", flush=True)
    module = build(out)
    print(f"Wrote {module} ({module.stat().st_size / 1000:,.0f} kB)")
    print(f"Wrote {module.with_suffix('.json')}: what it offers and where its columns lie")
    return 0
