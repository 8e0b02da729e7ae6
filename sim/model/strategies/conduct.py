"""Conduct: how officers behave in each duty, better or worse than usual. It costs nothing here."""

from __future__ import annotations

from pydantic import Field

from sim.model.processes.foot_patrol import FOOT_PATROL_CONDUCT
from sim.model.processes.gatherings import GATHERING_CONDUCT
from sim.model.processes.response import CALL_CONDUCT
from sim.model.processes.staff import PATROL_CONDUCT
from sim.model.processes.visits import VISIT_CONDUCT
from sim.model.strategies.base import Means, Strategy, Turns

LOWEST, HIGHEST = -0.6, 0.3


def _quality(who: str) -> float | None:
    """A field: conduct of officers in one duty."""
    text = f"conduct of officers {who} against usual (quality 0-1)"
    found: float | None = Field(None, ge=LOWEST, le=HIGHEST, description=text)
    return found


class Conduct(Strategy):
    """How officers behave in each duty: worse below 0, better above, scripted where not meant."""

    visits: float | None = _quality("at the door")
    gatherings: float | None = _quality("at events and meetings")
    foot_patrol: float | None = _quality("on foot")
    calls: float | None = _quality("who answer calls and reports")
    patrol: float | None = _quality("in everyday stops")
    sincerity: float = Field(
        1.0, ge=0, le=1, description="how far better conduct is meant: 0 a script, 1 conduct"
    )

    def turns(self, means: Means) -> Turns:
        """Conduct by duty; a script that is not meant improves nothing."""
        given = {
            VISIT_CONDUCT: self.visits,
            GATHERING_CONDUCT: self.gatherings,
            FOOT_PATROL_CONDUCT: self.foot_patrol,
            CALL_CONDUCT: self.calls,
            PATROL_CONDUCT: self.patrol,
        }
        return Turns(
            {
                lever: value * (self.sincerity if value > 0.0 else 1.0)
                for lever, value in given.items()
                if value is not None
            }
        )
