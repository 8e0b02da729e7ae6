"""The answer of a frontier as files: a table of all mixes, a figure, and three scenarios."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from sim.commands.scenario_files import schema_line
from sim.common.whole_files import write_whole
from sim.common.words import dollars, listed, spaced
from sim.model.state import Floats
from sim.report.figures.frontier import draw_frontier
from sim.report.frontier_text import said
from sim.study.folder.replacing import replace_text
from sim.study.folder.results_folder import MANIFEST, replace_file
from sim.study.frontier.mixes import PARTS, shares
from sim.study.frontier.picks import Pick
from sim.study.frontier.question import Question
from sim.study.frontier.rounds import GOALS, TABLE
from sim.study.frontier.search import Search
from sim.study.manifest import as_text, now
from sim.study.statistics import estimate_of
from sim.study.sweeps.store import read_manifest

NOT_KEPT = {"expect", "lesson", "story"}


def write_answer(search: Search, chosen: Sequence[Pick], folder: Path) -> None:
    """Table, figure and scenarios; the manifest's end is noted last, once."""
    table = table_of(search, chosen)
    write_whole(folder / f"{TABLE}.parquet", lambda path: table.to_parquet(path, index=False))
    text = table.to_csv(index=False, lineterminator="\n")
    replace_file(folder / f"{TABLE}.csv", text)
    for pick in chosen:
        path = folder / f"{pick.name}.yaml"
        replace_text(path, scenario_text(search, pick, path))
    draw_frontier(search, chosen, folder)
    manifest = read_manifest(folder)
    if manifest["ended"] is None:
        replace_file(folder / MANIFEST, as_text(manifest | {"ended": now()}))


def table_of(search: Search, chosen: Sequence[Pick]) -> pd.DataFrame:
    """A row a mix: its shares, what became of it, and each outcome minus the baseline.

    Finalists have their numbers from fresh replicates, the others from those of the search.
    """
    stays, beaten = search.stays, search.beaten_by()
    unbeaten = set(search.unbeaten.tolist())
    finalists = set(search.finalists.tolist())
    known = search.question.scenario.community.outcomes
    better = np.array([known[name].better for name in GOALS], dtype=float)
    rows = []
    for row, mix in enumerate(search.mixes):
        values = (search.fresh(row) if row in finalists else search.searched[row]) * better
        names = [pick.name for pick in chosen if pick.row == row]
        rows.append(
            {
                "mix": row + 1,
                **dict(zip(search.question.strategies, shares(mix), strict=True)),
                "unspent": 1.0 - sum(mix) / PARTS,
                "round": int(search.found_in[row]),
                "towns": "fresh" if row in finalists else "search",
                "unbeaten": row in unbeaten,
                "unbeaten_in_redraws": stays.get(row, np.nan),
                "beaten_by": beaten[row] + 1 if row in beaten else None,
                "pick": ", ".join(names),
                **_estimates(values, search.in_worlds),
            }
        )
    return pd.DataFrame(rows).astype({"beaten_by": "Int64"})


def _estimates(values: Floats, in_worlds: bool) -> dict[str, float]:
    found: dict[str, float] = {}
    for at, name in enumerate(GOALS):
        difference = estimate_of(values[:, at], in_worlds)
        ends = (difference.mean, difference.low, difference.high)
        found |= dict(zip((name, f"{name}_low", f"{name}_high"), ends, strict=True))
    return found


def scenario_text(search: Search, pick: Pick, path: Path) -> str:
    """A pick as a scenario file with comments: the baseline and the mix."""
    question = search.question
    mix, arm = search.mixes[pick.row], pick.name
    while arm in question.scenario.arms:
        arm += "_mix"
    name = f"{question.scenario.name[: 59 - len(pick.name)]}_{pick.name}"
    base = question.scenario.title(question.scenario.baseline)
    about = f"{pick.title}: {said(question, mix)}. Against {base}."
    scenario = question.with_mix(mix, arm, absent=True, name=name, about=about)
    data = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude=NOT_KEPT)
    data.pop("extends", None)
    first = {"name": name, "about": about}
    arms = data.pop("arms")
    before = _yaml(first | {key: data[key] for key in data if key not in first})
    comment = [
        f"One of three picks from {len(search.mixes)} ways to split {_budget(question)} among",
        f"{listed([spaced(each) for each in question.strategies])}.",
        f"{pick.title}: {pick.why}.",
        "Found in a search over mixes, judged in replicates that the search had not seen. It rests",
        "on the assumptions of the model; `compare` says what its intervals hold and leave out.",
    ]
    return (
        f"{schema_line(path)}\n#\n"
        + _folded(" ".join(comment))
        + before
        + "arms:\n"
        + "  # What the mix is measured from; its own strategies, if any, go on beside the mix.\n"
        + _indented({question.scenario.baseline: arms[question.scenario.baseline]})
        + f"  # {said(question, mix)}.\n"
        + _indented({arm: arms[arm]})
    )


def _budget(question: Question) -> str:
    return f"{dollars(question.budget)} per resident a year"


def _yaml(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=95)


def _indented(data: dict[str, Any]) -> str:
    return "".join(f"  {line}\n" for line in _yaml(data).splitlines())


def _folded(text: str) -> str:
    return "".join(f"# {line}\n" for line in textwrap.wrap(text, 95))
