"""`make site` shows every page once, and no link is lost on the way; without its packages."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from shipped import shipped_scenarios

import sim

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
CONFIG = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DOCS / "site" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HOOKS = loaded("hooks")
MADE = HOOKS.made()
CALLED = HOOKS.titles(CONFIG["nav"])
TEXTS = {
    **{path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")},
    **{uri: (ROOT / path).read_text(encoding="utf-8") for uri, path in HOOKS.TAKEN.items()},
    **MADE,
}


def test_every_page_is_in_the_navigation_once_and_every_entry_is_a_page() -> None:
    entries = re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.M)
    assert sorted(entries) == sorted(TEXTS)
    assert set(entries) == set(CALLED)
    elsewhere = {path.resolve() for path in (DOCS / "site").glob("*.md")}
    elsewhere |= {path.resolve() for path in (ROOT / "sim").glob("*.md")}
    assert elsewhere <= {ROOT / path for path in HOOKS.TAKEN.values()}


def lost(text: str, uri: str) -> list[str]:
    """Links of a page of the site that lead to nothing on it."""
    prose = HOOKS.FENCE.sub("", HOOKS.mended(text, uri, CALLED))
    found = []
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        there = ((DOCS / uri).parent / link.partition("#")[0]).resolve()
        inside = there.relative_to(DOCS).as_posix() if there.is_relative_to(DOCS) else ""
        shown = inside and there.is_file() and there.suffix != ".md"
        if not (link.startswith(("https://", "#")) or inside in TEXTS or shown):
            found.append(link)
    return found


@pytest.mark.parametrize("uri", sorted(TEXTS))
def test_every_link_leads_somewhere_on_the_site(uri: str) -> None:
    assert lost(TEXTS[uri], uri) == []


def test_a_link_that_is_lost_on_the_way_is_noticed() -> None:
    text = (
        "[a](limits.md) [b](../Makefile) [c](../sim/ODD.md#7-submodels)\n[![d](gone.png)](none.md)"
    )
    assert lost(text, "evidence.md") == ["../Makefile", "gone.png", "none.md"]


def test_links_are_mended_and_code_is_left_alone() -> None:
    text = "[docs/sweeps.md](../docs/sweeps.md#a) [![x](../docs/report.png)](ODD.md)\n"
    code = "```\n[y](ODD.md)\n```"
    title = CALLED["sweeps.md"]
    mended = f"[{title}](sweeps.md#a) [![x](report.png)](odd.md)\n"
    assert HOOKS.mended(text + code, "guide.md", CALLED) == mended + code
    assert HOOKS.mended("[x](../python.md)", "index.md", CALLED) == "[x](python.md)"


def test_the_reference_holds_every_public_name_once_and_what_python_md_imports() -> None:
    names = [name for _, several in HOOKS.public_names() for name in several]
    assert sorted(names) == sorted(f"sim.{name}" for name in sim.__all__)
    for name in HOOKS.RETURNED:
        module, _, each = name.rpartition(".")
        assert hasattr(importlib.import_module(module), each), name
    text = (DOCS / "python.md").read_text(encoding="utf-8")
    imported = re.findall(r"^from (sim\.[\w.]+) import (.+)$", text, re.M)
    assert imported
    for module, several in imported:
        assert {f"{module}.{each}" for each in several.split(", ")} <= set(HOOKS.RETURNED)


def test_every_shipped_scenario_is_shown_and_every_lesson_is_of_one() -> None:
    stems = {path.stem for path in shipped_scenarios()}
    assert set(re.findall(r"^## (\w+)$", MADE["scenarios.md"], re.M)) == stems
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lessons = set(re.findall(r"build/site/play/lessons/(\w+)\.html", makefile))
    assert len(lessons) == 3
    assert lessons <= stems


def test_what_the_site_needs_is_locked_apart_from_what_users_get() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = [
        re.split(r"[^\w-]", each)[0] for each in tomllib.loads(text)["dependency-groups"]["site"]
    ]
    site, users = (
        set(re.findall(r"^([\w-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.M))
        for lock in ("requirements-site.lock", "requirements.lock")
    )
    assert set(names) <= site
    assert not set(names) & users


def test_pages_invite_to_what_was_made_and_to_nothing_else(tmp_path: Path) -> None:
    for name in ("index.md", "play.md"):
        assert "](play/lessons/" not in HOOKS.invited(TEXTS[name], {})
    played = tmp_path / "play"
    (played / "lessons").mkdir(parents=True)
    (played / "lessons" / "scandal.html").write_text("")
    (played / "studio.html").write_text("")
    pages = HOOKS.played(tmp_path)
    assert not {page.removesuffix(".html") for page in pages} & {
        page.removesuffix(".md") for page in TEXTS
    }  # one of them would replace the other
    for name in ("index.md", "play.md"):
        invited = HOOKS.invited(TEXTS[name], pages)
        assert "[Scandal](play/lessons/scandal.html)" in invited
        assert "[Studio](play/studio.html)" in invited


@pytest.mark.parametrize(
    ("html", "asks"),
    [
        ('<script src="https://cdn.example/x.js"></script>', True),
        ("<link rel=stylesheet href=//fonts.example/x.css>", True),
        ('<a href="https://doi.org/10.1">', False),
        ('<img alt="" src="report.png">', False),
    ],
)
def test_what_asks_another_host_is_noticed(html: str, asks: bool) -> None:
    assert bool(HOOKS.OTHER_HOST.search(html)) == asks
