"""Links and files from strangers: the studio refuses them kindly, and none runs anything."""

from __future__ import annotations

import itertools
import json
import os

import pytest

from tests.browser import until
from tests.strangers import MARKUP, strangers
from tests.studio_page import (
    FLAGSHIP,
    OPENED,
    STEPS,
    data,
    follow,
    fragment,
    lived,
    opened,
    plain_data,
    small,
)  # fmt: skip

pytestmark = pytest.mark.pages

HOSTILE = "<img src=x onerror=window.bad=1><b id=bad>x</b>"
STRANGERS = int(os.environ.get("STRANGERS", "150"))  # 2,000 before a release: some minutes
AT_ONCE = 50
HANGS = 120_000  # milliseconds for so many of them; they need a hundredth of it

ASKED = """() => {
  const bits = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const objects = [Object, Array, String, Number, Function, Map, Set, Promise, Node, Element];
  window.told = { tried: 0, opened: 0, slowest: [0], silent: [], foreign: [], broken: [] };
  window.told.forbidden = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    told.forbidden.push(event.violatedDirective);
  });
  // All that code of a stranger would leave behind.
  window.ours = () => JSON.stringify([
    Object.getOwnPropertyNames(window),
    objects.flatMap((each) => [each.prototype, each]).map(Object.getOwnPropertyNames),
    document.querySelectorAll("script, style, meta, link, base, head *").length,
  ]);
  const look = (number) => {
    const strange = "x-bad, img, iframe, base, object, embed, math, #bad, svg, a:not(#skip)";
    if (document.querySelector(strange)) told.foreign.push(number);
  };
  const opening = async ({ number, address, file, raw }) => {
    const before = studio.history?.now;
    studio.refusal = null;
    if (address) await studio.openFragment(address);
    else await studio.openFile(new File([bits(raw)], file));
    look(number);
    if (studio.history?.now !== before) {
      told.opened += 1;
      studio.go(number % STEPS.length);
      look(number);
    } else {
      const said = document.querySelector("#refused")?.innerText ?? "";
      if (said.length < 60) told.silent.push(number);
      if (said.includes(WORDS.refused.unreadable)) told.broken.push(number);
    }
  };
  window.tried = async (several) => {
    for (const each of several) {
      const began = performance.now();
      await opening(each).catch((error) => told.broken.push([each.number, String(error)]));
      const took = performance.now() - began;
      if (took > told.slowest[0]) told.slowest = [took, each.number];
    }
    told.tried += several.length;
    document.body.dataset.tried = told.tried;
  };
  return ours();
}"""
"""What the page is asked to try, and how it tells what came of it."""


