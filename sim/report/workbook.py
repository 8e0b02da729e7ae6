"""The small tables of a comparison as one workbook, which any spreadsheet opens in any country."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.common.problems import printable
from sim.common.words import spaced
from sim.model.state import CRIME_TYPES
from sim.report.facts import change
from sim.report.intervals import intervals_of
from sim.study.manifest import assumptions
from sim.study.tables import unit_of
from sim.study.worth import worth

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from sim.study.compare import Comparison

FILE = "results.xlsx"
SAME_TIME = (1980, 1, 1, 0, 0, 0)
"""Of every part of the file: the same results give the same bytes."""
PER_YEAR = "expected crimes per 1,000 residents a year"
WIDEST = 60
Rows = Iterator[Sequence[Any]]


def write_workbook(comparison: Comparison, path: Path) -> None:
    """Write a sheet for each small table; raises OSError."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (
        ("about", _about(comparison)),
        ("differences", _differences(comparison)),
        ("arms", _arms(comparison)),
        ("cost", _cost(comparison)),
        ("worth", _worth(comparison)),
        ("crime", _crime(comparison)),
        ("settings", _settings(comparison)),
    ):
        _fill(book.create_sheet(title), rows)
    drawn = io.BytesIO()
    book.save(drawn)
    _without_time(drawn, path)


def _about(comparison: Comparison) -> Rows:
    scenario = comparison.scenario
    yield "what", "said"
    yield "scenario", scenario.shown_name
    yield "about", " ".join(scenario.about.split())
    yield "residents", scenario.community.residents
    yield "days", scenario.days
    yield "replicates", scenario.replicates
    yield "seed", scenario.seed
    yield "baseline", comparison.baseline
    known = intervals_of(comparison)
    told = f"mean and interval ({known.name})"
    yield "differences", f"arm minus baseline in the same replicates: {told}, reading"
    yield "arms", f"level of each outcome in each arm: {told}"
    yield "cost", "what each arm buys, dollars a year for the whole town"
    yield "worth", "crimes avoided against the baseline at each price list; net of the extra cost"
    yield "crime", "why true crime differs from an ordinary day, by type and cause"
    used = "as it was used"
    if comparison.scenario.worlds != "declared":
        used = "as it is declared; the worlds of replicates have others, see manifest.json"
    yield "settings", f"every number of the model {used}, with its default and its source"
    yield "intervals", known.only


def _differences(comparison: Comparison) -> Rows:
    frame = comparison.tables.differences
    yield "title", *frame.columns, "reading"
    twice = comparison.scenario.community.told_twice
    for row in frame[~frame.outcome.isin(twice)].itertuples(index=False):
        found = change(comparison, str(row.arm), str(row.outcome), str(row.baseline))
        yield found.outcome.title, *row, found.reading


def _arms(comparison: Comparison) -> Rows:
    yield "title", "outcome", "arm", "mean", "low", "high", "replicates", "unit"
    twice = comparison.scenario.community.told_twice
    for name in (each for each in comparison.columns if each not in twice):
        for arm in comparison.arms:
            found = comparison.level(arm, name)
            outcome = comparison.outcomes[name]
            numbers = (found.mean, found.low, found.high, found.count)
            yield outcome.title, name, arm, *numbers, unit_of(outcome)


def _cost(comparison: Comparison) -> Rows:
    yield "arm", "activity", "quantity", "unit", "dollars a year", "dollars per resident a year"
    residents = comparison.scenario.community.residents
    for arm, price in comparison.prices.items():
        for activity, quantity, unit, dollars in price.lines:
            yield arm, activity, quantity, unit, dollars, dollars / residents
        total = price.per_resident_year
        yield arm, "all", None, None, total * residents, total


def _worth(comparison: Comparison) -> Rows:
    yield (
        "arm", "prices", "unit", "avoided", "low", "high", "net", "net low", "net high", "pays",
        *(f"price: {spaced(kind)}" for kind in CRIME_TYPES),
    )  # fmt: skip
    for each in worth(comparison):
        avoided, net = each.avoided, each.net
        ends = (net.mean, net.low, net.high) if net else (None, None, None)
        unit = f"{each.prices.unit} per resident a year"
        numbers = (avoided.mean, avoided.low, avoided.high, *ends, each.pays)
        yield each.arm, each.prices.name, unit, *numbers, *each.prices.prices.values()


def _crime(comparison: Comparison) -> Rows:
    from sim.model.measures import DAYS_IN_YEAR

    yield "arm", "type", "cause", "mean", "unit"
    book = comparison.tables.crime_book
    years = comparison.scenario.days / DAYS_IN_YEAR * comparison.scenario.replicates
    sums = book.groupby(["arm", "type", "cause"], sort=False)["value"].sum() / years
    for row in sums.reset_index().itertuples(index=False):
        yield *row, PER_YEAR


def _settings(comparison: Comparison) -> Rows:
    names = ("name", "value", "default", "unit", "status", "source")
    yield *names, "plausible low", "plausible high"
    for each in assumptions(comparison.scenario):
        yield *(each[name] for name in names), *(each["plausible"] or (None, None))


def _fill(sheet: Worksheet, rows: Rows) -> None:
    """Write rows, the first of them as names of columns that stay in sight."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    wide: dict[int, int] = {}
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            if isinstance(value, str):
                cell.value = printable(value)
                cell.data_type = "s"  # never a formula, whatever it begins with
                wide[column] = max(wide.get(column, 0), min(WIDEST, len(value)))
            elif value is not None and math.isfinite(value):
                cell.value = value
                if isinstance(value, float):
                    cell.number_format = "#,##0.0000"
            if at == 1:
                cell.font = Font(bold=True)
    for column, width in wide.items():
        sheet.column_dimensions[get_column_letter(column)].width = max(12, width + 2)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _without_time(drawn: io.BytesIO, path: Path) -> None:
    """Write a workbook as it was drawn, but for the time at which it was."""
    stamp = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
    with zipfile.ZipFile(drawn) as one, zipfile.ZipFile(path, "w") as other:
        for part in sorted(one.namelist()):
            content = stamp.sub(rb"\g<1>1980-01-01T00:00:00Z", one.read(part))
            info = zipfile.ZipInfo(part, SAME_TIME)
            other.writestr(info, content, zipfile.ZIP_DEFLATED)
