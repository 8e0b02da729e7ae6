"""Wrong files through the real commands, each a process of its own."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import yaml

from sim.model.scenario.load import load_scenario
from tests.fuzz.campaign import placed, prepare
from tests.fuzz.cases import ROOT, case
from tests.fuzz.judge import BAD_INPUT, FINE, NOT_MET, Answer, faults, listing
from tests.fuzz.lives import small
from tests.fuzz.tally import Tally

LIMIT = 5.0
TO_WORK = 1200.0


def by_command(number: int, seed: int, scratch: Path, kept: Path) -> Tally:
    """So many wrong files: mostly `check`, and every few one of the commands that use them."""
    tally = Tally("by command", kept)
    prepare(scratch)
    luck = Random(f"commands {seed}")
    for at in range(number):
        each = case(at, seed + 1_000_000)
        path = placed(each, scratch)
        command = _command(each.is_sweep, path, scratch, luck) if at % 10 == 9 else ["check"]
        before = listing(scratch)
        answer = typed([command[0], str(path), *command[1:]], TO_WORK)
        named = None if "nan" in command else path.name
        wrong = faults(answer, named, before, listing(scratch))
        quick = command[0] == "check" or "--dry-run" in command or answer.status == BAD_INPUT
        if quick and answer.seconds > LIMIT:
            wrong.append(f"slow: {answer.seconds:.1f} s")
        name = f"case {at} (seed {seed + 1_000_000}): {' '.join(command)}, {each.kind}"
        tally.note(command[0], f"{name} of {each.source.name}", answer, wrong, each.raw)
        if command == ["check"] and answer.status == FINE and not each.is_sweep and at % 10 == 0:
            _compared(path, scratch, name, tally, each.raw)
        path.unlink()
        _forget(scratch)
    return tally


def _compared(path: Path, scratch: Path, name: str, tally: Tally, raw: bytes) -> None:
    """What `check` accepts can be compared, with figures and report, once it is made small."""
    made_small = small(load_scenario(path))
    tiny = path.with_name("tiny.yaml")
    tiny.write_text(yaml.safe_dump(made_small.resolved()), encoding="utf-8")
    out = scratch / "tiny"
    options = ["--out", str(out), "--replicates", "2", "--workers", "1"]
    before = listing(scratch)
    answer = typed(["compare", str(tiny), *options], TO_WORK)
    wrong = faults(answer, tiny.name, before, listing(scratch))
    if answer.status not in (FINE, NOT_MET) or not (out / "report.html").exists():
        wrong.append("check accepts it, compare does not run it")
    tally.note("compare", f"{name}: compare", answer, wrong, raw)
    tiny.unlink()


def typed(arguments: list[str], limit: float) -> Answer:
    """Type a command as a person does; what is timed is the processor, not the wait for it."""
    began = _spent()
    try:
        done = subprocess.run(
            [sys.executable, str(ROOT / "run.py"), *arguments],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=limit,
            check=False,
            cwd=ROOT,
        )
    except subprocess.TimeoutExpired:
        return Answer(3, "", f"more than {limit:g} s", _spent() - began)
    out, err = (each.decode("utf-8", "replace") for each in (done.stdout, done.stderr))
    return Answer(done.returncode, out, err, _spent() - began)


def _spent() -> float:
    """Seconds of processor that commands have taken so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _command(is_sweep: bool, path: Path, scratch: Path, luck: Random) -> list[str]:
    if is_sweep:
        return ["sweep", "--dry-run", "--out", str(scratch / "out")]
    out = scratch / "out"
    return luck.choice(
        [
            ["compare", "--out", str(out), "--replicates", "2", "--workers", "1"],
            ["lesson", "--out", f"{out}.html", "--replicates", "2", "--workers", "1"],
            ["frontier", "--out", str(out), "--budget", "nan"],  # refused, as a search takes long
            ["compare", "--out", str(path), "--replicates", "2"],
        ]
    )


def _forget(scratch: Path) -> None:
    """What a command that was fine has left."""
    for each in scratch.iterdir():
        if each.name != "scenarios":
            shutil.rmtree(each) if each.is_dir() else each.unlink()