def test_no_stranger_runs_code_adds_elements_breaks_or_hangs_the_page(studio_file, browser):
    dialogs = []
    every = strangers(STRANGERS)
    with browser.opened(studio_file, "load") as page:
        tab = page.here
        tab.wait_for_selector(OPENED)
        page.ask(lambda tab: tab.on("dialog", lambda each: (dialogs.append(1), each.dismiss())))
        before, tried = tab.evaluate(f"({ASKED})()"), 0
        while several := [each.told() for each in itertools.islice(every, AT_ONCE)]:
            tab.wait_for_selector(f"body[data-tried='{tried}']" if tried else "body", timeout=HANGS)
            tab.evaluate("(several) => void tried(several)", several)
            tried += len(several)
        tab.wait_for_selector(f"body[data-tried='{tried}']", timeout=HANGS)
        told = tab.evaluate("told")
        wrong = [told[name] for name in ("broken", "foreign", "silent", "forbidden")]
        assert wrong == [[], [], [], []], f"slowest: {told['slowest']}"
        assert tab.evaluate("ours()") == before
        assert told["tried"] == STRANGERS
        assert STRANGERS // 20 < told["opened"] < STRANGERS // 2
        text = json.dumps(small())  # work goes on as if nothing had been
        tab.evaluate("(text) => studio.open('town.yaml', {text})", text)
        lived(tab)
        assert tab.inner_text("#headline")
        assert (dialogs, page.requests, page.complaints) == ([], [], [])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (fragment(b" " * 200_001), "at most 200 kB"),
        ("#s=" + "A" * 400_001, "at most 200 kB"),
        ("#s=bm90IGRlZmxhdGVk", "damaged"),
        ("#s=%%%", "damaged"),
        (fragment(b"\xff\xfe\x00"), "does not hold a text"),
        (fragment(b"no scenario at all"), "a file must begin with a name and a colon"),
        (fragment(json.dumps({HOSTILE: 1}).encode()), "unknown name"),
    ],
    ids=["bomb", "too_long", "not_deflated", "no_letters", "no_text", "no_scenario", "markup"],
)
def test_a_strangers_link_is_refused_kindly(studio, address, said):
    before = studio.evaluate("document.querySelectorAll('*').length")
    follow(studio, address)
    until(studio, "document.querySelector('#refused') !== null")
    assert said in studio.inner_text("#refused")
    assert studio.evaluate("document.querySelectorAll('*').length") < before + 15
    assert studio.evaluate("document.querySelector('img, #bad')") is None
    studio.click("#start-blank")  # and work goes on
    assert studio.inner_text("#title") == "Your town"


def test_foreign_text_never_becomes_an_element_in_the_answer_or_in_the_report(
    studio, browser, tmp_path
):
    scenario = small() | {"about": HOSTILE}
    scenario["community"]["groups"] = {
        "one": {"share": 0.5, "label": HOSTILE}, "two": {"share": 0.5, "label": MARKUP[1]}
    }  # fmt: skip
    opened(studio, scenario)
    for step in STEPS:
        studio.click(f"#step-{step}")
    lived(studio)
    assert HOSTILE in studio.inner_text(".question")
    assert studio.evaluate("document.querySelector('img, #bad, x-bad')") is None
    assert studio.evaluate("window.bad") is None
    with studio.expect_download() as download:
        studio.click("#save-report")
    report = tmp_path / "report.html"
    download.value.save_as(report)
    with browser.opened(report, "load") as page:
        assert HOSTILE in page.text
        assert page.value("document.querySelector('img, #bad, x-bad, script')") is None
        assert (page.requests, page.complaints) == ([], [])


def test_a_file_that_is_no_scenario_is_told_with_its_line(studio, tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("name: town\ndays: [")
    studio.set_input_files("#open", wrong)
    until(studio, "document.querySelector('#refused') !== null")
    assert "wrong.yaml:2:8" in studio.inner_text("#refused")
    wrong.write_text("days: 1\n" * 500)
    studio.set_input_files("#open", wrong)
    until(studio, "document.querySelectorAll('#refused li').length === 50")
    assert "499 problems, the first 50 shown" in studio.inner_text("#refused")
    good = tmp_path / "good.yaml"
    good.write_text(FLAGSHIP.read_text(encoding="utf-8"), encoding="utf-8")
    studio.set_input_files("#open", good)
    until(studio, "studio.history !== null")
    assert data(studio) == plain_data(FLAGSHIP)


def test_a_file_that_was_opened_changes_no_other(studio, tmp_path):
    false = tmp_path / "business_as_usual.yaml"
    false.write_text("name: another\narms: {business_as_usual: {}}\ndays: 1\n")
    studio.set_input_files("#open", false)
    until(studio, "studio.history !== null")
    assert data(studio)["name"] == "another"
    heir = next(path for path in FLAGSHIP.parent.glob("*.yaml") if path.stem == "fewer_events")
    assert "extends: business_as_usual" in heir.read_text(encoding="utf-8")
    studio.click("#start-over")
    studio.set_input_files("#open", heir)
    until(studio, "studio.data.name === 'fewer_events'")
    assert data(studio) == plain_data(heir)
