"""What somebody has said about a table, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.common.problems import quoted


@dataclass(frozen=True)
class Answers:
    """What the table does not say, as its reader knows it."""

    residents: int | None = None
    districts: Mapping[str, float] = field(default_factory=dict)  # in plain words: residents
    year: str | None = None
    places: tuple[str, ...] = ()  # "all": every place of the table together
    types: Mapping[str, str] = field(default_factory=dict)  # name in plain words, or *: meaning
    columns: Mapping[str, str] = field(default_factory=dict)  # what it holds: name of the column
    counts: Mapping[str, float] = field(default_factory=dict)  # type of the model: number
    per: int | None = None
    decimal: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Question:
    """One thing that the table does not say."""

    text: str  # what is not known, as the message of a problem
    option: str  # the option that answers it
    example: str  # the option with an answer, as one types it
    name: str = ""  # what stands before = in the answer
    offers: tuple[str, ...] = ()  # answers that there are; () for any


def typed(option: str, answer: str, name: str = "") -> str:
    """An option as one types it: --type "Raub=violent"."""
    said = f"{name}={answer}" if name else answer
    plain = all(each.isalnum() or each in "=_.-" for each in said)
    return f"{option} {said if plain else _in_quotes(said)}"


def _in_quotes(said: str) -> str:
    return f'"{said}"' if not set(said) & set('"$`\\!') else f"'{said}'"


def listed(names: list[str], most: int = 12) -> str:
    """Names in the words of a sentence, cut short where there are many."""
    shown = ", ".join(quoted(each) for each in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
