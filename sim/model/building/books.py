"""Empty books: how long a change of trust lasts, and on which days a record is taken."""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.ledger import what_is_left
from sim.model.parameters import Numbers
from sim.model.state import Books


@rule
def open_books(books: Books, every: int, numbers: Numbers) -> None:
    """Weights of what is left for every age; a record on day 0, ``every`` so many, and the last."""
    days, fading = len(books.impression_left) - 1, numbers.fading
    impression, standing = what_is_left(
        days,
        1.0 - math.pow(2.0, -1.0 / fading.impression),
        fading.kept,
        1.0 - math.pow(2.0, -1.0 / fading.anchor),
    )
    for night in range(days + 1):
        books.impression_left[night] = impression[night]
        books.standing_left[night] = standing[night]
    for row in range(len(books.record_days)):
        books.record_days[row] = min(row * every, days)
