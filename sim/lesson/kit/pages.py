"""The pages of a kit as HTML: each opens offline, prints on A4 and Letter, and runs no script."""

from __future__ import annotations

from typing import Any

from sim.lesson.page import TEMPLATES, sha256
from sim.lesson.words.words import Words

PAGES = ("guide", "handouts", "slides")
"""Files of a kit; answers stand on the last pages of the guide and on the last five slides only."""
MARK = "policing-trust lesson kit"
"""What a page says of itself in its head."""
HALF = 46.0  # per cent of its width to which a difference is drawn from the middle


def kit_pages(facts: dict[str, Any], words: Words) -> dict[str, str]:
    """HTML of every page of the kit, by its name."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("sim.lesson"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found = {}
    for name in PAGES:
        style = "".join(
            (TEMPLATES / "kit" / f"{file}.css").read_text(encoding="utf-8")
            for file in ("kit", "slides" if name == "slides" else "sheets")
        )
        found[name] = environment.get_template(f"kit/{name}.html").render(
            kit=words.kit,
            facts=facts,
            fill=words.say,
            language=words.language,
            mark=MARK,
            page=name,
            policy=f"default-src 'none'; style-src '{sha256(style)}'; img-src data:",
            style=Markup(style),
            bars=[_bar(answer) for answer in facts["answers"]],
        )
    return found


def _bar(answer: dict[str, Any]) -> dict[str, float] | None:
    """Where a difference and its interval stand on a line with zero in its middle, per cent."""
    apart = answer["difference"]
    if apart["mean"] is None or apart["low"] is None:
        return None
    most = max(abs(each) for each in apart.values()) or 1.0
    return {end: round(50.0 + HALF * apart[end] / most, 1) for end in ("low", "mean", "high")}
