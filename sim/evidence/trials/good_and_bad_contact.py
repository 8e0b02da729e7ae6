"""One good against one bad contact with the same person (P04).

Panel studies that hold earlier attitudes fixed: Oliveira, Jackson, Murphy & Bradford 2021,
Journal of Quantitative Criminology, doi 10.1007/s10940-020-09478-2 (Australia, two waves). They
find bad contacts to weigh 0.3 to 2.5 times as much as good ones, by outcome; cross-sections, which
compare people who differ beforehand, find 4 to 14 (Skogan 2006, doi 10.1080/10439460600662098).

Here: three forks of one town. In one every resident has one good contact (conduct .92, a friendly
visit), in one a bad one (conduct .30), in one none: so both are given to the same people in the
same state. Dose: one contact a person. Read at once, before anything fades or is told to friends.

Not the same: a survey asks which contacts people had and how they judged them; here conduct is set,
and two values of it had to be chosen (fixed in writing before any result was seen). Good and bad
are not equally far from what residents expect (.22 above, .40 below): that is part of the answer.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Ratio, Value
from sim.evidence.trials.town import Changes, town_for, trust_of
from sim.model.processes.calls import CALL_FOR_HELP

GOOD, BAD = 0.92, 0.30


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Weight of a bad contact against a good one, for all and by how much people trusted."""
    start = town_for(replicate, 2, changes)
    before = trust_of(start)
    everybody = np.arange(len(before))
    gain, loss = (
        100.0 * (trust_of(start.fork().contact(everybody, CALL_FOR_HELP, quality)) - before)
        for quality in (GOOD, BAD)
    )
    third = np.searchsorted(np.quantile(before, (1 / 3, 2 / 3)), before)
    return {
        "P04.ratio": Ratio(-float(loss.mean()), float(gain.mean())),
        "P04.good": float(gain.mean()),
        "P04.bad": float(loss.mean()),
        "P04.ratio_low_trust": Ratio(
            -float(loss[third == 0].mean()), float(gain[third == 0].mean())
        ),
        "P04.ratio_high_trust": Ratio(
            -float(loss[third == 2].mean()), float(gain[third == 2].mean())
        ),
    }
