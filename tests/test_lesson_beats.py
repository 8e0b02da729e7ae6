"""The beats of a lesson: what a room does, and that every number is the model's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml

from sim.lesson import causes as of_causes
from sim.lesson.as_lesson import as_lesson
from sim.lesson.live.one_contact import contacts
from sim.lesson.live.towns import Desk, plain_scenario
from sim.lesson.live.what_if import CHIPS, NO_SUPPORT, OURS, programmes, what_if
from sim.lesson.lived_through import lived_through
from sim.lesson.recorder import record
from sim.model.scenario.scenario import Scenario
from sim.model.strategies import strategies
from sim.study.compare import compare
from sim.study.frontier.question import ask
from sim.study.watched.happenings import KIND
from tests.browser import until
from tests.firefox import firefox_if_any
from tests.lesson_town import ARMS, PAIRS

pytestmark = pytest.mark.pages

QUESTION, ONE, CHIEF, YEAR, LIVED, WHY, BILL, FAILS, YOURS = range(9)
NUMBERS = "[...document.querySelectorAll('.figure summary b, .counter > b, .purse b')]"
LIVES = "!document.querySelector('.waits > [role=status]')"


@pytest.fixture(scope="module")
def smaller(written):
    """The scenario of the page, as the lesson runs it."""
    return as_lesson(written.parents[1] / "lesson_town.yaml", ",".join(ARMS), None)[0]


@pytest.fixture(scope="module")
def data(smaller):
    """The same as plain data, as the page has it."""
    return plain_scenario(Desk(smaller, ARMS).scenario)


@pytest.fixture
def voted(beats):
    """The page where nobody wants to vote, at its first beat."""
    beats.evaluate("void (lesson.guess.skipped = lesson.guess.revealed = true)")
    return beats


def opened(page, step, part=0):
    page.evaluate(f"void lesson.beats.open({step}, {part})")
    until(page, LIVES)
    return page.inner_text(".beat")


def big(page):
    return page.evaluate(f"{NUMBERS}.map(e => e.textContent)")


def where(page):
    return page.evaluate("[lesson.beats.step, lesson.beats.part]")


def test_the_lesson_begins_with_a_face_and_a_question(beats):
    assert beats.locator(".beat .face").count() == 1
    assert "Do you call the police?" in beats.inner_text(".headline")
    assert "Names and faces are invented" in beats.inner_text(".beat")
    assert big(beats) == []


def test_a_plan_of_so_many_minutes_picks_among_the_beats(beats):
    for minutes, number in ((10, 5), (20, 7), (45, 9)):
        beats.click(f"#plan-{minutes}")
        assert beats.locator("#tour .dots button").count() == number
    beats.click("#plan-10")
    beats.keyboard.press("PageDown")
    beats.keyboard.press("PageDown")
    assert where(beats) == [YEAR, 0]


def test_a_remote_control_steers_all_of_it_and_waits_at_the_vote(beats):
    press, seen = beats.keyboard.press, []
    while where(beats) != [YEAR, 0]:
        press("PageDown")
    press("PageDown")
    assert where(beats) == [YEAR, 0]
    assert beats.inner_text(".error") == "Guess first, or go on without a vote"
    beats.click("#skip")
    while where(beats) not in seen:
        seen.append(where(beats))
        until(beats, LIVES)
        assert len(big(beats)) <= 2, f"too many numbers at {where(beats)}"
        press("PageDown")
    assert seen[-1] == [YOURS, 2]
    assert "Before you go" in beats.inner_text(".beat")
    press("PageUp")
    assert where(beats) == [YOURS, 1]


def test_a_finger_turns_the_page(visit, written):
    page = visit(written, has_touch=True)
    touch = (
        "((type, x) => document.querySelector('.beat').dispatchEvent(new TouchEvent(type, {bubbles:"
        " true, [type === 'touchend' ? 'changedTouches' : 'touches']: [new Touch({identifier: 1,"
        " target: document.querySelector('.headline'), clientX: x, clientY: 200})]})))"
    )
    for start, end, reached in ((500, 300, 1), (300, 500, 0), (300, 290, 0)):
        page.evaluate(f"void ({touch}('touchstart', {start}), {touch}('touchend', {end}))")
        assert where(page) == [QUESTION, reached]


def test_trust_cannot_be_seen_before_the_room_has_voted_on_it(beats):
    for step in (LIVED, WHY, BILL, FAILS, YOURS):
        opened(beats, step)
        assert where(beats) == [YEAR, 0]
    for name in ("towns", "why", "one_resident"):
        beats.evaluate(f"void lesson.show('{name}')")
        assert beats.get_attribute("body", "data-view") == "guess"
    for name in ("trust", "reporting", "true_crime"):
        assert beats.locator(f"#question-{name}").count() == 1


def test_the_room_is_told_whether_its_vote_on_trust_was_right(beats):
    opened(beats, YEAR)
    right = beats.evaluate("lesson.guess.verdict('trust').right[0]")
    for name in ("trust", "reporting", "true_crime"):
        beats.click(f"#question-{name} .choice >> text={right}")
    beats.click("#lock")
    assert where(beats) == [YEAR, 1]
    said = opened(beats, YEAR, 3)
    assert f"The room said: {right}" in said
    assert "The room guessed it." in said


def test_cards_are_answered_by_the_rules_as_python_has_them(beats, data):
    trust = beats.evaluate("lesson.recorded.lives[0].trustOf(lesson.beats.cast[1], 0)")
    expected = {each["name"]: each["trust"] for each in contacts(data, trust)}
    for card, name in enumerate(("knock", "story", "stop")):
        opened(beats, ONE, 2 + 2 * card)
        moved = expected[name][0] - trust, expected[name][30] - trust
        shown = [float(each.replace("−", "-")) for each in big(beats)]
        assert shown == pytest.approx(moved, abs=0.051)
    found = beats.evaluate(f"lesson.beats.trials.contacts({trust})")
    for each in found:
        assert each["trust"] == pytest.approx(expected[each["name"]], abs=1e-9)


def test_a_contact_fades_and_a_bad_one_weighs_more_the_more_somebody_trusts(data):
    for trust in (30.0, 50.0, 80.0):
        knock, _, stop = (each["trust"] for each in contacts(data, trust))
        assert knock[0] > knock[30] > knock[90] > trust > stop[90] > stop[30] > stop[0]
    low, high = ([abs(c["trust"][0] - t) for c in contacts(data, t)] for t in (30.0, 80.0))
    assert low[2] < high[2]
    assert low[0] > high[0]


def test_a_contact_is_told_over_many_worlds_and_a_story_weighs_less_than_what_it_tells(data):
    cards = contacts({**data, "worlds": "many"}, 50.0)
    for card in cards:
        assert card["worlds"] == 30
        assert card["low"] < card["trust"][0] - 50.0 < card["high"]
    _, story, stop = (card["trust"][0] - 50.0 for card in cards)
    assert stop < story < 0.05 * stop < 0.0


def test_chips_are_locked_once_all_are_laid_and_buy_what_python_says(beats, smaller, data):
    opened(beats, CHIEF)
    beats.click("#lock-chips")
    assert f"{CHIPS} are left" in beats.inner_text(".error")
    for name, number in (("outreach", 6), ("surveillance", 4)):
        for _ in range(number):
            beats.click(f"#chip-{name}-more")
    assert beats.is_disabled("#chip-outreach-more")
    beats.click("#lock-chips")
    assert where(beats) == [CHIEF, 1]
    chips = {"chips": {"outreach": 6, "surveillance": 4}, "alone": True}
    made = what_if(data, list(ARMS), chips)
    found = compare(Scenario.model_validate(made["data"]))
    opened(beats, CHIEF, 2)
    levels = [found.values(arm, "trust").mean() for arm in made["arms"]]
    assert big(beats) == [f"{level:.1f}" for level in levels]


def test_every_programme_that_a_budget_pays_can_have_all_the_chips(data):
    told = programmes(data)
    assert [each["used"] for each in told["programmes"]].count(True) >= 2
    for each in told["programmes"]:
        wish = {"chips": {each["name"]: CHIPS}, "alone": True}
        assert what_if(data, list(ARMS), wish)["said"] is None, each["name"]


def test_a_programme_without_support_is_that_of_the_scenario_about_broken_promises():
    file = Path(__file__).parents[1] / "scenarios" / "broken_promises.yaml"
    arm = yaml.safe_load(file.read_text())["arms"]["poorly_supported"]
    assert arm["implementation"] == NO_SUPPORT


def test_a_town_of_districts_can_be_poorer_too(data):
    districts = {
        "east": {"share": 0.5, "trust_on_scale": {"mean": 3, "lowest": 1, "highest": 5}},
        "west": {"share": 0.5},
    }
    scale = {"mean": 3.4, "lowest": 1, "highest": 5}
    community = {"districts": districts, "trust_on_scale": scale}
    found = what_if({**data, "community": community}, list(ARMS), {"poorer": True})
    assert found["said"] is None
    after = found["data"]["community"]["districts"]
    assert {name: each["trust"] for name, each in after.items()} == {"east": 40.0, "west": 60.0}


def test_chips_buy_as_a_frontier_mixes(data, tmp_path):
    """Over what the baseline does, with the options that the scenario has."""
    arms = {**data["arms"], "watched": {"surveillance": {"share": 1.0, "stops_share": 0.0}}}
    arms[data.get("baseline", "business_as_usual")] = {"foot_patrol": {"hours": 1.0}}
    told = {**data, "arms": arms, "expect": [], "story": [], "lesson": {}}
    path = tmp_path / "town.yaml"
    path.write_text(yaml.safe_dump(told), encoding="utf-8")
    question = ask(path, None, "outreach,surveillance")
    chips = {"chips": {"outreach": 6, "surveillance": 4}, "alone": True}
    made = Scenario.model_validate(what_if(told, list(ARMS), chips)["data"])
    mixed = question.with_mix((12, 8), question.mix_arm)
    assert made.arms[OURS] == mixed.arms[question.mix_arm]


def test_a_poorer_town_trusts_less_and_has_more_crime(data):
    found = what_if(data, list(ARMS), {"poorer": True})["data"]
    one, other = (compare(Scenario.model_validate(each)) for each in (found, data))
    for name, way in (("trust", -1), ("true_crime", 1)):
        poorer, before = (each.values(ARMS[0], name).mean() for each in (one, other))
        assert way * (poorer - before) > 0, name


def test_programmes_go_where_trust_is_lowest_as_far_as_they_can_choose(data):
    made = what_if(data, list(ARMS), {"least_trusting": True})["data"]["arms"]
    for arm in ARMS:
        for name, settings in made[arm].items():
            can_choose = "where" in strategies()[name].model_fields
            assert (settings.get("where") == "least_trusting") == can_choose, name


def test_a_wish_that_no_scenario_may_have_is_told_in_a_sentence(data):
    found = what_if(data, list(ARMS), {"days": 100_000})
    assert found["data"] is None
    assert "days" in found["said"] or "36" in found["said"]


def test_what_neighbours_lived_through_is_counted_person_by_person(voted, smaller):
    found = [record(smaller, pair, ARMS).lives for pair in range(1, PAIRS + 1)]
    for town in (0, 1):
        counted = []
        for lives in found:
            rows = lives[town].happenings
            people = {int(row["who"]) for row in rows if row["kind"] == KIND["stop"]}
            counted.append(1000 * len(people) / lives[town].trust.shape[1])
        page = voted.evaluate(f"lesson.recorded.lived.stopped.values[{town}]")
        assert page == pytest.approx(counted)
        opened(voted, LIVED, 1)
        assert big(voted)[town] == f"{np.mean(counted):.0f}"


def test_who_hears_of_a_bad_stop_is_told_of_one_that_happened(smaller):
    comparison = compare(smaller)
    lived = lived_through(comparison, smaller, ARMS)
    assert set(lived) == {"talked", "stopped", "heard"}
    for each in lived.values():
        assert all(0.0 <= value <= 1000.0 for row in each["values"] for value in row)


def test_all_causes_together_are_the_difference_in_trust(smaller, monkeypatch):
    monkeypatch.setattr(of_causes, "LEAST", 0.0)
    comparison = compare(smaller)
    told = of_causes.causes(comparison, ARMS)
    total = sum(each["difference"]["mean"] for each in told)
    apart = comparison.differences(*ARMS, "trust").mean()
    assert total == pytest.approx(apart, abs=1e-4)
    sizes = [abs(each["difference"]["mean"]) for each in told]
    assert sizes == sorted(sizes, reverse=True)


def test_what_a_number_rests_on_is_one_click_away(voted):
    opened(voted, LIVED)
    assert not voted.is_visible(".figure p >> nth=0")
    voted.click(".figure summary >> nth=0")
    assert f"Over {PAIRS} pairs of towns" in voted.inner_text(".figure p >> nth=0")


def test_the_bill_tells_people_on_a_day_from_crimes_over_all_days(voted):
    said = opened(voted, BILL)
    assert "counted once, on the last day" in said
    assert "added up over all the days" in said
    opened(voted, BILL, 1)
    found = voted.evaluate(
        "lesson.beats.trials.run({days: FIVE_YEARS}).then(({days, ends}) => ({days,"
        " crimes: ends.true_crime.difference.mean,"
        " people: ends.confident_share.difference.mean}))"
    )
    assert found["days"] == 1826
    crimes = abs(found["crimes"] * 1826 / 365.25)
    assert big(voted) == [f"{abs(10 * found['people']):.0f}", f"{crimes:.0f}"]
    drawn = voted.locator(".bill-true_crime .icons path").count()
    assert drawn == max(1, round(crimes))


def test_a_scandal_is_told_by_the_same_towns_without_it(voted, smaller, data):
    made = what_if(data, list(ARMS), {"scandal": True})
    after = compare(Scenario.model_validate(made["data"]))
    before = compare(smaller)
    lost = [(after.values(arm, "trust") - before.values(arm, "trust")).mean() for arm in ARMS]
    opened(voted, FAILS, 1)
    assert big(voted) == [f"{each:+.1f}".replace("-", "−") for each in lost]
    assert max(lost) < 0


def test_sentences_to_take_home_follow_the_facts_whoever_wins(voted):
    flip = "lesson.recorded.ends.trust.difference"
    said = []
    for mean in (3.0, -3.0):
        known = f"{{mean: {mean}, low: {mean} - 1, high: {mean} + 1, clear: true}}"
        voted.evaluate(f"void Object.assign({flip}, {known})")
        said.append(opened(voted, YOURS, 1))
    assert "On trust, Engagement was better than Surveillance." in said[0]
    assert "On trust, Surveillance was better than Engagement." in said[1]
    voted.evaluate(f"void Object.assign({flip}, {{mean: 0.1, low: -1, high: 1, clear: false}})")
    assert "On trust, no clear difference" in opened(voted, YOURS, 1)


def test_a_view_is_a_link_and_survives_a_reload(voted):
    opened(voted, YEAR, 2)
    voted.evaluate("void (lesson.clock.pause(), lesson.clock.go(39))")
    until(voted, "location.hash.includes('day=39')")
    assert "step=3" in voted.evaluate("location.hash")
    voted.reload()
    voted.wait_for_selector("body[data-ready=yes]")
    assert where(voted) == [YEAR, 2]
    voted.wait_for_timeout(400)
    assert voted.evaluate("lesson.clock.day") == 39, "a day that a link names stands still"
    for wrong in ("#step=99&day=x", "#view=nothing&who=0", "#%E0%A4%A"):
        voted.evaluate(f"void (location.hash = '{wrong}')")
        voted.wait_for_timeout(60)
        assert where(voted) == [YEAR, 2]
    voted.evaluate("void (location.hash = '#step=4&part=1')")
    until(voted, "lesson.beats.step === 4")
    assert where(voted) == [LIVED, 1]


def test_a_vote_survives_a_reload_as_part_of_the_link(beats):
    opened(beats, YEAR)
    for name, at in (("trust", 0), ("reporting", 1), ("true_crime", 2)):
        beats.locator(f"#question-{name} .choice").nth(at).click()
    beats.click("#lock")
    until(beats, "location.hash.includes('votes')")
    beats.reload()
    beats.wait_for_selector("body[data-ready=yes]")
    assert beats.evaluate("Object.values(lesson.guess.hands).map(hands => hands.indexOf(1))") == [
        0,
        1,
        2,
    ]
    assert where(beats) == [YEAR, 1]
    assert beats.evaluate("lesson.guess.locked && Object.isFrozen(lesson.guess.hands.trust)")


def test_what_the_room_has_made_of_its_town_is_a_link(voted, visit, written):
    opened(voted, CHIEF)
    voted.wait_for_selector("#chip-outreach-more")
    for _ in range(10):
        voted.click("#chip-outreach-more")
    voted.click("#lock-chips")
    until(voted, "location.hash.includes('chips=outreach')")
    link = voted.evaluate("location.hash")
    again = visit(written)
    again.evaluate("(link) => { location.hash = link; }", link)
    until(again, "lesson.beats.laid.outreach === 10")
    opened(again, CHIEF, 2)
    again.wait_for_selector(".beat-chief .figure")
    again.evaluate("void (location.hash = '#step=2&part=2&chips=outreach:11,__proto__:3,x:1e9')")
    until(again, "lesson.beats.laid.outreach === 11")
    assert again.evaluate("Object.keys(lesson.beats.laid)") == ["outreach"]
    until(again, "document.querySelector('.beat-chief .waits [role=status]') === null")
    assert again.query_selector(".beat-chief .figure") is None, (
        "more chips than there are buy nothing"
    )


def test_a_sandbox_is_a_link(voted, visit, written):
    opened(voted, YOURS, 0)
    voted.click("#open-sandbox")
    until(voted, "Boolean(lesson.live) && !lesson.other.disabled")
    until(voted, "location.hash.includes('live=1')")
    assert "a=" not in voted.evaluate("location.hash")
    voted.click("#wish-scandal")
    voted.evaluate("void lesson.live.moved(1, 'stop_hours', 0.5)")
    still = "document.getElementById('levers').getAttribute('aria-busy') === 'false'"
    until(voted, f"{still} && /b=stop_hours(%3A|:)0.5&.*ask=scandal/.test(location.hash)")
    trust = "lesson.recorded.lives.map(life => life.mean.at(-1))"
    told = voted.evaluate(trust)
    again = visit(written)
    again.evaluate("(link) => { location.hash = link; }", voted.evaluate("location.hash"))
    until(again, f"Boolean(lesson.live) && {still} && lesson.live.lived.includes('scandal')")
    assert again.evaluate(trust) == told
    assert again.evaluate("lesson.live.towns[1].stop_hours") == 0.5
    again.evaluate(
        "void (location.hash = '#live=1&a=stop_hours:999,constructor:1,x:2&ask=toString')"
    )
    until(again, "lesson.live.towns[0].stop_hours === lesson.live.limits.stop_hours[1]")
    assert again.evaluate("Object.keys(lesson.live.what)") == []
    until(again, still)
    again.evaluate("void (location.hash = '#step=5&part=0')")
    until(again, "!lesson.live && lesson.beats?.step === 5")


def test_a_reload_of_the_sandbox_keeps_its_chips_the_vote_the_person_and_the_day(beats):
    beats.evaluate("void (location.hash = '#step=4&part=0&votes=3.1.2-1.1.1-4.0.0&plan=toString')")
    until(beats, "lesson.guess.locked && lesson.beats.plan === '45'")
    beats.evaluate("void lesson.open(0, true)")
    until(beats, "Boolean(lesson.live) && lesson.ready")
    beats.evaluate(
        "void (lesson.live.fromStart = true, lesson.live.set(lesson.live.towns,"
        " {chips: {community_events: 10}}), lesson.showResident(7), lesson.clock.go(12))"
    )
    still = "document.getElementById('levers').getAttribute('aria-busy') === 'false'"
    until(beats, f"{still} && lesson.live.lived.includes('chips')")
    until(beats, "location.hash.includes('day=12') && location.hash.includes('a=')")
    kept = "[lesson.live.towns, lesson.live.what, lesson.guess.hands, lesson.resident,"
    kept += " lesson.clock.day, lesson.view, lesson.recorded.lives.map(life => life.mean.at(-1))]"
    before = beats.evaluate(kept)
    beats.reload()
    beats.wait_for_selector("body[data-ready=yes]")
    until(beats, f"{still} && lesson.live?.lived.includes('chips')")
    assert beats.evaluate(kept) == before
    assert beats.evaluate("lesson.guess.locked")


def test_a_programme_without_support_is_one_that_had_it(beats):
    for arms, at in (("['a', 'b']", 1), ("['a', 'c']", -1), ("['b', 'a']", 0)):
        known = "{arms: {a: {}, b: {x: {}}, c: {implementation: {}}}}"
        desk = f"{{scenario: {known}, arms: {arms}}}"
        assert beats.evaluate(f"canLoseSupport({desk})") == at


def test_who_wants_less_motion_sees_the_last_day_at_once(visit, written):
    page = visit(written, reduced_motion="reduce")
    page.evaluate("void (lesson.guess.skipped = true)")
    opened(page, YEAR, 1)
    assert page.evaluate("[lesson.clock.playing, lesson.clock.day === lesson.clock.days]") == [
        False,
        True,
    ]


def test_maps_say_in_words_what_they_show(voted):
    opened(voted, YEAR, 1)
    voted.evaluate("void (lesson.clock.pause(), lesson.clock.go(10))")
    trusts = voted.evaluate(
        "(({residents, lives: [life]}) => Array.from({length: residents}, (_, who) => life"
        ".trustOf(who, 10)).filter(trust => trust >= 50).length)(lesson.recorded)"
    )
    said = voted.get_attribute(".map canvas >> nth=0", "aria-label")
    assert said.startswith(f"A Engagement, day 10: {trusts} of 200 residents trust police")


def test_the_sandbox_takes_wishes_back_and_keeps_the_people(voted):
    opened(voted, YOURS, 0)
    voted.click("#open-sandbox")
    until(voted, "Boolean(lesson.live) && !lesson.other.disabled")
    still = "document.getElementById('levers').getAttribute('aria-busy') === 'false'"
    first = voted.evaluate("Array.from(lesson.recorded.lives[0].trust.slice(0, 20))")
    trust = "lesson.recorded.lives.map(life => life.mean.at(-1))"
    before = voted.evaluate(trust)
    voted.click("#wish-scandal")
    until(voted, f"{still} && lesson.live.lived.includes('scandal')")
    assert all(np.array(voted.evaluate(trust)) < np.array(before))
    assert voted.evaluate("Array.from(lesson.recorded.lives[0].trust.slice(0, 20))") == first
    voted.click("#wish-five_years")
    until(voted, f"{still} && lesson.clock.days === 1826")
    assert "Drawn after" in voted.inner_text("#live-status")
    voted.click("#live-undo")
    voted.click("#live-undo")
    until(voted, f"{still} && lesson.live.lived === '{{}}'")
    assert voted.evaluate(trust) == before


SIZES = (
    (390, 844), (800, 600), (1093, 500), (1280, 720), (1920, 1080), (820, 1180), (3840, 2160),
    (640, 360),
)  # fmt: skip
"""The last: 1280x720 at a zoom of 200%."""
CUT = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  for (const each of document.querySelectorAll("body *")) {
    const { left, right, width, height } = each.getBoundingClientRect();
    const meant = each.ownerSVGElement || getComputedStyle(each).clipPath !== "none";
    if (!width || !height || meant) continue;
    const name = `${each.tagName} #${each.id} .${each.className}`;
    if (right > wide + 1 || left < -1) found.push(`${name} from ${left} to ${right}`);
  }
  for (const map of document.querySelectorAll(".map")) {
    const { height } = map.getBoundingClientRect();
    if (height < 120) found.push(`a map of ${height} px`);
  }
  return found;
}"""


