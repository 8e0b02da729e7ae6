"""A scenario file is read at its word, or refused with every mistake, its place and a remedy."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from sim.files import Problem, ProblemsFound, Source, did_you_mean, read_source

SCENARIO = """# yaml-language-server: $schema=../sim/scenario.schema.json
name: engagement-vs-surveillance
days: 730          # two years
about: |
  Meetings, or
  cameras?
community:
  residents: 5000
  crime: {source: fbi-2019, state: "Mary\\tland"}
arms:
  business_as_usual: {}
  engagement: {community_events: {share: 0.4}, outreach: {share: 6e-1}}
expect:
  - {outcome: trust, at_least: 1}
"""


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def read_text(text: str | bytes) -> Source:
        path = tmp_path / "story.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_source(path)

    return read_text


@pytest.fixture
def refused(read: Any) -> Any:
    def problems(text: str | bytes) -> list[Problem]:
        with pytest.raises(ProblemsFound) as caught:
            read(text)
        return caught.value.problems

    return problems


def places(problems: list[Problem]) -> list[tuple[int | None, int | None]]:
    return [(problem.line, problem.column) for problem in problems]


def test_a_good_scenario_is_read_as_written(read: Any) -> None:
    data = read(SCENARIO).data
    assert data["days"] == 730
    assert data["about"] == "Meetings, or\ncameras?\n"
    assert data["community"]["crime"] == {"source": "fbi-2019", "state": "Mary\tland"}
    assert data["arms"]["engagement"]["outreach"] == {"share": 0.6}
    assert data["expect"] == [{"outcome": "trust", "at_least": 1}]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        *[(word, word) for word in ("yes", "no", "on", "off", "y", "n", "True", "FALSE", "Null")],
        ("true", True),
        ("false", False),
        *[(word, None) for word in ("null", "~", "")],
        *[("1e-3", 0.001), ("1.5e3", 1500.0), (".5", 0.5), ("5.", 5.0), ("2E+2", 200.0)],
        *[("0", 0), ("-7", -7), ("+7", 7), ("10", 10), ("0.5", 0.5), ("-0.5", -0.5), ("0e0", 0.0)],
        *[
            (word, word)
            for word in ("1:30", "0x10", "0o17", "0b1", "1_000", "2024-01-31", "1e", ".")
        ],
        *[(word, word) for word in ("nan", "inf", "=", "1,000", "50%", "$5", "12:30:45", "-")][:-1],
        *[('"010"', "010"), ("'.nan'", ".nan"), ('"true"', "true"), ("'1'", "1"), ('""', "")],
    ],
)
def test_a_word_means_what_it_says(read: Any, word: str, value: object) -> None:
    found = read(f"it: {word}\n").data["it"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("word", "message", "fix"),
    [
        ("010", "leading zero", "write 10 "),
        ("-007.50", "leading zero", "write -7.50 "),
        ("00", "leading zero", "write 0 "),
        ("00.5", "leading zero", "write 0.5 "),
        (".nan", "not a number", "finite"),
        ("-.Inf", "not a number", "finite"),
        ("1e999", "too large", "smaller"),
        ("9" * 5000, "too large", "smaller"),
        ("*name", "alias", "quotes"),
        ("&name 5", "anchor", "quotes"),
        ("!!int 5", "tag", "quotes"),
        ('"\\ud800"', "U+D800", "escape"),
        ('"\\x1b"', "U+001B", "escape"),
    ],
)
def test_a_treacherous_word_is_refused_where_it_stands(
    refused: Any, word: str, message: str, fix: str
) -> None:
    problem = refused(f"first: 1\nit: {word}\n")[0]
    assert message in problem.message
    assert fix in problem.fix
    assert (problem.line, problem.column, problem.excerpt) == (2, 5, f"it: {word}")


def test_a_name_given_twice_is_refused_and_both_places_are_named(refused: Any) -> None:
    (problem,) = refused("days: 1\nname: x\ndays: 2\n")
    assert (problem.line, problem.column) == (3, 1)
    assert problem.message == "'days' is given twice, first on line 1"


def test_a_name_is_a_word(refused: Any) -> None:
    problems = refused("2020: a\ntrue: b\n.5: c\n[x]: d\n<<: {e: 1}\n'': f\n010: g\nok: h\n")
    assert places(problems) == [(line, 1) for line in range(1, 8)]
    assert problems[0].fix == 'put it in quotes: "2020"'


def test_a_number_in_quotes_may_be_a_name(read: Any) -> None:
    assert read('"2020": a\nno: b\n').data == {"2020": "a", "no": "b"}


def test_every_problem_is_reported_at_once_in_the_order_of_the_file(refused: Any) -> None:
    problems = refused("a: 010\nb: {x: .nan, x: 2}\nc: *there\nd: [1, 2\n")
    assert [problem.line for problem in problems] == [1, 2, 2, 3, 4]


def test_a_problem_is_shown_with_its_line_a_caret_and_the_fix(refused: Any, tmp_path: Path) -> None:
    (problem,) = refused("name: x\ndays: 010  # ten?\n")
    assert str(problem).splitlines() == [
        f"{tmp_path / 'story.yaml'}:2:7: a number cannot begin with a leading zero",
        "    days: 010  # ten?",
        "          ^^^",
        "  write 10 without the zero, or put the word in quotes if it is text",
    ]
    assert str(ProblemsFound([problem, problem])).endswith("\n\n1 problem found")


def test_the_caret_stands_under_the_mistake_after_wide_letters_and_on_long_lines(
    refused: Any,
) -> None:
    (wide,) = refused("日本: 010\n")
    assert str(wide).splitlines()[2] == " " * 4 + " " * len("....: ") + "^^^"
    (long,) = refused("x: [" + "1, " * 5000 + "010]\n")
    _, excerpt, caret, _ = str(long).splitlines()
    assert len(excerpt) <= 104
    assert excerpt[caret.index("^") :].startswith("010")


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: b: c\n", (1, 5), "second colon"),
        ("a: it's: so\n", (1, 8), "second colon"),
        ("days:730\nseed: 1\n", (1, 5), "space is missing after this colon"),
        ("name: x\ndays:730\nseed: 1\n", (2, 5), "space is missing after this colon"),
        ("name: x\ndays\nseed: 1\n", (2, 1), "no colon"),
        ("name: x\ndays\n", (2, 1), "no colon"),
        ("name\nseed: 1\n", (1, 1), "no colon"),
        ("a: 1\n  b: 2\n", (2, 3), "indented further than line 1"),
        ("  a: 1\nb: 2\n", (2, 1), "not indented like"),
        ("a:\n    b: 1\n  c: 2\n", (3, 3), "not indented like the block that begins on line 1"),
        ("a:\n  - 1\n - 2\n", (3, 2), "list item"),
        ("a: 1\n- 2\n", (2, 1), "list item"),
        ("a: - 1\n", (1, 4), "list cannot begin here"),
        ("a: [1, 2\nb: 3\n", (1, 4), "opened here is never closed"),
        ("a: {x: 1\nb: 3\n", (1, 4), "opened here is never closed"),
        ("a: [1 [2]]\n", (1, 7), "[ on line 1"),
        ("a: [1,,2]\n", (1, 7), "value is missing"),
        ("a: ]\n", (1, 4), "value is missing"),
        ("a: 1\n}\n", (2, 1), "closes nothing"),
        ("a: 'x\nb: 1\n", (1, 4), "never closed"),
        ('a: "x" y\n', (1, 8), "more text after the end"),
        ("a: 'it's'\n", (1, 8), "more text after the end"),
        ('a: "C:\\path"\n', (1, 8), "backslash"),
        ('a: "\\UFFFFFFFF"\n', (1, 7), "no character"),
        ("a: @x\n", (1, 4), "cannot begin with this character"),
        ("a: **bold**\n", (1, 4), "cannot begin with & or *"),
        ("a: !x!y 1\n", (1, 4), "cannot begin with !"),
        ("a: |x\n  b\n", (1, 5), "nothing may follow |"),
        ("a:\t1\n", (1, 3), "a tab stands here"),
        ("*x\n", (1, 1), "alias"),
        (": 5\n", (1, 1), "name before this colon is missing"),
        ("%x\n", (1, 1), "cannot begin with %"),
        ("a: {b: 1,000}\n", (1, 10), "comma here begins a new item"),
        ("a: 1\n---\nb: 2\n", (2, 1), "second document"),
        ("- a\n- b\n", (1, 1), "begin with a name and a colon"),
        ("days:730\n", (1, 1), "begin with a name and a colon"),
        ("a: 1\n\tb: 2\n\tc: 3\n", (2, 1), "a tab indents this line (the first of 2 such lines)"),
        ("a: \x07x\n", (1, 4), "control character U+0007"),
        ("a: 1\nb: x\u200by\n", (2, 5), "invisible character U+200B"),
        ("a: 1\r\nb:\xa05\r\n", (2, 3), "non-breaking space"),
        (b"a: 1\r\nb: caf\xe9\r\n", (2, 7), "byte 0xe9 is not UTF-8"),
    ],
)
def test_a_slip_of_the_pen_is_named_in_plain_words(
    refused: Any, text: str | bytes, place: tuple[int, int], message: str
) -> None:
    (problem,) = refused(text)
    assert (problem.line, problem.column) == place
    assert message in problem.message
    assert problem.fix


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(read: Any) -> None:
    source = read(b"\xef\xbb\xbfname: x\r\ndays: 5\r\n")
    assert source.data == {"name": "x", "days": 5}
    problem = source.problem(("days",), "too short")
    assert (problem.line, problem.column, problem.excerpt) == (2, 7, "days: 5")


def test_the_schema_line_a_start_mark_and_a_version_line_are_fine(read: Any) -> None:
    assert read("%YAML 1.2\n--- # story\na: 1\n...\n").data == {"a": 1}


def test_forty_levels_are_enough_for_anyone(read: Any, refused: Any) -> None:
    assert read("a: " + "[" * 39 + "]" * 39)
    for text in ("a: " + "[" * 40 + "]" * 40, "[" * 100_000, "- " * 100_000, '{"a":' * 3000):
        assert "nested over 40 deep" in refused(text)[0].message


def test_a_bomb_of_aliases_does_not_go_off(refused: Any) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 30)]
    assert len(refused("\n".join(lines))) == 30 + 2 * 29


@pytest.mark.parametrize(
    "text", [b"", b"\n\n", b"# only a comment\n", b"---\n", b"null\n", b"\xef\xbb\xbf"]
)
def test_an_empty_file_says_so(refused: Any, text: bytes) -> None:
    assert refused(text)[0].message == "the file is empty"


def test_more_than_a_megabyte_is_refused_before_it_is_parsed(refused: Any) -> None:
    (problem,) = refused("[" * 1_000_001)
    assert "1 MB" in problem.message


def test_a_file_in_another_encoding_is_told_apart(refused: Any) -> None:
    assert "UTF-16" in refused("days: 5\n".encode("utf-16"))[0].message


def test_a_wrong_path_gets_a_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fewer_events.yaml").write_text("a: 1\n")

    def first(path: Path) -> Problem:
        with pytest.raises(ProblemsFound) as caught:
            read_source(path)
        return caught.value.problems[0]

    assert first(tmp_path / "fewer_event.yaml").fix == (
        f"did you mean {tmp_path / 'fewer_events.yaml'}?"
    )
    assert first(tmp_path / "fewer_events").fix.endswith("fewer_events.yaml?")  # type: ignore[union-attr]
    assert first(tmp_path / "zzz.yaml").fix == "files here: fewer_events"
    assert first(tmp_path / "none" / "x.yaml").message == "there is no such folder"
    assert first(tmp_path).message == "this is a folder, not a file"
    assert first(tmp_path / "fewer_events.yaml" / "x").message == "there is no such folder"
    assert "cannot be read" in first(tmp_path / ("x" * 5000)).message
    assert "cannot be read" in first(tmp_path / "a\0b").message
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "not an ordinary file" in first(tmp_path / "pipe.yaml").message

    def no_entry(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", no_entry)
    assert "no permission" in first(tmp_path / "fewer_events.yaml").message


def test_the_name_of_a_scenario_leads_to_its_file(tmp_path, monkeypatch):
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "fewer_events.yaml").write_text("name: x\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ProblemsFound) as found:
        read_source(Path("fewer_events"))
    assert found.value.problems[0].fix == "did you mean scenarios/fewer_events.yaml?"


def test_places_are_known_for_every_name_and_value(read: Any) -> None:
    source = read(SCENARIO)

    def place(*location: str | int, at: Any = "value") -> tuple[int, int, int]:
        problem = source.problem(location, "x", at=at)
        return problem.line, problem.column, problem.length

    assert place("days") == (3, 7, 3)
    assert place("days", at="key") == (3, 1, 4)
    assert place("community", "crime", "state") == (9, 36, 12)
    assert place("community", "crime") == (9, 10, 39)
    assert place("expect", 0, "at_least") == (14, 32, 1)
    assert place("community") == place("community", at="key") == (7, 1, 9)
    assert place("community", "residence") == place("community")  # the nearest thing around it
    assert place("nowhere", 3, "at") == (2, 1, len("name: engagement-vs-surveillance"))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("commuity_events", "community_events"),
        ("Community-Events", "community_events"),
        ("events", "community_events"),
        ("fundng", "funding"),
        ("zebra", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_did_you_mean_finds_the_near_name_and_no_far_one(word: str, meant: str | None) -> None:
    assert did_you_mean(word, ["community_events", "outreach", "funding", "foot_patrol"]) == meant
