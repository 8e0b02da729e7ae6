"""The studio as one file that opens by double click: nothing is fetched, nothing is sent."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.lesson.page import as_block, sha256

MARK = b"policing-trust studio"
"""What every studio says of itself in its head."""
FOLDER = Path(__file__).parent
PLANNER = ("schema", "shipped", "read", "write", "check", "study")
"""Functions of the program that the page asks."""
ENGINE = ("host", "town", "worker", "pool")
"""Files of ``engine`` in the order in which they are put together; the pool starts its workers."""
VIEW = (
    "words", "dom", "data", "history", "schema", "steps", "starters", "controls", "form", "arms",
    "problems", "look", "dots", "over_time", "why", "answer", "compare_two", "link", "files",
    "report", "model", "run", "start", "studio", "views", "begin",
)  # fmt: skip
"""Files of ``view`` in the order in which they are put together; ``words`` is to translate."""


@dataclass(frozen=True)
class Model:
    """What the studio shows and runs, and did not write itself.

    Attributes:
        planner: script that declares ``planner``, the program's own functions.
        engine: script that declares ``Pool``, which runs the module in workers.
        module: the model as WebAssembly.
        about: what the module offers, and where its columns lie.
    """

    planner: str
    engine: str
    module: bytes
    about: dict[str, Any]


def model() -> Model:
    """The model of today's sources; it takes a minute where nobody has made its module yet.

    Raises:
        ProblemsFound: nothing here can make the module.
    """
    from sim.portable.build import kept
    from sim.studio import planner
    from sim.studio.python import translated

    module = kept()
    about = json.loads(module.with_suffix(".json").read_text(encoding="utf-8"))
    asked = [getattr(planner, name) for name in PLANNER]
    return Model(
        planner=translated(asked, about["functions"]),
        engine=joined("engine", ENGINE),
        module=module.read_bytes(),
        about=about,
    )


def studio_page(model: Model) -> str:
    """The page as HTML; the same model gives the same bytes."""
    style = (FOLDER / "view" / "studio.css").read_text(encoding="utf-8")
    script = f"{model.planner}\n{model.engine}\n{joined('view', VIEW)}"
    packed = base64.b64encode(gzip.compress(model.module, mtime=0)).decode("ascii")
    page = (FOLDER / "view" / "studio.html").read_text(encoding="utf-8")
    for name, text in (
        ("policy", policy(script, style)),
        ("style", style),
        ("about", as_block(model.about)),
        ("module", packed),
        ("script", script),  # the last one: what it says is not looked into
    ):
        page = page.replace(f"{{{{ {name} }}}}", text, 1)
    return page


def policy(script: str, style: str) -> str:
    """What the page may do: run its own script and the model, in workers that it makes itself."""
    return (
        f"default-src 'none'; script-src '{sha256(script)}' 'wasm-unsafe-eval';"
        f" style-src '{sha256(style)}'; worker-src blob:; img-src data: blob:;"
        " base-uri 'none'; form-action 'none'"
    )


def joined(folder: str, names: tuple[str, ...]) -> str:
    """Files of scripts, one after the other."""
    parts = (FOLDER / folder / f"{name}.js" for name in names)
    return "".join(part.read_text(encoding="utf-8") for part in parts)
