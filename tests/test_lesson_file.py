"""The lesson as a file: what the command writes, refuses and says, and nothing else."""

from __future__ import annotations

import re

import pytest

from sim.commands.main import run
from sim.lesson.packing import packed
from sim.lesson.page import as_block
from sim.lesson.story import on_average
from sim.lesson.words.words import english
from tests.lesson_town import ARMS, HOSTILE

pytestmark = pytest.mark.pages


@pytest.mark.parametrize(
    ("name", "mean", "half", "said"),
    [
        ("trust", 1.25, 0.1, "trust is 1.25 points of 100 higher (+1.15"),
        ("trust", -1.25, 0.1, "lower (−1.35 to −1.15), worse"),
        ("true_crime", 6.4, 1.0, "6.40 per 1,000 residents a year higher (+5.40"),
        ("true_crime", 6.4, 1.0, "7.40), worse"),
        ("true_crime", -6.4, 1.0, "−5.40), better"),
        ("true_crime", 0.5, 0.1, "true crime is almost equal (+0.50 per 1,000"),
        ("reporting", 0.5, 0.6, "there is no clear difference in reporting"),
        ("reporting", 0.001, 0.0005, "reporting is practically the same"),
    ],
)
def test_what_is_said_of_all_pairs_is_true_of_their_interval(name, mean, half, said):
    low, high = mean - half, mean + half
    apart = {"mean": mean, "low": low, "high": high, "clear": low > 0 or high < 0}
    better = -1 if name == "true_crime" else 1
    end = {"difference": apart, "digits": 2, "level": 50.0, "better": better}
    assert said in on_average(name, end, english())


def test_the_page_may_do_nothing_but_run_its_own_script_and_the_model(written):
    text = written.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert policy.startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert policy.count("unsafe") == policy.count("&#39;wasm-unsafe-eval&#39;") == 1
    assert not re.search(r"(src|href)=\"(?!data:)", text)
    assert len(text.encode()) < 3_000_000


def test_the_page_is_the_same_when_it_is_written_again(written):
    before = written.read_bytes()
    typed = ["lesson", str(written.parents[1] / "lesson_town.yaml"), "--arms", ",".join(ARMS)]
    assert run([*typed, "--out", str(written), "--workers", "2"]) == 0
    assert written.read_bytes() == before


@pytest.mark.parametrize(
    ("arms", "said"),
    [
        (["engagment,surveillance"], "did you mean engagement?"),
        (["engagement"], "two different arms"),
        (["engagement,engagement"], "two different arms"),
    ],
)
def test_arms_that_cannot_be_compared_are_refused(written, tmp_path, capsys, arms, said):
    page = tmp_path / "new" / "lesson.html"
    file = written.parents[1] / "lesson_town.yaml"
    assert run(["lesson", str(file), "--arms", *arms, "--out", str(page)]) == 2
    assert said in capsys.readouterr().err
    assert not page.parent.exists()


@pytest.mark.parametrize("name", ["lesson.txt", "notes.html", "sub/lesson.html"])
def test_no_file_of_others_is_replaced(written, tmp_path, capsys, name):
    page = tmp_path / name
    page.parent.mkdir(exist_ok=True)
    page.write_text("mine")
    folder = page.parent / "lesson_results" / "other"
    folder.mkdir(parents=True)
    if "/" in name:
        page.unlink()  # the page is free, its tables are not
    file = written.parents[1] / "other.yaml"
    assert run(["lesson", str(file), "--arms", ",".join(ARMS), "--out", str(page)]) == 2
    assert capsys.readouterr().err
    assert list(folder.iterdir()) == []
    assert page.exists() == ("/" not in name)


def test_packing_keeps_every_number():
    for values in ([0, 0, 0], [1, -1, 127], [300, -300], [70_000, -70_000, 5]):
        assert packed(values)["shape"] == [len(values)]
    assert packed([[1, 2], [3, 4]])["width"] == 1
    assert packed([300])["width"] == 2
    assert packed([70_000])["width"] == 4
    assert "<" not in as_block({"text": HOSTILE})
