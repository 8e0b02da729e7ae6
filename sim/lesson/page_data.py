"""Everything that the page needs of one recorded scenario, as plain data."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.lesson.causes import causes
from sim.lesson.lived_through import lived_through
from sim.lesson.packing import packed
from sim.lesson.partings import how_far_apart, parted_most
from sim.lesson.recorder import Life, Recording
from sim.lesson.story import tour
from sim.lesson.told import told
from sim.lesson.words.words import Words
from sim.model.means import number_of
from sim.model.worlds import as_lived
from sim.study.compare import Comparison

FINE = 10  # levels of trust to a point
IN_THE_LEDGER = 1000  # parts of a point
COUNTED_IN = 100  # parts of a crime: expected numbers have decimals
PICKS = 12  # residents that "surprise me" goes through


def page_data(comparison: Comparison, recording: Recording, words: Words) -> dict[str, Any]:
    """One recorded scenario: what is drawn, said and compared. See ``templates/record.js``.

    ``words`` are those of this scenario (``Words.of_scenario``).
    """
    scenario, place = comparison.scenario, recording.place
    one, other = recording.lives
    said = told(comparison, (one.run, other.run), words.terms)
    arms = (one.run.arm, other.run.arm)
    apart = how_far_apart(recording)
    return {
        **said,
        "group": packed(place.group),
        "blocks": packed(np.array([place.x, place.y, place.first, place.homes])),
        "lives": [_life(life) for life in recording.lives],
        "picks": parted_most(recording, PICKS),
        "confident": 100.0 * number_of(as_lived(scenario, 1), "measure.confident"),
        "lived": lived_through(comparison, scenario, arms),
        "causes": causes(comparison, arms, words),
        "usually_apart": round(float(np.median(apart)), 1),
        "story": tour(
            recording, said["ends"], scenario.replicates, said["intervals"]["words"], words
        ),
    }


def _life(life: Life) -> dict[str, Any]:
    rows = life.happenings
    changed = np.argwhere(np.diff(life.cameras, axis=0, prepend=0.0) != 0.0)
    cameras = [[int(day), int(at), round(float(life.cameras[day, at]), 2)] for day, at in changed]
    return {
        "trust": packed(np.rint(FINE * life.trust.T)),
        "mean": packed(np.rint(IN_THE_LEDGER * life.mean)),
        "ledger": packed(np.rint(IN_THE_LEDGER * life.booked[:, :, 1].T)),
        "counted": packed(np.rint(COUNTED_IN * life.counted.T)),
        "cameras": cameras,
        "happenings": {
            **{name: packed(rows[name]) for name in ("day", "kind", "who", "other", "detail")},
            "points": packed(np.rint(FINE * rows["points"])),
            "source": packed(rows["source"]),
        },
    }
