"""The studio as one file that opens by double click: nothing is fetched, nothing is sent."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.lesson.page import as_block, sha256

MARK = b"policing-trust studio"
"""What every studio says of itself in its head."""
FOLDER = Path(__file__).parent
PLANNER = ("schema", "read", "write", "check", "crimes", "pilot", "foresee", "study", "fitting")
"""Functions of the program that the page asks."""
ENGINE = ("host", "town", "worker", "pool", "clerk")
"""Files of ``engine`` in the order in which they are put together; the pool starts its workers."""
ASKED = ("py", "program", "plannerOf", "Host", "Pool", "workAsClerk")
"""What the view and the clerk's worker know of the program and the engine."""
VIEW = (
    "words", "dom", "data", "history", "schema", "steps", "starters", "controls", "form", "arms",
    "problems", "look", "dots", "glance", "over_time", "why", "district_map", "answer",
    "compare_two", "link", "files", "tables", "report", "model", "run", "start", "studio", "views",
    "fit", "begin",
)  # fmt: skip
"""Files of ``view`` in the order in which they are put together; ``words`` is to translate."""


@dataclass(frozen=True)
class Model:
    """What the studio shows and runs, and did not write itself.

    Attributes:
        program: script of the program's own functions, and of what runs the module in workers.
        module: the model as WebAssembly.
        about: what the module offers, and where its columns lie.
        worlds: all numbers of the ensemble, world by world, as float64.
        worlds_about: their names, which world is the central one, and of which model they are.
        shipped: the scenarios that one can begin with, by the names of their files.
    """

    program: str
    module: bytes
    about: dict[str, Any]
    worlds: bytes
    worlds_about: dict[str, Any]
    shipped: list[dict[str, str]]


def model(scenarios: Iterable[Path]) -> Model:
    """The model of today's sources; it takes a minute where nobody has made its module yet.

    ``scenarios`` are the files that one can begin with.

    Raises:
        ProblemsFound: nothing here can make the module.
    """
    from sim.portable.build import kept
    from sim.studio import planner
    from sim.studio.python import translated

    module = kept()
    about = json.loads(module.with_suffix(".json").read_text(encoding="utf-8"))
    asked = [getattr(planner, name) for name in PLANNER]
    worlds_about, worlds = ensemble()
    return Model(
        program=apart(translated(asked, about["functions"]) + joined("engine", ENGINE)),
        module=module.read_bytes(),
        about=about,
        worlds=worlds,
        worlds_about=worlds_about,
        shipped=[
            {"name": path.name, "text": path.read_text(encoding="utf-8")}
            for path in sorted(scenarios)
        ],
    )  # fmt: skip


def ensemble() -> tuple[dict[str, Any], bytes]:
    """What is said of the worlds that are kept, and all their numbers, world by world, as float64.

    Raises:
        ProblemsFound: none are kept, or those of another version of the model.
    """
    import numpy as np

    from sim.model import worlds

    found = worlds.kept()
    about = {"names": list(found.names), "central": found.central, "model": found.model}
    return about, np.asarray(found.values, np.float64).tobytes()


def studio_page(model: Model) -> str:
    """The page as HTML; the same model gives the same bytes."""
    style = (FOLDER / "view" / "studio.css").read_text(encoding="utf-8")
    script = joined("view", VIEW)
    page = (FOLDER / "view" / "studio.html").read_text(encoding="utf-8")
    for name, text in (
        ("policy", policy(style, model.program, script)),
        ("style", style),
        ("about", as_block(model.about)),
        ("module", packed(model.module)),
        ("worlds_about", as_block(model.worlds_about)),
        ("worlds", packed(model.worlds)),
        ("shipped", as_block(model.shipped)),
        ("program", model.program),
        ("script", script),  # the last one: what it says is not looked into
    ):
        page = page.replace(f"{{{{ {name} }}}}", text, 1)
    return page


def packed(data: bytes) -> str:
    """Bytes as a page holds them; the same give the same."""
    return base64.b64encode(gzip.compress(data, mtime=0)).decode("ascii")


def policy(style: str, *scripts: str) -> str:
    """What the page may do: run its own scripts and the model, in workers that it makes itself."""
    allowed = " ".join(f"'{sha256(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed} 'wasm-unsafe-eval';"
        f" style-src '{sha256(style)}'; worker-src blob:; img-src data: blob:;"
        " base-uri 'none'; form-action 'none'"
    )


def apart(script: str) -> str:
    """A script of which the others see only what they ask for."""
    names = f"{{ {', '.join(ASKED)} }}"
    return f'const {names} = (() => {{\n"use strict";\n{script}\nreturn {names};\n}})();\n'


def joined(folder: str, names: tuple[str, ...]) -> str:
    """Files of scripts, one after the other."""
    parts = (FOLDER / folder / f"{name}.js" for name in names)
    return "".join(part.read_text(encoding="utf-8") for part in parts)
