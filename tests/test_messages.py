"""What planners really write, and the sentence that `check` answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.common.problems import ProblemsFound
from sim.model.scenario.load import load_scenario
from sim.report.cautions import cautions
from sim.report.slips import slips
from sim.study.sweeps.load import load_sweep

TOWN = """name: our_town
about: Teams or cameras?
days: 730
replicates: 20
seed: 1
community:
  residents: 62000
  crime: {source: fbi-2019, state: Maryland}
  groups:
    east: {share: 0.4, trust: 45}
    west: {share: 0.6, trust: 60}
department:
  officers_per_1000: 5.48
  events_per_month: 2
budget: {per_resident: 33.87}
baseline: business_as_usual
arms:
  business_as_usual: {}
  teams:
    outreach: {share: 0.6}
    problem_solving: {share: 0.4, at_blocks: 1}
  cameras:
    surveillance: {share: 1, stops_share: 0}
"""
CRIME = "crime: {source: fbi-2019, state: Maryland}"
GROUPS = "groups:\n    east: {share: 0.4, trust: 45}\n    west: {share: 0.6, trust: 60}"
PER_100_000 = "violent: 366.7, burglary: 340.5, vehicle_theft: 219.9, other_theft: 1549.5"
PLACES = (
    "write  where: everywhere, riskiest, least_trusting, east or west; a place of your own is a"
    " district: list all of them under  community: {districts: {east: {label: East side, share:"
    " 0.4}, ...}}"
)
ONLY_2019 = (
    "only the states' crimes of 2019 are here: write  source: fbi-2019, or give those of another"
    " year as  source: recorded  (rates) or  source: counts"
)
NO_FILE = (
    "no file is read here: `policing-trust new my_town --from` and the file writes a scenario from"
    " it; or write its numbers:  crime: {source: counts, residents: 62000, violent:"
    " ..., burglary: ..., vehicle_theft: ..., other_theft: ...}"
)
A_START_FIRST = (
    "write  start: 2026-01-01  (the date of day 0) at the top of the file, and dates may stand"
    " here; or write a number of days"
)
ARMS = TOWN[TOWN.index("  business_as_usual: {}") :]

# What stands in the town, what is written instead, and the last line of the answer.
ANSWERED = [
    # totals where rates belong: said with this town's residents
    ("budget: {per_resident: 33.87}", "budget: 2100000",
     "$2,100,000 for 62,000 residents is $33.87 each: write  budget: {total: 2100000}"),
    ("budget: {per_resident: 33.87}", "budget: $2.1M",
     "$2,100,000 for 62,000 residents is $33.87 each: write  budget: {total: 2100000}"),
    ("budget: {per_resident: 33.87}", "budget: {total: 2.1 million}",
     "$2,100,000 for 62,000 residents is $33.87 each: write  total: 2100000"),
    ("per_resident: 33.87", "per_resident: 2100000",
     "$2,100,000 for 62,000 residents is $33.87 each: write  total: 2100000"),
    ("budget: {per_resident: 33.87}", "total_budget: 2100000",
     "$2,100,000 for 62,000 residents is $33.87 each: write  budget: {total: 2100000}"),
    ("per_resident: 33.87", "per_resident: 600000000",
     "$600,000,000 for 62,000 residents is $9,677.42 each: if this is for a city of another size,"
     " add that city's residents: write  total: 600000000, for_residents: ..."),
    ("budget: {per_resident: 33.87}", "budget: 50 per resident",
     "write  budget: {per_resident: 50}"),
    ("budget: {per_resident: 33.87}", "budget: 50", "write  budget: {per_resident: 50}"),
    ("officers_per_1000: 5.48", "sworn_officers: 340",
     "340 officers for 62,000 residents: write  officers: 340"),
    ("officers_per_1000: 5.48", "officers_per_1000: 340",
     "340 officers for 62,000 residents: write  officers: 340"),
    ("officers_per_1000: 5.48", "officers_per_1000: 34000",
     "34,000 officers for 62,000 residents are 548.39 per 1,000: if this is for a city of another"
     " size, add that city's residents: write  officers: 34000, for_residents: ..."),
    ("officers_per_1000: 5.48", "officers_per_100000: 548", "write  officers_per_1000: 5.48"),
    ("department:\n  officers_per_1000: 5.48\n  events_per_month: 2", "department: 340",
     "340 officers for 62,000 residents: write  department: {officers: 340}"),
    ("department:\n  officers_per_1000: 5.48\n  events_per_month: 2", "officers: 340",
     "340 officers for 62,000 residents: write  department: {officers: 340}"),
    ("officers_per_1000: 5.48", "officers: 5.48",
     "if 5.48 is per 1,000 residents, write  officers_per_1000: 5.48"),
    ("officers_per_1000: 5.48", "officers_per_1000: 5.48\n  cameras: 40",
     "leave it out: what cameras that exist do is in the recorded crime already, in every arm"
     " alike; give those to be added under an arm:  surveillance: {cameras: ...}"),
    # recorded crime
    (CRIME, f"crime: {{source: recorded, per: 62000, {PER_100_000}}}",
     "rates are per: 1000 or per: 100000; for counts of a year write  source: counts, residents:"
     " 62000  instead of per"),
    (CRIME, f"crime: {{source: recorded, {PER_100_000}}}",
     "if these are per 100,000 residents, add per: 100000 (per 1,000: violent 3.667, burglary"
     " 3.405, vehicle_theft 2.199, other_theft 15.5); if they are counts of a year, write source:"
     " counts, and under residents the people among whom they were counted"),
    (CRIME, "crime: {source: counts, violent: 2, burglary: 3, vehicle_theft: 4, other_theft: 5}",
     "add  residents: 62000  where these are all crimes of this town; otherwise the people of the"
     " place where they were counted"),
    (CRIME, "crime: {violent: 4, burglary: 3, vehicle_theft: 2, other_theft: 15}",
     "add  source: recorded  for rates, or  source: counts  for counts of a year"),
    (CRIME, "crime: crimes.csv", NO_FILE),
    (CRIME, "crime: {source: crimes.csv}", NO_FILE),
    (CRIME, "crime: {file: crimes.csv}", NO_FILE),
    ("fbi-2019", "fbi-2020", ONLY_2019),
    ("state: Maryland", "state: Maryland, year: 2022", ONLY_2019),
    ("state: Maryland", "state: MD", "did you mean Maryland?"),
    ("state: Maryland", "state: D.C.", "did you mean District of Columbia?"),
    ("state: Maryland", "state: Chicago",
     "write a US state in full, such as Maryland, or United States; for another place give its own"
     " crimes, as source: recorded or source: counts"),
    (CRIME, "crime: {source: recorded, violent: 4, property: 20}",
     "give its parts: burglary, vehicle_theft and other_theft"),
    (CRIME, "crime: {source: recorded, violent: 4, burglary: 3, vehicle_theft: 2, theft: 9}",
     "did you mean larceny?"),
    # strategies, their quantities and their places
    ("outreach: {share: 0.6}", "outreach: {share: 0.6, where: Riverside}", PLACES),
    ("outreach: {share: 0.6}", "outreach: {share: 0.6, where: eastt}", "write  where: east"),
    ("stops_share: 0}", "stops_share: 0, district: east}", "write  where: east"),
    ("stops_share: 0}", "stops_share: 0, district: Riverside}", PLACES),
    ("outreach: {share: 0.6}", "funding: {share: 0.6, where: riskiest}",
     "this is done in the whole town: leave it out"),
    ("outreach: {share: 0.6}", "neighborhood_policing: {share: 0.6}",
     "no strategy alone is neighborhood_policing: use several, such as outreach, foot_patrol,"
     " problem_solving"),
    ("outreach: {share: 0.6}", "neighborhood_watch: {share: 0.6}",
     "did you mean neighbourhood_watch?"),
    ("surveillance: {share: 1, stops_share: 0}", "cameras: 40",
     "write  surveillance: {cameras: 40}  (number of cameras)"),
    ("surveillance: {share: 1, stops_share: 0}", "surveillance: 40",
     "write  surveillance: {cameras: 40}  (number of cameras), or  surveillance: {share: 0.4}  for"
     " 40% of the budget"),
    ("surveillance: {share: 1, stops_share: 0}", "surveillance: 40%",
     "write  surveillance: {share: 0.4}"),
    ("outreach: {share: 0.6}", "officers: 12",
     "write  funding: {officers: 12}  (officers beyond the usual staff (fewer: below 0))"),
    ("outreach: {share: 0.6}", "outreach: {visits: 200}",
     "write  visit_hours: officer hours a day; at 0.25 hours an attempt, 200 visits a month are "
     " visit_hours: 1.64"),
    ("outreach: {share: 0.6}", "community_events: {per_year: 12}",
     "write  per_month: 1  (events a month in the whole town)"),
    ("outreach: {share: 0.6}", "foot_patrol: {officers: 12}",
     "write  hours: officer hours a day; an officer has 3.5 in the field, so 12 officers are "
     " hours: 41.94"),
    ("at_blocks: 1", "at_blocks: 12",
     "write  blocks: 12  for 12 blocks; at_blocks is the part (0-1) of the share that is spent"
     " there, such as at_blocks: 1"),
    ("stops_share: 0}", "stops_share: 0, monitored: 24}",
     "write 1 for 24 of 24 hours, or 0.24 for 24%"),
    ("stops_share: 0}", "stops_share: 0, monitored: 8 hours}", "write 0.3333"),
    ("outreach: {share: 0.6}", "outreach: {share: 1/3}", "write 0.3333"),
    ("outreach: {share: 0.6}", "outreach: {share: 60}", "write 0.6: 60% is 0.6"),
    ("outreach: {share: 0.6}", "outreach: {share: 0.6, cost: 2100000}",
     "prices stand under  department: {unit_costs: {...}}  (`policing-trust explain cost` lists"
     " them); what a strategy gets is a share of the budget or a quantity"),
    ("outreach: {share: 0.6}", "label: Our teams\n    outreach: {share: 0.6}",
     "write  title: Our teams"),
    ("stops_share: 0}", "stops_share: 0, price: 9500}",
     "write  cost_per_camera: 9500  where that is for one of them, all included"),
    # prices and numbers of the model
    ("events_per_month: 2", "unit_costs: {event: 1400}",
     "write  event_goods: 1400  where that is for goods alone; its 12 officer hours are paid at"
     " hour: 90 beside it, so $1,400 with officers is  event_goods: 320"),
    ("events_per_month: 2", "unit_costs: {overtime: 70}", "did you mean hour?"),
    ("events_per_month: 2", "unit_costs: {camera_upkeep: 900}", "did you mean camera?"),
    ("baseline:", "assumptions: {reporting.violent: 0.5}\nbaseline:",
     "did you mean reported_share.violent?"),
    ("baseline:", "assumptions: {contact: {gain: 0.25}}\nbaseline:",
     "write names with a dot:  assumptions: {contact.gain: 0.25}"),
    ("baseline:", "contact.gain: 0.25\nbaseline:",
     "write it under  assumptions:  as  contact.gain: 0.25"),
    # names in the wrong block
    ("baseline:", "prices: {hour: 70}\nbaseline:", "write it under  department:  as  unit_costs:"),
    ("baseline:", "segregation: 0.4\nbaseline:", "write it under  community:"),
    ("baseline:", "residents: 5000\nbaseline:", "write it under  community: or under  lesson:"),
    ("baseline:", "officers_per_1000: 2.2\nbaseline:",
     "write it under  department:  as  officers_per_1000: 2.2"),
    ("  residents: 62000", "  residents: 62000\n  survey: {residents_asked: 300}",
     "write it at the top of the file"),
    ("  residents: 62000", "  residents: 62000\n  trust: 38",
     "it is of a group:  groups: {majority: {share: 0.7, trust: ...}, ...}"),
    ("stops_share: 0}", "stops_share: 0}\n    extra_cost: 250000",
     "write  extra_cost: [{what: ..., per_year: 250000}]"),
    # days, numbers and luck
    ("stops_share: 0}", "stops_share: 0, from: 2026-01-01}", A_START_FIRST),
    ("stops_share: 0}", "stops_share: 0, from: January 2026}", A_START_FIRST),
    ("stops_share: 0}", "stops_share: 0, from: month 3}", "write 61"),
    ("days: 730", "days: 5 years", "write 1825"),
    ("days: 730", "days: 2 yrs", "write 730"),
    ("days: 730", "years: 2", "write  days: 730"),
    ("replicates: 20", "replicates: 0", "replicates: paired runs of every arm, from 1 to 100,000"),
    ("replicates: 20", "runs: 20", "did you mean replicates?"),
    ("seed: 1", "seed: today",
     "write any whole number, such as 1: the same seed gives the same random draws"),
    ("residents: 62000", "residents: 62,000", "write 62000"),
    ("residents: 62000", "residents: 62k", "write 62000"),
    ("trust: 45", "trust: 0.45",
     "write  confident: 0.45  if 45% said that they trust police, or  trust: 45  if it is a mean of"
     " points (0-100)"),
    (CRIME, f"{CRIME}\n  shocks: [{{day: 30, size: -20}}]",
     "write -0.2: -20 points of 100 are -0.2"),
    (CRIME, f"{CRIME}\n  shocks: [{{day: 30, size: -0.2, where: Riverside}}]",
     PLACES),
    (CRIME, f"{CRIME}\n  shocks: [{{day: 30, size: -0.2, where: least_trustin}}]",
     "write  where: least_trusting"),
    (CRIME, f"{CRIME}\n  shocks: [{{day: 30, size: -0.2, district: riskiest}}]",
     "write  where: riskiest"),
    (CRIME, f"{CRIME}\n  shocks: [{{day: 30, size: -0.2, blocks: 3}}]",
     "leave it out: the news is everywhere; write where: riskiest, least_trusting or a district for"
     " so many blocks"),
    ("baseline:", "expect: [{outcome: trust, arm: teams, at_least: 2%}]\nbaseline:",
     "write 2: trust differs by points of 100"),
    # lists where names with blocks belong
    (GROUPS, "groups: [east, west]",
     "write, without dashes,  groups: {east: {share: ...}, west: {share: ...}}"),
    (ARMS, "  - business_as_usual\n  - teams\n",
     "write, without dashes,  arms: {business_as_usual: {}, teams: {}}"),
    ("    outreach: {share: 0.6}\n    problem_solving: {share: 0.4, at_blocks: 1}",
     "    - outreach\n    - problem_solving",
     "write, without dashes,  teams: {outreach: {share: ...}, problem_solving: {share: ...}}"),
    # characters of word processors, and what YAML would read otherwise
    ("    outreach: {share: 0.6}", "\toutreach: {share: 0.6}", "indent with spaces"),
    ("fbi-2019", "\u201cfbi-2019\u201d", "did you mean fbi-2019?"),
    ("share: 0.6}", "share: \u201c0.6\u201d}", "write 0.6"),
    ("about: Teams or cameras?", "about: #3 for us",
     "what follows # is a comment; if it is the text, put it in quotes"),
    ("about: Teams or cameras?", "about: Who gets plan\n  #3 and who\n  not",
     "put all of the text in quotes, or begin it with >- and indent its lines"),
    ("seed: 1", "seed: 0123",
     "write 123 without the zero, or put the word in quotes if it is text"),
    ("seed: 1", "seed: 1\nseed: 2", "keep one of the two"),
]  # fmt: skip


def written(folder: Path, old: str, new: str) -> Path:
    """A file of the town with one thing written otherwise."""
    assert old in TOWN
    path = folder / "town.yaml"
    path.write_text(TOWN.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(("old", "new", "answer"), ANSWERED, ids=[new for _, new, _ in ANSWERED])
def test_what_to_write_instead_is_told(tmp_path: Path, old: str, new: str, answer: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        load_scenario(written(tmp_path, old, new))
    (problem,) = found.value.problems
    assert problem.fix == answer


# What is accepted, and what `check` and `compare` say of it; "" is nothing.
CAUTIONED = [
    ("seed: 1", "seed: 1", ""),
    ("about: Teams or cameras?", "about: Plan #3 for us",
     'put all of it in quotes: about: "Plan #3 for us".'),
    ("about: Teams or cameras?", 'about: Plan "B" # 3 for us',
     "put all of it in quotes: about: 'Plan \"B\" # 3 for us'."),
    ("about: Teams or cameras?", "about: Teams?  # or cameras, as the mayor says", ""),
    ("share: 0.6}", "share: 0.6}  #teams", ""),
    (CRIME, "crime: {source: recorded, violent: 120.7, burglary: 105.2, vehicle_theft: 76,"
     " other_theft: 911.8}", "If these are per 100,000 residents, add per: 100000 (per 1,000:"
     " violent 1.207, burglary 1.052, vehicle_theft 0.76, other_theft 9.118)"),
    ("surveillance: {share: 1, stops_share: 0}", "surveillance: {cameras: 1000}",
     "cameras costs $380.18 per resident a year and the budget is $33.87. Are its quantities those"
     " of another town?"),
    ("surveillance: {share: 1, stops_share: 0}", "surveillance: {cameras: 100}", ""),
    ("events_per_month: 2", "unit_costs: {camera: 3600, camera_price: 12000, hour: 78}", ""),
    ("events_per_month: 2", "unit_costs: {camera: 144000}",
     "camera is 144,000 dollars a year, more than 10 times above the usual 2,500. It is the price"
     " of: upkeep of one camera. Is that what yours is for?"),
    ("outreach: {share: 0.6}", "outreach:",
     "outreach: nothing stands after it: it is not done. Did you forget a share?"),
    ("officers_per_1000: 5.48", "officers_per_1000: 34", "Then write officers: 34."),
    ("officers_per_1000: 5.48", "officers: 340", ""),
    ("officers_per_1000: 5.48", "officers: 5",
     "5 officers for 62,000 residents are 0.0806 per 1,000 residents. Is this a rate? Then write"
     " officers_per_1000: 5."),
    ("officers_per_1000: 5.48", "officers: 2000",
     "If this is for a city of another size, add that city's residents: write for_residents: ..."
     " beside officers."),
    ("per_resident: 33.87", "total: 600000000",
     "If this is for a city of another size, add that city's residents: write for_residents: ..."
     " beside total."),
    ("per_resident: 33.87", "total: 33.87", "Then write per_resident: 33.87."),
    ("per_resident: 33.87", "total: 2100000", ""),
    ("per_resident: 33.87", "per_resident: 21000", "Then write total: 21000."),
    ("officers_per_1000: 5.48", "officers_per_1000: 0.00548",
     "0.34 in this town. Did you give officers per resident? Then write officers_per_1000: 5.48."),
    ("officers_per_1000: 5.48", "officers_per_1000: 0.1", "Hardly any department is so small"),
    ("officers_per_1000: 5.48", "officers_per_1000: 0", ""),
    ("about: Teams or cameras?", "about: \u201cCouncil item #14\u201d",
     'put all of it in quotes: about: "\u201cCouncil item #14\u201d".'),
    ("name: our_town", "name: no", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), CAUTIONED, ids=[new for _, new, _ in CAUTIONED])
def test_what_looks_like_a_slip_is_cautioned(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = slips(load_scenario(written(tmp_path, old, new)))
    assert [each for each in found if said in each] if said else not found, found


def test_slips_are_among_the_cautions(tmp_path: Path) -> None:
    scenario = load_scenario(written(tmp_path, "about: Teams or cameras?", "about: Plan #3"))
    assert slips(scenario)
    assert set(slips(scenario)) <= set(cautions(scenario))


def test_a_town_of_an_unreadable_size_gets_no_arithmetic(tmp_path: Path) -> None:
    path = written(tmp_path, "residents: 62000", "residents: many")
    path.write_text(path.read_text().replace("{per_resident: 33.87}", "2100000"))
    with pytest.raises(ProblemsFound) as found:
        load_scenario(path)
    assert [each.fix for each in found.value.problems][1] == ("write  budget: {total: 2100000}")


def test_the_scenario_of_a_sweep_is_answered_alike(tmp_path: Path) -> None:
    written(tmp_path, "budget: {per_resident: 33.87}", "budget: 2100000")
    sweep = tmp_path / "sweep.yaml"
    sweep.write_text("name: s\nscenario: town\nvary: {days: [5, 6]}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match=r"write  budget: \{total: 2100000\}"):
        load_sweep(sweep)
