"""How large a town is: the sizes of its tables, from the plain numbers of a scenario."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.compiled.rules import rule
from sim.model.ledger import PERIOD
from sim.model.outcomes import OWN
from sim.model.processes.crime import WAYS
from sim.model.processes.records import NUMBER_OF_MEANS
from sim.model.registers import CAUSES, CHANNELS, COUNTS, DUTIES, LEVERS, PLACES
from sim.model.settings import GroupSettings, TownSettings
from sim.model.state import CRIME_TYPES, Table, Wholes, wholes

BLOCKS_IN_BEAT = 20
ROOM_TO_HIRE = 0.25  # posts kept for hired officers, as a share of the usual staff


@dataclass(repr=False)
class Sizes(Table):
    """One row: sizes that differ from town to town, by the names that columns call them."""

    homes: Wholes = wholes("homes", "rows")
    blocks: Wholes = wholes("blocks", "rows")
    beats: Wholes = wholes("beats", "rows")
    groups: Wholes = wholes("groups of residents", "rows")
    districts: Wholes = wholes("districts; one where a scenario names none", "rows")
    posts: Wholes = wholes("posts of officers", "rows")
    posts_in_beat: Wholes = wholes("posts of one beat, at most", "rows")
    contacts: Wholes = wholes("contacts of one process of a day, at most", "rows")
    incidents: Wholes = wholes("crimes of a day, at most", "rows")
    periods: Wholes = wholes("periods of the books", "rows")
    nights: Wholes = wholes("nights that a change of trust can last, and the first day", "rows")
    records: Wholes = wholes("days on which a record is taken", "rows")


def fixed_sizes() -> dict[str, int]:
    """Sizes that are the same in all towns: what is declared."""
    return {
        "types": len(CRIME_TYPES), "causes": len(CAUSES), "channels": len(CHANNELS),
        "counts": len(COUNTS), "duties": len(DUTIES), "levers": len(LEVERS),
        "kinds": len(PLACES), "means": NUMBER_OF_MEANS, "ways": WAYS, "outcomes": len(OWN),
    }  # fmt: skip


@rule
def usual_officers(per_1000: float, residents: int) -> float:
    """Usual officers, fractional; at least one unless there are to be none."""
    officers = per_1000 * residents / 1000.0
    return max(1.0, officers) if officers > 0.0 else 0.0


@rule
def number_of_blocks(residents: int, per_block: int) -> int:
    """Blocks of about so many homes."""
    return max(1, round(residents / per_block))


@rule
def number_of_beats(blocks: int) -> int:
    """Beats of about twenty blocks."""
    return max(1, round(blocks / BLOCKS_IN_BEAT))


@rule
def set_sizes(settings: TownSettings, asked: GroupSettings, sizes: Sizes) -> None:
    """The sizes of the tables of a town."""
    homes, days, every = settings.residents[0], settings.days[0], settings.record_every[0]
    usual = usual_officers(settings.officers_per_1000[0], homes)
    posts = math.ceil(usual) + math.ceil(max(ROOM_TO_HIRE * usual, settings.hired[0]))
    blocks = number_of_blocks(homes, settings.residents_per_block[0])
    beats = number_of_beats(blocks)
    sizes.homes[0], sizes.blocks[0], sizes.beats[0] = homes, blocks, beats
    sizes.groups[0], sizes.posts[0] = len(asked.share), posts
    sizes.districts[0] = len(settings.issues_in)
    sizes.posts_in_beat[0] = max(1, math.ceil(posts / beats))
    sizes.contacts[0], sizes.incidents[0] = 2 * homes + 1024, homes + 64
    sizes.periods[0], sizes.nights[0] = math.ceil(days / PERIOD), days + 1
    sizes.records[0] = math.ceil(days / every) + 1
