"""What source files do: their code without comments, docstrings and layout.

A hash of it says whether results may differ, and is the same under every Python: what
``ast.unparse`` writes is not.
"""

from __future__ import annotations

import hashlib
import tokenize
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

LAYOUT = (tokenize.COMMENT, tokenize.NL)
BLOCKS = {tokenize.NEWLINE: "\n", tokenize.INDENT: "{", tokenize.DEDENT: "}"}


def code_of(path: Path) -> str:
    """What a file does. Of a Python file: its code without prose; of another: all of it."""
    text = path.read_text(encoding="utf-8")
    return _without_prose(text) if path.suffix == ".py" else text


def hash_of(paths: Iterable[Path], root: Path) -> str:
    """Hash of what files do, with their names below ``root``; 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(root).as_posix()}\n{code_of(path)}\n".encode())
    return digest.hexdigest()[:16]


def _without_prose(text: str) -> str:
    """Statements, a line each: a string that stands alone does nothing."""
    statements: list[str] = []
    words: list[str] = []
    only_a_string = True
    for kind, word in _words(text):
        if kind in BLOCKS:
            if not (kind == tokenize.NEWLINE and only_a_string):
                statements += [*words, BLOCKS[kind]]
            words, only_a_string = [], True
        else:
            words.append(word)
            only_a_string = only_a_string and kind == tokenize.STRING
    return " ".join(statements)


def _words(text: str) -> Iterable[tuple[int, str]]:
    """Kind and text of every token; an f-string is one, as it was before Python 3.12."""
    lines = StringIO(text).readlines()
    begins, ends = (getattr(tokenize, f"FSTRING_{each}", -1) for each in ("START", "END"))
    depth, start = 0, (0, 0)
    for token in tokenize.generate_tokens(StringIO(text).readline):
        if token.type == begins:
            start = start if depth else token.start
            depth += 1
        elif token.type == ends:
            depth -= 1
            if not depth:
                yield tokenize.STRING, _between(lines, start, token.end)
        elif not depth and token.type not in LAYOUT:
            yield (token.type, token.string)


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    (first, left), (last, right) = start, end
    if first == last:
        return lines[first - 1][left:right]
    inner = lines[first : last - 1]
    return "".join([lines[first - 1][left:], *inner, lines[last - 1][:right]])
