"""`new --from`: the recorded crimes of a scenario, from a table as police publish it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer
from pydantic import ValidationError

from sim.common.problems import (
    Mistake,
    Problem,
    ProblemsFound,
    did_you_mean,
    printable,
    quoted,
    suggestion,
)
from sim.crime_tables.amounts import Amount
from sim.crime_tables.answers import Answers, Question
from sim.crime_tables.cell_numbers import LARGEST, decimal_sign, number_in
from sim.crime_tables.headings import ROLES
from sim.crime_tables.offences import TO_ANSWER, TYPES
from sim.crime_tables.plain_words import plain_words
from sim.crime_tables.reading import read_sheets
from sim.crime_tables.understood import Understood, understood
from sim.model.scenario.recorded_crime import CountedCrime, RecordedCrime

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

    def said(self) -> list[tuple[str, str]]:
        """Every option with its answer, in the order of the options."""
        each = [("--residents", self.residents), ("--year", self.year), ("--per", self.per),
                ("--decimal", self.decimal), ("--sheet", self.sheet)]  # fmt: skip
        several = (("--place", self.place), ("--type", self.type), ("--column", self.column),
                   ("--count", self.count))  # fmt: skip
        return [(option, answer) for option, answer in each if answer is not None] + [
            (option, answer) for option, answers in several for answer in answers
        ]


def crimes_in_yaml(path: Path, options: Options) -> str:
    """The crimes of a table as lines of a scenario; tells what was understood of it."""
    found = crimes_from(path, options)
    typer.echo(told(found, path))
    return crime_in_yaml(found, path)


def crimes_from(path: Path, options: Options) -> Understood:
    """The crimes of a table; asks on a terminal, and elsewhere tells all that is not known."""
    answers = _answers(options)
    sheets = read_sheets(path)
    while isinstance(found := understood(sheets, answers, str(path)), list):
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


def with_answer(answers: Answers, option: str, said: str) -> Answers:
    """The answers with one more, as it was typed behind its option. Raises ProblemsFound."""
    said = said.strip()
    if option == "--residents":
        people = _number(said)
        if people is None or people < 1:
            raise _refused(option, said, "write the people of the place, such as --residents 62000")
        return replace(answers, residents=round(people))
    if option == "--per":
        per = _number(said)
        if per not in (1000.0, 100_000.0):
            raise _refused(option, said, "write --per 1000 or --per 100000")
        return replace(answers, per=int(per))
    if option == "--decimal":
        if said not in (",", "."):
            raise _refused(option, said, "write --decimal , or --decimal .")
        return replace(answers, decimal=said)
    if option == "--year":
        return replace(answers, year=said)
    if option == "--sheet":
        return replace(answers, sheet=said)
    if option == "--place":
        return replace(answers, places=(*answers.places, said))
    if option == "--column":
        role, _, name = said.partition("=")
        if not name:
            raise _refused(option, said, f"write what it holds and its name: {ROLES[0]}=NAME")
        return replace(answers, columns={**answers.columns, role.strip(): name.strip()})
    name, _, meant = said.rpartition("=")
    if option == "--count":
        number = _number(meant)
        if name not in TYPES or number is None or number < 0:
            fix = f"write one of {', '.join(TYPES)} and a number: burglary=120"
            raise _refused(option, said, fix)
        return replace(answers, counts={**answers.counts, name: number})
    if not name or meant not in TO_ANSWER:
        fix = f"write the name and one of {', '.join(TO_ANSWER)}: " + '--type "Raub=violent"'
        near = did_you_mean(meant, TO_ANSWER) if name else None
        raise _refused(option, said, f"did you mean {name}={near}?" if near else fix)
    key = "*" if name == "*" else plain_words(name)
    return replace(answers, types={**answers.types, key: meant})


def _number(said: str) -> float | None:
    """A number as somebody types it: 62000, 62,000, 62 000."""
    number = number_in(said, decimal_sign([said], whole=True).replace("?", "."))
    return number if number is not None and number <= LARGEST else None


def _refused(option: str, said: str, fix: str) -> ProblemsFound:
    return ProblemsFound([Problem(f"{quoted(said)} is no answer for {option}", fix, option)])


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
        lines.append(_setting(each.field, f"{each.value:.10g}", _from(each)))
    return "\n".join(f"  {line}" for line in lines)


def _setting(name: str, value: str, about: str) -> str:
    return f"  {name}: {value}".ljust(32) + _comment(about)


def _comment(text: str) -> str:
    text = printable(text)
    return (
        f"# {text if len(text) <= 2 * LONGEST_COMMENT else text[: 2 * LONGEST_COMMENT - 3] + '...'}"
    )


def _from(amount: Amount) -> str:
    names = " + ".join(_short(each) for each in amount.names[:6])
    names += f" and {len(amount.names) - 6} more" if len(amount.names) > 6 else ""
    said = [each for each in (names, amount.remark, amount.lines) if each]
    return "; ".join(said)


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:37]}..."


def told(found: Understood, path: Path) -> str:
    """What was understood of a table, for its reader to check."""
    lines = [f"{path}: {found.shape}"]
    year = found.year or "the table names none"
    rest = found.years_left_out
    left = (
        f"; left out: {rest[0]} to {rest[-1]}"
        if len(rest) > 1
        else f"; left out: {rest[0]}"
        if rest
        else ""
    )
    lines.append(f"  year: {year}{left}")
    if found.place:
        lines.append(f"  place: {found.place}")
    if found.per is None:
        lines.append(f"  residents: {found.residents:,} ({found.whose_residents})")
    else:
        lines.append(f"  rates per {found.per:,} residents")
    for each in found.amounts:
        lines.append(f"  {each.field + ':':20}{each.value:>14,.10g}   {_from(each)}")
    for why in dict.fromkeys(why for _, why in found.left_out):
        names = [name for name, each in found.left_out if each == why]
        shown = ", ".join(_short(each) for each in names[:12])
        shown += f" and {len(names) - 12} more" if len(names) > 12 else ""
        lines.append(f"  left out, {_short_why(why)}: {shown}")
    lines += [f"  note: {each}" for each in found.remarks]
    return "\n".join(printable(line) for line in lines)


def _short_why(why: str) -> str:
    return why if len(why) <= 80 else f"{why[:77]}..."
