"""Day 0: the burn-in is over, trust is at its calibrated level, and today is what is usual."""

from __future__ import annotations

import numpy as np

from sim.model.state import Town


def make_today_the_usual(town: Town) -> None:
    """Set trust to what residents tend to, what is usual to what is, and open empty books."""
    residents, blocks, groups = town.residents, town.blocks, town.groups
    residents.standing[:] = residents.anchor
    residents.impression[:] = 0.0
    residents.contact_kinds[:] = 0
    groups.norm[:] = 0.0
    for row in range(len(groups.people)):
        members = residents.standing[residents.group == row]
        groups.usual_standing[row] = members.mean() if len(members) else 0.0
    groups.mean_standing[:] = groups.usual_standing
    homes = np.maximum(1, blocks.homes)
    trust = np.bincount(residents.block, residents.standing, len(homes))
    blocks.usual_trust[:] = trust / homes
    for name in (
        "presence", "lawful_stops", "conduct", "solving", "ownership", "watch", "offending"
    ):  # fmt: skip
        getattr(blocks, f"usual_{name}")[:] = getattr(blocks, name)
    town.department.usual_presence[:] = town.department.presence
    town.department.usual_disorder[:] = np.average(blocks.disorder, weights=blocks.risk)
    for book in ("booked", "left", "crime", "counts", "hours", "idle"):
        getattr(town.books, book)[:] = 0.0
