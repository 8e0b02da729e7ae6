"""A page: a headline that states the finding, a line of explanation, the picture, the notes.

On a page of a document the words stand in its text; the figure is then the picture alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from sim.common.words import count
from sim.report.figures.style import INK, SOFT_INK
from sim.report.figures.words import scenario_name
from sim.study.compare import Comparison

WIDTH = 9.0
MARGIN = 0.25
HEADLINE, EXPLANATION, NOTE = 13.5, 9.5, 8.5
LINE = 1.35  # the height of a line of text, in font sizes
EDGE = 0.1  # around a picture without words, inches
AIR = 0.05  # inches between headline and explanation
POINTS = 72.0  # in an inch


@dataclass(frozen=True)
class Paper:
    """What a figure is drawn on: so many inches wide, with its words or without."""

    width: float = WIDTH
    words: bool = True


ALONE = Paper()


@dataclass(frozen=True)
class Page:
    """A figure with its words in place; the picture goes to `width` by `height` inches."""

    figure: Figure
    left: float
    bottom: float
    width: float
    height: float

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """New axes; all in inches from the lower left corner of the picture's room."""
        across, up = self.figure.get_size_inches()
        return self.figure.add_axes(
            (
                (self.left + left) / across,
                (self.bottom + bottom) / up,
                width / across,
                height / up,
            )
        )

    def write(self, left: float, bottom: float, text: str, colour: str) -> None:
        """A bold line of text above a panel; inches as in `axes`."""
        across, up = self.figure.get_size_inches()
        place = ((self.left + left) / across, (self.bottom + bottom) / up)
        self.figure.text(*place, text, size=EXPLANATION, weight="bold", color=colour)


@cache
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """The width of a line of text in inches; `size` in points."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / POINTS


def wrapped(text: str, size: float, weight: str, room: float) -> list[str]:
    """`text` as lines that fit into `room` inches: as few as possible, about equally long."""
    fewest = _filled(text, size, weight, room)
    tries = (_filled(text, size, weight, room * part / 20) for part in range(8, 20))
    return next((lines for lines in tries if len(lines) == len(fewest)), fewest)


def _filled(text: str, size: float, weight: str, room: float) -> list[str]:
    """Lines as long as `room` allows; only a word that is wider than that is parted."""
    lines: list[str] = []
    space = text_width("n n", size, weight) - text_width("nn", size, weight)
    used = 0.0
    for word in (part for each in text.split() for part in _parted(each, size, weight, room)):
        width = text_width(word, size, weight)
        if lines and used + space + width <= room:
            lines[-1] += f" {word}"
            used += space + width
        else:
            lines.append(word)
            used = width
    return lines


def _parted(word: str, size: float, weight: str, room: float) -> list[str]:
    """A word; where it is wider than `room`, its parts, each with a hyphen but the last."""
    if text_width(word, size, weight) <= room or len(word) < 2:
        return [word]
    most = next(
        (n for n in range(len(word) - 1, 1, -1)
         if text_width(f"{word[:n]}-", size, weight) <= room), 1,
    )  # fmt: skip
    return [f"{word[:most]}-", *_parted(word[most:], size, weight, room)]


def fitted(text: str, size: float, weight: str, room: float) -> str:
    """`text`, its end cut off where it needs more than `room` inches."""
    if text_width(text, size, weight) <= room:
        return text
    while text and text_width(f"{text}…", size, weight) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def new_page(
    comparison: Comparison,
    headline: str,
    explanation: str,
    height: float,
    notes: str = "",
    paper: Paper = ALONE,
) -> Page:
    """A page with room for a picture `height` inches high, under its words.

    The last note names the scenario, the number of runs and the days.
    """
    if not paper.words:
        figure = Figure(figsize=(paper.width, height + 2 * EDGE))
        return Page(figure, EDGE, EDGE, paper.width - 2 * EDGE, height)
    scenario = comparison.scenario
    paired = ", paired" if scenario.replicates > 1 else ""
    several = f" of every arm{paired}" if comparison.others else ""
    source = (
        f"{scenario_name(scenario, 60)} · {count(scenario.replicates, 'run')}{several} · "
        f"{count(scenario.days, 'day')}"
    )
    return page_under(headline, explanation, height, [notes, source])


def page_under(headline: str, explanation: str, height: float, notes: Sequence[str]) -> Page:
    """A page with room for a picture `height` inches high between words above and notes below."""
    room = WIDTH - 2 * MARGIN
    said = wrapped(headline, HEADLINE, "bold", room)
    told = wrapped(explanation, EXPLANATION, "normal", room)
    noted = [line for text in notes for line in wrapped(text, NOTE, "normal", room)]
    head = (len(said) * HEADLINE + len(told) * EXPLANATION) * LINE / POINTS + AIR + 0.12
    foot = len(noted) * NOTE * LINE / POINTS + 0.08
    total = MARGIN + head + height + foot + MARGIN
    figure = Figure(figsize=(WIDTH, total))

    def write(lines: list[str], top: float, size: float, weight: str, colour: str) -> float:
        for line in lines:
            figure.text(
                MARGIN / WIDTH, top / total, line, size=size, weight=weight, color=colour, va="top"
            )
            top -= size * LINE / POINTS
        return top

    below = write(said, total - MARGIN, HEADLINE, "bold", INK)
    write(told, below - AIR, EXPLANATION, "normal", SOFT_INK)
    write(noted, MARGIN + foot - 0.08, NOTE, "normal", SOFT_INK)
    return Page(figure, MARGIN, MARGIN + foot, room, height)
