"""What a planner hands out beside the report: a PDF, and a slide for each proposal."""

from __future__ import annotations

from pathlib import Path

import pytest
from known_runs import compared, known_scenario
from PIL import Image

from sim.report import pdf
from sim.report.figures.proposal_slides import draw_proposal_slides, proposal_slides
from sim.report.figures.style import drawing
from sim.report.pdf import NotPrinted, print_page


def test_each_proposal_has_a_slide_that_says_its_facts(tmp_path: Path) -> None:
    comparison = compared(known_scenario(tmp_path))
    draw_proposal_slides(comparison, tmp_path / "slides")
    names = {f"proposal_{arm}.png" for arm in comparison.others}
    assert {path.name for path in (tmp_path / "slides").iterdir()} == names
    with Image.open(tmp_path / "slides" / min(names)) as picture:
        wide, high = picture.size
    assert wide / high == pytest.approx(16 / 9, rel=0.01)
    with drawing():
        for slide in proposal_slides(comparison):
            shown = " ".join(text.get_text() for text in slide.figure.texts)
            for fact in slide.alt.removesuffix(".").split(": ", 1)[1].split("; "):
                assert fact.split(" (")[0].split()[0] in shown


@pytest.mark.pages
def test_a_page_is_printed_by_the_browser_at_hand(tmp_path: Path) -> None:
    if pdf.browser_that_prints() is None:
        pytest.skip("no browser that can be started by name is on this machine")
    page = tmp_path / "page.html"
    page.write_text("<h1>One sheet</h1>")
    print_page(page, tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_browser_it_is_said_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "browser_that_prints", lambda: None)
    with pytest.raises(NotPrinted, match="open the page in any browser"):
        print_page(tmp_path / "page.html", tmp_path / "page.pdf")
    monkeypatch.setattr(pdf, "browser_that_prints", lambda: "/bin/false")
    with pytest.raises(NotPrinted, match="printed nothing"):
        print_page(tmp_path / "page.html", tmp_path / "page.pdf")
