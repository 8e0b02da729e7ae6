"""What the project says of itself is the same everywhere: package, citation, CodeMeta, licence."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import yaml

import sim

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
CODEMETA = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
# Where the name of a package and of what one imports differ.
IMPORTED_AS = {"pyyaml": "yaml", "scikit-learn": "sklearn", "dask": "distributed"}


def test_version_licence_and_description_are_the_same_everywhere() -> None:
    assert PROJECT["version"] == CITATION["version"] == CODEMETA["version"] == sim.__version__
    assert PROJECT["license"] == CITATION["license"] == "MIT"
    assert CODEMETA["license"] == "https://spdx.org/licenses/MIT"
    assert PROJECT["description"] == CODEMETA["description"]
    assert CITATION["abstract"].startswith(PROJECT["description"])
    assert PROJECT["name"] == CODEMETA["name"] == CODEMETA["identifier"]
    assert CITATION["title"].startswith(PROJECT["name"])
    assert PROJECT["keywords"] == CITATION["keywords"] == CODEMETA["keywords"]


def test_the_authors_are_the_same_everywhere_and_hold_the_licence() -> None:
    authors = [each["name"] for each in PROJECT["authors"]]
    assert authors == [each["name"] for each in CITATION["authors"]]
    assert authors == [each["name"] for each in CODEMETA["author"]]
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("MIT License\n")
    assert re.search(r"^Copyright \(c\) \d{4} " + re.escape(authors[0]) + "$", licence, re.M)


def test_the_citation_has_what_its_format_asks_for_and_no_date_before_a_release() -> None:
    assert CITATION["cff-version"] == "1.2.0"
    assert all(CITATION[name] for name in ("message", "title", "authors"))
    unreleased = re.search(
        rf"^## {re.escape(PROJECT['version'])} - unreleased$",
        (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
        re.M,
    )
    assert ("date-released" in CITATION) == (unreleased is None)
    assert CODEMETA["@context"] == "https://w3id.org/codemeta/3.0"


# What the package needs


def imported_by(source: str) -> set[str]:
    """Packages that a file imports, wherever in it, but not those for types alone."""
    tree = ast.parse(source)
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            found |= {each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"sim", "tests"}


def names(requirements: list[str]) -> set[str]:
    """Names of the packages of a list of requirements, as they are imported."""
    bare = {re.split(r"[^\w-]", each)[0].lower() for each in requirements}
    return {IMPORTED_AS.get(each, each).lower() for each in bare}


def declared() -> dict[str, set[str]]:
    extras: dict[str, Any] = PROJECT["optional-dependencies"]
    return {"": names(PROJECT["dependencies"])} | {
        name: names(each) for name, each in extras.items()
    }


def comes_with_another(package: str) -> bool:
    """Whether a declared package itself depends on it, as Pydantic does on its core."""
    mine = set().union(*declared().values())
    needs = {
        re.split(r"[^\w-]", each)[0].lower().replace("-", "_")
        for name in mine - {"yaml", "sklearn", "distributed"}
        for each in importlib.metadata.requires(name) or []
        if "extra ==" not in each
    }
    return package in needs


def test_everything_imported_is_declared_and_everything_declared_is_imported() -> None:
    used = set().union(
        *(imported_by(path.read_text(encoding="utf-8")) for path in (ROOT / "sim").rglob("*.py"))
    )
    used = {each.lower() for each in used}
    mine = set().union(*declared().values())
    assert mine - used == set(), "declared and never imported"
    assert {each for each in used - mine if not comes_with_another(each)} == set(), "undeclared"


def test_what_only_an_extra_brings_is_imported_inside_functions() -> None:
    """So that everything else works without it."""
    for_extras = set().union(*(each for name, each in declared().items() if name))
    inside = re.compile(r"^(?:import|from) (\w+)", re.M)
    for path in (ROOT / "sim").rglob("*.py"):
        at_the_top = {each.lower() for each in inside.findall(path.read_text(encoding="utf-8"))}
        if at_the_top & for_extras:
            assert path.parent.name in ("sensitivity", "live", "engines", "sweeps"), path


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    part = text.split("dependencies = [", 1)[1].split("[project.scripts]")[0]
    part += text.split("[dependency-groups]", 1)[1].split("[tool.", 1)[0]
    lines = [line for line in part.splitlines() if re.match(r'\s+"|\w+ = \["', line)]
    assert len(lines) >= 25
    assert [line for line in lines if not re.search(r"# \w.{3,}", line)] == []


def test_an_import_that_is_not_declared_would_be_noticed() -> None:
    source = "import numpy.linalg\nif TYPE_CHECKING:\n    import polars\n"
    source += "def f():\n    from torch import nn"
    assert imported_by(source) == {"numpy", "torch"}
    assert not comes_with_another("torch")
    assert names(["mesa[network]>=3.3,<4", "SALib", "pyyaml"]) == {"mesa", "salib", "yaml"}
