"""What was understood of a table, in words, for its reader to check."""

from __future__ import annotations

from sim.common.problems import printable
from sim.crime_tables.amounts import Amount
from sim.crime_tables.understood import Understood


def told(found: Understood, file: str) -> str:
    """What was understood of a table, for its reader to check."""
    lines = [f"{file}: {found.shape}"]
    year = found.year or "the table names none"
    rest = found.years_left_out
    left = (
        f"; left out: {rest[0]} to {rest[-1]}"
        if len(rest) > 1
        else f"; left out: {rest[0]}"
        if rest
        else ""
    )
    lines.append(f"  year: {year}{left}")
    if found.place:
        lines.append(f"  place: {found.place}")
    if found.per is None:
        lines.append(f"  residents: {found.residents:,} ({found.whose_residents})")
    else:
        lines.append(f"  rates per {found.per:,} residents")
    for each in found.amounts:
        lines.append(f"  {each.field + ':':20}{each.value:>14,.10g}   {source_of(each)}")
    for district in found.districts:
        crimes = ", ".join(f"{kind} {n:,.10g}" for kind, n in district.crimes.items())
        people = f"{district.residents:,} residents ({district.whose_residents})"
        lines.append(f"  district {_short(district.name)}: {people}; {crimes}")
    for why in dict.fromkeys(why for _, why in found.left_out):
        names = [name for name, each in found.left_out if each == why]
        shown = ", ".join(_short(each) for each in names[:12])
        shown += f" and {len(names) - 12} more" if len(names) > 12 else ""
        lines.append(f"  left out, {_short_why(why)}: {shown}")
    lines += [f"  note: {each}" for each in found.remarks]
    return "\n".join(printable(line) for line in lines)


def _short_why(why: str) -> str:
    return why if len(why) <= 80 else f"{why[:77]}..."


def source_of(amount: Amount) -> str:
    """From which names and lines of the table a number is."""
    names = " + ".join(_short(each) for each in amount.names[:6])
    names += f" and {len(amount.names) - 6} more" if len(amount.names) > 6 else ""
    said = [each for each in (names, amount.remark, amount.lines) if each]
    return "; ".join(said)


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:37]}..."
