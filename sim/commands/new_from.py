"""`new --from`: the recorded crimes of a scenario, from a table as police publish it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from pydantic import ValidationError

from sim.common.problems import (
    Mistake,
    Problem,
    ProblemsFound,
    printable,
    quoted,
    suggestion,
)
from sim.crime_tables.answers import Answers, Question
from sim.crime_tables.by_district import DistrictCrimes
from sim.crime_tables.plain_words import plain_words
from sim.crime_tables.reading import read_sheets
from sim.crime_tables.told import source_of, told
from sim.crime_tables.typed_answers import with_answer
from sim.crime_tables.understood import Understood, understood
from sim.model.scenario.recorded_crime import CountedCrime, RecordedCrime
from sim.model.strategies.base import KINDS_OF_PLACE

LONGEST_COMMENT = 90


@dataclass(frozen=True)
class Options:
    """What was typed beside --from."""

    residents: str | None = None
    year: str | None = None
    place: Sequence[str] = ()
    type: Sequence[str] = ()
    column: Sequence[str] = ()
    count: Sequence[str] = ()
    per: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    district: Sequence[str] = ()

    def said(self) -> list[tuple[str, str]]:
        """Every option with its answer, in the order of the options."""
        each = [("--residents", self.residents), ("--year", self.year), ("--per", self.per),
                ("--decimal", self.decimal), ("--sheet", self.sheet)]  # fmt: skip
        several = (("--place", self.place), ("--type", self.type), ("--column", self.column),
                   ("--count", self.count), ("--district", self.district))  # fmt: skip
        return [(option, answer) for option, answer in each if answer is not None] + [
            (option, answer) for option, answers in several for answer in answers
        ]


def crimes_in_yaml(path: Path, options: Options) -> tuple[str, str]:
    """The crimes of a table as lines of a scenario, and those of its districts, "" without any.

    Tells what was understood of it.
    """
    found = crimes_from(path, options)
    typer.echo(told(found, str(path)))
    return crime_in_yaml(found, path), districts_in_yaml(found.districts)


def crimes_from(path: Path, options: Options) -> Understood:
    """The crimes of a table; asks on a terminal, and elsewhere tells all that is not known."""
    answers = _answers(options)
    sheets = read_sheets(path)
    while isinstance(found := understood(sheets, answers, str(path), by_district=True), list):
        if not at_a_terminal():
            raise ProblemsFound([Problem(each.text, f"write  {each.example}", str(path))
                                 for each in found])  # fmt: skip
        answers = _asked(found[0], answers)
    _possible(found, path)
    return found


def at_a_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _answers(options: Options) -> Answers:
    answers, problems = Answers(), []
    for option, said in options.said():
        try:
            answers = with_answer(answers, option, said)
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return answers


def _asked(question: Question, answers: Answers) -> Answers:
    """The answers with that of a person at the terminal; asks again where it cannot stand."""
    typer.echo(f"\n{printable(question.text)}", err=True)
    if question.offers:
        typer.echo(f"  {printable(_offered(question.offers))}", err=True)
    what = question.option.removeprefix("--")
    while True:
        try:
            said = str(typer.prompt(f"{what} {printable(question.name)}".strip(), err=True)).strip()
        except typer.Abort:
            raise KeyboardInterrupt from None
        if question.offers and question.option != "--year" and said not in question.offers:
            fix = suggestion(said, question.offers, "one of those above")
            typer.echo(f"  {quoted(said)} is none of these: {printable(fix)}", err=True)
            continue
        try:
            typed = f"{question.name}={said}" if question.name else said
            return with_answer(answers, question.option, typed)
        except ProblemsFound as refused:
            typer.echo(f"  {refused.problems[0].fix}", err=True)


def _offered(offers: Sequence[str]) -> str:
    return ", ".join(offers[:60]) + (f" and {len(offers) - 60} more" if len(offers) > 60 else "")


def _possible(found: Understood, path: Path) -> None:
    """Raises ProblemsFound for numbers that a scenario does not take."""
    numbers = {each.field: each.value for each in found.amounts}
    try:
        if found.per is None:
            CountedCrime.model_validate(
                {"source": "counts", "residents": found.residents, **numbers}
            )
        else:
            RecordedCrime.model_validate({"source": "recorded", "per": found.per, **numbers})
    except ValidationError as error:
        problems = []
        for each in error.errors():
            mistake = each.get("ctx", {}).get("error")
            fix = mistake.fix if isinstance(mistake, Mistake) else None
            said = str(mistake) if mistake else each["msg"]
            problems.append(Problem(said, fix or "look at these numbers again", str(path)))
        raise ProblemsFound(problems) from None


def crime_in_yaml(found: Understood, path: Path) -> str:
    """The lines of a scenario that say these crimes, with the table that each number is from."""
    when = f" of {found.year}" if found.year else ""
    where = f"; {found.place}" if found.place else ""
    lines = [_comment(f"Recorded crimes{when}, from {path.name}: {found.shape}{where}")]
    lines += [_comment(each) for each in found.remarks]
    lines.append("crime:")
    if found.per is None:
        about = f"people among whom these were counted: {found.whose_residents}"
        lines += ["  source: counts", _setting("residents", f"{found.residents}", about)]
    else:
        lines += ["  source: recorded", _setting("per", str(found.per), "residents and year")]
    for each in found.amounts:
        lines.append(_setting(each.field, f"{each.value:.10g}", source_of(each)))
    return "\n".join(f"  {line}" for line in lines)


def districts_in_yaml(districts: Sequence[DistrictCrimes]) -> str:
    """The districts of a table as lines of a scenario; "" without any."""
    if not districts:
        return ""
    people = sum(each.residents for each in districts)
    lines = [
        _comment("Districts as they lie side by side: who lives there, what was recorded there."),
        _comment("What they think of police is not in the table: without more each starts from"),
        _comment("50 points. Of a survey add  confident: 0.38  (who trusts police), trust: 44, or"),
        _comment("trust_on_scale: {mean: 3.4, lowest: 1, highest: 5, asked: 400}."),
        "districts:",
    ]
    for name, each in zip(_slugs([each.name for each in districts]), districts, strict=True):
        crimes = ", ".join(f"{kind}: {number:.10g}" for kind, number in each.crimes.items())
        lines += [
            f"  {name}:",
            f"    label: {json.dumps(_label(each.name), ensure_ascii=False)}",
            _setting("  share", f"{each.residents / people:.6g}",
                     f"{each.residents:,} of {people:,} residents, {each.whose_residents}"),
            f"    crimes: {{{crimes}}}",
        ]  # fmt: skip
    return "\n".join(f"  {line}" for line in lines)


def _label(name: str) -> str:
    """The name of a district as people read it."""
    shown = " ".join(each for each in printable(name).split())[:60].strip()
    return f"District {shown}" if shown.isdigit() else shown


def _slugs(names: Sequence[str]) -> list[str]:
    """Short names for the file, each another one."""
    found: list[str] = []
    for name in names:
        slug = re.sub(r"[^a-z0-9]+", "_", plain_words(name)).strip("_")[:24] or "district"
        if (figures := re.search(r"[0-9]{1,4}$", name)) and not slug.endswith(figures[0]):
            slug = f"{slug}_{figures[0]}"  # a footnote's sign elsewhere, a number here
        reserved = slug in (*KINDS_OF_PLACE, "all") or slug.endswith("_realised")
        if reserved or not slug[0].isalpha():
            slug = f"d_{slug}"
        number = 1
        while slug in found:
            number += 1
            slug = f"{slug.rstrip('0123456789').rstrip('_')}_{number}"
        found.append(slug)
    return found


def _setting(name: str, value: str, about: str) -> str:
    return f"  {name}: {value}".ljust(32) + _comment(about)


def _comment(text: str) -> str:
    text = printable(text)
    return (
        f"# {text if len(text) <= 2 * LONGEST_COMMENT else text[: 2 * LONGEST_COMMENT - 3] + '...'}"
    )
