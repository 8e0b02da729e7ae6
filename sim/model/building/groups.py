"""Groups of residents, and which home belongs to which."""

from __future__ import annotations

import numpy as np

from sim.compiled.rules import rule
from sim.model.building.orders import mean_around, order_of
from sim.model.settings import GroupSettings, TownSettings
from sim.model.state import Blocks, Floats, Groups, Residents, Rows


@rule
def set_groups(groups: Groups, asked: GroupSettings) -> None:
    """The groups as a scenario describes them; exposure is relative to the average resident."""
    average = 0.0
    for row in range(len(asked.share)):
        average += asked.share[row] * asked.exposure[row]
    for row in range(len(asked.share)):
        trust = asked.trust[row] / 100.0
        groups.start_trust[row] = trust
        groups.mean_standing[row] = trust
        groups.usual_standing[row] = trust
        groups.start_spread[row] = asked.trust_spread[row] / 100.0
        exposed = asked.share[row] > 0.0 and average > 0.0
        groups.exposure[row] = asked.exposure[row] / average if exposed else 0.0
        groups.stop_conduct[row] = asked.stop_conduct[row]
        groups.search_at_stops[row] = asked.search_at_stops[row]
        groups.force_at_stops[row] = asked.force_at_stops[row]
        groups.force_at_calls[row] = asked.force_at_calls[row]
        groups.local_news[row] = asked.hears_local_news[row]
        groups.national_news[row] = asked.hears_national_news[row]
        groups.district[row] = asked.district[row]


@rule
def settle_groups(
    residents: Residents,
    blocks: Blocks,
    groups: Groups,
    settings: TownSettings,
    asked: GroupSettings,
    u_block: Floats,
    u_person: Floats,
) -> None:
    """Give every home a group: exact shares, living apart as far as ``segregation`` says.

    Homes queue by a mix of their block's draw (smoothed with the blocks next door, so that groups
    live in areas) and their own; the groups of each district fill its part of the queue in order.
    """
    number, homes = len(blocks.risk), len(residents.block)
    smooth = u_block.copy()
    for _ in range(2):
        before = smooth.copy()
        for block in range(number):
            smooth[block] = mean_around(blocks, before, block, 1.0)
    in_order = order_of(smooth)
    rank = np.empty(number)
    for place in range(number):
        rank[in_order[place]] = place / max(1, number - 1)
    apart = settings.segregation[0]
    mixed = np.empty(homes)
    for who in range(homes):
        mixed[who] = apart * rank[residents.block[who]] + (1.0 - apart) * u_person[who]
    queue = order_of(mixed)
    for district in range(len(settings.issues_in)):
        fill_district(residents, blocks, asked, queue, district)
    for who in range(homes):
        group = residents.group[who]
        blocks.people[residents.block[who], group] += 1
        groups.people[group] += 1


@rule
def fill_district(
    residents: Residents, blocks: Blocks, asked: GroupSettings, queue: Rows, district: int
) -> None:
    """Give the homes of one district to its groups, in their shares, as the homes queue."""
    here = np.empty(len(queue), np.int64)
    homes = 0
    for place in range(len(queue)):
        if blocks.district[residents.block[queue[place]]] == district:
            here[homes] = queue[place]
            homes += 1
    last, whole = -1, 0.0
    for row in range(len(asked.share)):
        if asked.district[row] == district:
            last, whole = row, whole + asked.share[row]
    if homes == len(queue):
        whole = 1.0  # all shares, but for the last digit
    start, share = 0, 0.0
    for row in range(len(asked.share)):
        if asked.district[row] != district:
            continue
        share += asked.share[row]
        end = homes if row == last else int(np.rint(share * homes / whole))
        for place in range(start, end):
            residents.group[here[place]] = row
        start = max(start, end)
