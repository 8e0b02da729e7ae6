"""The rows of a file: CSV with any sign between cells, in any common encoding; or a workbook."""

from __future__ import annotations

import csv
import io
import stat
from collections import Counter
from pathlib import Path

from sim.common.problems import Problem, ProblemsFound
from sim.crime_tables.table import Sheet

MOST_BYTES = 200_000_000
WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How the files of spreadsheets begin, from 2007 on and before."""
SIGNS = ",;\t|"
_LOOKED_AT = 60


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of a workbook, or the one that a CSV file is. Raises ProblemsFound."""
    raw = _bytes(path)
    if raw.startswith(WORKBOOK):
        from sim.crime_tables.workbook import sheets_of

        return sheets_of(raw, str(path))
    if raw.startswith(OLD_WORKBOOK):
        fix = "open it in a spreadsheet program, and save it as .xlsx or CSV"
        raise ProblemsFound([Problem("this is a workbook of before 2007", fix, str(path))])
    return [Sheet("", csv_rows(_decoded(raw, str(path)), str(path)))]


def _bytes(path: Path) -> bytes:
    def refuse(message: str, fix: str) -> ProblemsFound:
        return ProblemsFound([Problem(message, fix, str(path))])

    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise refuse("this is not an ordinary file", "name a .csv or .xlsx file")
        if found.st_size > MOST_BYTES:
            raise refuse("the file is larger than 200 MB", "keep one year of it, or its totals")
        return path.read_bytes()
    except FileNotFoundError:
        raise refuse("there is no such file", "name a .csv or .xlsx file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse(f"this file cannot be read: {reason}", "name a .csv or .xlsx file") from None


def _decoded(raw: bytes, file: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", "replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")  # as spreadsheets of the West save CSV
    if "\x00" in text:
        fix = "save the table as CSV or .xlsx"
        raise ProblemsFound([Problem("this file holds no text", fix, file)])
    return text


def csv_rows(text: str, file: str) -> list[tuple[int, list[str]]]:
    """Rows of a CSV text, each with its line."""
    told = text[:6].lower()
    sign = ""
    if told.startswith("sep=") and len(text) > 4:  # how some spreadsheet programs say it
        sign, text = text[4], "\n" + text.partition("\n")[2]
    sign = sign if sign and sign in SIGNS else _sign_between(text)
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    first = 1
    try:
        for row in reader:
            rows.append((first, [each.strip() for each in row]))
            first = reader.line_num + 1
    except csv.Error as error:
        fix = "look at the quotes there; or save the table anew"
        raise ProblemsFound(
            [Problem(f"the row cannot be read: {error}", fix, file, first)]
        ) from None
    return rows


def _sign_between(text: str) -> str:
    """The sign that parts most of the first lines into as many cells."""
    start = "\n".join(text[:200_000].splitlines()[:_LOOKED_AT])

    def evenly(sign: str) -> tuple[int, int]:
        try:
            widths = Counter(
                len(row)
                for row in csv.reader(io.StringIO(start, newline=""), delimiter=sign)
                if row
            )
        except csv.Error:
            return (0, 0)
        several = [(count, width) for width, count in widths.items() if width > 1]
        return max(several, default=(0, 0))

    return max(SIGNS, key=evenly)
