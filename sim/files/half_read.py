"""What a file says and YAML does not read: text after a # sign, names without a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

OF_FREE_TEXT = ("name", "about", "title", "label", "text")
_BEGINS_A_VALUE = (
    yaml.ScalarToken,
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.BlockEntryToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_LOOKS_LIKE_TEXT = re.compile(r"\s+#(?:\S| ?\d)")


def texts_cut_short(written: str) -> Iterator[tuple[int, str, str]]:
    """Line, name and whole text where a # that looks like part of a text begins a comment.

    A comment that has a space after its # is taken for one.
    """
    lines = written.splitlines()
    for name, token in _values(written):
        if not isinstance(token, yaml.ScalarToken) or not token.plain:
            continue
        end = token.end_mark
        rest = lines[end.line][end.column :] if end.line < len(lines) else ""
        if name in OF_FREE_TEXT and _LOOKS_LIKE_TEXT.match(rest):
            yield end.line + 1, name, f"{token.value}{rest.rstrip()}"


def left_empty(written: str) -> Iterator[str]:
    """Names where nothing stands after the colon."""
    for name, token in _values(written):
        if not isinstance(token, _BEGINS_A_VALUE):
            yield name


def _values(written: str) -> Iterator[tuple[str, yaml.Token]]:
    """Each name of a file with the token in which its value begins."""
    name = ""
    before: yaml.Token | None = None
    for token in yaml.scan(written, yaml.SafeLoader):
        if isinstance(before, yaml.KeyToken) and isinstance(token, yaml.ScalarToken):
            name, before = token.value, token
            continue
        if isinstance(before, yaml.ValueToken):
            yield name, token
        before = token
