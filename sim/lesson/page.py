"""A page as one file that opens by double click: nothing is fetched, nothing is sent."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sim.lesson.words.words import BEGIN, END, ENGLISH, Words

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = (
    "words", "record", "colours", "shapes", "town_map", "charts", "clock", "guess", "one_resident",
    "why", "how_typical", "tour", "handout", "watched", "live_towns", "live",
    "beats/people", "beats/pictures", "beats/line", "beats/trials", "beats/chips", "beats/beats",
    "beats/wishes", "beats/question", "beats/one", "beats/chief", "beats/year", "beats/lived",
    "beats/why", "beats/bill", "beats/fails", "beats/yours", "beats/address", "page",
)  # fmt: skip
"""Files of ``templates`` in the order in which they are put together; ``words`` is to translate."""


def page_script(words: Words) -> str:
    """The page's own script, with these words."""
    text = joined(f"{name}.js" for name in SCRIPTS)
    return text if words.language == ENGLISH else in_other_words(text, words.page)


def in_other_words(script: str, words: Mapping[str, Any]) -> str:
    """The script with other words in place of the English ones, which stand at its beginning."""
    start = script.index(BEGIN) + len(BEGIN)
    end = script.index(END, start) + len(END) - 1
    return f"{script[:start]}{as_block(words)}{script[end:]}"


def rendered(
    kind: str, title: str, policy: str, style: str, script: str, data: dict[str, Any], words: Words
) -> str:
    """The template, filled in; ``kind`` is what the page says of itself in its head."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    template = Environment(
        loader=PackageLoader("sim.lesson"), autoescape=True, undefined=StrictUndefined
    ).get_template("lesson.html")
    return template.render(
        kind=kind,
        title=title,
        policy=policy,
        style=Markup(style),
        script=Markup(script),
        data=Markup(as_block(data)),
        language=words.language,
        without_script=words.page["without_script"],
    )


def joined(files: Iterable[str]) -> str:
    """Templates, one after the other."""
    return "".join((TEMPLATES / file).read_text(encoding="utf-8") for file in files)


def sha256(text: str) -> str:
    """Hash of an inline script or style, as a content-security policy names it."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def as_block(data: Any) -> str:
    """JSON that cannot end the element it stands in, whatever a scenario is called."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
