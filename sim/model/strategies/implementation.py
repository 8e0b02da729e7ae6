"""Implementation: how well any programme is supported. It costs nothing and can ruin everything."""

from __future__ import annotations

from pydantic import Field

from sim.model.processes.follow_up import FOLLOW_UP_LIMIT
from sim.model.processes.rotation import MONTHS_IN_BEAT
from sim.model.processes.staff import COMPLIANCE
from sim.model.strategies.base import Means, Strategy, Turns


class Implementation(Strategy):
    """Support for a programme: do leaders lead, do officers stay, are issues followed up."""

    compliance: float | None = Field(
        None, ge=0, le=1, description="share of the programme that leaders see through"
    )
    months_in_beat: float | None = Field(
        None, ge=0.25, le=600, description="mean months that an officer stays in a beat"
    )
    follow_up_limit: float | None = Field(
        None, ge=0, le=1, description="share of raised issues that anybody follows up"
    )

    def turns(self, means: Means) -> Turns:
        """Compliance, rotation, and a limit on follow-up."""
        given = {
            COMPLIANCE: self.compliance,
            MONTHS_IN_BEAT: self.months_in_beat,
            FOLLOW_UP_LIMIT: self.follow_up_limit,
        }
        return Turns({lever: value for lever, value in given.items() if value is not None})
