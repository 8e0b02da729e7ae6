"""A page that holds the engine of the studio and nothing else, under the policy of the studio."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.portable.build import kept

ENGINE = Path(__file__).parents[1] / "sim" / "studio" / "engine"
FILES = ("host.js", "town.js", "worker.js", "pool.js")
ASKED = Path(__file__).with_name("engine.js")


def write_engine_page(path: Path) -> Path:
    """The page; ``engine.js`` says what may be asked of it."""
    module = base64.b64encode(kept().read_bytes()).decode()
    about = kept().with_name("model.json").read_text(encoding="utf-8")
    engine = [(ENGINE / name).read_text(encoding="utf-8") for name in FILES]
    asked = ASKED.read_text(encoding="utf-8")
    data = f'const MODULE = "{module}";\nconst ABOUT = {about};\n'
    script = "\n".join([*engine, data, asked])
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}' 'wasm-unsafe-eval';"
        " worker-src blob:; img-src data: blob:"
    )
    path.write_text(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Engine</title>"
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<script>{script}</script></html>",
        encoding="utf-8",
    )
    return path


def columns_of(packed: dict[str, Any], types: dict[str, Any]) -> dict[str, npt.NDArray[Any]]:
    """Columns that the page has sent, as arrays of the types that ``model.json`` says."""
    return {
        name: np.frombuffer(base64.b64decode(each["bytes"]), types[name]).reshape(each["shape"])
        for name, each in packed.items()
    }
