"""Other words for names that are written in files and options, each with the name it stands for."""

from __future__ import annotations

OTHER_WORDS = {
    "camera": "surveillance",
    "cameras": "surveillance",
    "cctv": "surveillance",
    "stops": "surveillance",
    "hiring": "funding",
    "officers": "funding",
    "police": "funding",
    "staff": "funding",
    "staffing": "funding",
    "events": "community_events",
    "festivals": "community_events",
    "door_to_door": "outreach",
    "meetings": "outreach",
    "visits": "outreach",
    "patrol": "foot_patrol",
    "walking": "foot_patrol",
    "fairness": "procedural_justice",
    "training": "procedural_justice",
    "follow_up": "problem_solving",
    "watch": "neighbourhood_watch",
    "begin": "from",
    "schedule": "from",
    "start": "from",
    "end": "until",
    "population": "residents",
    "people": "residents",
}
"""Looked up where the name itself may be written; elsewhere likeness of spelling decides."""
