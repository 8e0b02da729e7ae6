"""``portable``: the model as a WebAssembly module and a library, and what a host must know."""

from __future__ import annotations

from pathlib import Path

from sim.common.problems import Problem, ProblemsFound
from sim.compiled.library import NAME
from sim.portable.build import build


def portable(out: Path) -> int:
    """Write ``model.wasm``, ``model.json`` and, where there can be one, a library into a folder."""
    if not out.is_dir():
        raise ProblemsFound([Problem(f"no folder {out}", "make it first", "--out")])
    print("Compiling the rules for other machines: a minute", flush=True)
    module = build(out)
    print(f"Wrote {module} ({module.stat().st_size / 1000:,.0f} kB)")
    print(f"Wrote {module.with_suffix('.json')}: what it offers and where its columns lie")
    if (library := out / NAME).exists():
        print(f"Wrote {library} ({library.stat().st_size / 1000:,.0f} kB): for installed packages")
    return 0
