"""Make the module, emitted, linked, and described with its hash; and the library of a wheel.

Needs a compiler and linker, the package ``ziglang``; who uses them does not.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from filelock import FileLock

from sim.common.problems import Problem, ProblemsFound
from sim.compiled.library import NAME
from sim.compiled.source_code import hash_of
from sim.model.version import PACKAGE, cache_folder, sources, sources_mark
from sim.portable.emit import ABOUT, OBJECT, RULES, SETTINGS

RUNTIME = Path(__file__).with_name("runtime.c")
LIBRARY_RUNTIME = Path(__file__).with_name("library.c")
MODULE = "model.wasm"
EXPORTED = ("take", "forget")
"""Functions of the runtime that a host may call."""
STACK = 1 << 20
SYSTEM = "x86_64-linux-gnu.2.17"
"""Of a library: Linux of 2014 and later."""
SOURCES = (
    "portable/*.py", "portable/*.c", "portable/*.ll",
    "study/watched/evenings.py", "study/watched/happenings.py", "study/watched/watching.py",
)  # fmt: skip


def can_build() -> bool:
    """Whether what links the module is installed."""
    return find_spec("ziglang") is not None


def build(folder: Path) -> Path:
    """Make ``model.wasm`` and ``model.json`` in a folder, and give the path of the first.

    On computers for which there can be one, also the library of this computer (``library.NAME``).

    Raises:
        ProblemsFound: nothing here can link it.
        subprocess.CalledProcessError: it cannot be emitted or linked; what failed has told why.
    """
    if not can_build():
        fix = "pip install ziglang"
        raise ProblemsFound([Problem("nothing here links WebAssembly", fix, "portable")])
    with tempfile.TemporaryDirectory() as place:
        scratch = Path(place)
        emit = [sys.executable, "-m", "sim.portable.emit", place]
        paths = os.pathsep.join([str(PACKAGE.parent), *filter(None, sys.path)])
        subprocess.run(emit, env={**os.environ, **SETTINGS, "PYTHONPATH": paths}, check=True)
        about = json.loads((scratch / ABOUT).read_text(encoding="utf-8"))
        module = _link(scratch, [*about["functions"], *EXPORTED])
        about = {"sha256": hashlib.sha256(module.read_bytes()).hexdigest(), **about}
        (folder / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
        if (scratch / RULES).exists():
            shutil.copy(_link_library(scratch), folder / NAME)
        return Path(shutil.copy(module, folder / MODULE))


def _link(scratch: Path, exported: list[str]) -> Path:
    zig = [sys.executable, "-m", "ziglang"]
    runtime, module = scratch / "runtime.o", scratch / MODULE
    target = ["-target", "wasm32-freestanding", "-O2", "-mbulk-memory"]
    subprocess.run([*zig, "cc", *target, "-c", RUNTIME, "-o", runtime], check=True)
    names = [f"--export={name}" for name in exported]
    options = ["--no-entry", "--strip-all", "--gc-sections", "--stack-first"]
    command = [*zig, "wasm-ld", *options, "-z", f"stack-size={STACK}", *names]
    subprocess.run([*command, scratch / OBJECT, runtime, "-o", module], check=True)
    return module


def _link_library(scratch: Path) -> Path:
    library = scratch / NAME
    target = ["-target", SYSTEM, "-O2", f'-DMADE_OF="{sources_mark()}"']
    command = [sys.executable, "-m", "ziglang", "cc", *target, "-shared", "-s"]
    subprocess.run([*command, scratch / RULES, LIBRARY_RUNTIME, "-o", library], check=True)
    return library


def kept() -> Path:
    """The module of today's sources: that of the wheel, or the one that is made here."""
    installed = Path(__file__).with_name(MODULE)
    if installed.exists():
        about = json.loads(installed.with_name(ABOUT).read_text(encoding="utf-8"))
        if about["sources"] == sources_mark():
            return installed
    return built()


def built() -> Path:
    """The module as it is made here: once for these sources, and kept with machine code."""
    name = f"{hash_of(sources(SOURCES), PACKAGE)}-{sources_mark()}"
    folder = cache_folder() / f"portable-{name}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):  # who else wants it waits: it takes a minute
        if (folder / MODULE).exists():
            return folder / MODULE
        with tempfile.TemporaryDirectory(dir=folder.parent) as place:
            build(Path(place))
            folder.mkdir(exist_ok=True)
            made = sorted(Path(place).iterdir(), key=lambda part: part.name == MODULE)
            for part in made:  # the module last: it says that all is there
                os.replace(part, folder / part.name)
    return folder / MODULE


def kept_library() -> Path | None:
    """The library that was made with the module; None where there is none for this computer."""
    path = built().with_name(NAME)
    return path if path.exists() else None
