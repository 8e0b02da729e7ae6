"""What a run writes down: sums over residents and happenings so far, on the days of record."""

from __future__ import annotations

from sim.compiled.rules import rule
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.state import Town

declare(
    "measure",
    confident=Parameter(
        0.50, "trust 0-1", (0.0, 1.0), None,
        "trust from which a resident counts as confident in police", "assumed",
        "a convention: the middle of the scale; it gives Gallup's levels and gap (P19)",
    ),
)  # fmt: skip

# Sums over residents, by group: rows of ``Books.means``.
(
    PEOPLE,
    TRUST,
    CONFIDENT,
    FAMILIARITY,
    HEARD,
    OWNERSHIP,
    WORRY,
    GRIEVANCE,
    PARTICIPATION,
    TIES,
    TIES_BETWEEN,
) = range(11)
NUMBER_OF_MEANS = 11


@rule
def take_record(town: Town, numbers: Numbers, row: int) -> None:
    """Write one record: sums by group, happenings so far, mean order of the blocks."""
    residents, blocks, books = town.residents, town.blocks, town.books
    means = books.means[row]
    for group in range(means.shape[1]):
        for each in range(means.shape[0]):
            means[each, group] = 0.0
        for each in range(books.counts.shape[0]):
            books.totals[row, each, group] = books.counts[each, group]
    for way in range(books.crimes_in.shape[0]):
        for district in range(books.crimes_in.shape[1]):
            books.crimes_so_far[row, way, district] = books.crimes_in[way, district]
    order = 0.0
    for block in range(len(blocks.risk)):
        order += blocks.homes[block] * (1.0 - blocks.disorder[block])
    for who in range(len(residents.block)):
        group = residents.group[who]
        trust = residents.standing[who] + residents.impression[who]
        means[PEOPLE, group] += 1.0
        means[TRUST, group] += trust
        means[CONFIDENT, group] += 1.0 if trust >= numbers.measure.confident else 0.0
        means[FAMILIARITY, group] += residents.familiarity[who]
        means[HEARD, group] += residents.heard[who]
        means[OWNERSHIP, group] += residents.ownership[who]
        means[WORRY, group] += residents.worry[who]
        means[GRIEVANCE, group] += residents.grievance[who]
        if residents.watch[who] + residents.volunteer[who] > 0:
            means[PARTICIPATION, group] += 1.0
        means[TIES, group] += residents.ties[who]
        for slot in range(residents.ties[who]):
            if residents.group[residents.friends[who, slot]] != group:
                means[TIES_BETWEEN, group] += 1.0
    books.order[row] = order / max(1, len(residents.block))


@rule
def new_year(town: Town, day: int) -> None:
    """Once a year people who had a contact are counted afresh."""
    if day >= 0 and day % 365 == 0:
        for who in range(len(town.residents.contact_kinds)):
            town.residents.contact_kinds[who] = 0


@rule
def record_if_due(town: Town, numbers: Numbers, day: int, record: int) -> int:
    """Write the record of a day that has one, at its end; gives the next row of the records."""
    records = town.books.record_days
    if day >= 0 and record < len(records) and records[record] == day + 1:
        take_record(town, numbers, record)
        return record + 1
    return record
