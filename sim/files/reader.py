"""From the events of a YAML parser to values, refusing what a reader could be misled by."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import yaml

from sim.common.problems import Problem, ProblemsFound, quoted, shown
from sim.files.scalars import RefusedScalar, Scalar, meaning, printable_text
from sim.files.source import Node, Source
from sim.files.syntax import syntax_problem, unreadable_here
from sim.files.text import Place, Text, read_text

DEEPEST = 40
MOST_VALUES = 40_000

_DIGITS_AND_COMMA = re.compile(r"(\d+),$")
_DIGITS = re.compile(r"\d+(?!\w)")


def read_source(path: Path) -> Source:
    """Read one YAML file; raises ProblemsFound with every problem that can be found at once."""
    text = read_text(path)
    reader = _Reader(text)
    root = reader.document()
    if reader.problems or root is None:
        raise ProblemsFound(reader.problems)
    return Source(path, root)


class _Reader:
    """Turns the parser's events into nodes and collects what is wrong on the way."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self._loader = yaml.SafeLoader("\n".join(text.lines))
        self._values = 0

    def document(self) -> Node | None:
        """The only document of the file; None when there is a problem with the whole of it."""
        root = None
        try:
            self._next()
            if not isinstance(event := self._next(), yaml.StreamEndEvent):
                root = self._node(self._next(), depth=1)
                self._next()
                if not isinstance(event := self._next(), yaml.StreamEndEvent):
                    fix = "delete this line, or move what follows into a file of its own"
                    self._refuse(self._at(event), "a second document begins here", fix)
        except yaml.YAMLError as error:
            self.problems.append(syntax_problem(error, self.text))
            return None
        except (ValueError, OverflowError):
            self.problems.append(unreadable_here(self._loader.get_mark(), self.text))
            return None
        if (root is None or root.value is None) and not self.problems:
            fix = "write lines such as  name: value, or begin with a copy of another file"
            self.problems.append(Problem("the file is empty", fix, self.text.file))
        elif root and root.value is not None and not isinstance(root.value, dict):
            self._refuse(
                root.place,
                f"a file must begin with a name and a colon, not with {shown(root.plain())}",
                "write lines such as  name: value, with a space after the colon",
            )
        return root

    def _next(self) -> yaml.Event:
        event: yaml.Event = self._loader.get_event()  # type: ignore[no-untyped-call]
        self._values += 1
        if self._values > MOST_VALUES:
            self._refuse(self._at(event), "the file holds too many values", "shorten it")
            raise ProblemsFound(self.problems)
        return event

    def _node(self, event: yaml.Event, depth: int, key: Place | None = None) -> Node:
        self._refuse_sharing(event)
        if isinstance(event, yaml.ScalarEvent):
            return Node(self._scalar(event), self._at(event, key), key)
        if isinstance(event, yaml.AliasEvent):
            return Node(None, self._at(event), key)
        place = self._at(event, key)
        if depth > DEEPEST:
            self._refuse(place, f"this is nested over {DEEPEST} deep", "nest it less deeply")
            raise ProblemsFound(self.problems)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := self._next(), yaml.SequenceEndEvent):
                items.append(self._node(event, depth + 1))
            return Node(items, place, key)
        return Node(self._block(depth), place, key)

    def _block(self, depth: int) -> dict[str, Node]:
        block: dict[str, Node] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            name, place = self._name(event, depth), self._at(event)
            node = self._node(self._next(), depth + 1, place)
            if name in block:
                first = block[name].key
                self._refuse(
                    place,
                    f"{quoted(name)} is given twice, first on line {first.line if first else '?'}",
                    "keep one of the two",
                )
            elif name is not None:
                block[name] = node
        return block

    def _name(self, event: yaml.Event, depth: int) -> str | None:
        """The text before a colon; None, after noting the problem, when it is no name."""
        place = self._at(event)
        if not isinstance(event, yaml.ScalarEvent):
            self._node(event, depth + 1)
            self._refuse(place, "a name must be a word, not a list or a block", "write one word")
            return None
        self._refuse_sharing(event)
        if event.implicit[0] and event.value == "<<":
            self._refuse(place, "merge keys (<<) are not used here", "write the values out")
            return None
        with suppress(RefusedScalar):
            name = _meaning(event)
            if isinstance(name, str) and name:
                return name
        if word := event.value[:40]:
            self._refuse(place, f"{word} is a value, not a name", f'put it in quotes: "{word}"')
        else:
            self._refuse(place, "a name is missing before the colon", "write  name: value")
        return None

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        try:
            return _meaning(event)
        except RefusedScalar as refused:
            self._refuse(self._at(event), str(refused), refused.fix)
            return None

    def _refuse_sharing(self, event: yaml.Event) -> None:
        """Anchors, aliases and tags: what makes a file mean more than it shows."""
        sign, fix = None, "write the values out; a text that begins so goes in quotes"
        if isinstance(event, yaml.AliasEvent):
            sign = "an alias (*)"
        elif getattr(event, "anchor", None) is not None:
            sign = "an anchor (&)"
        elif getattr(event, "tag", None) is not None:
            sign, fix = "a tag (!)", "delete it; a text that begins so goes in quotes"
        if sign:
            place = self._at(event)
            word = self.text.line(place.line)[place.column - 1 :].split(" ")[0]
            self._refuse(place._replace(length=len(word)), f"{sign} is not used here", fix)

    def _refuse(self, place: Place, message: str, fix: str) -> None:
        line, start = self.text.line(place.line), place.column - 1
        before, after = _DIGITS_AND_COMMA.search(line[:start]), _DIGITS.match(line, start)
        if before and after:
            message, fix = "a comma here begins a new item", _one_number(before[1], after[0])
        self.problems.append(place.problem(message, fix))

    def _at(self, event: yaml.Event, key: Place | None = None) -> Place:
        """Where an event stands; its key's place for an empty value and an indented block."""
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        block = isinstance(event, yaml.CollectionStartEvent) and not event.flow_style
        if key and (block or start.index == end.index):
            return key
        line = self.text.line(start.line + 1)
        one_line = not isinstance(event, yaml.CollectionStartEvent) and start.line == end.line
        stop = end.column if one_line else len(line.rstrip())
        return Place(self.text, start.line + 1, start.column + 1, max(1, stop - start.column))


def _meaning(event: yaml.ScalarEvent) -> Scalar:
    return meaning(event.value) if event.implicit[0] else printable_text(event.value)


def _one_number(before: str, after: str) -> str:
    """What to write for a number with a comma, which groups thousands or is a decimal point."""
    if len(after) == 3 and before.strip("0"):
        return "write the number without the comma"
    return f"decimals have a point: write {before}.{after}"
