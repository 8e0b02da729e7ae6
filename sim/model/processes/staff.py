"""Officers and their time: who is hired, what is bought, what leaders see through, patrol.

Patrol is what is left of the field hours once calls, cases, follow-up and programmes have theirs
(``hours``).
"""

from __future__ import annotations

from sim.compiled.rules import rule
from sim.model.registers import OFFICER_HOURS, duty, lever

MONTH = 365.25 / 12.0  # days

EXTRA_OFFICERS = lever(
    "extra_officers",
    "officers",
    "officers beyond the usual staff (fewer: below 0)",
    bounds=(-100_000.0, 100_000.0),
)
BOUGHT_HOURS = lever(
    "bought_hours", OFFICER_HOURS, "programme hours paid for on top of the staff's"
)
COMPLIANCE = lever(
    "compliance",
    "share",
    "share of the programme that leaders see through",
    neutral=1.0,
    combine="multiply",
)
PATROL_CONDUCT = lever(
    "patrol_conduct", "quality", "conduct of officers on patrol in everyday stops, against usual"
)
ON_PATROL = duty("patrol", "patrol", conduct=PATROL_CONDUCT)


@rule
def against_usual(hours: float, usual: float) -> float:
    """Hours as a multiple of the usual ones; 0 where there are usually none."""
    return hours / usual if usual > 0.0 else 0.0
