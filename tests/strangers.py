"""Links and files as only an enemy or an accident makes them, for the studio to open."""

from __future__ import annotations

import base64
import copy
import functools
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.fuzz import nasty
from tests.fuzz.cases import case
from tests.studio_page import SCENARIOS, fragment, plain_data

MOST = 200_000  # bytes that the studio reads
MARKUP = (
    "<img src=x onerror=alert(1)>", "<x-bad id=bad>x</x-bad>", "</textarea><x-bad>",
    "<script>window.bad = 1</script>", "</script><script>window.bad = 1</script>", '"><x-bad>',
    "'><svg onload=alert(1)>", "<iframe srcdoc='<script>parent.bad = 1</script>'>", "<!--", "-->",
    "]]>", "<base href=//example.org>", "<link rel=stylesheet href=//example.org/x.css>",
    "<meta http-equiv=refresh content='0;url=//example.org'>", "javascript:alert(1)",
    "<math><mtext><table><mglyph><style><x-bad>", "${window.bad = 1}", "{{constructor}}",
    "&lt;x-bad&gt;", "\\u003cx-bad\\u003e", "<a href=javascript:alert(1) onfocus=alert(1)>",
)  # fmt: skip
NAMES = (
    "__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "__class__",
    "__defineGetter__", "length", "name", "then", "toJSON", "$fields", "$model", "type", "py",
    "", " ", ".", "..", "/", "-", "f-arms", "stage", "said", "bad", "x" * 5000, "\u202e", "\u0000",
    "\U0001f600", "window", "document", "studio", "planner", "0", "-1", "NaN", "null", "undefined",
)  # fmt: skip
FILES = (
    "town.yaml", "__proto__", "constructor", "business_as_usual.yaml", "<x-bad>.yaml", "../x.yaml",
    "a/b.yaml", "x" * 300, "", ".", ".yaml", "\u202egnp.yaml", "'\"&.yaml",
)  # fmt: skip


@dataclass(frozen=True)
class Stranger:
    """What somebody is led to open: a link, or a file of this name."""

    number: int
    kind: str
    address: str = ""
    file: str = ""
    raw: bytes = b""

    def told(self) -> dict[str, Any]:
        """As a page can be given it."""
        raw = base64.b64encode(self.raw).decode()
        return {"number": self.number, "address": self.address, "file": self.file, "raw": raw}


