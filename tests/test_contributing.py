"""What CONTRIBUTING.md tells a newcomer works, word for word; nothing in the package is changed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```\w+\n(.*?)^```\n", re.M | re.S)
NEW_FILE = re.compile(r"^New file `([^`]+)`:\n\n```\w+\n(.*?)^```\n", re.M | re.S)
TYPED = [
    line.removeprefix("    policing-trust ").split()
    for line in TEXT.splitlines()
    if line.startswith("    policing-trust ")
]
IN_PYTHON = FENCED.findall(TEXT)[-1]
FILES = ("neighbourhood_team.py", "newsletter.py", "police_desk.py", "unequal.py")
NAMED = os.pathsep.join(FILES)
END = "(end of what it prints)"
BEGIN = f"import sim; sim.use{FILES}\n"


def ended(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A Python that is given these words, in the folder of the examples; nothing is compiled."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)} | more,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def said(folder: Path, script: str, **more: str) -> str:
    """What a script prints."""
    done = ended(folder, "-c", script, **more)
    assert done.returncode == 0, done.stdout + done.stderr
    return " ".join(done.stdout.split())


def command(folder: Path, *words: str) -> str:
    """What a command prints where the variable names the files."""
    done = ended(folder, str(ROOT / "run.py"), *words, POLICING_TRUST_EXTENSIONS=NAMED)
    assert done.returncode == 0, done.stdout + done.stderr
    return " ".join(done.stdout.split())


def several(folder: Path, *typed: list[str]) -> list[str]:
    """What several commands print, one after the other in one process."""
    script = "from sim.commands.main import run\n" + "".join(
        f"assert run({words!r}) == 0\nprint({END!r})\n" for words in typed
    )
    return said(folder, script, POLICING_TRUST_EXTENSIONS=NAMED).split(END)[:-1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that CONTRIBUTING.md shows, and nothing else."""
    made = tmp_path_factory.mktemp("outside")
    for name, text in NEW_FILE.findall(TEXT):
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_every_block_of_code_is_done() -> None:
    """None is for show only: each is a new file, or the script."""
    assert len(FENCED.findall(TEXT)) == len(NEW_FILE.findall(TEXT)) + 1
    assert "after\n\n```" not in TEXT, "nothing is inserted anywhere"


def test_the_commands_know_the_strategy_and_the_mechanism(folder: Path) -> None:
    assert [words[0] for words in TYPED] == ["check", "explain", "compare"]
    command(folder, *TYPED[-1])
    ledger = pd.read_parquet(folder / "results" / "town" / "ledger.parquet")
    assert "newsletter" in set(ledger["channel"])
    more = [["list"], ["explain", "neighbourhood_team"], ["schema"]]
    checked, number, listed, strategy, schema = several(folder, *TYPED[:-1], *more)
    assert "What each arm costs" in checked
    assert "residents who read an issue" in number
    assert "newsletter.py" in number, "where it is declared"
    assert "neighbourhood_team" in listed
    assert "Officers who stay in their beat" in strategy
    assert "neighbourhood_team" in schema
    alone = ended(folder, str(ROOT / "run.py"), "check", "town.yaml").stderr
    assert "no number of the model is called 'newsletter.read'" in alone


CLAIMS = """
town = sim.load_scenario("town.yaml")
start = sim.Simulation.start(town)
before = start.outcomes()["trust"]
read, unread = (
    sim.Simulation.start(town.with_changes(assumptions={"newsletter.read": share})).fork(
        "business_as_usual").advance() for share in (0.5, 0.0)
)
gains = read.outcomes()["trust"] - unread.outcomes()["trust"]
assert gains > 0.03, gains
lines = read.ledger()
assert lines["newsletter"]["booked"] > 0.0 == unread.ledger()["newsletter"]["booked"]
for book in ("booked", "left"):
    moved = sum(each[book] for each in lines.values())
    assert abs(read.outcomes()["trust"] - before - moved) < 1e-9
own = ("trust_below_30", "newsletters_read")
print(repr({name: each for name, each in unread.outcomes().items() if name not in own}))
"""


def test_the_mechanism_moves_trust_is_booked_and_does_nothing_at_zero(folder: Path) -> None:
    with_it = said(folder, BEGIN + CLAIMS)
    without = said(
        folder,
        "import sim\nimport yaml\n"
        "data = yaml.safe_load(open('town.yaml'))\n"
        "del data['assumptions'], data['arms']['team'], data['arms']['desk']\n"
        "del data['interventions'], data['stop']\n"
        "town = sim.Simulation.start(sim.Scenario(**data)).fork('business_as_usual').advance()\n"
        "print(repr(town.outcomes()))",
    )
    assert with_it == without, "to the last digit"


def test_the_script_prints_what_the_newsletter_did(folder: Path) -> None:
    assert re.search(r"'booked': 0\.[1-9]|'booked': [1-9]", said(folder, IN_PYTHON))


VERSION = "from sim.model.version import model_version; print(model_version())"


