"""True rates of crime from recorded ones and the shares reported; what differs by type."""

from __future__ import annotations

from sim.compiled.rules import rule
from sim.model.parameters import Numbers
from sim.model.processes.crime import ceiling
from sim.model.state import Crimes, FloatRows


@rule
def set_crimes(crimes: Crimes, recorded: FloatRows, numbers: Numbers) -> None:
    """The numbers of each type; ``recorded`` per resident and year by type, shape (1, 4)."""
    share, victim, response = numbers.reported_share, numbers.victim, numbers.response
    reported = (share.violent, share.burglary, share.vehicle_theft, share.other_theft)
    serious = (
        victim.serious_violent, victim.serious_burglary,
        victim.serious_vehicle_theft, victim.serious_other_theft,
    )  # fmt: skip
    cleared = (
        response.cleared_violent, response.cleared_burglary,
        response.cleared_vehicle_theft, response.cleared_other_theft,
    )  # fmt: skip
    n = numbers.crime
    for kind in range(4):
        violent = kind == 0
        crimes.rate[kind] = recorded[0, kind] / reported[kind] / 365.25
        crimes.serious[kind] = serious[kind]
        crimes.ceiling[kind] = ceiling(serious[kind], victim.severity)
        crimes.clearance[kind] = cleared[kind]
        crimes.staffing[kind] = n.staffing_violent if violent else n.staffing_property
        crimes.cameras[kind] = n.cameras_violent if violent else n.cameras_property
        crimes.ownership[kind] = n.ownership_violent if violent else n.ownership_property