def test_nothing_is_cut_and_maps_can_be_seen_at_every_size(beats):
    faults = {}

    def look(what):
        for wide, high in SIZES:
            beats.set_viewport_size({"width": wide, "height": high})
            beats.wait_for_timeout(15)
            if found := beats.evaluate(CUT):
                faults[what, wide, high] = found[:3]

    opened(beats, YEAR)
    look("vote")
    beats.evaluate("void (lesson.guess.skipped = lesson.guess.revealed = true)")
    for step, part in (
        (QUESTION, 0), (ONE, 0), (ONE, 7), (CHIEF, 0), (YEAR, 1), (YEAR, 2), (LIVED, 0), (WHY, 0),
        (BILL, 0), (FAILS, 1), (YOURS, 1),
    ):  # fmt: skip
        opened(beats, step, part)
        look((step, part))
    for name in ("guess", "towns", "difference", "one_resident", "why", "how_typical"):
        beats.evaluate(f"void lesson.show('{name}')")
        look(name)
    beats.click("#try")
    until(beats, "Boolean(lesson.live) && !lesson.other.disabled")
    look("sandbox")
    assert faults == {}


def test_text_grows_with_the_screen(beats):
    sizes = []
    for wide in (800, 1280, 3840):
        beats.set_viewport_size({"width": wide, "height": 720})
        sizes.append(beats.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
    assert sizes == [16.0, pytest.approx(19.2, abs=0.1), 34.0]


def test_colours_that_a_reader_has_set_hide_nothing(visit, written):
    page = visit(written, forced_colors="active")
    page.evaluate("void (lesson.guess.skipped = true)")
    opened(page, FAILS, 1)
    text, ground = page.evaluate(
        "['.beat .chart text', '.beat .chart'].map(e => document.querySelector(e))"
        ".map(getComputedStyle).map((style, at) => at ? style.backgroundColor : style.fill)"
    )
    assert (text, ground) == ("rgb(22, 25, 29)", "rgb(255, 255, 255)")


SAYS_ALL = """async () => {
  lesson.guess.skipped = lesson.guess.revealed = true;
  const said = [];
  for (let step = 0; step < STEPS.length; step += 1) {
    for (let part = 0; part < lesson.beats.partsOf(step).length; part += 1) {
      lesson.beats.open(step, part);
      while (document.querySelector(".waits > [role=status]"))
        await new Promise((go) => setTimeout(go, 20));
      const plays = document.body.hasAttribute("data-clock");
      said.push([step, part, plays ? "" : document.querySelector(".beat").textContent]);
      if (document.querySelector(".beat .error:not(:empty)")) said.push("an error");
    }
  }
  return said;
}"""


def test_every_beat_says_the_same_in_firefox(beats, written):
    with firefox_if_any() as firefox:
        page = firefox.opened(written)
        page.value(
            "new Promise(go => { const at = setInterval(() => {"
            " if (document.body.dataset.ready) { clearInterval(at); go(1); } }, 20); })"
        )
        there = page.value(f"({SAYS_ALL})()")
    assert len(there) > 30
    assert there == beats.evaluate(SAYS_ALL)


@pytest.mark.parametrize("place", ["", "#step=3&part=1", "#step=5", "#view=one_resident"])
def test_a_reader_of_screens_has_nothing_to_object_to(browser, written, place):
    from axe_playwright_python.sync_playwright import Axe

    address = f"{written.resolve().as_uri()}{place}"
    with browser.opened(address, "load", bypass_csp=True) as page:
        page.here.wait_for_selector("body[data-ready=yes]")
        found = page.ask(lambda tab: Axe().run(tab).response)
    assert found["passes"], "axe-core looked at nothing"
    assert [each["nodes"] for each in found["violations"]] == []
