"""The lesson as one file that opens by double click: nothing is fetched, nothing is sent."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = (
    "words", "record", "colours", "shapes", "town_map", "charts", "clock", "guess", "one_resident",
    "why", "how_typical", "tour", "handout", "page",
)  # fmt: skip
"""Files of ``templates`` in the order in which they are put together; ``words`` is to translate."""


def lesson_page(
    recorded: Sequence[dict[str, Any]], live: dict[str, Any] | Literal[False] = False
) -> str:
    """The page as HTML; the same bytes every time. The first scenario is the lesson itself.

    ``live`` describes the sliders of a page that asks its own server for more.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    template = Environment(
        loader=PackageLoader("sim.lesson"), autoescape=True, undefined=StrictUndefined
    ).get_template("lesson.html")
    style, script = style_and_script(bool(live))
    return template.render(
        title=recorded[0]["title"],
        policy=policy(script, style, bool(live)),
        style=Markup(style),
        script=Markup(script),
        data=Markup(as_block({"live": live, "scenarios": list(recorded)})),
    )


def style_and_script(live: bool) -> tuple[str, str]:
    """All of the style, and all of the script."""
    styles = ("lesson", "live") if live else ("lesson",)
    scripts = (*SCRIPTS[:-1], "live", SCRIPTS[-1]) if live else SCRIPTS
    return (
        "".join((TEMPLATES / f"{name}.css").read_text(encoding="utf-8") for name in styles),
        "".join((TEMPLATES / f"{name}.js").read_text(encoding="utf-8") for name in scripts),
    )


def policy(script: str, style: str, live: bool = False) -> str:
    """What the page may do: run its own script, use its own style, show pictures it drew.

    A live page may also ask the server that it came from.
    """
    asks = " connect-src 'self';" if live else ""
    return (
        f"default-src 'none'; script-src '{sha256(script)}'; style-src '{sha256(style)}';{asks}"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


def sha256(text: str) -> str:
    """Hash of an inline script or style, as a content-security policy names it."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def as_block(data: Any) -> str:
    """JSON that cannot end the element it stands in, whatever a scenario is called."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
