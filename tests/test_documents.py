"""The pages say what is there: links lead somewhere, and what they tell to type can be typed."""

from __future__ import annotations

import ast
import functools
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from known_runs import compared, known_scenario
from made_up_sweeps import hypercube, made_up, unit
from shipped import kept, shipped_scenarios

from sim.study.sensitivity.analysis import Analysis

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path for folder in (".", "docs", "docs/site", "sim") for path in (ROOT / folder).glob("*.md")
)
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.M | re.S)
LINK = re.compile(r"\]\(([^)\s]+)\)")
RUN = re.compile(r"(?:(?:\.venv/bin/)?python run\.py|run\.py|policing-trust) ([^\n`]+)")
THEIR_OWN = {"scenarios/my_town.yaml", "scenarios/NAME.yaml"}  # written by who reads the page


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def named(pages: list[Path]) -> list[Any]:
    return [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in pages]


def slugs(page: Path) -> set[str]:
    """Where a link into a page may lead: its headings as GitHub names them, and its anchors."""
    prose = FENCE.sub("", text_of(page))
    headings = re.findall(r"^#+ (.*)$", prose, re.M)
    made = {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}
    return made | set(re.findall(r'<a id="(\w+)"></a>', prose))


def broken_links(text: str, folder: Path) -> list[str]:
    """Links of a page in a folder that lead nowhere; the network is not asked."""
    found = []
    for link in LINK.findall(FENCE.sub("", text)):
        if link.startswith(("https://", "#")):
            continue
        path, _, part = link.partition("#")
        if not (folder / path).exists() or (part and part not in slugs(folder / path)):
            found.append(link)
    return found


@pytest.mark.parametrize("page", named(PAGES))
def test_every_link_and_picture_is_there(page: Path) -> None:
    text = text_of(page)
    assert broken_links(text, page.parent) == []
    own = [link[1:] for link in LINK.findall(FENCE.sub("", text)) if link.startswith("#")]
    assert set(own) <= slugs(page)


def test_a_link_that_leads_nowhere_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "here.md").write_text("# One heading\n")
    text = "[a](here.md) [b](here.md#one-heading) [c](here.md#two) ![d](gone.png)"
    assert broken_links(text, tmp_path) == ["here.md#two", "gone.png"]


def test_every_page_and_picture_can_be_found_from_the_readme() -> None:
    reached, new = set(), {ROOT / "README.md"}
    while new:
        page = new.pop()
        reached.add(page)
        if page.suffix == ".md":
            linked = {
                (page.parent / each.partition("#")[0]).resolve()
                for each in LINK.findall(text_of(page))
                if not each.startswith("https:")
            }
            new |= {each for each in linked if each.is_file()} - reached
    there = {*PAGES, *(ROOT / "docs").glob("*.png")}
    assert {path.relative_to(ROOT).as_posix() for path in there - reached} == set()


def test_the_front_door_is_short_and_shows_what_each_of_three_users_gets() -> None:
    readme = text_of(ROOT / "README.md")
    assert len(readme.splitlines()) <= 250
    for user in ("planner", "trainer", "researcher"):
        part = readme.split(f"## Five minutes for a {user}")[1].split("\n## ")[0]
        assert re.search(r"!\[.{30,}\]\(docs/\w+\.png\)", part), user


@pytest.mark.skipif(shutil.which("git") is None, reason="no git here")
def test_a_scenario_that_a_user_adds_is_not_one_of_the_project(tmp_path: Path) -> None:
    for name in ("ours.yaml", "my_town.yaml"):
        (tmp_path / name).write_text("name: town\n")
    assert [path.name for path in kept(tmp_path)] == ["my_town.yaml", "ours.yaml"]
    for words in (["init", "-q"], ["add", "ours.yaml"]):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)
    assert [path.name for path in kept(tmp_path)] == ["ours.yaml"]
    assert len(shipped_scenarios()) == 10


def test_every_column_of_every_table_is_named_where_explain_says(tmp_path: Path) -> None:
    part = text_of(ROOT / "docs" / "python.md").split("## Columns of the tables")[1]
    comparison, rest = part.split("| table of a sweep |")
    results = compared(known_scenario(tmp_path))
    tables = results.tables
    declared = results.scenario.community.outcomes
    told = {*declared, *(each.realised for each in declared.values())}  # by `explain`
    for table in (each.name for each in fields(tables)):
        rows = [row for row in comparison.splitlines() if f"`{table}` |" in row or "| all " in row]
        named = set(re.findall(r"`(\w+)`", "".join(row.split("|")[2] for row in rows)))
        missing = {*getattr(tables, table).columns} - named - (told if table == "runs" else set())
        assert missing == set(), table
    swept = made_up(hypercube(100), unit(2), lambda x: x[:, 0] - 0.5)
    analysis = Analysis(swept)
    for frame in (swept.runs, analysis.swings_table(), analysis.regions_table()):
        for name in {*frame.columns} - set(swept.names) - told:
            assert f"`{name}`" in rest


