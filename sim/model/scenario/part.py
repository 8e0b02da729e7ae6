"""What all parts of a scenario have in common: strict, and no unknown names."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from sim.common.problems import Mistake, quoted
from sim.files.checked import Checked

Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,59}$")]
GroupName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
Share = Annotated[float, Field(ge=0, le=1)]


def name_to_show(text: str | None, what: str) -> str | None:
    """A name that people read, where it can be printed as one.

    Raises:
        Mistake: it cannot; ``what`` it is called by.
    """
    if text is not None and not (text.isprintable() and text.strip() == text != ""):
        raise Mistake(
            f"the {what} {quoted(text)} cannot be printed as a name",
            "write letters, digits, spaces and signs in one line, with none of them at an end",
        )
    return text


class Part(Checked):
    """Base of all parts of a scenario: strict, no unknown names, never unchecked."""
