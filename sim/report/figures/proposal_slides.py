"""A slide for each proposal, 16:9: what it does to trust and crime, how sure that is, its cost."""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.common.words import capital
from sim.report.bills import bill_of
from sim.report.figures.answer import LINE, SLIDE
from sim.report.figures.page import MARGIN, POINTS, fitted, wrapped
from sim.report.figures.style import INK, PALE, SOFT_INK, Picture, drawing, looks
from sim.report.figures.words import scenario_name
from sim.report.proposals import Proposal, Proposals, proposals
from sim.study.compare import Comparison

NAME, HEAD, FACT, SURE, BOUGHT, NOTE = 40.0, 15.0, 32.0, 17.0, 17.0, 12.0  # points
MOST_LINES = 5  # of a bill
EDGE = 2.4 * MARGIN


def proposal_slides(comparison: Comparison) -> list[Picture]:
    """A picture a proposal, in the order of the scenario; inside ``drawing()``."""
    told, faces = proposals(comparison), looks(comparison)
    return [
        Picture(
            line.arm, line.name, _alt(line), _slide(comparison, told, line, faces[line.arm].ink)
        )
        for line in told.lines
    ]


def draw_proposal_slides(comparison: Comparison, folder: Path) -> None:
    """Write ``<arm>.png`` for each proposal into ``folder``, made if missing; 2,000 pixels wide."""
    folder.mkdir(parents=True, exist_ok=True)
    with drawing():
        for slide in proposal_slides(comparison):
            told = {"Title": slide.headline, "Software": None}
            slide.figure.savefig(folder / f"proposal_{slide.name}.png", dpi=150, metadata=told)


def _facts(line: Proposal) -> list[tuple[str, str]]:
    """What stands in each column: a fact and how sure it is; the cost and what is beside it."""
    facts = [(each.said, each.sure) for each in (line.trust, line.crime, line.violent)]
    return [*facts, (line.cost, line.beside_cost)]


def _alt(line: Proposal) -> str:
    said = "; ".join(f"{fact} ({sure})" if sure else fact for fact, sure in _facts(line))
    return f"{line.name}: {said}."


def _slide(comparison: Comparison, told: Proposals, line: Proposal, ink: str) -> Figure:
    across, tall = SLIDE
    figure = Figure(figsize=SLIDE)
    room = across - 2 * EDGE

    def write(left: float, top: float, text: str, size: float, colour: str, weight: str) -> None:
        figure.text(
            left / across, top / tall, text, size=size, color=colour, weight=weight, va="top"
        )

    top = tall - EDGE
    for text in wrapped(capital(line.name), NAME, "bold", room):
        write(EDGE, top, text, NAME, ink, "bold")
        top -= NAME * LINE / POINTS
    wide = room / len(told.columns)
    top -= 0.5
    for place, (head, (fact, sure)) in enumerate(zip(told.columns, _facts(line), strict=True)):
        left, at = EDGE + place * wide, top
        write(left, at, head, HEAD, SOFT_INK, "normal")
        at -= 0.5
        for text in wrapped(fact, FACT, "bold", wide - 0.2):
            write(left, at, text, FACT, INK, "bold")
            at -= FACT * LINE / POINTS
        write(left, at - 0.05, sure, SURE, SOFT_INK, "normal")
    bill = bill_of(comparison.scenario, line.arm, comparison.prices[line.arm])
    top -= 2.3
    write(EDGE, top, "What the money buys" if bill else "", HEAD, SOFT_INK, "normal")
    for each in bill[:MOST_LINES]:
        top -= BOUGHT * 1.6 / POINTS
        write(EDGE, top, fitted(capital(each), BOUGHT, "normal", room), BOUGHT, INK, "normal")
    notes = (
        f"{scenario_name(comparison.scenario)}. A simulation of a made-up town, not a forecast."
        f" {told.title}. {told.scale}"
    )
    lines = wrapped(notes, NOTE, "normal", room)
    figure.add_artist(_rule(across, tall, EDGE + len(lines) * NOTE * LINE / POINTS + 0.15))
    for place, text in enumerate(reversed(lines)):
        below = EDGE + (place + 1) * NOTE * LINE / POINTS
        write(EDGE, below, text, NOTE, SOFT_INK, "normal")
    return figure


def _rule(across: float, tall: float, height: float) -> Line2D:
    ends = [EDGE / across, 1 - EDGE / across]
    return Line2D(ends, [height / tall] * 2, color=PALE, linewidth=1.0)
