"""The time left that is told is within a factor of two of the truth, or nothing is told."""

from __future__ import annotations

import heapq
import json
import time
from collections.abc import Sequence

import numpy as np
import pytest

from sim.common.progress import Pace, between, progress

LUCK = np.random.default_rng(7)
STARTUP = 60.0


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def ends_of(pieces: Sequence[float], workers: int, begin: float) -> list[float]:
    """When pieces end that so many workers take one after the other."""
    free = [begin] * workers
    ends = []
    for seconds in pieces:
        end = heapq.heappop(free) + seconds
        heapq.heappush(free, end)
        ends.append(end)
    return sorted(ends)


def told_and_true(
    pieces: Sequence[float], workers: int, share: float, known: int = 0, hidden: float = 0.0
) -> tuple[float | None, float]:
    """Time left as told and as it is, when a share of the pieces has ended.

    ``known`` pieces are known from the start; ``hidden`` seconds pass after the start before the
    first worker begins.
    """
    clock = Clock()
    pace = Pace(workers, clock)
    pace.note(known)
    ends = ends_of(pieces, workers, hidden)
    at = max(1, round(share * len(pieces)))
    for done, end in enumerate(ends[:at], start=1):
        clock.now = end
        pace.note(known + done)
    return pace.seconds_left(len(pieces) - at), ends[-1] - clock.now


def old_formula(pieces: Sequence[float], workers: int, share: float, startup: float) -> float:
    """The pace since the start of the command, start-up and compiling in it."""
    ends = ends_of(pieces, workers, startup)
    at = max(1, round(share * len(pieces)))
    return ends[at - 1] / at * (len(pieces) - at)


def within_a_factor_of_two(told: float | None, true: float) -> bool:
    return told is not None and true / 2.0 <= told <= 2.0 * true


CASES = {
    "short pieces on two workers": ([0.3] * 200, 2, 0),
    "random sizes": (LUCK.lognormal(0.0, 0.7, 200).tolist(), 2, 0),
    "random sizes on eight workers": (LUCK.exponential(5.0, 400).tolist(), 8, 0),
    "140 of 200 known at once": ([2.0] * 60, 2, 140),
    "one worker": ([1.0] * 50, 1, 0),
    "few long pieces": ([600.0] * 8, 2, 0),
    "slower and slower": (np.linspace(1.0, 2.0, 400).tolist(), 2, 0),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.9])
def test_after_a_tenth_of_the_work_the_time_left_is_about_right(case: str, share: float) -> None:
    pieces, workers, known = CASES[case]
    told, true = told_and_true(pieces, workers, share, known)
    if case == "few long pieces" and share == 0.9:
        return  # the last ones are under way: nothing is told
    assert within_a_factor_of_two(told, true), (told, true)


@pytest.mark.parametrize("case", ["short pieces on two workers", "one worker"])
def test_it_holds_also_where_a_start_up_was_not_foreseen(case: str) -> None:
    pieces, workers, known = CASES[case]
    told, true = told_and_true(pieces, workers, 0.1, known, hidden=STARTUP)
    assert within_a_factor_of_two(told, true), (told, true)
    old = old_formula(pieces, workers, 0.1, STARTUP)
    assert not within_a_factor_of_two(old, true), "the control: pace since the command began"


def test_what_was_known_before_is_no_speed() -> None:
    clock = Clock()
    pace = Pace(2, clock)
    pace.note(140)
    clock.now = 100.0
    assert pace.seconds_left(60) is None


def test_nothing_is_told_before_second_pieces_have_ended_unless_they_are_long() -> None:
    for seconds, known in ((3.0, False), (30.0, True)):
        clock = Clock()
        pace = Pace(2, clock)
        pace.note(0)
        clock.now = seconds
        pace.note(1)
        assert (pace.seconds_left(9) is not None) == known


def test_what_is_under_way_counts_as_partly_done_and_a_longer_piece_is_noticed() -> None:
    clock = Clock()
    pace = Pace(1, clock)
    for done in range(4):
        clock.now = 10.0 * done
        pace.note(done)
    assert pace.seconds_left(5) == pytest.approx(50.0)
    clock.now += 6.0
    assert pace.seconds_left(5) == pytest.approx(44.0)
    clock.now += 34.0
    assert pace.seconds_left(5) == pytest.approx(115.0), "the slow one counts as one of three"


def test_a_pause_is_no_matter_of_every_piece_to_come() -> None:
    clock = Clock()
    pace = Pace(2, clock)
    for done in range(41):
        clock.now = float(done)
        pace.note(done)
    assert pace.seconds_left(20) == pytest.approx(20.0)
    clock.now += 100.0  # a laptop that slept
    left = pace.seconds_left(20)
    assert left is not None
    assert 20.0 < left < 150.0


def test_several_rounds_are_told_as_a_range_that_holds_the_truth(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Rounds of 40, 20, 20 and 30 pieces; of the last three only bounds are known."""
    clock = Clock()
    pace = Pace(2, clock)
    truth = 2.0 * (40 + 20 + 20 + 30) / 2
    known = 0
    for pieces, later in ((40, (2, 120)), (20, (2, 100)), (20, (2, 80)), (30, (0, 0))):
        for done in range(1, pieces + 1):
            known += 1
            if known % 2 == 0:  # two workers end together
                clock.now += 2.0
            pace.note(known)
            if done == pieces // 2:
                low, high = (pace.seconds_left(pieces - done + more) or 0.0 for more in later)
                assert 0.5 * low <= truth - clock.now <= 2.0 * high
                assert low >= (pieces - done) * 0.5


def test_a_log_says_how_long_nothing_has_ended(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.common.progress.BEAT", 0.01)
    clock = Clock()
    with progress("replicates", 200, 2, "plain", clock):
        for now in (16.0, 32.0):
            clock.now = now
            time.sleep(0.2)
    assert capsys.readouterr().err.splitlines() == [
        "still running: 0 of 200 replicates, 16 s so far",
        "still running: 0 of 200 replicates, 32 s so far",
    ]


def test_a_log_has_a_line_at_every_tenth_and_one_at_the_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    clock = Clock()
    with progress("replicates", 40, 2, "plain", clock) as show:
        for done in range(1, 41):
            clock.now += 0.5
            show(done, 40)
            show(done, 40)
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 10
    assert said[4] == "20 of 40 replicates, about 10 s left"
    assert said[-1] == "40 of 40 replicates"


def test_programs_read_the_same_fields_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with progress("runs", None, 1, "json", clock) as show:
        for done in range(5):
            clock.now = 2.0 * done
            show(done, 10, failed=min(done, 1))
    lines = [json.loads(each) for each in capsys.readouterr().err.splitlines()]
    first, *_, last = lines
    assert first == {"done": 0, "failed": 0, "total": 10, "per_second": 0.0, "seconds_left": None}
    assert last == {"done": 3, "failed": 1, "total": 10, "per_second": 0.5, "seconds_left": 12.0}


def test_ranges_are_told_once_where_both_ends_are_alike() -> None:
    assert between(120, 240) == "2 to 4 min"
    assert between(30, 240) == "30 s to 4 min"
    assert between(31, 31.2) == "31 s"
