"""What a file says and YAML does not read: text after a # sign, names without a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

OF_FREE_TEXT = ("name", "about", "title", "label", "text")
_LOOKS_LIKE_TEXT = re.compile(r"\s+#(?:\S| ?\d)")


def texts_cut_short(written: str) -> Iterator[tuple[int, str, str]]:
    """Line, name and whole text where a # that looks like part of a text begins a comment.

    A comment that has a space after its # is taken for one.
    """
    lines = written.splitlines()
    for name, value in _unquoted(yaml.compose(written, yaml.SafeLoader)):
        end = value.end_mark
        rest = lines[end.line][end.column :] if value.value and end.line < len(lines) else ""
        if name in OF_FREE_TEXT and _LOOKS_LIKE_TEXT.match(rest):
            yield end.line + 1, name, f"{value.value}{rest.rstrip()}"


def left_empty(written: str) -> Iterator[str]:
    """Names where nothing stands after the colon."""
    for name, value in _unquoted(yaml.compose(written, yaml.SafeLoader)):
        if not value.value:
            yield name


def _unquoted(node: yaml.Node | None, name: str = "") -> Iterator[tuple[str, yaml.ScalarNode]]:
    """Each name of a file whose value is one without quotes, or nothing."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _unquoted(value, key.value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _unquoted(item)
    elif isinstance(node, yaml.ScalarNode) and node.style is None and name:
        yield name, node
