"""How an object of this package shows itself: in one short line."""

from __future__ import annotations

LONGEST = 100


def shown_as(thing: object, about: str) -> str:
    """Its kind and what it is about, for ``__repr__``; cut short where names are long."""
    text = f"{type(thing).__name__}({about})"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 4]}...)"
