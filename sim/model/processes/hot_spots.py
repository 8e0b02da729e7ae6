"""Hot spots: car patrol at chosen blocks. What it prevents is a part of ``crime_risk``."""

from __future__ import annotations

from sim.model.registers import OFFICER_HOURS, duty, lever, place

HOT_SPOT_HOURS = lever("hot_spot_hours", OFFICER_HOURS, "car patrol at chosen blocks")
AT_HOT_SPOTS = place("hot_spots", "where cars patrol", HOT_SPOT_HOURS)
ON_HOT_SPOTS = duty(
    "hot_spots",
    "car patrol at chosen blocks",
    HOT_SPOT_HOURS,
    led=True,
    place=AT_HOT_SPOTS,
    seen="by car",
)
