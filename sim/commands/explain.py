"""`explain`: what a name of the model means, in what unit, and how far it can be trusted."""

from __future__ import annotations

from sim.commands.glossary import Entry, glossary
from sim.commands.page import gap, paragraph, rows, show, title
from sim.evidence.patterns import in_full
from sim.problems import Problem, ProblemsFound, did_you_mean, program, quoted

TWIN = "_realised"
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


def explain(name: str | None) -> int:
    """Explain one name, or list all of them."""
    entries = glossary()
    if name is None:
        list_names(entries)
        return 0
    wanted = in_full(name.strip().upper()).lower().replace("-", "_").replace(" ", "_")
    exact = [entry for entry in entries if entry.name.lower() == wanted]
    inside = [entry for entry in entries if entry.name.endswith(f".{wanted}")]
    if not exact and not inside:
        near = did_you_mean(wanted, _all_names(entries))
        fix = f"did you mean {near}?" if near else f"`{program()} explain` lists all names"
        raise ProblemsFound([Problem(f"nothing here is called {quoted(name)}", fix, "explain")])
    if not exact and len(inside) == 1:
        exact, inside = inside, []
    for entry in exact:
        show_entry(entry)
    if inside:
        title(f"{'Also' if exact else 'All that is'} called {wanted}")
        rows((entry.name, entry.line) for entry in inside)
    return 0


def show_entry(entry: Entry) -> None:
    """All that is known about one name."""
    title(f"{entry.name} ({entry.kind})")
    if entry.docstring:
        show(entry.docstring, indent=2)
    else:
        paragraph(entry.line, indent=2)
    rows(entry.facts)
    if entry.numbers:
        gap()
        paragraph("What can be set:" if entry.kind == "strategy" else "Its numbers:", indent=2)
        rows(entry.numbers, indent=4)
    gap()


def list_names(entries: list[Entry]) -> None:
    """All names, by kind, each with a line; numbers by their group."""
    for kind, heading in PLURALS.items():
        title(heading)
        rows(
            (entry.name, entry.line)
            for entry in entries
            if entry.kind == kind and not entry.name.endswith(TWIN)
        )
        if kind == "outcome":
            rows([(f"...{TWIN}", "an expected count or share, as it happened in the run")])
        gap()
    groups: dict[str, list[str]] = {}
    for entry in entries:
        if entry.kind == "number of the model":
            group, name = entry.name.split(".")
            groups.setdefault(group, []).append(name)
    title("Numbers of the model, by group")
    rows((group, ", ".join(names)) for group, names in groups.items())
    gap()
    paragraph(
        f"`{program()} explain NAME` tells more: a number is written group.name, or name alone."
    )


def _all_names(entries: list[Entry]) -> list[str]:
    names = [entry.name for entry in entries]
    return list(dict.fromkeys([*names, *(name.split(".")[-1] for name in names)]))
