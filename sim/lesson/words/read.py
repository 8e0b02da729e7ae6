"""Reads a set of words in another language, and says what is missing or wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from sim.common.problems import Problem, ProblemsFound, quoted, shown, suggestion
from sim.files.reader import read_source
from sim.files.source import Location, Source
from sim.lesson.words.terms import both_ways
from sim.lesson.words.words import ENGLISH, HERE, PLACE, Words, english, english_terms

SETS = ("page", "tour", "kit", "terms")
"""What a set of words must hold, sentence by sentence."""
OF_A_SCENARIO = ("title", "about", "arms", "groups")
HEAD = """\
# Words of a lesson, to be translated: write what stands behind the colons and keep the names before
# them. What stands in braces, such as {town}, is filled in: keep it, in any order. Then
# `run.py lesson SCENARIO --words THIS_FILE` writes the page with these words.
"""


def words_of(named: str | None) -> Words:
    """The words that were asked for: nothing, a language that is shipped, or a file.

    Raises:
        ProblemsFound: there is no such language or file, or sentences are missing or unknown.
    """
    if named is None or named == ENGLISH:
        return english()
    if named in languages():
        return read(HERE / f"{named}.yaml", shipped=True)
    path = Path(named)
    if path.suffix not in (".yaml", ".yml"):
        known = ", ".join([ENGLISH, *languages()])
        fix = f"write one of: {known}; or a file, such as words.yaml"
        fix = suggestion(named, languages(), fix)
        raise ProblemsFound([Problem(f"no words are called {quoted(named)}", fix, "--words")])
    return read(path)


def languages() -> list[str]:
    """Languages that are shipped beside English."""
    return sorted(path.stem for path in HERE.glob("*.yaml") if len(path.stem) == 2)


def read(path: Path, shipped: bool = False) -> Words:
    """The words of a file. A shipped one need not know what extensions call their own things.

    Raises:
        ProblemsFound: everything that is missing, unknown or wrong in it.
    """
    source = read_source(path)
    if problems := list(_problems(source, shipped)):
        raise ProblemsFound(problems)
    data = source.data
    sets = {name: data[name] for name in SETS if name != "terms"}
    known = both_ways(data["terms"])
    return Words(data["language"], **sets, terms=known, scenarios=data.get("scenarios") or {})


def to_translate(scenarios: dict[str, Any] | None = None) -> str:
    """The English set as a file with which a translation begins."""
    words = english()
    content = {
        "language": ENGLISH,
        "scenarios": scenarios or {},
        **{name: words.named(name) for name in SETS if name != "terms"},
        "terms": english_terms(),
    }
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=95)
    return HEAD + str(text)


def _problems(source: Source, shipped: bool) -> Iterator[Problem]:
    data, words = source.data, english()
    language = data.get("language")
    if not isinstance(language, str) or not 2 <= len(language) <= 12:
        fix = "write the language as browsers name it, such as  language: es"
        yield source.problem(("language",), "language is missing or no text", fix)
    for name in data:
        if name not in ("language", "scenarios", *SETS):
            fix = suggestion(name, SETS, f"write one of: {', '.join(SETS)}, scenarios")
            yield source.problem((name,), f"there is nothing called {name}", fix, "key")
    for name in SETS:
        given = data.get(name)
        wanted = english_terms() if name == "terms" else words.named(name)
        if name == "terms" and shipped:
            wanted = {phrase: wanted.get(phrase, phrase) for phrase in given or {}}
        yield from _differences(source, (name,), wanted, given)
    yield from _of_scenarios(source, data.get("scenarios") or {})


def _differences(source: Source, at: Location, wanted: Any, given: Any) -> Iterator[Problem]:
    """What is not as in English: a name, a kind of value, a place to fill in."""
    called = ".".join(str(part) for part in at)
    if given is None:
        yield source.problem(at, f"{called} is missing", f"in English: {_excerpt(wanted)}")
    elif isinstance(wanted, dict):
        if not isinstance(given, dict):
            message = f"{called} is {shown(given)}, not names with sentences"
            yield source.problem(at, message, f"write it as in English: {_excerpt(wanted)}")
            return
        for name, inner in wanted.items():
            yield from _differences(source, (*at, name), inner, given.get(name))
        for name in [each for each in given if each not in wanted]:
            left = [each for each in wanted if each not in given]
            fix = suggestion(str(name), left or list(wanted), "delete it: nothing says it")
            yield source.problem((*at, name), f"{called} has nothing called {name}", fix, "key")
    elif isinstance(wanted, list):
        if not isinstance(given, list) or len(given) != len(wanted):
            fix = f"write so many, as in English: {_excerpt(wanted)}"
            yield source.problem(at, f"{called} is no list of {len(wanted)}", fix)
            return
        for row, (inner, said) in enumerate(zip(wanted, given, strict=True)):
            yield from _differences(source, (*at, row), inner, said)
    elif not isinstance(given, str):
        yield source.problem(at, f"{called} is {shown(given)}, not a text", "put it in quotes")
    else:
        yield from _places(source, at, called, wanted, given)


def _places(
    source: Source, at: Location, called: str, wanted: str, given: str
) -> Iterator[Problem]:
    there, here = (set(PLACE.findall(text)) for text in (wanted, given))
    if wanted and not given.strip():
        yield source.problem(at, f"{called} says nothing", f"in English: {_excerpt(wanted)}")
    for name in sorted(here - there):
        known = [f"{{{each}}}" for each in sorted(there)]
        otherwise = f"write one of: {', '.join(known)}" if known else "nothing is filled in here"
        fix = suggestion(name, there, otherwise)
        yield source.problem(at, f"nothing fills in {{{name}}} of {called}", fix)
    for name in sorted(there - here):
        fix = f"in English: {_excerpt(wanted)}"
        yield source.problem(at, f"{called} lacks {{{name}}}", fix)


def _of_scenarios(source: Source, scenarios: Any) -> Iterator[Problem]:
    for scenario, said in scenarios.items() if isinstance(scenarios, dict) else ():
        for name in said if isinstance(said, dict) else ():
            if name not in OF_A_SCENARIO:
                fix = suggestion(name, OF_A_SCENARIO, f"write one of: {', '.join(OF_A_SCENARIO)}")
                at = ("scenarios", scenario, name)
                yield source.problem(at, f"a scenario has no {name} to translate", fix, "key")


def _excerpt(wanted: Any) -> str:
    text = yaml.safe_dump(wanted, allow_unicode=True, width=10_000, default_flow_style=True)
    text = text.removesuffix("\n").removesuffix("...").strip()
    return text if len(text) <= 160 else f"{text[:157]}..."
