"""What all parts of a scenario have in common: strict, and no unknown names."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from sim.files.checked import Checked

Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,59}$")]
GroupName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
Share = Annotated[float, Field(ge=0, le=1)]


class Part(Checked):
    """Base of all parts of a scenario: strict, no unknown names, never unchecked."""
