"""What planners mean by what they write: totals, counts, words of the trade; and what to write.

Only for values that are refused anyway: nothing here changes what a file means.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from sim.common.other_words import NOT_HERE, plain_word
from sim.common.problems import program
from sim.files import Location
from sim.files.names_meant import name_to_write, quoted_in_yaml
from sim.files.numbers_meant import DAYS, LARGEST, LONGEST, Wanted, number_meant
from sim.model.former_names import name_today
from sim.model.numbers import every_parameter
from sim.model.parameters import PARAMETERS
from sim.model.scenario.community import Community
from sim.model.scenario.dates import date_meant
from sim.model.scenario.department import Department
from sim.model.scenario.meant_in_arms import PLACES, meant_in_arms
from sim.model.scenario.named_places import in_general, write_where
from sim.model.scenario.totals import ANOTHER_CITY

MOST_DAYS = 36_500
LONGEST_TITLE = 80
FILES = {"file", "csv", "table", "path"}
LIKELY_EACH = 1000.0
"""Dollars per resident a year: more are taken for those of the whole town."""
PLAUSIBLE_EACH = 200.0
"""Extra dollars per resident a year: hardly a police department costs twice as much in all."""
PLAUSIBLE_OFFICERS = 0.3, 10.0
"""Officers per 1,000 residents."""
_OFFICERS = re.compile("officer|sworn|staff|headcount")
_EACH = re.compile(
    r"(.+?),? ?(?:per|a|/|for each|each)? ?(?:resident|capita|person|head|each)s?\b.*"
)


def what_was_meant(location: Location, value: object, data: Mapping[str, Any]) -> str | None:
    """What to write instead of a refused name or value at a location of a scenario's content.

    `value` is what stands there; None where nothing does.
    """
    if (date := date_meant(location, value, data)) is not None:
        return date
    first, *rest = location or ("",)
    if first == "arms":
        return meant_in_arms(tuple(rest), value, data)
    if first == "budget" or (len(location) == 1 and "budget" in str(first)):
        return _budget(tuple(rest), value, data)
    if len(location) == 1 and first != "officers" and first in Department.model_fields:
        return f"write it under  department:  as  {first}: {_shown(value)}"
    if first == "department" or (len(location) == 1 and _OFFICERS.search(str(first))):
        return _department(tuple(rest), value, data)
    if location in (("community", "trust"), ("community", "confident")):
        return f"it is of a group:  groups: {{majority: {{share: 0.7, {rest[0]}: ...}}, ...}}"
    if location[:2] == ("community", "crime"):
        return _crime(tuple(rest[1:]), value, data)
    if first == "assumptions" and len(location) == 2:
        return _nested_assumption(str(rest[0]), value)
    if first == "expect" and len(location) == 3:
        return _claim(tuple(rest), value, data)
    if location[:2] == ("community", "shocks") and len(location) == 4:
        return _shock(str(location[-1]), value, data)
    if first == "survey" and len(rest) == 1:
        return _survey(str(rest[0]), value)
    if location == ("name",) and isinstance(value, str):
        return _name(value, location)
    if location == ("seed",) and isinstance(value, str):
        return "write any whole number, such as 1: the same seed gives the same random draws"
    if len(location) == 1 and str(first).rstrip("s") in DAYS and first != "days":
        return _days(str(first).rstrip("s"), value)
    if location and name_today(str(location[-1])) in dict(every_parameter()):
        return f"write it under  assumptions:  as  {location[-1]}: {_shown(value)}"
    return None


def _name(value: str, location: Location) -> str | None:
    """A short name for the words of a name, which are its title."""
    short = name_to_write(value, location)
    if not short.startswith("write ") or not value.isprintable() or len(value) > LONGEST_TITLE:
        return None
    return f"{short.replace('write ', 'write  ')}, and below it  title: {quoted_in_yaml(value)}"


def number_in(value: object) -> float | None:
    """The number in a value, also in $2.1M; None where there is none."""
    found = number_meant(value, Wanted())
    number = math.nan if found is None else float(found)
    return number if abs(number) <= LARGEST else None


def _shown(value: object) -> str:
    number = number_in(value)
    return "..." if number is None else f"{number:.10g}"


def _residents(data: Mapping[str, Any]) -> int | None:
    """The residents of the town in this file, or those of a town that does not say."""
    community = data.get("community", {})
    usual = Community.model_fields["residents"].default
    found = community.get("residents", usual) if isinstance(community, dict) else usual
    sound = isinstance(found, int) and not isinstance(found, bool) and found > 0
    return found if sound else None


def _counted(data: Mapping[str, Any]) -> int | None:
    """The residents whom totals are for: those whose crimes were counted, or those of the town."""
    community = data.get("community", {})
    crime = community.get("crime") if isinstance(community, dict) else None
    if isinstance(crime, dict) and crime.get("source") == "counts":
        found = crime.get("residents")
        if isinstance(found, int) and not isinstance(found, bool) and found > 0:
            return found
    return _residents(data)


def total_in_words(name: str, total: float, data: Mapping[str, Any]) -> str:
    """How to write a total: with the residents whom it is for, where the town has others."""
    counted = _counted(data)
    whom = "" if counted in (None, _residents(data)) else f", for_residents: {counted}"
    return f"{name}: {total:.10g}{whom}"


def _budget(rest: Location, value: object, data: Mapping[str, Any]) -> str | None:
    if len(rest) > 1:
        return None
    write = "write  {}" if rest else "write  budget: {{{}}}"
    each = _EACH.fullmatch(value) if isinstance(value, str) and len(value) <= LONGEST else None
    if each and (number := number_in(each[1])) is not None and 0.0 <= number <= LIKELY_EACH:
        return write.format(f"per_resident: {number:.10g}")
    total, residents = number_in(value), _counted(data)
    if total is None or total < 0.0 or rest == ("for_residents",):
        return None
    if total <= LIKELY_EACH and rest != ("total",):
        return None if rest else write.format(f"per_resident: {total:.10g}")
    if residents is None:
        return write.format(f"total: {total:.10g}")
    told = f"${total:,.10g} for {residents:,} residents is ${total / residents:,.2f} each"
    if total / residents > PLAUSIBLE_EACH:
        return f"{told}: {ANOTHER_CITY}: {write.format(f'total: {total:.10g}, for_residents: ...')}"
    return f"{told}: {write.format(total_in_words('total', total, data))}"


def _department(rest: Location, value: object, data: Mapping[str, Any]) -> str | None:
    if len(rest) == 2 and rest[0] == "unit_costs":
        return _unit_cost(str(rest[1]), value)
    name = plain_word(str(rest[0])) if rest else "officers"
    if re.search("camera|cctv", name):
        return (
            "leave it out: what cameras that exist do is in the recorded crime already, in every"
            " arm alike; give those to be added under an arm:  surveillance: {cameras: ...}"
        )
    officers, residents = number_in(value), _counted(data)
    if len(rest) > 1 or not _OFFICERS.search(name):
        return None
    if officers is None or officers < 0.0:
        return None
    write = "write  {}" if rest else "write  department: {{{}}}"
    least, most = PLAUSIBLE_OFFICERS
    if per := re.search(r"per_(\d+)(k?)", name):
        base = float(per[1]) * (1000.0 if per[2] else 1.0)
        if base not in (0.0, 1000.0):
            rate = f"officers_per_1000: {_rounded(1000.0 * officers / base)}"
            return write.format(rate) if 1000.0 * officers / base <= most else None
    if officers <= most and not officers.is_integer():
        rate = write.format(f"officers_per_1000: {officers:.10g}")
        return f"if {officers:.10g} is per 1,000 residents, {rate}"
    number = round(officers)
    if residents is None:
        return write.format(f"officers: {number}")
    told = f"{number:,} officers for {residents:,} residents"
    if not least <= 1000.0 * number / residents <= most:
        told += f" are {_rounded(1000.0 * number / residents)} per 1,000"
        if number <= most:
            return f"{told}: if it is per 1,000, {write.format(f'officers_per_1000: {number}')}"
        return f"{told}: {ANOTHER_CITY}: {write.format(f'officers: {number}, for_residents: ...')}"
    return f"{told}: {write.format(total_in_words('officers', number, data))}"


def _unit_cost(name: str, value: object) -> str | None:
    """An event or a meeting in full is goods and officer hours, which have a price of their own."""
    name = plain_word(name).removeprefix("per_").removesuffix("s")
    whole = number_in(value)
    if name == "visit":
        return "a visit costs only officer hours: write  hour: dollars for one officer hour"
    if name not in ("event", "meeting") or whole is None:
        return None
    hours, hour = PARAMETERS["hours"][name].default, PARAMETERS["cost"]["hour"].default
    goods = whole - hours * hour
    told = (
        f"write  {name}_goods: {_shown(value)}  where that is for goods alone; its"
        f" {hours:g} officer hours are paid at hour: {hour:g} beside it"
    )
    return (
        f"{told}, so ${whole:,.10g} with officers is  {name}_goods: {goods:g}"
        if goods >= 0
        else told
    )


def _crime(rest: Location, value: object, data: Mapping[str, Any]) -> str | None:
    community = data.get("community")
    crime = community.get("crime") if isinstance(community, dict) else None
    given = crime if isinstance(crime, dict) else {}
    name = plain_word(str(rest[0])) if rest else ""
    if (
        name in FILES
        or (name == "source" and value is None and FILES & set(given))
        or (isinstance(value, str) and re.search(r"\.(csv|xlsx?|tsv|txt)$", value.lower()))
    ):
        return (
            f"no file is read here: `{program()} new my_town --from` and the file writes a scenario"
            " from it; or write its numbers:  crime: {source: counts, residents:"
            f" {_residents(data) or '...'}, violent: ..., burglary: ..., vehicle_theft: ...,"
            " other_theft: ...}"
        )
    if name == "source" and value is None:
        if "state" in given:
            return "add  source: fbi-2019"
        if "residents" in given:
            return "add  source: counts"
        return "add  source: recorded  for rates, or  source: counts  for counts of a year"
    source = re.sub(r"[^\w-]", "", str(value).lower()) if name == "source" else ""
    if name == "year" or (source != "fbi-2019" and re.search(r"fbi|ucr|nibrs|20\d\d", source)):
        return (
            "only the states' crimes of 2019 are here: write  source: fbi-2019, or give those of"
            " another year as  source: recorded  (rates) or  source: counts"
        )
    if name in NOT_HERE:
        return NOT_HERE[name]
    if name in ("residents", "population", "people") and given.get("source") == "recorded":
        return (
            "write  source: counts  where these are crimes of a year, counted among so many"
            " residents; rates need no residents: leave it out where they are per 1,000, or write "
            " per: 100000"
        )
    if name == "per" and given.get("source") == "counts":
        return "leave it out: counts are of the residents beside them; rates are  source: recorded"
    if name == "per" and (people := number_in(value)) is not None and people >= 1.0:
        return (
            "rates are per: 1000 or per: 100000; for counts of a year write  source: counts,"
            f" residents: {people:.0f}  instead of per"
        )
    if name == "residents" and value is None:
        return (
            f"add  residents: {_residents(data) or '...'}  where these are all crimes of this town;"
            " otherwise the people of the place where they were counted"
        )
    return None


def _survey(name: str, value: object) -> str | None:
    """What a survey found that belongs elsewhere, or that nothing here is like."""
    if name == "reported" and not isinstance(value, dict):
        return "give it by type of crime:  reported: {violent: ..., burglary: ...}"
    if re.search("trust|confiden", name):
        return (
            "trust is what each group starts from: write  confident: 0.6  (the share who trust"
            " police) or  trust_on_scale: {mean: 3.4, lowest: 1, highest: 5}  under  community:"
            " groups:"
        )
    if re.search("know|familiar", name):
        return "leave it out: knowing officers has no yes or no in this model"
    if re.search("response|weight", name):
        return "leave it out: where few answered, a larger  may_be_off:  asks less of the model"
    if re.search("clear|solved", name):
        return "leave it out: residents are asked here, and clearance is a number of police"
    return None


def _nested_assumption(name: str, value: object) -> str | None:
    if not isinstance(value, dict) or name not in PARAMETERS or not value:
        return None
    written = ", ".join(f"{name}.{each}: {_shown(number)}" for each, number in value.items())
    return f"write names with a dot:  assumptions: {{{written}}}"


def _claim(rest: Location, value: object, data: Mapping[str, Any]) -> str | None:
    """Trust differs by points, which are no percentages of it."""
    claims = data.get("expect")
    claim = claims[rest[0]] if isinstance(claims, list) and isinstance(rest[0], int) else None
    outcome = str(claim.get("outcome")) if isinstance(claim, dict) else ""
    points = re.fullmatch(r"([-+]?[\d.]+) ?(%|points?|pts?)", str(value))
    if points is None or not outcome.startswith("trust"):
        return None
    return f"write {number_in(points[1]):.10g}: {outcome} differs by points of 100"


def _shock(name: str, value: object, data: Mapping[str, Any]) -> str | None:
    """A scandal of -20 points, or in a district by its name."""
    if name == "size":
        return _step(value)
    if plain_word(name) not in PLACES:
        return None
    return write_where(value, data) if isinstance(value, str) else in_general()


def _step(value: object) -> str | None:
    """A step of -20 points."""
    if not isinstance(value, int | float) or not 0.5 < abs(value) <= 50.0:
        return None
    return f"write {value / 100:.10g}: {value:g} points of 100 are {value / 100:.10g}"


def _days(unit: str, value: object) -> str | None:
    many = number_in(value)
    days = 0 if many is None else round(many * DAYS[unit])
    return f"write  days: {days}" if 1 <= days <= MOST_DAYS else None


def _rounded(number: float) -> str:
    return f"{round(number, 2):.10g}"
