"""Everything that the page needs of one recorded scenario, as plain data."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from sim.common.words import capital, spaced
from sim.lesson.bands import at_the_end, bands, same_mix
from sim.lesson.happenings import KINDS
from sim.lesson.packing import packed
from sim.lesson.partings import how_far_apart, parted_most
from sim.lesson.evenings import COUNTED
from sim.lesson.recorder import Life, Recording
from sim.lesson.story import HARDLY, cameras_set_to_nothing, tour
from sim.model.registers import CHANNELS
from sim.model.state import CRIME_TYPES
from sim.report.intervals import intervals_of
from sim.study.compare import Comparison

FINE = 10  # levels of trust to a point
IN_THE_LEDGER = 1000  # parts of a point
COUNTED_IN = 100  # parts of a crime: expected numbers have decimals
PICKS = 12  # residents that "surprise me" goes through


def page_data(comparison: Comparison, recording: Recording, effort: int = 9) -> dict[str, Any]:
    """One recorded scenario: what is drawn, said and compared. See ``templates/record.js``."""
    scenario, place = comparison.scenario, recording.place
    one, other = recording.lives
    arms = (one.run.arm, other.run.arm)
    pair = (one.run, other.run)
    ends, intervals = at_the_end(comparison, pair), intervals_of(comparison)
    where = "in the central world" if comparison.in_worlds else "of all"
    apart = how_far_apart(recording)
    return {
        "name": scenario.name,
        "title": capital(spaced(scenario.name)),
        "about": scenario.about,
        "days": scenario.days,
        "residents": len(place.group),
        "intervals": {"words": intervals.words, "only": intervals.only, "where": where},
        "replicates": scenario.replicates,
        "seed": scenario.seed,
        "baseline": spaced(comparison.baseline),
        "arms": [
            {
                "name": arm,
                "title": capital(spaced(arm)),
                "cost": round(comparison.prices[arm].per_resident_year, 2),
                "bill": [
                    [activity, quantity, unit]
                    for activity, quantity, unit, _ in comparison.prices[arm].lines
                    if quantity != 0.0
                ],
            }
            for arm in arms
        ],
        "groups": list(scenario.community.labels.values()),
        "group": packed(place.group),
        "blocks": packed(np.array([place.x, place.y, place.first, place.homes])),
        "kinds": KINDS,
        "crime_types": [spaced(kind) for kind in CRIME_TYPES],
        "counted": list(COUNTED),
        "channels": [channel.title for channel in CHANNELS],
        "lives": [_life(life, effort) for life in recording.lives],
        "bands": bands(comparison, pair),
        "ends": ends,
        "hardly": HARDLY,
        "cameras_set_to_nothing": cameras_set_to_nothing(recording),
        "same_mix": same_mix(comparison, arms),
        "picks": parted_most(recording, PICKS),
        "usually_apart": round(float(np.median(apart)), 1),
        "story": tour(recording, ends, scenario.replicates, intervals.words),
    }


def _life(life: Life, effort: int) -> dict[str, Any]:
    pack = partial(packed, effort=effort)
    rows = life.happenings
    changed = np.argwhere(np.diff(life.cameras, axis=0, prepend=0.0) != 0.0)
    cameras = [[int(day), int(at), round(float(life.cameras[day, at]), 2)] for day, at in changed]
    return {
        "trust": pack(np.rint(FINE * life.trust.T)),
        "mean": pack(np.rint(IN_THE_LEDGER * life.mean)),
        "ledger": pack(np.rint(IN_THE_LEDGER * life.booked[:, :, 1].T)),
        "counted": pack(np.rint(COUNTED_IN * life.counted.T)),
        "cameras": cameras,
        "happenings": {
            **{name: pack(rows[name]) for name in ("day", "kind", "who", "other", "detail")},
            "points": pack(np.rint(FINE * rows["points"])),
            "source": pack(rows["source"]),
        },
    }
