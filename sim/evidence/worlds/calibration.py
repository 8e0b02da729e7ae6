"""The whole way from priors to worlds, wave by wave, each kept as it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from sim.common.threads import Progress
from sim.evidence.patterns import Pattern
from sim.evidence.worlds.emulator import Emulator
from sim.evidence.worlds.ensemble import STEPS, Ensemble, draw_settings, ensemble, learn_all
from sim.evidence.worlds.left_out import Predicted, drawn_with, left_out, study_of
from sim.evidence.worlds.lived import live, lived_in
from sim.evidence.worlds.targets import Target, targets
from sim.evidence.worlds.waves import (
    Rows,
    first_settings,
    read_rows,
    run_wave,
    trials_of,
    varied,
    write_rows,
)
from sim.model.state import Floats

SIZES = (300, 250)
WORLDS = 300
PREDICTING = 100  # worlds that predict a study that is left out
SEED = 19
Watch = Callable[[str, int], AbstractContextManager[Progress]]
"""Told what begins and of how many pieces it is; gives what is told of each piece."""


@dataclass(frozen=True)
class Calibration:
    """What came of all waves.

    Attributes:
        waves: the settings that emulators were learnt from, with what every finding was in them.
        targets: all that worlds can be asked for.
        asked: names of those that these worlds were asked for.
        emulators: of all targets, learnt from all waves.
        ensemble: the worlds.
        lived: what every finding was in some of the worlds themselves, one town each; None where
            they were not run.
    """

    waves: tuple[Rows, ...]
    targets: list[Target]
    asked: frozenset[str]
    emulators: dict[str, Emulator]
    ensemble: Ensemble
    lived: Rows | None


@dataclass
class Calibrating:
    """The way from priors to worlds, in one folder.

    Attributes:
        folder: where parts are kept.
        patterns: the findings.
        workers: threads.
        watch: told of progress.
        part: only this part of a wave is run, from 1.
    """

    folder: Path
    patterns: Sequence[Pattern]
    workers: int
    watch: Watch
    part: int | None = None

    def waves(self, sizes: Sequence[int] = SIZES, kept: Sequence[Rows] = ()) -> list[Rows] | None:
        """Run the waves that are not ``kept``; None where parts are still missing."""
        waves: list[Rows] = []
        for wave, size in enumerate(sizes, start=1):
            done: Rows | None
            if len(kept) >= wave and len(kept[wave - 1]) == size:
                done = kept[wave - 1]
            else:
                done = self.run(wave, self._settings(wave, size, waves))
            if done is None:
                return None
            waves.append(done)
        return waves

    def run(self, wave: int, settings: Floats) -> Rows | None:
        """Run the parts of one wave that are missing."""
        trials = trials_of(self.patterns)
        with self.watch(f"settings of wave {wave}", len(settings)) as show:
            return run_wave(self.folder, wave, settings, trials, self.workers, show, self.part)

    def worlds(
        self, waves: Sequence[Rows], out: frozenset[str] = frozenset(), worlds: int = WORLDS
    ) -> Calibration:
        """Learn from all waves and draw worlds, without asking them for the measures ``out``."""
        known = self.asked(waves)
        emulators = self.learnt(waves, known)
        asked = [each for each in known if each.name not in out]
        with self.watch("steps to the worlds", STEPS) as show:
            found = ensemble(asked, emulators, len(varied()), worlds, SEED, show)
        names = frozenset(each.name for each in asked)
        return Calibration(tuple(waves), known, names, emulators, found, None)

    def lived(self, found: Calibration) -> Calibration | None:
        """Re-run every study in some of the worlds; None where parts are still missing."""
        u = found.ensemble.u
        with self.watch("worlds lived in", len(lived_in(len(u)))) as show:
            rows = live(self.folder, u, self.patterns, self.workers, show, self.part)
        return None if rows is None else replace(found, lived=rows)

    def left_out(self, found: Calibration, worlds: int = PREDICTING) -> list[Predicted]:
        """Every measure as worlds predict it that were drawn without its study."""
        known = {each.id: each for each in self.patterns}
        draw = drawn_with(found.emulators, len(varied()), worlds, SEED)
        with self.watch("studies left out", len(set(map(study_of, found.targets)))) as show:
            return left_out(found.targets, found.emulators, known, draw, SEED, self.workers, show)

    def asked(self, waves: Sequence[Rows]) -> list[Target]:
        """The targets, open ones no sharper than settings from the priors differ."""
        found = targets(self.patterns)
        spread = {
            each.name: float(np.nanstd(each.scaled(waves[0].values[each.name].to_numpy())))
            for each in found
        }
        return [each.at_least_as_wide_as(spread[each.name]) for each in found]

    def learnt(self, waves: Sequence[Rows], asked: Sequence[Target]) -> dict[str, Emulator]:
        """An emulator of every target from all waves."""
        with self.watch("findings learnt", len(asked)) as show:
            return learn_all(sum(waves[1:], start=waves[0]), asked, self.workers, show)

    def _settings(self, wave: int, size: int, waves: Sequence[Rows]) -> Floats:
        """Settings of a wave; they are kept, so drawn once."""
        path = self.folder / f"wave_{wave}_settings.parquet"
        if not path.exists():
            u = first_settings(size, SEED)
            if waves:
                asked = self.asked(waves)
                emulators = self.learnt(waves, asked)
                with self.watch(f"steps to wave {wave}", STEPS) as show:
                    u, _ = draw_settings(asked, emulators, len(varied()), size, SEED + wave, show)
            write_rows(path, Rows(u, pd.DataFrame(index=range(size))), "")
        return read_rows(path).u