def test_an_extension_is_part_of_the_version_and_its_prose_is_not(folder: Path) -> None:
    first = said(folder, BEGIN + VERSION)
    assert first != said(folder, VERSION)
    file = folder / "newsletter.py"
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(f"# Told once a month.\n{before}", encoding="utf-8")
        assert said(folder, BEGIN + VERSION) == first
        file.write_text(before.replace("MONTHLY = 30", "MONTHLY = 15"), encoding="utf-8")
        assert said(folder, BEGIN + VERSION) != first
    finally:
        file.write_text(before, encoding="utf-8")


def test_an_installed_package_brings_its_extensions_under_any_name(
    folder: Path, tmp_path: Path
) -> None:
    package, about = tmp_path / "ours", tmp_path / "ours-1.0.dist-info"
    package.mkdir()
    about.mkdir()
    (package / "__init__.py").write_text("")
    for name in FILES:
        shutil.copy(folder / name, package)
    (about / "METADATA").write_text("Name: ours\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(
        "[policing_trust.extensions]\nletter = ours.newsletter\nteam = ours.neighbourhood_team\n"
        "desk = ours.police_desk\nunequal = ours.unequal\n"
    )
    both = os.pathsep.join([str(ROOT), str(tmp_path)])
    script = re.sub(r"sim.use\(.*\)\n", "", IN_PYTHON)
    script = script.replace("import unequal", "from ours import unequal")
    script = script.replace("from newsletter", "from ours.newsletter")
    unequal = package / "unequal.py"
    unequal.write_text(unequal.read_text().replace("from newsletter", "from ours.newsletter"))
    assert script != IN_PYTHON
    assert "'booked'" in said(folder, script, PYTHONPATH=both)


def test_the_processes_of_a_sweep_know_the_extensions(folder: Path) -> None:
    (folder / "letters.yaml").write_text(
        "name: letters\nscenario: town\nvary: {newsletter.read: [0, 1]}\nreplicates: 1\n"
        "outcomes: [trust]\n"
    )
    command(folder, "sweep", "letters.yaml", "--workers", "2", "--out", "swept")
    runs = pd.read_parquet(folder / "swept" / "runs.parquet")
    without, with_it = runs.groupby("newsletter.read")["trust"].mean()
    assert with_it > without + 0.05


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("import sim; sim.use('letter.py')", "no extension .*letter.py"),
        (
            "import sim; sim.load_scenario; sim.use('newsletter.py')",
            "use.'newsletter.py'. comes too late: write it before any scenario",
        ),
        (
            "from sim.model.day import process; process(after='newz')",
            "no process of the day is called 'newz': did you mean news?",
        ),
        (
            "from sim.model.registers import channel; channel('visit', 'Visits', 'again')",
            "channel 'visit' is declared twice: give it another name",
        ),
    ],
)
def test_what_cannot_be_added_is_told(folder: Path, script: str, told: str) -> None:
    done = ended(folder, "-c", script)
    assert done.returncode != 0
    assert re.search(told, done.stderr.splitlines()[-1])


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (
            "import sim\n\n@sim.process(after='newz')\ndef a(t, p, n, d): ...\n",
            3,
            "did you mean news",
        ),
        ("import sim\nsim.lever('bells', 'bells a day', 'ringing')\n", 2, "say its bounds"),
        ("import sim\nsim.channel('visit', 'V', 'again')\n", 2, "processes/visits.py:"),
        ("import sim\n@sim.rule\ndef helper(x): return x\n", 2, "annotate x, return"),
        ("import nothing_of_this_name\n", 1, "No module named"),
        ("x = = 1\n", 1, "SyntaxError"),
    ],
)
def test_a_fault_in_ones_own_file_is_told_with_its_line(
    folder: Path, tmp_path: Path, text: str, line: int, told: str
) -> None:
    file = tmp_path / "wrong.py"
    file.write_text(text)
    run = str(ROOT / "run.py")
    done = ended(folder, run, "check", "town.yaml", POLICING_TRUST_EXTENSIONS=str(file))
    assert done.returncode == 2
    assert done.stderr.startswith(f"{file}:{line}: ")
    assert told in done.stderr
    assert "fault of the program" not in done.stderr


def test_a_file_that_is_not_there_is_told_by_the_variable_that_names_it(folder: Path) -> None:
    run = str(ROOT / "run.py")
    done = ended(folder, run, "check", "town.yaml", POLICING_TRUST_EXTENSIONS="nowhere.py")
    assert done.returncode == 2
    assert "POLICING_TRUST_EXTENSIONS names" in done.stderr
    assert "nowhere.py" in done.stderr


def test_trust_that_moves_unbooked_is_refused(folder: Path, tmp_path: Path) -> None:
    text = (folder / "newsletter.py").read_text().replace("            sim.book(", "            (")
    (tmp_path / "newsletter.py").write_text(text)
    done = ended(
        folder,
        "-c",
        f"import sim; sim.use({str(tmp_path / 'newsletter.py')!r})\n"
        "town = sim.Scenario(name='town', days=40, burn_in_days=5, replicates=1, baseline='usual',"
        " community={'residents': 60}, arms={'usual': {}},"
        " assumptions={'newsletter.read': 0.9, 'newsletter.step': 0.05})\n"
        "sim.compare(town)",
    )
    assert "points a resident that no channel has booked" in done.stderr.splitlines()[-1]
