"""Other words for names that are written in files and options, each with the name it stands for."""

from __future__ import annotations

_NAMES = {
    # strategies, settings of an arm, what a scenario says at its top
    "surveillance": "camera cameras cctv stops",
    "funding": "hiring officers police staff staffing",
    "community_events": "events festivals",
    "outreach": "door_to_door meetings visits",
    "foot_patrol": "patrol walking beat_patrol",
    "procedural_justice": "fairness training",
    "problem_solving": "follow_up",
    "neighbourhood_watch": "watch",
    "from": "begin schedule start starts",
    "until": "end ends to",
    "share": "percent percentage fraction portion",
    "residents": "population people inhabitants",
    "days": "duration length years months",
    "replicates": "runs repetitions repeats iterations simulations",
    "arms": "options proposals programs programmes strategies alternatives",
    "about": "description question story_line",
    "budget": "money funds",
    "extra_cost": "extra_costs cost costs lease contract fee fees",
    "per_year": "yearly annual annually a_year",
    "cost_per_camera": "price_per_camera camera_price camera_cost per_camera contract_price",
    # what people read in place of a name
    "title": "label caption heading",
    "label": "title caption heading",
    # a survey
    "residents_asked": "sample sample_size respondents asked interviews n",
    "stopped": "met_by_police police_initiated",
    "had_contact": "met_police contact contacts any_contact",
    "turned_to_police": "called called_police resident_initiated",
    "judged_well": "satisfied satisfaction treated_well treated_fairly",
    "taking_part": "participation volunteering volunteers",
    "may_be_off": "discrepancy error margin_of_error",
    # unit costs
    "unit_costs": "prices unit_prices price_list",
    "hour": "overtime wage hourly",
    "officer": "salary fte",
    "camera": "camera_upkeep camera_maintenance upkeep maintenance",
    # crimes: as the FBI calls them where its names can be written, or else the type they are of
    "murder": "homicide homicides murders murder_and_nonnegligent_manslaughter",
    "aggravated_assault": "assault assaults aggravated_assaults",
    "motor_vehicle_theft": "auto_theft car_theft mvt",
    "larceny": "larceny_theft theft thefts",
    "violent": "homicide murder rape robbery aggravated_assault assault violence",
    "vehicle_theft": "motor_vehicle_theft auto_theft car_theft",
    "other_theft": "larceny larceny_theft theft thefts",
}
OTHER_WORDS: dict[str, tuple[str, ...]] = {
    word: tuple(name for name, words in _NAMES.items() if word in words.split())
    for word in sorted({word for words in _NAMES.values() for word in words.split()})
}
"""Looked up where the name itself may be written; elsewhere likeness of spelling decides."""

SEVERAL = {
    "neighbourhood_policing": ("outreach", "foot_patrol", "problem_solving"),
    "neighbourhood_teams": ("outreach", "foot_patrol", "problem_solving"),
    "community_policing": ("community_events", "outreach", "problem_solving"),
    "community_engagement": ("community_events", "outreach", "problem_solving"),
    "engagement": ("community_events", "outreach", "problem_solving"),
}
"""What no strategy is alone, and the strategies that are parts of it."""

NOT_HERE = {
    "arson": "leave it out: it is in none of the four types of crime",
    "property": "give its parts: burglary, vehicle_theft and other_theft",
    "property_crime": "give its parts: burglary, vehicle_theft and other_theft",
}
"""What agencies publish and no name stands for, with what to do instead."""


def plain_word(name: str) -> str:
    """A name without differences that make none: capitals, hyphens, American spelling."""
    return name.lower().replace("-", "_").replace(" ", "_").replace("neighborhood", "neighbourhood")
