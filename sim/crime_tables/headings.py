"""What the columns of a table hold, by the names that agencies give them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sim.crime_tables.offences import KINDS, SUMS, Meaning, meaning_of
from sim.crime_tables.plain_words import plain_words

ROLES = ("type", "year", "date", "count", "rate", "place", "district", "population")
"""What a column may be said to hold."""

_ROLES: dict[str, str] = {
    "population": (
        "population|pop|resident|inhabitant|state population|estimated population|erp|people"
        "|einwohner(zahl)?|bevoelkerung|population \\d{4}|number of resident"
    ),
    "type": (
        "(crime|offence|incident|delikt|ucr|nibr|nibrs|fbi|policeuk|mci|primary)"
        "( (type|category|cat|description|desc|name|group|subgroup|subcategory|code"
        "|class))+"
        "|type|category|crime|offence|type of (crime|offence)|ofn desc|pd desc|crm cd desc|mci"
        "|ucr|nibr|nibrs|offence level \\d description|subcategory|subdivision|straftat"
        "|delikt(e|art|gruppe)?|tatbestand|infraction|indicateur|delito|tipo de delito|reato"
        "|brott|index crime type|text general code"
    ),
    "year": (
        "year|data year|complaint year( number)?|report(ing|ed)? year|occ(urrence|urred)? ?year"
        "|berichtsjahr|jahr"
        "|annee|ano|anno|jaar|(financial|fiscal|calendar) year|cmplnt fr dt year|time period|period"
        "|refperiod|yr"
    ),
    "date": (
        "date|month|record create date|datum|monat|tatzeit|date ?time|occ(urrence|urred)? ?date"
        "|date occ(urred|urrence)?|(incident|offence|crime|occurred) ?date( time)?|cmplnt fr dt"
        "|date of (occurrence|offence|incident)|date rptd|(reported|report) ?date|date reported"
        "|rpt dt|year month|start ?date( ?time)?"
    ),
    "rate": (
        "(crime |offence )?rate|hz|hz nach zensus|haeufigkeitszahl"
        "|.*(per|pro|je|pour) (100 ?000|1 ?000|100k|mille)\\b.*|taux.*|quote"
    ),
    "count": (
        "count|number|n|freq|frequency|value|obs value"
        "|(the )?(total )?number of (crime|offence|incident|case)"
        "|(crime|offence|incident|case) count"
        "|(crime|offence|incident|case)( (recorded|reported))?|recorded crime"
        "|count of (crime|offence|incident)|anzahl|(anzahl )?(erfasste )?faelle|fallzahl|nombre"
        "|fait|cantidad|(reported|recorded|known)( (crime|offence|incident))?"
        "|total( (crime|offence|incident))?|antal|numero"
    ),
    "place": (
        "jurisdiction|state|state (name|abbr)|county|city|municipality|place|agency"
        "|agency name|department|police (force|department|region)|force|force name|fall within"
        "|reported by|region|reference area|local (government area|authority)( name)?|lga"
        "|(stadt )?(land)?kreis|stadt|gemeinde|ort|land|bundesland|country|town|commune"
        "|departement|geography|territory|jurisdiction name|county name|city name|metro area"
        "|community"
    ),
    "district": (
        "(police )?(district|precinct|beat|sector|division|zone)( name)?|area|area name"
        "|borough|boro nm|ward|neighbourhood( name)?|suburb( incident)?|lsoa name"
        "|community area|lor|bezirk|ortsteil|location|stadtteil|addr pct cd|reporting area"
        "|bezirke|quartier|arrondissement"
    ),
}
_ROLE_NAMES = {role: re.compile(names) for role, names in _ROLES.items()}
_CHANGE = re.compile(r"\b(percent|percentage|pct|change|prozent|difference|trend|share)\b|%")
_PER = re.compile(r"\b(?:per|pro|je|pour|cases per)\s+(100[ ,.']?000|100k|1[ ,.']?000|mille)\b")
_PER_REST = re.compile(
    r"\(?\b(cases )?(per|pro|je|pour)\s+(100[ ,.']?000|100k|1[ ,.']?000|mille)\b.*", re.IGNORECASE
)
_RATES = re.compile(r"\brates?\b", re.IGNORECASE)
_RATE_WORD = re.compile(r"\brate\b|\bhz\b")
_NO_CRIME = re.compile(
    r"lat\w*|lon\w*|x|y|.*coord.*|.*\b(id|code|nr|no|key|schluessel|number)"
    r"|\w*schluessel(zahl)?|.*zip.*|post ?code.*|.*hour.*|time.*|.*day.*|objectid|fid|unnamed.*"
    r"|index|lor|iucr|geo\w*|.*agencie.*|.*clear\w*|.*arrest.*|.*tatverdaechtige.*|.*aufkl.*"
    r"|.*versuch.*|.*quote|mit schusswaffe.*|victim.*|officer.*"
)
_YEAR_COUNTED = re.compile(  # "2023 actual", "Reported 2023"; not the part of a year so far
    r"(?:(?:actual|reported|recorded|total|count|number|crime|offence|incident) )?"
    r"((?:19|20)\d\d)(?: (?:actual|reported|recorded|total|count|number|crime|offence|incident))?"
)
_YEAR = re.compile(
    r"(?:fy ?|year ?|y)?((?:19|20)\d\d)(?:[/-]\d\d(?:\d\d)?)?(?:\.0)?", re.IGNORECASE
)


@dataclass(frozen=True)
class CrimeColumn:
    """A column that holds numbers of one kind of crime, in a table with a column for each."""

    column: int
    name: str
    meaning: Meaning
    per: int | None  # None: counts; 0: a rate that does not say for how many residents


def role_of(heading: str) -> str | None:
    """What a column of this name holds: one of `ROLES`, or None."""
    plain = plain_words(heading)
    if heading_changes(heading):
        return None
    if _PER.search(heading.lower()):
        bare = plain_words(without_rate(heading))
        is_count = _ROLE_NAMES["count"].fullmatch(bare) is not None
        return "rate" if is_count or not bare or meaning_of(bare).kind == "unknown" else None
    for role, names in _ROLE_NAMES.items():
        if names.fullmatch(plain):
            return role
    return None


def heading_changes(heading: str) -> bool:
    """Whether a column tells changes or shares and no crimes."""
    return _CHANGE.search(plain_words(heading)) is not None or "%" in heading


def per_residents(heading: str) -> int | None:
    """For how many residents a rate is; 0 where it does not say, None for what is no rate."""
    found = _PER.search(heading.lower())
    if found:
        return (
            1000
            if found[1].replace(" ", "")[:4] in ("1000", "mill", "1,00", "1.00", "1'00")
            else 100_000
        )
    plain = plain_words(heading)
    if re.search(r"\bhz\b|haeufigkeitszahl", plain):
        return 100_000  # by the definition of German police statistics
    return 0 if _RATE_WORD.search(plain) else None


def without_rate(heading: str) -> str:
    """The name of the crime in a heading such as "Murder rate per 100,000 people"."""
    bare = _PER_REST.sub("", heading)
    return _RATES.sub("", bare).strip(" -_(")


def crime_column(column: int, heading: str) -> CrimeColumn | None:
    """A heading as the name of a crime; None for what is none, or no number of crimes."""
    if heading_changes(heading) or role_of(heading) in ROLES:
        return None
    spaced = heading.replace("_", " ")
    name = without_rate(spaced)
    meaning = meaning_of(name)
    if meaning.kind == "unknown" and tells_no_number_of_crimes(heading):
        return None
    return CrimeColumn(column, heading, meaning, per_residents(spaced)) if name else None


def tells_no_number_of_crimes(heading: str) -> bool:
    """Whether the numbers of a column are known to count no crimes: codes, hours, places."""
    return _NO_CRIME.fullmatch(plain_words(heading)) is not None or heading_changes(heading)


def year_named(heading: str) -> str | None:
    """The year that a column is for, as "2019" or "2017/18"; None for another column."""
    text = heading.strip()
    found = _YEAR.fullmatch(text)
    if not found:
        counted = _YEAR_COUNTED.fullmatch(plain_words(text))
        return counted[1] if counted else None
    return found[1] if text.endswith(".0") or len(text) < 7 else text


def heading_is_known(plain: str) -> bool:
    """Whether a cell in plain words may be the name of a column."""
    if any(names.fullmatch(plain) for names in _ROLE_NAMES.values()) or _YEAR.fullmatch(plain):
        return True
    meaning = meaning_of(plain)
    return meaning.kind in KINDS or meaning.kind in SUMS


def says_codes(heading: str) -> bool:
    """Whether a column says that it holds codes of the FBI."""
    return re.search(r"\b(ucr|nibr|nibrs|fbi)\b", plain_words(heading)) is not None
