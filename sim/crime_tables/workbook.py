"""The sheets of an .xlsx workbook as texts; what formulas gave when it was saved."""

from __future__ import annotations

import datetime
import io
import warnings

from sim.common.problems import Problem, ProblemsFound
from sim.crime_tables.table import Sheet

MOST_CELLS = 30_000_000


def sheets_of(raw: bytes, file: str) -> list[Sheet]:
    """All sheets of a workbook. Raises ProblemsFound where it cannot be read."""
    from openpyxl import load_workbook

    sheets = []
    try:
        with warnings.catch_warnings():  # of styles and validations, which nobody needs here
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            try:
                for sheet in book.worksheets:
                    sheet.reset_dimensions()  # some programs write wrong ones
                    rows, cells = [], 0
                    for line, row in enumerate(sheet.iter_rows(values_only=True), 1):
                        cells += len(row)
                        if cells > MOST_CELLS:
                            raise ValueError("it has too many cells")
                        rows.append((line, [_text(value) for value in row]))
                    sheets.append(Sheet(sheet.title, rows))
            finally:
                book.close()
    except MemoryError:
        raise
    except Exception as error:  # a file of a stranger: the library raises what it likes
        fix = "save the table as CSV, or as .xlsx anew"
        message = f"this workbook cannot be read: {error}"[:200]
        raise ProblemsFound([Problem(message, fix, file)]) from None
    return sheets


def _text(value: object) -> str:
    """A cell as text: 2019 for 2019.0, and dates with the year first."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    return " ".join(str(value).split())
