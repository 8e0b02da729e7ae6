"""What is run: the arm ``engagement`` of the shipped scenario, in towns of any size."""

from __future__ import annotations

from pathlib import Path

from small_towns import resized

from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario

CHECKOUT = Path(__file__).parents[2]
FLAGSHIP = CHECKOUT / "scenarios" / "engagement_vs_surveillance.yaml"
ARM = "engagement"
SETTINGS = 8
REPLICATES = 10
GAINS = [0.20 + 0.25 * setting / (SETTINGS - 1) for setting in range(SETTINGS)]


def town_of(residents: int, days: int, burn_in_days: int = 30) -> Scenario:
    """The shipped scenario in another size and length; the burn-in is short and not timed."""
    return resized(load_scenario(FLAGSHIP), residents, days=days, burn_in_days=burn_in_days)


def sweep_settings(residents: int, days: int) -> list[Scenario]:
    """Eight settings of one assumption."""
    return [
        town_of(residents, days).with_changes(assumptions={"contact.gain": gain}) for gain in GAINS
    ]
