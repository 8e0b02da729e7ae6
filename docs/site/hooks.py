"""What `make site` does: takes in pages outside of docs/, mends links, makes pages from sources.

MkDocs calls what begins with `on_`. Nothing is copied: texts are read where they lie.
"""

from __future__ import annotations

import ast
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TAKEN = {
    "index.md": "docs/site/index.md",
    "play.md": "docs/site/play.md",
    "guide.md": "sim/GUIDE.md",
    "odd.md": "sim/ODD.md",
    "contributing.md": "CONTRIBUTING.md",
    "changelog.md": "CHANGELOG.md",
}
"""Pages of the site that do not lie in docs/, and where they do."""
PLAYED = ROOT / "build" / "site"
"""Where `make site` has written what can be played: the studio and lessons."""
RETURNED = (
    "sim.study.compare.Comparison",
    "sim.study.tables.Tables",
    "sim.study.sweeps.results.SweepResults",
    "sim.mesa.agents.Resident",
    "sim.mesa.agents.Officer",
    "sim.common.problems.ProblemsFound",
)
"""What public functions give back or raise, and what docs/python.md imports from modules."""
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.M | re.S)
LINK = re.compile(r"(\[[^\[\]]*)?\]\(([^)\s]+)\)")
OTHER_HOST = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=["']?(?:https?:)?//""")
log = logging.getLogger("mkdocs.hooks")


# Pages that are made from the sources


def scenarios() -> str:
    """Every shipped scenario, in the order and with the question of README.md."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    parts = ["# Scenarios", "Each file is a question, with comments. `run.py compare` answers it."]
    for name, question in re.findall(r"^\| `(\w+)` \| (.+) \|$", readme, re.M):
        text = (ROOT / "scenarios" / f"{name}.yaml").read_text(encoding="utf-8")
        title = f'title="scenarios/{name}.yaml"'
        parts += [f"## {name}", f"{question[0].upper()}{question[1:]}", f"``` {{.yaml {title}}}"]
        parts[-1] += f"\n{text}```"
    return "\n\n".join(parts)


def public_names() -> Iterator[tuple[str, list[str]]]:
    """The groups of public names: what each is for, as `sim/__init__.py` says, and its names."""
    source = (ROOT / "sim" / "__init__.py").read_text(encoding="utf-8")
    homes = source.split("_HOMES = {\n", 1)[1].split("\n}\n", 1)[0]
    for group in homes.split("    # ")[1:]:
        purpose, entries = group.split("\n", 1)
        names = ast.literal_eval(f"{{{entries}}}").values()
        yield purpose, [f"sim.{name}" for several in names for name in several]


def reference(title: str, names: list[str]) -> str:
    """A page of the docstrings of some names."""
    parts = [f"# {title[0].upper()}{title[1:]}"]
    return "\n\n".join(parts + [f"::: {name}" for name in names])


def made() -> dict[str, str]:
    """Pages that lie nowhere, with their texts."""
    pages = {"scenarios.md": scenarios()}
    for name, (purpose, names) in zip(("describe", "run", "extend"), public_names(), strict=True):
        pages[f"api/{name}.md"] = reference(purpose, names)
    pages["api/returned.md"] = reference("what these give back, and raise", list(RETURNED))
    return pages


# What happens to the texts


def titles(nav: list[Any]) -> dict[str, str]:
    """Pages of the navigation, with what it calls them."""
    found: dict[str, str] = {}
    for entry in nav:
        for title, inside in entry.items():
            found |= titles(inside) if isinstance(inside, list) else {inside: title}
    return found


def mended(text: str, uri: str, called: dict[str, str]) -> str:
    """A page whose links lead to pages of the site, which are named by title and not by path."""
    source = ROOT / TAKEN.get(uri, f"docs/{uri}")
    pages = {(ROOT / path).resolve(): page for page, path in TAKEN.items()}

    def mend(found: re.Match[str]) -> str:
        said, link = found.groups()
        path, mark, part = link.partition("#")
        if not path or ":" in path:
            return found[0]
        target = (source.parent / path).resolve()
        if (page := pages.get(target)) is None:
            if not target.is_relative_to(ROOT / "docs"):
                return found[0]  # MkDocs says that it leads nowhere
            page = target.relative_to(ROOT / "docs").as_posix()
        if said and said.endswith(".md"):
            said = "[" + called.get(page, said[1:])
        there = os.path.relpath(page, os.path.dirname(uri) or ".")
        return f"{said or ''}]({there}{mark}{part})"

    pieces, end = [], 0
    for fence in FENCE.finditer(text):
        pieces += [LINK.sub(mend, text[end : fence.start()]), fence[0]]
        end = fence.end()
    return "".join([*pieces, LINK.sub(mend, text[end:])])


def drawn(text: str) -> str:
    """A page whose diagrams are pictures: a script that draws them would come from another host."""
    import merm

    def draw(found: re.Match[str]) -> str:
        if found[2] != "mermaid":
            return found[0]
        lines = merm.render_diagram(found[3]).splitlines()
        picture = "\n".join(line for line in lines if line.strip())
        return f'<div class="diagram">\n{picture}\n</div>'

    return FENCE.sub(draw, text)


def played(folder: Path = PLAYED) -> dict[str, tuple[str, str]]:
    """Pages beside those of the site, where they were written: file, then title and what it is."""
    from yaml import safe_load

    found = {}
    if (folder / "play" / "studio.html").is_file():
        found["play/studio.html"] = ("Studio", "the whole model in one page")
    for page in sorted((folder / "play" / "lessons").glob("*.html")):
        about = safe_load((ROOT / "scenarios" / f"{page.stem}.yaml").read_text(encoding="utf-8"))
        title = page.stem.replace("_", " ").capitalize()
        found[f"play/lessons/{page.name}"] = (title, " ".join(about["about"].split()))
    return found


def invited(text: str, pages: dict[str, tuple[str, str]]) -> str:
    """A page with links to what can be played at once, where it has a place for them."""

    def invite(found: re.Match[str]) -> str:
        kind, short = found.groups()
        chosen = {page: each for page, each in pages.items() if page.startswith(f"play/{kind}")}
        if short:
            links = ", ".join(f"[{title}]({page})" for page, (title, _) in chosen.items())
            return f"Play at once: {links}." if chosen else ""
        if not chosen:
            return "`make site` puts this here."
        return "\n".join(f"- [{title}]({page}): {about}" for page, (title, about) in chosen.items())

    return re.sub(r"<!-- (studio|lessons)( in short)? -->", invite, text)


# What MkDocs calls


def on_files(files: Any, config: Any) -> None:
    """Pages from elsewhere join those of docs/."""
    from mkdocs.structure.files import File

    for uri, path in TAKEN.items():
        files.append(File.generated(config, uri, abs_src_path=str(ROOT / path)))
    for uri, text in made().items():
        files.append(File.generated(config, uri, content=text))
    for uri in played():
        files.append(File.generated(config, uri, abs_src_path=str(PLAYED / uri)))


def on_page_markdown(text: str, page: Any, config: Any, **_: Any) -> str:
    """Links, diagrams, and what can be played."""
    uri = page.file.src_uri
    if uri == "index.md":
        page.meta["hide"] = ["navigation", "toc"]
    return invited(drawn(mended(text, uri, titles(config.nav))), played())


def on_post_page(output: str, page: Any, **_: Any) -> None:
    """Nothing is asked of another host."""
    for found in OTHER_HOST.finditer(output):
        log.warning("%s asks another host: %s", page.file.src_uri, found[0])
