"""Answers as somebody types them, behind their options."""

from __future__ import annotations

from dataclasses import replace

from sim.common.problems import Problem, ProblemsFound, did_you_mean, quoted
from sim.crime_tables.answers import Answers
from sim.crime_tables.by_district import NONE
from sim.crime_tables.cell_numbers import LARGEST, decimal_sign, number_in
from sim.crime_tables.headings import ROLES
from sim.crime_tables.offences import TO_ANSWER, TYPES
from sim.crime_tables.plain_words import as_one_types, plain_words


def with_answer(answers: Answers, option: str, said: str) -> Answers:
    """The answers with one more, as it was typed behind its option. Raises ProblemsFound."""
    said = said.strip()
    if option == "--residents":
        people = _number(said)
        if people is None or people < 1:
            raise _refused(option, said, "write the people of the place, such as --residents 62000")
        return replace(answers, residents=round(people))
    if option == "--district":
        return _with_district(answers, said)
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


def _with_district(answers: Answers, said: str) -> Answers:
    """Residents of a district; ``none``, also as a number, for no districts at all."""
    name, _, typed = said.rpartition("=")
    if typed.strip().lower() == NONE:
        return replace(answers, districts={**answers.districts, NONE: 0.0})
    people = _number(typed)
    if not name or people is None or people < 1:
        fix = 'write a district and who lives there, "East=24000", or none for no districts'
        raise _refused("--district", said, fix)
    return replace(answers, districts={**answers.districts, as_one_types(name): people})


def _number(said: str) -> float | None:
    """A number as somebody types it: 62000, 62,000, 62 000."""
    number = number_in(said, decimal_sign([said], whole=True).replace("?", "."))
    return number if number is not None and number <= LARGEST else None


def _refused(option: str, said: str, fix: str) -> ProblemsFound:
    return ProblemsFound([Problem(f"{quoted(said)} is no answer for {option}", fix, option)])