def test_what_is_shown_of_a_running_town_and_of_changes_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    codes = [code for _, _, code in FENCE.findall(text_of(ROOT / "docs" / "python.md"))]
    shown = [code for code in codes if "fork()" in code or "model_dump" in code]
    assert len(shown) == 3
    known: dict[str, Any] = {}
    for code in shown:
        exec(code, known)
    assert known["small"].community.residents == 300
    said = capsys.readouterr().out
    for name in ("visits", "engagement", "shift", "scandal", "contact", "near"):
        assert f"{name}: trust " in said


# What is to be typed


@functools.cache
def commands() -> dict[str, Any]:
    """Every command by name, as the library for commands knows it."""
    import typer

    from sim.commands.arguments import app

    return dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def typed(text: str) -> Iterator[tuple[str, list[str], bool]]:
    """Commands of a page: name, the rest, and whether the line stands alone, to be typed whole."""
    text = re.sub(r"\\\n\s+", "", text)  # a line that goes on
    for found in RUN.finditer(text):
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        name, *rest = shlex.split(found[1], comments=True)
        if re.fullmatch(r"[a-z]+", name):
            yield name, rest, before.strip() in ("", "#", "#   ")


def cannot_be_typed(text: str) -> list[str]:
    """What a page tells to type that the program does not understand."""
    import typer

    wrong = []
    for name, rest, whole in typed(text):
        command = commands().get(name)
        if command is None:
            wrong.append(name)
        elif whole:
            try:
                command.make_context(name, list(rest))
            except (typer.Exit, Exception) as error:
                wrong.append(f"{name} {' '.join(rest)}: {error}")
        else:
            known = {each for option in command.params for each in option.opts}
            wrong += [
                f"{name} {each}"
                for each in rest
                if each.startswith("--") and each.split("=")[0].rstrip(".,;:)") not in known
            ]
    return wrong


@pytest.mark.parametrize("page", named(PAGES))
def test_every_command_shown_can_be_typed(page: Path) -> None:
    assert cannot_be_typed(text_of(page)) == []


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert cannot_be_typed("    python run.py compare scenarios/x.yaml --workers 2  # fine\n") == []
    assert cannot_be_typed("    python run.py compere scenarios/x.yaml\n") == ["compere"]
    assert len(cannot_be_typed("    python run.py compare x.yaml --worker 2\n")) == 1
    assert len(cannot_be_typed("    python run.py compare x.yaml --workers two\n")) == 1
    assert cannot_be_typed("use `run.py validate --fast`") == ["validate --fast"]


def test_the_readme_shows_many_commands_to_type() -> None:
    whole = [name for name, _, alone in typed(text_of(ROOT / "README.md")) if alone]
    assert len(whole) > 12
    assert set(whole) >= {"list", "check", "compare", "new", "lesson", "live", "sweep", "validate"}


@pytest.mark.parametrize("page", named(PAGES))
def test_every_target_of_make_exists(page: Path) -> None:
    text = text_of(page)
    shown = re.findall(r"^    make ([a-z-]+)", text, re.M) + re.findall(r"`make ([a-z-]+)", text)
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert set(shown) <= set(targets)


@pytest.mark.parametrize("page", named(PAGES))
def test_every_scenario_and_source_file_named_exists(page: Path) -> None:
    paths = r"\b((?:scenarios|sim|tests|docs)/[\w/]+\.(?:yaml|py|md|png|json|sbatch))\b"
    added = set(re.findall(r"New file `([^`]+)`", text_of(page)))
    missing = {
        path
        for path in set(re.findall(paths, text_of(page))) - THEIR_OWN - added
        if not (ROOT / path).exists()
    }
    assert missing == set()


def test_every_shipped_scenario_is_in_the_readme() -> None:
    readme = text_of(ROOT / "README.md")
    for path in shipped_scenarios():
        assert f"| `{path.stem}` |" in readme


@pytest.mark.parametrize("page", named(PAGES))
def test_python_that_is_shown_can_be_read_and_imports_what_exists(page: Path) -> None:
    import sim

    for _, language, code in FENCE.findall(text_of(page)):
        if language != "python" or page.name in ("CONTRIBUTING.md", "ODD.md"):
            continue  # those of CONTRIBUTING are run, those of ODD.md are made from the code
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.ImportFrom) and node.module == "sim":
                assert {each.name for each in node.names} <= set(sim.__all__)
