"""Three hours of car patrol a day at hot spots (Q05).

Sherman & Weisburd 1995, Justice Quarterly 12(4), doi 10.1080/07418829500096221, Minneapolis: at 55
of 110 hot spots police presence was doubled for a year, with three hours a day as the target. Calls
about crime were 6 to 13% fewer than at the controls; observed disorder was half.

Here: as in ``twenty_minutes``, the 20 riskiest of 80 blocks, paired by rank; one of each pair has
three officer hours of car patrol a day, bought on top of the staff's, for 365 days. Recorded crime
of all types (its expected value), treated against control, each against a fork without.

Not the same: calls are not recorded crimes; three hours come on top of the usual patrol here,
whatever that makes of presence; ten treated blocks are an eighth of the town.
"""

from __future__ import annotations

from sim.evidence.estimators import Value
from sim.evidence.trials.town import Changes
from sim.evidence.trials.twenty_minutes import recorded_at_hot_spots
from sim.model.processes.hot_spots import AT_HOT_SPOTS

HOURS_EACH = 3.0


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Change of recorded crime where cars patrol for three hours a day."""
    change = recorded_at_hot_spots(replicate, changes, AT_HOT_SPOTS, "hot_spot_hours", HOURS_EACH)
    return {"Q05.crime": change}
