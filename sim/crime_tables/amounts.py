"""What the names of a table amount to: the four types of the model, and what is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sim.crime_tables.answers import Answers, Question, listed, typed
from sim.crime_tables.counted import Tally
from sim.crime_tables.offence_names import ASKED, LEFT_OUT
from sim.crime_tables.offences import KINDS, TO_ANSWER, TYPES, Meaning, told
from sim.crime_tables.plain_words import plain_words

FBI = ("murder", "rape", "robbery", "aggravated_assault")
"""The four crimes that add up to violent crime, as the FBI counts it."""

MOST_ASKED = 6
"""Unknown names that are asked about one by one; more are asked about together."""
_GUESSES = {
    "violence": "violent",
    "assault": "violent",
    "sexual": "violent",
    "vehicle_crime": "vehicle_theft",
    "theft": "all_theft",
}
"""The answer that is shown first where a name is asked about."""


@dataclass(frozen=True)
class Amount:
    """One number of the scenario, with the names in the table that it is the sum of."""

    field: str  # as it is written in a scenario: violent, or murder, ...
    value: float
    names: tuple[str, ...]
    lines: str
    remark: str = ""
    less: tuple[str, ...] = ()  # names whose numbers are taken off


@dataclass
class Amounts:
    """The numbers of a scenario, what is left out and why, and what has to be asked."""

    amounts: list[Amount] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)  # name, and why
    questions: list[Question] = field(default_factory=list)


def amounts_of(
    tallies: Mapping[str, Tally],
    meaning_of: Callable[[str], Meaning],
    answers: Answers,
    unit: str = "",
) -> Amounts:
    """The four types from the numbers of one year; ``unit``: how a number that lacks is given."""
    return _Adding(tallies, meaning_of, answers, unit).done()


class _Adding:
    """Adds up names by what they mean, each crime once."""

    def __init__(
        self,
        tallies: Mapping[str, Tally],
        meaning_of: Callable[[str], Meaning],
        answers: Answers,
        unit: str,
    ) -> None:
        self.unit = unit
        self.tallies = {name: each for name, each in tallies.items() if each.cells}
        self.answers = answers
        self.found = Amounts()
        self.of_kind: dict[str, list[str]] = {}
        self.parts: dict[str, list[str]] = {}
        self.meanings = {}
        for name in self.tallies:
            meaning = self._said(name) or meaning_of(name)
            self.meanings[name] = meaning
            place = self.parts if meaning.part else self.of_kind
            place.setdefault(meaning.kind, []).append(name)

    def _said(self, name: str) -> Meaning | None:
        answer = self.answers.types.get(plain_words(name))
        return told(answer) if answer else None

    def done(self) -> Amounts:
        for name in self.of_kind.get("none", []):
            self._leave_out([name], LEFT_OUT[self.meanings[name].why])
        self._leave_out(self._every("total", "property_all"), "a sum of other rows")
        self._parts_once()
        self._ask()
        if self.found.questions:
            return self.found
        self._violent()
        burglary = self._type("burglary", "burglary")
        vehicles = self._type("vehicle_theft", "vehicle_theft")
        self._other_theft(burglary, vehicles)
        self._lacking()
        return self.found

    def _every(self, *kinds: str) -> list[str]:
        return [
            name
            for kind in kinds
            for name in (*self.of_kind.get(kind, []), *self.parts.get(kind, []))
        ]

    def _leave_out(self, names: list[str], why: str) -> None:
        self.found.left_out += [(name, why) for name in names]

    def _sum(self, names: list[str]) -> float:
        return sum(self.tallies[name].value for name in names)

    def _parts_once(self) -> None:
        """What is inside another row of the same kind is left out."""
        for kind in (*KINDS, "theft_all"):
            whole, parts = self.of_kind.get(kind, []), self.parts.get(kind, [])
            if whole and parts:
                self._leave_out(parts, f"it is inside {whole[0]}")
                self.parts[kind] = []

    def _ask(self) -> None:
        """Asks about names that may mean several things; not where a row beside them decides."""
        violent = bool(self.of_kind.get("violent_all")) or all(self._every(each) for each in FBI)
        beside = {
            "assault": bool(self._every("aggravated_assault")) or violent,
            "sexual": bool(self._every("rape")) or violent,
            "violence": violent,
            "vehicle_crime": bool(self._every("vehicle_theft")),
        }
        why = {
            "assault": "aggravated assaults stand apart",
            "sexual": "rape stands apart",
            "violence": "violent crime stands apart",
            "vehicle_crime": "thefts of vehicles stand apart",
        }
        rest = self.answers.types.get("*")
        unknown = [name for name, each in self.meanings.items() if each.kind == "unknown"]
        together = len(unknown) > MOST_ASKED and not rest
        if together:
            self._question_about_all(unknown)
        for name, meaning in self.meanings.items():
            if meaning.decided or (together and meaning.kind == "unknown"):
                continue
            if beside.get(meaning.kind):
                self._leave_out([name], why[meaning.kind])
            elif meaning.kind == "theft" and not meaning.why and self._alone(name):
                self.of_kind.setdefault("larceny", []).append(name)
            elif rest and meaning.kind == "unknown":
                self._take(name, told(rest))
            else:
                self._question(name, meaning)

    def _alone(self, name: str) -> bool:
        """Whether a row called theft has no rows of thefts beside it that it may hold."""
        others = [each for each in self._every("larceny", "theft_all", "theft") if each != name]
        return not others

    def _take(self, name: str, meaning: Meaning) -> None:
        if meaning.kind == "none":
            self._leave_out([name], LEFT_OUT["told"])
        else:
            self.of_kind.setdefault(meaning.kind, []).append(name)

    def _question(self, name: str, meaning: Meaning) -> None:
        tally = self.tallies[name]
        text = f"what is {name!r} ({tally.value:,.10g})? {ASKED[meaning.kind]}"
        if meaning.kind == "theft":
            inside = self._every("burglary", "vehicle_theft", "larceny")
            if inside and tally.value >= self._sum(inside):
                shown = ", ".join(inside[:6])
                text += f" As a sum would be, it is at least as large as {shown} together."
        guess = _GUESSES.get(meaning.kind, "none")
        example = typed("--type", guess, name) + f"  (or {', '.join(_others(guess))})"
        self.found.questions.append(Question(text, "--type", example, name, TO_ANSWER))

    def _question_about_all(self, names: list[str]) -> None:
        total = self._sum(names)
        text = f"{len(names)} names ({total:,.10g} in all) are not known here: {listed(names, 40)}"
        example = typed("--type", "none", "*")
        each = typed("--type", "violent", names[0])
        example += f"  to leave them all out; or say what some are: {each}"
        self.found.questions.append(Question(text, "--type", example, "*", TO_ANSWER))

    def _amount(self, into: str, names: list[str], remark: str = "") -> Amount | None:
        if into in self.answers.counts:
            self._leave_out(names, f"you gave a number for {into}")
            return self._keep(Amount(into, self.answers.counts[into], (), "", "as you said"))
        if not names:
            return None
        lines = "; ".join(dict.fromkeys(self.tallies[name].lines for name in names[:3]))
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        return self._keep(Amount(into, self._sum(names), tuple(names), lines + more, remark))

    def _keep(self, amount: Amount) -> Amount:
        self.found.amounts.append(amount)
        return amount

    def _violent(self) -> None:
        """The four crimes of the FBI, where all are there; else their sum, or what there is."""
        said, whole = self._every("violent"), self._every("violent_all")
        parts = {kind: self._every(kind) for kind in FBI}
        if "violent" in self.answers.counts or (not said and whole and not all(parts.values())):
            self._leave_out(self._every(*FBI, "violent"), "it is inside violent crime")
            if "violent" in self.answers.counts:
                self._leave_out(whole, "you gave a number for violent")
            self._amount("violent", [] if "violent" in self.answers.counts else whole)
            return
        self._leave_out(whole, "its parts are counted")
        if all(parts.values()) and not said:
            for kind, names in parts.items():
                self._amount(kind, names)
            return
        absent = [kind.replace("_", " ") for kind in FBI if not parts[kind]]
        remark = "" if said else f"the table has no {', no '.join(absent)}"
        self._amount("violent", [*self._every(*FBI), *said], remark)

    def _type(self, into: str, *kinds: str) -> Amount | None:
        return self._amount(into, self._every(*kinds))

    def _other_theft(self, burglary: Amount | None, vehicles: Amount | None) -> None:
        """Thefts without burglaries and stolen vehicles; from all thefts these are taken off."""
        every = self._every("theft_all")
        rest = self._every("larceny", "other_theft")
        whole = [*self.of_kind.get("larceny", []), *self.of_kind.get("other_theft", [])]
        if not every or whole or "other_theft" in self.answers.counts:
            self._leave_out(every, "other thefts stand apart")
            self._type("other_theft", "larceny", "other_theft")
            return
        self._leave_out(rest, f"it is inside {every[0]}")
        if burglary is None or vehicles is None:
            return
        value = self._sum(every) - burglary.value - vehicles.value
        if value < 0.0:
            text = (
                f"{every[0]} ({self._sum(every):,.10g}) is less than burglaries and stolen vehicles"
                " together, so these are not in it"
            )
            example = typed("--type", "other_theft", every[0])
            self.found.questions.append(Question(text, "--type", example, every[0], TO_ANSWER))
            return
        names = tuple(every)
        remark = "less burglary and vehicle_theft, which are in it"
        less = (*burglary.names, *vehicles.names)
        self._keep(Amount("other_theft", value, names, self.tallies[every[0]].lines, remark, less))

    def _lacking(self) -> None:
        """Asks for the types of which the table has nothing."""
        have = {KINDS[each.field] for each in self.found.amounts}
        for kind in TYPES:
            asked = any(each.name in self._every("theft_all") for each in self.found.questions)
            inside = kind == "other_theft" and (bool(self._every("theft_all")) or asked)
            if kind not in have and not inside:
                example = typed("--count", "NUMBER", kind) + self.unit
                text = f"the table has no {kind.replace('_', ' ')}"
                self.found.questions.append(Question(text, "--count", example, kind))


def _others(but: str) -> list[str]:
    return [each for each in (*TYPES, "none") if each != but]
