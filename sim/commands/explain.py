"""`explain`: what a name of the model means, in what unit, and how far it can be trusted."""

from __future__ import annotations

import re

from sim.commands.glossary import Entry, glossary
from sim.common.problems import Problem, ProblemsFound, did_you_mean, program, quoted
from sim.evidence.patterns import in_full
from sim.evidence.worlds.cut import cut_of
from sim.model.former_names import name_today
from sim.model.numbers import every_parameter
from sim.report.layout import OUT
from sim.report.number_picture import in_worlds

TWIN = "_realised"
MOST_OFFERED = 3
_ENDING = re.compile(r"(?<=\w{3})(es|ed|ing|s|e)$")
PLURALS = {
    "strategy": "Strategies",
    "lever": "Levers",
    "outcome": "Outcomes",
    "process of the day": "Processes of the day, in order",
    "ledger channel": "Channels of the ledger of trust",
    "cause of crime": "Causes in the crime book",
    "table of results": "Tables of a results folder",
    "published finding": "Published findings that the model is judged by",
    "setting of a scenario": "Settings of a scenario",
    "setting of a sweep": "Settings of a sweep",
}


def explain(*names: str) -> int:
    """Explain names, or list all of them; several words that are one name are that name."""
    entries = glossary()
    if not names:
        list_names(entries)
        return 0
    if any(_called(_plain(" ".join(names)), entries)):
        names = (" ".join(names),)
    unknown = [name for name in names if not any(_called(_plain(name), entries))]
    if unknown:
        raise ProblemsFound(
            Problem(f"nothing here is called {quoted(name)}", _offer(name, entries), "explain")
            for name in unknown
        )
    for name in names:
        _explain_one(_plain(name), entries)
    return 0


def _plain(name: str) -> str:
    plain = in_full(name.strip().upper()).lower().replace("-", "_").replace(" ", "_")
    return name_today(plain)


def _called(wanted: str, entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """What has exactly this name, and what has it as the last part of its own."""
    exact = [entry for entry in entries if entry.name.lower() == wanted]
    return exact, [entry for entry in entries if entry.name.endswith(f".{wanted}")]


def _offer(name: str, entries: list[Entry]) -> str:
    """What to ask for instead: a name spelt like it, or names whose meaning speaks of it."""
    near = did_you_mean(_plain(name), _all_names(entries))
    speaking = names_that_speak_of(name, entries)
    told = [f"did you mean {near}?"] if near else []
    told += [f"these speak of it: {', '.join(speaking)}"] if speaking else []
    return "; ".join(told or [f"`{program()} explain` lists all names"])


def names_that_speak_of(name: str, entries: list[Entry]) -> list[str]:
    """Up to three names that have a word in their meaning, whatever its ending.

    The line of the meaning counts before everything else that is known.
    """
    words = _stems(name)
    found: list[str] = []
    for told in (_line, _all_facts):
        found += [
            entry.name
            for entry in entries
            if words and words <= _stems(told(entry)) and not entry.name.endswith(TWIN)
        ]
    return list(dict.fromkeys(found))[:MOST_OFFERED]


def _line(entry: Entry) -> str:
    return f"{entry.name} {entry.line}"


def _all_facts(entry: Entry) -> str:
    told = " ".join(text for _, text in (*entry.facts, *entry.numbers))
    return f"{entry.kind} {told} {entry.docstring}"


def _stems(text: str) -> set[str]:
    """The words of a text without their endings: watched, watches and watch are one."""
    return {_ENDING.sub("", word) for word in re.findall(r"[a-z]+", text.lower())}


def _explain_one(wanted: str, entries: list[Entry]) -> None:
    exact, inside = _called(wanted, entries)
    if not exact and len(inside) == 1:
        exact, inside = inside, []
    for entry in exact:
        show_entry(entry)
    if inside:
        OUT.title(f"{'Also' if exact else 'All that is'} called {wanted}")
        OUT.rows((entry.name, entry.line) for entry in inside)


def show_entry(entry: Entry) -> None:
    """All that is known about one name."""
    OUT.title(f"{entry.name} ({entry.kind})")
    if entry.docstring:
        OUT.docstring(entry.docstring, indent=2)
    else:
        OUT.text(entry.line, indent=2)
    facts = list(entry.facts)
    if entry.kind == "number of the model":
        number = dict(every_parameter())[entry.name]
        facts[2:2] = in_worlds(entry.name, number, cut_of(entry.name))
    OUT.rows([fact for fact in facts if fact[1]])
    if entry.numbers:
        OUT.line()
        OUT.text("What can be set:" if entry.kind == "strategy" else "Its numbers:", indent=2)
        OUT.rows(entry.numbers, indent=4)
    OUT.line()


def list_names(entries: list[Entry]) -> None:
    """All names, by kind, each with a line; numbers by their group."""
    for kind, heading in PLURALS.items():
        OUT.title(heading)
        OUT.rows(
            (entry.name, entry.line)
            for entry in entries
            if entry.kind == kind and not entry.name.endswith(TWIN)
        )
        if kind == "outcome":
            OUT.rows([(f"...{TWIN}", "an expected count or share, as it happened in the run")])
        OUT.line()
    groups: dict[str, list[str]] = {}
    for entry in entries:
        if entry.kind == "number of the model":
            group, name = entry.name.split(".")
            groups.setdefault(group, []).append(name)
    OUT.title("Numbers of the model, by group")
    OUT.rows((group, ", ".join(names)) for group, names in groups.items())
    OUT.line()
    OUT.text(
        f"`{program()} explain NAME` tells more, of several names one after the other: a number is"
        " written group.name, or name alone."
    )


def _all_names(entries: list[Entry]) -> list[str]:
    names = [entry.name for entry in entries]
    return list(dict.fromkeys([*names, *(name.split(".")[-1] for name in names)]))
