"""Errors of pydantic in the words of the person who wrote the file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sim.common.other_words import OTHER_WORDS
from sim.common.problems import Problem, did_you_mean, in_order, quoted, shown
from sim.files.advice import choices_in, listed, nearest, what_to_write
from sim.files.blocks import block_meant, space_missing
from sim.files.names_meant import name_to_write, what_a_name_is_of
from sim.files.numbers_meant import trust_in_per_cent
from sim.files.schema_names import described, elsewhere, names_at, wanted_at

MOST_BELOW = 2
"""Names down to one that may be meant for the top of the file."""
MOST_PLACES = 3
"""That are named where a name stands in the wrong block."""

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from sim.files.source import Location, Node, Source

Meant = Callable[["Location", object, Mapping[str, Any]], str | None]
"""Says what to write for a value at a location of a file with this content; None: nothing known."""
MOST_ERRORS = 500  # nobody reads more, and every suggestion costs time

_BLOCK = "a block of names and values"

# What a value must be, by pydantic's error type; {...} are pydantic's own bounds.
_MUST_BE = {
    "int_type": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "string_type": "text",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": _BLOCK,
    "model_type": _BLOCK,
    "model_attributes_type": _BLOCK,
    "literal_error": "{expected}",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "string_too_short": "text of at least {min_length} characters",
    "string_too_long": "text of at most {max_length} characters",
    "string_pattern_mismatch": "text that matches the pattern {pattern}",
    "too_short": "{field_type} with at least {min_length} in it",
    "too_long": "{field_type} with at most {max_length} in it",
}
_BOUNDS = {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}


@dataclass(frozen=True)
class _Finding:
    """One error of pydantic, with its location in the file.

    Where a value may be one of several kinds, pydantic reports an error for each: `choice` is
    then the location of that value and the name of the kind; None elsewhere.
    """

    details: ErrorDetails
    location: Location
    choice: tuple[Location, str] | None

    @property
    def is_unknown_name(self) -> bool:
        return self.details["type"] == "extra_forbidden"

    @property
    def is_wrong_kind(self) -> bool:
        kind = self.details["type"]
        at_choice = self.choice is not None and self.location == self.choice[0]
        return at_choice and kind in _MUST_BE and kind not in _BOUNDS


def problems_from_validation(
    error: ValidationError,
    source: Source,
    model: type[BaseModel] | None = None,
    meant: Meant | None = None,
) -> list[Problem]:
    """Everything pydantic found wrong with `source.data`, by file and line.

    `model` is the class that was validated: it lets unknown names get a suggestion. A ValueError
    of one of our own validators speaks for itself; see `Mistake`. `meant` knows what
    the files are about and is asked first what to write instead.
    """
    errors = error.errors(include_url=False)[:MOST_ERRORS]
    findings = [_located(each, source) for each in errors]
    misspelt = {
        (*above, _name_meant(str(name), names_at(model, tuple(above))))
        for *above, name in (each.location for each in findings if each.is_unknown_name)
    }
    problems: list[Problem] = []
    for group in _one_for_each_choice(findings):
        details, location = group[0].details, group[0].location
        if details["type"] in ("value_error", "assertion_error"):
            problems += _in_words_of_ours(group[0], source)
        elif details["type"] != "missing" or location not in misspelt:
            problems.append(_problem(group, source, model, meant or (lambda *_: None)))
    return in_order(problems)


def _in_words_of_ours(finding: _Finding, source: Source) -> list[Problem]:
    """What a validator of our own found, which may be several mistakes at once."""
    own = (finding.details.get("ctx") or {}).get("error", finding.details["msg"])
    alone = [(getattr(own, "at", ()), str(own), getattr(own, "fix", None), "value")]
    return [
        source.problem((*finding.location, *where), message, fix, at)
        for where, message, fix, at in getattr(own, "found", alone)
    ]


def _located(details: ErrorDetails, source: Source) -> _Finding:
    location: Location = ()
    choice = None
    node = source.root
    parts = details["loc"]
    for number, part in enumerate(parts, 1):
        inner = node.inside(part)
        if inner is not None:
            node, location = inner, (*location, part)
        elif details["type"] == "missing" and number == len(parts):
            location = (*location, part)
        else:  # not in the file: pydantic's name of one kind of several
            choice = choice or (location, str(part))
    return _Finding(details, location, choice)


def _one_for_each_choice(findings: list[_Finding]) -> Iterable[list[_Finding]]:
    """Each finding alone, but what a value of several kinds could have been together."""
    by_choice: dict[Location, dict[str, list[_Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.choice is None:
            yield [finding]
        else:
            location, kind = finding.choice
            by_choice[location][kind].append(finding)
    for kinds in by_choice.values():
        fitting = [
            group for group in kinds.values() if not any(each.is_wrong_kind for each in group)
        ]
        if fitting:
            yield from ([finding] for finding in min(fitting, key=len))
        else:
            yield [group[0] for group in kinds.values()]


def _problem(
    group: list[_Finding], source: Source, model: type[BaseModel] | None, meant: Meant
) -> Problem:
    details, location = group[0].details, group[0].location
    kind, context = details["type"], details.get("ctx") or {}
    if kind.startswith("union_tag"):
        location = (*location, str(context["discriminator"]).strip("'"))
    if kind in ("missing", "union_tag_not_found"):
        problem = _missing(location, source, model)
    elif kind == "extra_forbidden":
        problem = _unknown(location, source, model)
    elif kind == "union_tag_invalid":
        tag, choices = str(context["tag"]), choices_in(str(context["expected_tags"]))
        message = f"{_subject(location)} must be {listed(choices)}, not {quoted(tag)}"
        problem = source.problem(location, message, nearest(tag, choices))
    elif kind in _MUST_BE:
        problem = _wrong_value(group, source, model)
    else:
        problem = source.problem(location, _cleaned(details["msg"], _subject(location)))
    fix = meant(location, _given(location, source), source.data)
    return replace(problem, fix=fix) if fix else problem


def _under(place: Location, name: str) -> str:
    *above, last = place
    if not above:
        return "at the top of the file" + ("" if last == name else f"  as  {last}:")
    other = "" if last == name else f"  as  {last}:"
    return f"under  {': '.join([str(each) for each in above])}:{other}"


def _given(location: Location, source: Source) -> Any:
    """What stands at a location; None where nothing does."""
    node: Node | None = source.root
    for part in location:
        node = node.inside(part) if node else None
    return node.plain() if node else None


def _missing(location: Location, source: Source, model: type[BaseModel] | None) -> Problem:
    *above, name = location
    where = f" in {_spoken(tuple(above))}" if above else ""
    meant = described(model, location)
    return source.problem(
        tuple(above),
        f"{name} is missing{where}",
        f"add a line  {name}: ...{where}" + (f"  ({meant})" if meant else ""),
        at="key",
    )


def _unknown(location: Location, source: Source, model: type[BaseModel] | None) -> Problem:
    name = str(location[-1]) if location else ""
    where = f" in {_spoken(location[:-1])}" if location[:-1] else ""
    known = names_at(model, location[:-1])
    message = f"unknown name {quoted(name)}{where}"
    head, colon, value = name.partition(":")
    near = _name_meant(name, known) or (did_you_mean(head, known) if colon else None)
    here = {name, *OTHER_WORDS.get(name, ())} & set(known)
    places = [] if here else elsewhere(model, name, _given(location, source))
    if near or len(location) > MOST_BELOW:  # there, hardly the top of the file is meant
        places = [place for place in places if len(place) > 1]
    if near == name:  # known, but not beside what stands here
        near = None
    if 0 < len(places) <= MOST_PLACES:
        fix = f"write it {' or '.join(_under(place, name) for place in places)}"
    elif near and colon:
        fix = space_missing(f"{near}:{value}") or f"write  {near}: ..."
    elif near and known == [near]:
        meant = described(model, (*location[:-1], near))
        fix = f"write {near}" + (f": {meant}" if meant else "")
        if meant and "per resident" in meant:
            fix += "; divide a total by the residents"
    elif near:
        fix = f"did you mean {near}?"
    else:
        fix = f"names known here: {', '.join(known)}" if known else "delete it"
    return source.problem(location, message, fix, at="key")


def _name_meant(name: str, known: list[str]) -> str | None:
    """The known name that is most like an unknown one; where only one is known, that one."""
    return known[0] if len(known) == 1 else did_you_mean(name, known)


def _wrong_value(group: list[_Finding], source: Source, model: type[BaseModel] | None) -> Problem:
    location, value = group[0].location, group[0].details["input"]
    wanted: list[str] = []
    choices: list[str] = []
    for finding in group:
        context = _context(finding)
        if "expected" in context:
            choices += choices_in(str(context["expected"]))
        else:
            must_be = _MUST_BE.get(finding.details["type"], "something else")
            wanted.append(must_be.format(**context))
    must_be = " or ".join(dict.fromkeys(wanted + ([listed(choices)] if choices else [])))
    letters = what_a_name_is_of(must_be.rpartition(" ")[2])
    subject, is_name = _subject(location), "[key]" in group[0].details["loc"]
    if is_name or letters:
        said = f"the name {quoted(str(value))}" if is_name else subject
        message = f"{said} must be {letters or must_be}"
        fix = name_to_write(str(value), location) if letters else "choose another name"
        if is_name:
            return source.problem(location, message, fix, at="key")
        return source.problem(location, f"{message}, not {shown(value)}", fix)
    if value is None:
        message = f"{subject} is empty; it must be {must_be}"
        if source.place(location).has_comment_after:
            hidden = "what follows # is a comment; if it is the text, put it in quotes"
            return source.problem(location, message, hidden)
    else:
        message = f"{subject} must be {must_be}, not {_was(value, group)}"
    meant, declared = described(model, location), wanted_at(model, location)
    raw = source.place(location).words
    fix = (
        (block_meant(model, location, value) if wanted == [_BLOCK] and not choices else None)
        or trust_in_per_cent(location, value)
        or what_to_write(value, raw, wanted, choices, declared)
        or (f"{location[-1]}: {meant}" if meant else f"write {must_be}")
    )
    return source.problem(location, message, fix)


def _context(finding: _Finding) -> dict[str, Any]:
    """What belongs to an error: whole numbers without a decimal point, kinds in our words."""
    context = dict(finding.details.get("ctx") or {})
    if "field_type" in context:
        context["field_type"] = "a block" if context["field_type"] == "Dictionary" else "a list"
    return {
        name: int(each) if isinstance(each, float) and each.is_integer() else each
        for name, each in context.items()
    }


def _was(value: Any, group: list[_Finding]) -> str:
    kinds = {each.details["type"] for each in group}
    if kinds & {"too_short", "too_long"}:
        return f"{len(value)}"
    if kinds & {"string_too_short", "string_too_long"}:
        return f"{len(value)} characters"
    return shown(value)


def _subject(location: Location) -> str:
    return _spoken(location) or "this file"


def _spoken(location: Location) -> str:
    """A location as a person would write it: "expect, item 2, at_least"."""
    spoken = ""
    for part, before in zip(location, (None, *location), strict=False):
        if isinstance(part, int):
            spoken += f", item {part + 1}"
        else:
            spoken += f", {part}" if isinstance(before, int) else f".{part}"
    return spoken.lstrip(".,")


def _cleaned(message: str, subject: str) -> str:
    """A message of pydantic's own as a sentence about `subject`."""
    said = re.sub(r"^[A-Z]\w* should ", f"{subject} must ", message)
    return said if said != message else f"{subject}: {message[:1].lower()}{message[1:]}"
