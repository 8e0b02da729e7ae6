"""Wrong arguments and options of every command, as the command line itself declares them."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

import typer

from sim.commands.arguments import app
from tests.fuzz import nasty
from tests.fuzz.campaign import LIMIT, prepare
from tests.fuzz.judge import Begun, asked, faults, listing
from tests.fuzz.tally import Tally

WORK = (
    "sim.model.simulation.Simulation.start",
    "sim.study.sweeps.engines.local.LocalEngine.results",
    "sim.study.sweeps.engines.dask.DaskEngine.results",
    "sim.studio.lesson_page.lesson_page",
    "sim.commands.bench._part",
    "sim.commands.bench.show_profile",
    "sim.evidence.stored.keep",
)
"""Where a command has accepted what was typed and begins to work."""


def arguments(
    number: int, seed: int, scratch: Path, kept: Path, limit: float | None = LIMIT
) -> Tally:
    """Type so many wrong commands; what is accepted ends where the work would begin."""
    tally = Tally("arguments", kept)
    luck = Random(f"arguments {seed}")
    commands = declared()
    prepare(scratch)
    odd = _odd_places(scratch)
    here = Path.cwd()
    os.chdir(scratch)
    try:
        with work_is_left_out():
            for at in range(number):
                command = sorted(commands)[at % len(commands)]
                line = [command, *_line(commands[command], odd, luck)]
                before = listing(scratch)
                answer = asked(line, limit)
                usage = " ".join(line) if answer.err.startswith("Usage: ") else ""
                wrong = faults(answer, None, before, listing(scratch), echoed=usage)
                shown = " ".join(ascii(each[:80]) for each in line)
                tally.note(command, f"{at}: {shown}", answer, wrong)
                _tidy(scratch, before)
    finally:
        os.chdir(here)
    return tally


def declared() -> dict[str, list[Any]]:
    """Every command with its parameters, without those that only print help."""
    group: Any = typer.main.get_command(app)
    return {name: [*command.params] for name, command in group.commands.items()}


@contextlib.contextmanager
def work_is_left_out() -> Iterator[None]:
    """Raise Begun where a command would begin to work."""
    with contextlib.ExitStack() as stack:
        for place in WORK:
            stack.enter_context(mock.patch(place, side_effect=Begun))
        yield


def _line(parameters: list[Any], odd: list[str], luck: Random) -> list[str]:
    """What is typed: sound values for most, wrong ones for some, options in any order."""
    typed: list[list[str]] = []
    wrong = luck.choice([1, 1, 1, 2, 4])
    chosen = set(luck.sample(range(len(parameters)), min(wrong, len(parameters))))
    for at, parameter in enumerate(parameters):
        is_argument = parameter.param_type_name == "argument"
        if at not in chosen:
            if is_argument and parameter.required:
                typed.append([_sound(parameter, luck)])
            continue
        if is_argument:
            typed.append([_wrong(parameter, odd, luck)] * luck.choice([1, 1, 1, 0, 2]))
            continue
        option = luck.choice([*parameter.opts, *parameter.secondary_opts])
        if parameter.is_flag:
            typed.append(luck.choice([[option], [option], [option, option], [f"{option}=x"]]))
        else:
            value = luck.choice([_wrong(parameter, odd, luck), _sound(parameter, luck)])
            typed.append(luck.choice([[option, value], [option, value], [f"{option}={value}"]]))
            typed[-1] = typed[-1] if luck.random() > 0.05 else [option]
    luck.shuffle(typed)
    return [word for words in typed for word in words]


def _sound(parameter: Any, luck: Random) -> str:
    name = parameter.name
    if name in ("sweep",):
        return "scenarios/sweeps/dosage.yaml"
    if name in ("scenario", "files"):
        return "scenarios/engagement_vs_surveillance.yaml"
    if name == "arms":
        return "engagement,surveillance"
    return luck.choice(["our_town", "1", "10", "results", "engagement", "P12", "1/2", "dask"])


def _wrong(parameter: Any, odd: list[str], luck: Random) -> str:
    numbers = [each for each in nasty.NUMBERS if "\0" not in each]
    return luck.choice(
        [
            luck.choice(numbers),
            luck.choice(nasty.WORDS),
            luck.choice(nasty.PATHS),
            luck.choice(nasty.PATHS),
            luck.choice(odd),
            luck.choice(odd),
            ",".join(luck.sample([*nasty.WORDS, "engagement", "surveillance", "P12"], 2)),
        ]
    )


def _odd_places(scratch: Path) -> list[str]:
    """Folders, links, a pipe, and files that may not be read or written, in the scratch folder."""
    odd = scratch / "odd"
    (odd / "folder").mkdir(parents=True)
    (odd / "folder.yaml").mkdir()
    (odd / "folder.html").mkdir()
    (odd / "plain.txt").write_text("mine")
    (odd / "plain.html").write_text("mine")
    (odd / "plain.json").write_text("mine")
    (odd / "empty.yaml").write_text("")
    os.mkfifo(odd / "pipe.yaml")
    os.mkfifo(odd / "pipe.html")
    (odd / "loop.yaml").symlink_to("loop.yaml")
    (odd / "dangling.yaml").symlink_to("nowhere.yaml")
    (odd / "dangling.html").symlink_to("nowhere.html")
    (odd / "to_folder").symlink_to("folder")
    (odd / "null.yaml").symlink_to("/dev/null")
    (odd / "full.html").symlink_to("/dev/full")
    (odd / "zero.yaml").symlink_to("/dev/zero")
    (odd / "line\nbreak.yaml").write_text("name: x\narms: {business_as_usual: {}}\n")
    (odd / "\x1b[31mred.yaml").write_text("name: x\n")
    (odd / "caf\udce9.yaml").write_text("name: x\n")
    (odd / "piped").mkdir()
    os.mkfifo(odd / "piped" / "manifest.json")
    secret = odd / "secret.yaml"
    secret.write_text("name: x\n")
    secret.chmod(0)
    manifest = odd / "torn"
    manifest.mkdir()
    (manifest / "manifest.json").write_text('{"format": "policing-trust results", "kind": "sweep"}')
    for name, text in (("list", "[]"), ("deep", "[" * 100_000), ("bytes", "\udce9")):
        (odd / name).mkdir()
        raw = text.encode("utf-8", "surrogateescape")
        (odd / name / "manifest.json").write_bytes(raw)
    kind = {"comparison": "comparison", "sweep_whole": "sweep", "frontier": "frontier"}
    for name, each in kind.items():
        (odd / name).mkdir()
        text = f'{{"format": "policing-trust results", "kind": "{each}", "scenario": {{}}}}'
        (odd / name / "manifest.json").write_text(text)
    damaged = odd / "damaged"
    shutil.copytree(odd / "sweep_whole", damaged)
    for name in ("runs", "points", "series"):
        (damaged / f"{name}.parquet").write_bytes(b"PAR1 and no more")
    inside = [str(each.relative_to(scratch)) for each in odd.iterdir()]
    return [*inside, str(odd), "odd/plain.txt/x.yaml", "odd/folder/../folder", "odd/new/deep/er"]


def _tidy(scratch: Path, before: dict[str, tuple[int, int]]) -> None:
    """Take away what a command that was accepted has made."""
    for made in sorted(set(listing(scratch)) - set(before)):
        path = Path(made)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.exists() or path.is_symlink():
            path.unlink()
