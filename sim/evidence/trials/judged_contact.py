"""Trust by what people say of their contacts, as one survey sees it (P24).

Skogan 2006, Policing & Society 16(2), doi 10.1080/10439460600662098: in a cross-section of a city,
and in surveys elsewhere, confidence in police is regressed on the contacts of the last year that
people call well or badly done. A bad one goes with much lower confidence; a good one with hardly
higher.

Here: a year of business as usual after a year of burn-in; every resident is asked once. Trust is
regressed on two answers (a contact this year that police did well; one that they did badly), by
least squares, as the studies did. Those who trust see the same conduct more kindly
(``contact.colour``): a cross-section takes that for an effect of contacts, a panel (P04) does not.

Not the same: the studies also hold age, race and neighbourhood constant.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Ratio, Value
from sim.evidence.trials.town import Changes, town_for, trust_of
from sim.model.processes.contact import BADLY, WELL


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Coefficients of a well and of a badly judged contact, in points, and their ratio."""
    town = town_for(replicate, 365, changes).follow("business_as_usual").advance()
    kinds = town.town.residents.contact_kinds
    well, badly = ((kinds & bit > 0).astype(float) for bit in (WELL, BADLY))
    asked = np.column_stack([np.ones(len(kinds)), well, badly])
    (_, good, bad), *_ = np.linalg.lstsq(asked, 100.0 * trust_of(town), rcond=None)
    return {
        "P24.ratio": Ratio(-float(bad), abs(float(good))),
        "P24.good": float(good),
        "P24.bad": float(bad),
    }
