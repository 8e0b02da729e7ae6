"""What mechanisms declare: the same rows whatever is imported first, and where each stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.model import registers
from sim.model.registers import ASKED_BY, CHANNELS, COUNTS, DUTIES, LED, LEVERS, PLACES, TOLD

REGISTERS = ("CHANNELS", "CAUSES", "LEVERS", "PLACES", "DUTIES", "COUNTS")
PRINT_NAMES = f"""
from sim.model import registers
print([[each.name for each in getattr(registers, name)] for name in {REGISTERS}])
"""


@pytest.mark.parametrize("first", ["processes.talk", "strategies.surveillance", "state"])
def test_rows_are_the_same_whatever_is_imported_first(first: str) -> None:
    script = f"import sim.model.{first}\n{PRINT_NAMES}"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    here = [[each.name for each in getattr(registers, name)] for name in REGISTERS]
    assert done.stdout.strip() == str(here)


def test_every_entry_that_has_a_place_in_the_order_is_declared() -> None:
    registered = {"channel": CHANNELS, "lever": LEVERS, "place": PLACES, "duty": DUTIES}
    for kind, names in registers.ORDER.items():
        assert [each.name for each in registered[kind]] == list(names), kind


def test_every_name_is_declared_once_and_its_file_says_so() -> None:
    for (kind, name), (file, line) in registers.DECLARED_IN.items():
        text = Path(file).read_text(encoding="utf-8").splitlines()
        assert f"{kind}(" in text[line - 1] or f"{kind}s_by_type(" in text[line - 1], name


def test_tables_for_rules_say_what_the_registers_say() -> None:
    for row, duty in enumerate(DUTIES):
        assert LED[row] == duty.led
        if ASKED_BY[row] >= 0:
            assert duty.levers == (ASKED_BY[row],)
            assert LEVERS[ASKED_BY[row]].unit == registers.OFFICER_HOURS
    assert not TOLD[len(CHANNELS) :].any()
    assert np.all(ASKED_BY[len(DUTIES) :] == -1)
    assert {row for place in PLACES for row in place.levers} <= set(range(len(LEVERS)))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda: registers.cause("watch", "Watch", "again"), "cause 'watch' is declared twice"),
        (lambda: registers.lever("bells", "bells a day", "ringing"), "say its bounds"),
        (lambda: registers.duty("bells", "ringing", seen="on foot"), "say at which place"),
    ],
)
def test_what_cannot_be_declared_is_told_and_leaves_no_trace(wrong, told: str) -> None:  # type: ignore[no-untyped-def]
    before = [len(getattr(registers, name)) for name in REGISTERS]
    with pytest.raises(ValueError, match=told):
        wrong()
    assert [len(getattr(registers, name)) for name in REGISTERS] == before
    assert len(COUNTS) == len({each.name for each in COUNTS})