def strangers(number: int, seed: int = 1) -> Iterator[Stranger]:
    """So many, each always the same: links and files in turn."""
    for at in range(number):
        luck = Random(f"{seed} {at}")
        kind, make = KINDS[at // 2 % len(KINDS)]
        found = make(luck, at)
        if isinstance(found, str):
            yield Stranger(at, kind, address=found)
        elif at % 2:
            yield Stranger(at, kind, address=fragment(found))
        else:
            yield Stranger(at, kind, file=luck.choice(FILES), raw=found)


def of_scenarios(luck: Random, at: int) -> bytes:
    """A shipped scenario that is wrong in bytes, in structure or in values."""
    return case(at * 7 + luck.randrange(7), sources=SCENARIOS).raw


def noise(luck: Random, at: int) -> bytes:
    """Bytes of any kind, many or few."""
    return luck.randbytes(luck.choice([0, 1, 2, 10, 100, 5000, MOST, MOST + 1]))


def letters(luck: Random, at: int) -> bytes:
    """Signs that mean something in YAML, in a row."""
    signs = "{}[]:,#'\"-?&*!%@`|>\n \tx0\\~<"
    return "".join(luck.choices(signs, k=luck.choice([3, 30, 300, 3000]))).encode()


def broken_link(luck: Random, at: int) -> str:
    """A link that somebody has cut, changed, or made up."""
    sound = fragment(luck.choice(SCENARIOS).read_bytes())
    place = luck.randrange(3, len(sound))
    letter = luck.choice("AZaz09-_=+/%#& \u00e9\u0000")
    return luck.choice(
        [
            sound[:place],
            sound[:place] + letter + sound[place + 1 :],
            "#s=" + "".join(luck.choices("AZaz09-_", k=luck.choice([1, 2, 50, 5000]))),
            "#s=" + letter * luck.choice([0, 1, 500]),
            "#s=" + "A" * (2 * MOST + luck.choice([0, 1, 100])),
            fragment(luck.randbytes(luck.choice([1, 100, 5000]))),
            fragment(bytes(luck.choice([MOST, MOST + 1, 100 * MOST]))),
            _wrapped(luck, sound),
        ]
    )


def _wrapped(luck: Random, sound: str) -> str:
    """Deflated twice, or in another envelope."""
    text = luck.choice([sound.encode(), b"name: x"])
    packed = luck.choice([zlib.compress(text), base64.b64encode(text), text])
    return "#s=" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def deep(luck: Random, at: int) -> bytes:
    """Brackets, blocks and lists in each other."""
    depth = luck.choice([39, 41, 500, 5000, 60_000])
    whole = luck.random() < 0.5
    part = luck.choice(["[", "{a: ", "- ", "? ", "[[", "{a: [", "!x ", "&a ", "'", "{'a':"])
    text = (part * depth)[: MOST - 100]
    closing = "".join("]" if each == "[" else "}" for each in reversed(text) if each in "[{")
    text += closing[: MOST - len(text)] if whole else ""
    return f"{luck.choice(['', 'arms: ', 'name: '])}{text}".encode()


def steps(luck: Random, at: int) -> bytes:
    """Blocks in blocks, each indented by one more."""
    depth = luck.choice([39, 41, 600])
    part = luck.choice(["a:", "- a:", "arms:"])
    return "\n".join(" " * each + part for each in range(depth)).encode()


def huge(luck: Random, at: int) -> bytes:
    """As much as is read, of one thing."""
    return luck.choice(
        [
            lambda: "name: " + "x" * luck.choice([199_000, 200_000]),
            lambda: "x" * 199_000 + ": 1",
            lambda: "\n" * 199_000,
            lambda: "#" * 199_000,
            lambda: " " * 199_000 + "x",
            lambda: "a: 1\n" * 39_000,
            lambda: "".join(f"a{each}: 1\n" for each in range(18_000)),
            lambda: "arms: {" + ", ".join(f"a{each}: {{}}" for each in range(12_000)) + "}",
            lambda: "name: x\narms:\n" + "".join(f"  a{each}: {{}}\n" for each in range(40)),
            lambda: "name: '" + "''" * 99_000,
            lambda: 'name: "' + "\\u003c" * 30_000 + '"',
            lambda: "days: " + "9" * luck.choice([20, 400, 190_000]),
            lambda: "days: 1e" + "9" * luck.choice([3, 400]),
            lambda: "seed: " + "1" + "_000" * 40_000,
            lambda: "[" + "1," * 99_000,
            lambda: "name: " + "\u202e\u0301<b>" * 20_000,
            lambda: "\t" * 100_000,
            lambda: "name: >\n" + " x\n" * 60_000,
        ]
    )().encode()


def bombs(luck: Random, at: int) -> bytes:
    """A little text that means a lot, or nothing that may be meant here."""
    rest = luck.choice(SCENARIOS).read_text(encoding="utf-8")
    parts = [luck.choice(nasty.BLOCKS), rest]
    luck.shuffle(parts)
    return "".join(parts).encode("utf-8", "surrogatepass")


def markup(luck: Random, at: int) -> bytes:
    """A scenario with elements and code where a planner writes texts: some, or all of them."""
    scenario = _scenario(luck)
    texts = [place for place in _places(scenario) if isinstance(place[0][place[1]], str)]
    free = [place for place in texts if place[1] in ("about", "label", "says", "title")]
    for where, name in luck.choice([texts, free, [luck.choice(texts)]]):
        where[name] = luck.choice(MARKUP) * luck.choice([1, 1, 3])
    if luck.random() < 0.7:
        scenario["about"] = luck.choice(MARKUP)
        for label in scenario["community"].get("groups", {}).values():
            label["label"] = luck.choice(MARKUP)
    return json.dumps(scenario, ensure_ascii=luck.random() < 0.5).encode("utf-8", "surrogatepass")


def names(luck: Random, at: int) -> bytes:
    """A scenario in which some names are other ones, and some values are names."""
    scenario = _scenario(luck)
    for _ in range(luck.choice([1, 1, 2, 5, 30])):
        where, name = luck.choice([*_places(scenario)])
        odd = luck.choice(NAMES + MARKUP)
        if isinstance(where, dict) and luck.random() < 0.6:
            value = where.pop(name) if luck.random() < 0.7 else luck.choice([where[name], {}, 1])
            where[odd] = copy.deepcopy(value)
        else:
            where[name] = luck.choice([odd, [odd], {odd: odd}, {odd: {}}])
    if luck.random() < 0.3:  # which of several forms is meant
        scenario["community"] = {"crime": {"source": luck.choice(NAMES)}}
    return json.dumps(scenario).encode()


def sound(luck: Random, at: int) -> bytes:
    """A scenario that is right but for names such as objects have by themselves."""
    scenario = _scenario(luck)
    odd = luck.choice(["constructor", "valueof", "prototype", "tostring", "length", "name", "then"])
    for part in (scenario["arms"], scenario["community"].get("groups", {})):
        for name in [*part][1:2]:
            part[odd] = part.pop(name)
    for unsure in ("expect", "lesson", "story"):
        scenario.pop(unsure, None)
    return json.dumps(scenario).encode()


def _scenario(luck: Random) -> Any:
    """A shipped scenario, to be spoilt."""
    return json.loads(luck.choice(_written()))


@functools.cache
def _written() -> list[str]:
    return [json.dumps(plain_data(path)) for path in SCENARIOS]


def _places(part: Any) -> Iterator[tuple[Any, Any]]:
    for name in list(part) if isinstance(part, dict) else range(len(part)):
        yield part, name
        if isinstance(part[name], dict | list):
            yield from _places(part[name])


OFTEN = (of_scenarios, broken_link, names, markup)
SELDOM = (deep, noise, bombs, letters, steps, sound)
KINDS = [(make.__name__, make) for make in (*OFTEN, *SELDOM, *OFTEN * 3, *SELDOM, *OFTEN * 3, huge)]
