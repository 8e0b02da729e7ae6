"""Unit costs, in US dollars. A scenario overrides them under ``department: unit_costs:``."""

from __future__ import annotations

from sim.model.parameters import Parameter, declare

declare(
    "cost",
    officer=Parameter(
        170_000.0, "dollars a year", (0.0, 1e7), (110_000.0, 200_000.0),
        "one officer, with civilians, vehicles and overheads", "measured",
        "$80bn for 473,000 officers, BJS Local Police Departments 2020",
    ),
    hour=Parameter(
        90.0, "dollars", (0.01, 1e5), (86.0, 99.0), "one officer hour with overheads", "measured",
        "$169,000 for 1,700-1,960 hours (BJS 2020, arithmetic)",
    ),
    event_goods=Parameter(
        400.0, "dollars", (0.0, 1e6), (100.0, 1000.0), "goods of one community event", "assumed",
    ),
    meeting_goods=Parameter(
        10.0, "dollars", (0.0, 1e6), (0.0, 100.0),
        "room and tea of one meeting; with officers about $1,000", "assumed",
    ),
    camera=Parameter(
        2_500.0, "dollars a year", (0.0, 1e6), (2_000.0, 3_000.0), "upkeep of one camera",
        "measured", "New Orleans and Ypsilanti city documents",
    ),
    camera_price=Parameter(
        7_500.0, "dollars", (0.0, 1e6), (5_000.0, 10_000.0), "one camera, installed", "measured",
        "$5,500-9,200 in New Orleans (city documents)",
    ),
    camera_life=Parameter(
        7.0, "years", (0.5, 50.0), (5.0, 10.0), "years that a camera lasts", "assumed",
    ),
    monitoring=Parameter(
        20_000.0, "dollars a year", (0.0, 1e6), (10_000.0, 30_000.0),
        "watching one camera round the clock", "derived",
        "5 staff for 16 screens (Home Office PSDB norm; arithmetic)",
    ),
    training=Parameter(
        4_000.0, "dollars a year", (0.01, 1e6), (2_000.0, 6_000.0),
        "keeping one officer trained: five days and a teacher", "assumed",
    ),
)  # fmt: skip
