"""The two account books: of trust, and of expected crime.

**Ledger of trust.** Every change of every resident's trust is booked to a channel when it happens:
*booked* (the change itself) and *left* (what is left of it on the last day). Trust fades linearly,
so a unit put into the impression on one day has a weight on the last day that is known beforehand.
Nothing is computed as what is missing.

**Crime book.** The change in expected crime against day 0 is split among its causes exactly, by
the logarithmic mean (Ang 2004, doi 10.1016/S0301-4215(03)00076-4): with multiplier
``m = exp(sum of effects)``, each cause is booked ``effect x (m - 1) / ln m``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.compiled.rules import rule
from sim.model.state import Books, Floats

PERIOD = 30  # days of one row of the books


@dataclass(frozen=True)
class Line:
    """One line of a book: a channel of trust or a cause of crime."""

    name: str
    title: str
    meaning: str


CHANNELS = [
    Line("visit", "Visits at the door", "officers who came without a reason to police"),
    Line("meeting", "Meetings", "meeting an officer at a beat meeting"),
    Line("event", "Community events", "meeting an officer at a community event"),
    Line("foot_patrol", "Foot patrol", "a greeting from an officer on foot"),
    Line("call_for_help", "Calls for help", "asking, thanking, help, accidents: no crime matter"),
    Line("response", "Response to reports", "how police treated a victim who reported"),
    Line("follow_up", "Promises kept", "an issue that residents raised was solved"),
    Line("broken_promise", "Promises broken", "an issue that residents raised was left lying"),
    Line("stop", "Stops and searches", "being stopped, searched, or met with force"),
    Line("visibility", "Seeing police", "more or less police on the street than usual"),
    Line("surveillance", "Being watched", "living under cameras (an assumption, 0 by default)"),
    Line("victimisation", "Being a victim", "a crime that police did not prevent"),
    Line("hearsay", "What friends tell", "contacts of others, heard along ties"),
    Line("news", "News and scandals", "what people hear about police from the news"),
    Line("fading", "Fading", "impressions that wear off"),
    Line(
        "reversion", "Back to one's own view", "drift to what a person has long thought of police"
    ),
    Line("group_norm", "What one's group holds", "drift with the view of one's group"),
    Line("moving", "Moving", "people who moved away took their experience with them"),
]
CAUSES = (
    Line("presence_town", "Police presence in town", "officer hours over the last half year"),
    Line("presence_block", "Police presence here", "officer hours in the block in the last days"),
    Line(
        "conduct", "Conduct of enforcement", "how fairly people are stopped where stops are dense"
    ),
    Line("stops", "Well-founded stops", "deterrence by stops with good reason"),
    Line("problem_solving", "Problem solving", "officer hours spent on the causes of crime here"),
    Line("ownership", "Ownership", "residents ready to act for their neighbourhood"),
    Line("watch", "Neighbourhood watch", "homes that watch"),
    Line("disorder", "Disorder", "signs that nobody cares"),
    Line("cameras", "Cameras", "cameras, above all monitored ones"),
    Line("displacement", "Displacement", "crime that moved in from next door"),
)

VISIT, MEETING, EVENT, FOOT_PATROL, CALL_FOR_HELP, RESPONSE, FOLLOW_UP, BROKEN_PROMISE, STOP = (
    range(9)
)
VISIBILITY, SURVEILLANCE, VICTIMISATION, HEARSAY, NEWS, FADING, REVERSION, GROUP_NORM, MOVING = (
    range(9, 18)
)
MOST_CHANNELS = 64
TOLD = np.zeros(MOST_CHANNELS, np.int8)
"""By row of a channel: whether it is of contacts, which one can tell friends about."""
TOLD[: STOP + 1] = 1
(
    BY_PRESENCE_TOWN,
    BY_PRESENCE_BLOCK,
    BY_CONDUCT,
    BY_STOPS,
    BY_PROBLEM_SOLVING,
    BY_OWNERSHIP,
    BY_WATCH,
    BY_DISORDER,
    BY_CAMERAS,
    BY_DISPLACEMENT,
) = range(10)


def channel(name: str, title: str, meaning: str, told: bool = False) -> int:
    """Add a channel to the ledger of trust and give its row.

    For an extension (``sim.model.extensions``), which is loaded before anything is compiled.

    Args:
        name: its name in tables.
        title: its name in reports.
        meaning: what changes trust through it.
        told: whether it is of contacts, which one can tell friends about.

    Raises:
        ValueError: the name is taken, or there are too many.
    """
    if name in (line.name for line in CHANNELS):
        raise ValueError(f"channel {name!r} is declared twice: give it another name")
    if len(CHANNELS) == MOST_CHANNELS:
        raise ValueError(f"a ledger has at most {MOST_CHANNELS} channels")
    CHANNELS.append(Line(name, title, meaning))
    TOLD[len(CHANNELS) - 1] = told
    return len(CHANNELS) - 1


@rule
def book(books: Books, days: int, day: int, group: int, channel: int, change: float) -> None:
    """Book a change of impression made on ``day``; nothing is booked during the burn-in."""
    if day >= 0:
        books.booked[day // PERIOD, group, channel] += change
        books.left[day // PERIOD, group, channel] += change * books.impression_left[days - day]


@rule
def share_of_change(multiplier: float, logarithm: float) -> float:
    """Logarithmic mean of ``multiplier`` and 1: change in it for a unit of its ``logarithm``."""
    if abs(logarithm) < 1e-5:
        return 0.5 * (multiplier + 1.0)
    return (multiplier - 1.0) / logarithm


def what_is_left(days: int, fade: float, kept: float, revert: float) -> tuple[Floats, Floats]:
    """Weights on the last day of one unit of impression and of one unit of standing.

    Args:
        days: longest age in nights.
        fade: share of an impression that fades in a night.
        kept: share of what fades that becomes standing.
        revert: share of standing that drifts back to the anchor in a night.

    Returns:
        Two arrays of shape (days + 1,); entry n is the weight after n nights.
    """
    nights = np.arange(days + 1)
    standing: Floats = (1.0 - revert) ** nights.astype(np.float64)
    impression = np.empty(days + 1)
    new, old = 1.0, 0.0
    for night in range(days + 1):
        impression[night] = new + old
        new, old = new * (1.0 - fade), old * (1.0 - revert) + kept * fade * new
    return impression, standing
