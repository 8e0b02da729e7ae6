"""A change of structure moves no bit: runs, series and both books of every shipped scenario."""

from __future__ import annotations

from pathlib import Path

import pytest
from kept_bits import bits, kept, machine, small_runs
from shipped import shipped_scenarios

SCENARIOS = shipped_scenarios()


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_no_bit_moves(path: Path) -> None:
    if kept()["machine"] != machine():
        pytest.skip(f"bits were kept on {kept()['machine']}: here nine digits are held instead")
    assert bits(small_runs(path)) == kept()[path.name]


def test_one_bit_is_noticed_and_nothing_is_left_out() -> None:
    runs = small_runs(SCENARIOS[0])
    before = bits(runs)
    assert len(before) == (
        len(runs[0].outcomes)
        + len(runs[0].series)
        + runs[0].ledger.shape[2]
        + runs[0].crime_book.shape[2]
    )
    runs[0].ledger[-1, -1, 3, 1] += 1e-16 + abs(runs[0].ledger[-1, -1, 3, 1]) * 3e-16
    after = bits(runs)
    assert len({name for name in before if before[name] != after[name]}) == 1
    small_runs.cache_clear()
