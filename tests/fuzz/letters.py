"""Mutations of a file's bytes, of which nothing needs to be known."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from random import Random

INSERTED = (
    b"\0", b"\t", b"\r", b"\r\n", b"\x1b[31m", b"\x7f", b"\xff", b"\xc3", b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80", b": ", b"- ", b"#", b"&a ", b"*a", b"!", b"%", b"@", b"`", b"|", b">",
    b"'", b'"', b"\\", b"{", b"}", b"[", b"]", b",", b"?", b"<<: ", b"---\n", b"\n...\n",
    b"\n  ", b"0", b"e", b".", b"-", b"1" * 400, b"x" * 3000,
    *(sign.encode() for sign in "\x85\xa0\u2028\u200b\ufeff\u202e\U0001f600"),
)  # fmt: skip


def flip(raw: bytes, luck: Random) -> bytes:
    """Some bits are wrong."""
    wrong = bytearray(raw)
    for _ in range(luck.choice([1, 1, 1, 3, 30])):
        wrong[luck.randrange(len(wrong))] ^= 1 << luck.randrange(8)
    return bytes(wrong)


def insert(raw: bytes, luck: Random) -> bytes:
    """Something was typed that does not belong there."""
    for _ in range(luck.choice([1, 1, 1, 2, 5])):
        at = luck.randrange(len(raw) + 1)
        raw = raw[:at] + luck.choice(INSERTED) + raw[at:]
    return raw


def cut(raw: bytes, luck: Random) -> bytes:
    """A piece is missing."""
    at = luck.randrange(len(raw))
    return raw[:at] + raw[at + luck.choice([1, 1, 2, 10, 200]) :]


def truncate(raw: bytes, luck: Random) -> bytes:
    """The file ends too early, perhaps at once."""
    return raw[: luck.choice([0, 1, luck.randrange(len(raw))])]


def lines(raw: bytes, luck: Random) -> bytes:
    """A line is doubled, lost, indented or moved."""
    kept = raw.split(b"\n")
    at, to = luck.randrange(len(kept)), luck.randrange(len(kept))
    line = kept[at]
    way = luck.randrange(4)
    if way == 0:
        kept.insert(to, line)
    elif way == 1:
        del kept[at]
    elif way == 2:
        kept[at] = luck.choice([b" ", b"  ", b"\t", b"        "]) + line
    else:
        kept.insert(to, kept.pop(at))
    return b"\n".join(kept)


def encode(raw: bytes, luck: Random) -> bytes:
    """The file was saved by a program that has its own mind about letters and lines."""
    text = raw.decode("utf-8")
    ways: list[Callable[[], bytes]] = [
        lambda: text.encode("utf-16"),
        lambda: text.encode("utf-16-le"),
        lambda: text.encode("utf-32"),
        lambda: text.replace("e", "\u00e9").encode("latin-1", "replace"),
        lambda: text.replace("a", "\u00e4").encode("cp437", "replace"),
        lambda: codecs.BOM_UTF8 + raw,
        lambda: codecs.BOM_UTF8 * 2 + raw,
        lambda: codecs.BOM_UTF16_BE + raw,
        lambda: raw.replace(b"\n", b"\r\n"),
        lambda: raw.replace(b"\n", b"\r"),
        lambda: raw.replace(b" ", b"\t"),
        lambda: raw.replace(b" ", b"\xc2\xa0"),
        lambda: raw.replace(b"\n", b"\xe2\x80\xa8"),
        lambda: raw[::-1],
        lambda: b"\0" * len(raw),
        lambda: text.encode("utf-7"),
        lambda: raw * luck.choice([2, 50]),
    ]
    return luck.choice(ways)()


KINDS = (flip, insert, cut, truncate, lines, encode)
