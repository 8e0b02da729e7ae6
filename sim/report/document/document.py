"""The report as one HTML file: the sections in order, figures inside, nothing from elsewhere."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import capital, count, with_minus
from sim.model.what_differs import CHOICES, what_differs
from sim.report import sentences
from sim.report.cautions import cautions_beside_costs
from sim.report.crimes_in_town import crimes_in_town
from sim.report.document.answer import answer
from sim.report.document.basis import basis
from sim.report.document.districts import districts
from sim.report.document.money import money
from sim.report.document.outcomes import OutcomeTable, outcome_table
from sim.report.document.worth import worth_table
from sim.report.facts import headline_pair
from sim.report.figures.answer import answer_picture
from sim.report.figures.district_map import district_map
from sim.report.figures.over_time import (
    PARTICIPATION,
    QUALITY_OF_LIFE,
    RECORDED_CRIME,
    REPORTING,
    TRUE_CRIME,
    TRUST,
    Subject,
    over_time,
)
from sim.report.figures.page import Paper
from sim.report.figures.style import Picture, as_svg, drawing
from sim.report.figures.trust_by_group import trust_by_group
from sim.report.figures.waterfall import crime_book_between, ledger_between, ledger_waterfall
from sim.report.idle_money import idle_money
from sim.report.intervals import intervals_of
from sim.report.setting import own_numbers, town_in_words
from sim.report.why import BookTable, book_table, in_words
from sim.study.books import DIGITS

if TYPE_CHECKING:
    from sim.study.compare import Comparison

COLUMN = Paper(5.4, words=False)
PAGE = Paper(9.0, words=False)
PHONE = Paper(4.0, words=False)
MOST_PANELS = 6  # arms whose waterfalls are drawn; more are told in the table only
SHOWN = (TRUST, REPORTING, TRUE_CRIME, RECORDED_CRIME, PARTICIPATION, QUALITY_OF_LIFE)
ALSO = {"quality_of_life": "quality_of_life_with_crime"}


@dataclass(frozen=True)
class Drawn:
    """A picture as the document shows it; ``source`` is the image itself as an address."""

    name: str
    headline: str
    alt: str
    notes: str
    source: str


@dataclass(frozen=True)
class Section:
    """One outcome: its figure, and a table for it and its realised value if there is one."""

    picture: Drawn
    tables: list[OutcomeTable]


@dataclass(frozen=True)
class Why:
    """The books: in words, as figures and as a table each."""

    trust: str
    crime: str
    between: list[Drawn]
    arms: Drawn | None
    tables: list[BookTable]


def report_page(comparison: Comparison) -> str:
    """The report; the same results give the same bytes."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sim.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.finalize = with_true_minus
    scenario = comparison.scenario
    environment.filters["shown"] = scenario.title
    with drawing():
        outcomes = [_section(comparison, subject) for subject in SHOWN]
        community = comparison.scenario.community
        as_districts = community.districts and not community.has_own_groups
        groups = None if as_districts else trust_by_group(comparison, PAGE)
        town_map = district_map(comparison, PAGE)
        at_a_glance = [answer_picture(comparison, paper) for paper in (PAGE, PHONE)]
        return environment.get_template("report.html").render(
            title=capital(scenario.shown_name),
            about=" ".join(scenario.about.split()),
            size=_size(comparison),
            town=town_in_words(scenario),
            own_numbers=own_numbers(scenario),
            cautions=[*idle_money(comparison), *cautions_beside_costs(scenario)],
            answer=answer(comparison),
            at_a_glance=[_drawn(each) for each in at_a_glance if each],
            intervals=intervals_of(comparison),
            crimes=crimes_in_town(comparison),
            runs=scenario.replicates,
            arms=[scenario.title(arm) for arm in comparison.arms],
            baseline=scenario.title(comparison.baseline),
            choices=CHOICES,
            differing=what_differs(scenario) if len(comparison.arms) > 1 else [],
            outcomes=outcomes,
            same_crimes=sentences.same_crimes_sentence(comparison),
            groups=_drawn(groups) if groups else None,
            gap=_gap(comparison),
            districts=districts(comparison),
            town_map=_drawn(town_map) if town_map else None,
            why=_why(comparison),
            money=money(comparison),
            worth=worth_table(comparison),
            basis=basis(comparison),
        )


def with_true_minus(shown: object) -> object:
    """Whatever the template shows; its numbers have a true minus sign."""
    return with_minus(shown) if type(shown) is str else shown


def _size(comparison: Comparison) -> str:
    scenario = comparison.scenario
    return (
        f"{count(scenario.community.residents, 'resident')},"
        f" {count(scenario.days, 'day')} after {count(scenario.burn_in_days, 'day')} of business as"
        f" usual, {count(scenario.replicates, 'run')} of {count(len(comparison.arms), 'arm')}."
    )


def _section(comparison: Comparison, subject: Subject) -> Section:
    names = [subject.outcome, *([ALSO[subject.outcome]] if subject.outcome in ALSO else [])]
    return Section(
        picture=_drawn(over_time(comparison, subject, COLUMN)),
        tables=[outcome_table(comparison, name) for name in names],
    )


def _gap(comparison: Comparison) -> OutcomeTable | None:
    """How unequal trust is between groups, where there are several."""
    if len(comparison.scenario.community.groups) < 2:
        return None
    return outcome_table(comparison, "trust_gap")


def _why(comparison: Comparison) -> Why | None:
    pair = headline_pair(comparison)
    if pair is None:
        return None
    several = 2 < len(comparison.arms) <= MOST_PANELS
    arms = ledger_waterfall(comparison, PAGE) if several else None
    return Why(
        trust=in_words(comparison, pair, "trust"),
        crime=in_words(comparison, pair, "true_crime"),
        between=[
            _drawn(ledger_between(comparison, *pair, COLUMN)),
            _drawn(crime_book_between(comparison, *pair, COLUMN)),
        ],
        arms=_drawn(arms) if arms else None,
        tables=[book_table(comparison, outcome) for outcome in DIGITS],
    )


def _drawn(picture: Picture) -> Drawn:
    """A picture as an address that holds the whole image."""
    image = base64.b64encode(as_svg(picture).encode()).decode("ascii")
    address = f"data:image/svg+xml;base64,{image}"
    return Drawn(picture.name, picture.headline, picture.alt, picture.notes, address)
