"""The scoreboard as a page that stands alone: one file, no scripts, the figure inside."""

from __future__ import annotations

from collections.abc import Sequence

from sim.evidence.scoreboard import Row
from sim.evidence.worlds.board import Board
from sim.report import over_worlds
from sim.report.figures.scoreboard import scoreboard
from sim.report.figures.style import as_svg, drawing
from sim.report.scoreboard_text import (
    ERROR,
    GRADES,
    KINDS_SAID,
    band,
    published,
    simulated,
    summary,
)


def scoreboard_page(rows: Sequence[Row], replicates: int, board: Board | str = "") -> str:
    """The page as HTML, the same bytes every time; ``board`` as in ``print_scoreboard``."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    template = Environment(
        loader=PackageLoader("sim.report"), autoescape=True, undefined=StrictUndefined
    ).get_template("scoreboard.html")
    with drawing():
        picture = scoreboard(rows, board)
        svg = as_svg(picture)
    return template.render(
        rows=rows,
        replicates=replicates,
        picture=picture,
        svg=svg[svg.index("<svg") :],
        summary=summary(rows),
        board=board,
        over=over_worlds,
        known=not isinstance(board, str),
        patterns=[row.pattern for row in rows],
        error=ERROR,
        grades=GRADES,
        kinds=KINDS_SAID,
        band=band,
        published=published,
        simulated=simulated,
    )
