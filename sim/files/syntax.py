"""What a YAML parser objects to, in plain English."""

from __future__ import annotations

import re

import yaml

from sim.common.problems import Problem
from sim.files.text import Place, Text

BEGINS_WITH_PERCENT = (
    "a line cannot begin with %", "delete this line, or put the text in quotes"
)  # fmt: skip
# What the parser says (the beginning of "context | problem", a regular expression), whether to
# point to where its construct began or to where it gave up, what it means, and what to do.
_WORDS: tuple[tuple[str, str, str, str], ...] = (
    ("while scanning a quoted scalar", "start",
     "the quote opened here is never closed", "close it with the same quote"),
    (r".* found character '\\t'", "end", "a tab stands here", "use spaces"),
    (".* found character", "end",
     "text cannot begin with this character", "put the text in quotes"),
    ("while scanning an (alias|anchor)", "start",
     "text cannot begin with & or *", "put the text in quotes"),
    ("(while (scanning a tag|parsing a (tag|node))|.*(tag|URI))", "start",
     "text cannot begin with !", "put the text in quotes"),
    ("while scanning a double-quoted scalar", "end",
     "a backslash in double quotes begins an escape, and this is none",
     "write two backslashes, or use single quotes"),
    ("while scanning a block scalar", "end",
     "nothing may follow | or > on its line", "begin the text on the next line, indented"),
    ("while parsing a flow sequence", "end",
     "the list opened with [ on line {start} is not closed, or a comma is missing",
     "write the list as [a, b, c]"),
    ("while parsing a flow mapping", "end",
     "the block opened with { on line {start} is not closed, or a comma is missing",
     "write the block as {name: value, name: value}"),
    ("while parsing a (flow|block).* node", "end",
     "a value is missing before this", "write the value, or delete the extra sign"),
    (".*sequence entries are not allowed", "end", "a list cannot begin here",
     "begin it on the next line, one '- item' a line, or write [a, b, c]"),
    (".*mapping keys are not allowed", "end",
     "text cannot begin with '? '", "put the text in quotes"),
    (".*directive|.*YAML document", "end", *BEGINS_WITH_PERCENT),
)  # fmt: skip
_MEANINGS = [(re.compile(said), point, means, fix) for said, point, means, fix in _WORDS]

_NO_SPACE_AFTER_COLON = re.compile(r"^\s*(?:- )?([A-Za-z_][\w-]*):(?=[^\s:/])")


def syntax_problem(error: yaml.YAMLError, text: Text) -> Problem:
    """The parser's complaint as a problem at its line and column."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem("this is not YAML", "write lines such as  name: value", text.file)
    said = f"{error.context or ''} | {error.problem or ''}"
    end = _place(error.problem_mark or error.context_mark, text)
    start = _place(error.context_mark or error.problem_mark, text)
    if "mapping values" in said or "simple key" in said:
        return _about_a_colon(start, end, nameless="simple key" in said)
    if "<block end>" in said or "<document start>" in said:
        return _about_indentation(start, end, begun="<document start>" not in said)
    for pattern, point, message, fix in _MEANINGS:
        if pattern.match(said):
            if (
                "flow" in pattern.pattern
                and _indent(end) <= _indent(start)
                and end.line > start.line
            ):
                return start.problem("what is opened here is never closed", fix)
            place = start if point == "start" else end
            return place.problem(message.replace("{start}", str(start.line)), fix)
    return end.problem(f"this is not YAML: {error.problem}", "write lines such as  name: value")


def unreadable_here(mark: yaml.error.Mark, text: Text) -> Problem:
    """A problem for the rare text that makes the parser itself fail."""
    return _place(mark, text).problem("this stands for no character or number", "delete it")


def _place(mark: yaml.error.Mark | None, text: Text) -> Place:
    if mark is None:
        return Place(text, 1, 1, 1)
    line, column = mark.line + 1, mark.column + 1
    if not text.line(line).strip() and not any(each.strip() for each in text.lines[mark.line :]):
        # The parser gave up at the end of the file: show its last line, not an empty one.
        line = max((n for n, each in enumerate(text.lines, 1) if each.strip()), default=1)
        column = len(text.line(line).rstrip()) + 1
    return Place(text, line, column, 1)


def _indent(place: Place) -> int:
    line = place.text.line(place.line)
    return len(line) - len(line.lstrip())


def _about_a_colon(start: Place, end: Place, nameless: bool) -> Problem:
    text = end.text
    above = next((n for n in range(end.line - 1, 0, -1) if text.line(n).strip()), end.line)
    for number in (start.line, above):
        tight = _NO_SPACE_AFTER_COLON.match(text.line(number))
        if tight:
            place = Place(text, number, tight.end(), 1)
            return place.problem("a space is missing after this colon", f"write  {tight[1]}: ...")
    if nameless:
        return _nameless(text, start.line)
    if ": " in text.line(end.line)[: end.column - 1]:
        return end.problem(
            "a second colon on one line",
            "put the text in quotes, or begin a new line for a new name",
        )
    if ":" not in text.line(above):
        return _nameless(text, above)
    return _whole_line(text, end.line).problem(
        f"this line is indented further than line {above}, which already has its value",
        f"indent it like line {above}, or delete the value on line {above}",
    )


def _nameless(text: Text, number: int) -> Problem:
    return _whole_line(text, number).problem(
        "this line has no colon after its name", "write  name: value"
    )


def _about_indentation(start: Place, end: Place, begun: bool) -> Problem:
    line = end.text.line(end.line)
    before = line[: end.column - 1].strip()
    if line.startswith("%"):
        return Place(end.text, end.line, 1, 1).problem(*BEGINS_WITH_PERCENT)
    if not line.strip():
        return end.problem("the file ends too early", "finish this line")
    if before and set(before) != {"-"}:
        fix = "put all of the text between one pair of quotes; a ' inside '...' is written ''"
        return end.problem("there is more text after the end of the value", fix)
    sign = line[end.column - 1 : end.column]
    if sign and sign in "}],":
        return end.problem("this sign closes nothing that is open", "delete it")
    if sign == ":":
        return end.problem("the name before this colon is missing", "write  name: value")
    if end.text.line(end.line - 1).lstrip().startswith("#") and ":" not in line:
        return _whole_line(end.text, end.line - 1).problem(
            "a # begins a comment, which ends the text above it",
            "put all of the text in quotes, or begin it with >- and indent its lines",
        )
    place = _whole_line(end.text, end.line)
    if line.lstrip().startswith("- "):
        message = "a list item stands here among names, or is indented unlike the items before it"
        return place.problem(message, "indent it like its neighbours, below the list's name")
    block = f"the block that begins on line {start.line}" if begun else "the lines before it"
    return place.problem(
        f"this line is not indented like {block}",
        "begin it in the same column as its neighbours",
    )


def _whole_line(text: Text, number: int) -> Place:
    line = text.line(number)
    return Place(text, number, len(line) - len(line.lstrip()) + 1, len(line.strip()))
