"""Surveillance: cameras, people who watch them, stops at chosen blocks; each can be set alone."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sim.model.processes.stops import AT_STOPS, STOP_CONDUCT, STOP_HOURS, STOP_LAWFUL_SHARE
from sim.model.processes.surveillance import AT_CAMERAS, MONITORED_SHARE
from sim.model.strategies.base import Line, Means, PlacedStrategy, Placement, Turns


class Surveillance(PlacedStrategy):
    """Cameras on the chosen blocks, watched for part of the day, and officers who stop people."""

    quantities: ClassVar[tuple[str, ...]] = ("cameras", "stop_hours")

    cameras: float | None = Field(None, ge=0, le=100_000, description="number of cameras")
    monitored: float = Field(
        1.0, ge=0, le=1, description="share of the hours that somebody watches the cameras"
    )
    cost_per_camera: float | None = Field(
        None,
        ge=0,
        le=1e6,
        description="dollars for one camera and year with everything: its price, upkeep, people who"
        " watch; nothing: from the unit costs",
    )
    stop_hours: float | None = Field(
        None, ge=0, le=100_000, description="officer hours a day for stops, from patrol hours"
    )
    stops_share: float = Field(
        0.3, ge=0, le=1, description="part of the budget share that goes to stops"
    )
    stop_conduct: float = Field(
        0.0,
        ge=-0.6,
        le=0.3,
        description="conduct of these stops against what is usual in the street (quality 0-1)",
    )
    stop_lawful_share: float | None = Field(
        None, ge=0, le=1, description="share of these stops with a good reason; nothing: as usual"
    )

    def turns(self, means: Means) -> Turns:
        """Cameras and stop hours, bought with the share or set directly."""
        turns = Turns({}, {AT_STOPS: self.placement(means)})
        each = camera_cost(means, self.monitored, self.cost_per_camera)
        cameras = self.cameras or 0.0
        if self.share is not None and means.dollars is not None:
            for_stops = means.dollars * self.stops_share
            cameras = (means.dollars - for_stops) / each
            turns.hours(STOP_HOURS, means.hours_for(for_stops), "stops at chosen blocks", for_stops)
        if self.stop_hours is not None:
            turns.hours(STOP_HOURS, self.stop_hours, "stops at chosen blocks", None)
        if cameras > 0.0:
            number = means.place(self.where, self.blocks or means.blocks).blocks
            turns.places[AT_CAMERAS] = Placement(self.where, number, cameras)
            turns.levers[MONITORED_SHARE] = self.monitored
            turns.bill.append(Line("cameras", cameras, "cameras", cameras * each))
        if self.stop_conduct != 0.0:
            turns.levers[STOP_CONDUCT] = self.stop_conduct
        if self.stop_lawful_share is not None:
            turns.levers[STOP_LAWFUL_SHARE] = self.stop_lawful_share
        return turns


def camera_cost(means: Means, monitored: float, whole: float | None = None) -> float:
    """Dollars a year for one camera: upkeep, its price spread over its life, people who watch.

    ``whole`` stands in place of all of these, where it is given.
    """
    if whole is not None:
        return whole
    cost = means.cost
    return (
        cost["camera"] + cost["camera_price"] / cost["camera_life"] + cost["monitoring"] * monitored
    )
