"""What the module offers: rules that a host may call, by the name under which it finds them."""

from __future__ import annotations

from typing import Any

from sim.compiled.rules import Rule
from sim.model.day import days_of
from sim.model.processes.records import take_record
from sim.model.town import first_ties


def offered() -> dict[str, Rule[..., Any]]:
    """Name to rule."""
    return {"first_ties": first_ties, "live": days_of(), "take_record": take_record}
