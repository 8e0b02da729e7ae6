"""Laws of sameness, in any valid town: what must not make a difference makes none, to the bit.

A few towns are tried here, always the same. Many more: ``python -m tests.laws_campaign --help``.
The queue of contacts is left out throughout: it is empty between processes, and is not copied.
One long file: every law compares two towns by the same few helpers, which stand first.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import reject
from hypothesis import strategies as st
from random_scenarios import PROGRAMME, RIVAL, USUAL, law, rich, towns, values
from small_towns import NO_CRIME, different, everything

from sim.common.problems import ProblemsFound
from sim.model.means import means_for, usual_levers
from sim.model.processes.gatherings import AT_GATHERINGS
from sim.model.processes.hours import TRAINING_SINCERITY
from sim.model.processes.stops import STOP_CONDUCT, STOP_LAWFUL_SHARE
from sim.model.processes.surveillance import AT_CAMERAS, MONITORED_SHARE
from sim.model.processes.visits import AT_VISITS, VISIT
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.model.strategies import strategies
from sim.model.strategies.base import Strategy, combine, neutral_levers
from sim.study.runs import run_replicate

days = st.integers(0, 60)


def plain(part: Any) -> Any:
    """A part of a scenario as it may be written in a file."""
    return part.model_dump(mode="json", by_alias=True, exclude_none=True)


def apart(one: Simulation, other: Simulation, *but: str) -> list[str]:
    """Columns that differ in any bit, but for those whose names begin with ``but``."""
    names = different(one, other)
    return [name for name in names if not name.startswith(("contacts.", *but))]


def programme(town: Scenario, replicate: int = 1) -> Simulation:
    """The programme's town on its last day."""
    return Simulation.start(town, replicate).follow(PROGRAMME).advance()


# One town


@law(towns(), known=(rich(),))
def test_the_same_scenario_twice_is_the_same_town(town: Scenario) -> None:
    one, other = programme(town), programme(Scenario.model_validate(plain(town)))
    assert apart(one, other) == []
    assert repr(one.outcomes()) == repr(other.outcomes())


@law(towns(), days, known=(rich(), 30))
def test_a_life_in_two_goes_or_day_by_day_equals_a_life_in_one(town: Scenario, split: int) -> None:
    start = Simulation.start(town)
    at_once = start.fork(PROGRAMME).advance()
    assert apart(start.fork(PROGRAMME).advance(split).advance(), at_once) == []
    daily = start.follow(PROGRAMME)
    while daily.day < town.days:
        daily.advance(1)
    assert apart(daily, at_once) == []


@law(towns(), days, known=(rich(), 30))
def test_a_town_that_was_put_away_goes_on_as_if_it_had_not_been(town: Scenario, split: int) -> None:
    original = Simulation.start(town).follow(PROGRAMME).advance(split)
    with tempfile.TemporaryDirectory() as folder:
        original.save(Path(folder) / "town.npz")
        loaded = Simulation.load(Path(folder) / "town.npz")
    assert different(original, loaded) == []
    assert different(original.advance(), loaded.advance()) == []
    assert repr(original.outcomes()) == repr(loaded.outcomes())


@law(towns(), days, known=(rich(), 30))
def test_a_fork_in_which_nothing_is_changed_lives_the_same_life(town: Scenario, split: int) -> None:
    original = Simulation.start(town).follow(PROGRAMME).advance(split)
    fork = original.fork()
    assert apart(original, fork) == []
    assert apart(fork.advance(), original.advance()) == []


@law(towns(), days, known=(rich(), 30))
def test_what_happens_in_a_fork_does_not_reach_the_original(town: Scenario, split: int) -> None:
    original = Simulation.start(town).follow(PROGRAMME).advance(min(split, town.days - 1))
    kept = original.fork()
    fork = original.fork().shift_trust(-20).contact([0, 1], VISIT, 0.9).scandal(-0.3, {})
    blocks = len(fork.town.blocks.x)
    fork.set_lever("stop_hours", 20).set_places(AT_VISITS, np.full(blocks, 1.0 / blocks))
    fork.add_resident().advance()
    fork.follow(RIVAL)
    assert apart(original, kept) == []
    assert apart(original.advance(), kept.advance()) == []


@law(towns(), days, known=(rich(), 30))
def test_looking_at_a_town_does_not_change_it(town: Scenario, split: int) -> None:
    unseen = Simulation.start(town).follow(PROGRAMME).advance(split)
    watched = unseen.fork()
    watched.outcomes(), watched.series(), watched.ledger(), watched.crime_book()
    assert apart(watched, unseen) == []
    assert apart(watched.advance(), unseen.advance()) == []


# Names and neighbours in the file


def renamed(town: Scenario, new: Callable[[str], str]) -> Scenario:
    """Groups by another name."""
    community = plain(town.community)
    community["groups"] = {new(name): group for name, group in community["groups"].items()}
    for shock in community["shocks"]:
        if isinstance(shock.get("reach"), dict):
            shock["reach"] = {new(name): chance for name, chance in shock["reach"].items()}
    return town.with_changes(community=community)


def other_names(name: str) -> str:
    """Another name, which is also elsewhere in the alphabet."""
    return f"z_{name}"[::-1] if name[-1].isalpha() else f"the_{name}"


@law(towns(), known=(rich(),))
def test_names_of_scenario_arms_and_groups_are_labels(town: Scenario) -> None:
    arms = {"one": town.arms[USUAL], "another": town.arms[PROGRAMME]}
    again = renamed(town, other_names).with_changes(name="another", about="Told", replicates=3)
    again = again.with_changes(arms={**arms, RIVAL: town.arms[RIVAL]}, baseline="one")
    one, other = programme(town), Simulation.start(again).follow("another").advance()
    assert apart(one, other) == []
    assert len(one.outcomes()) == len(other.outcomes())
    for (name, value), (label, as_well) in zip(
        one.outcomes().items(), other.outcomes().items(), strict=True
    ):
        assert name == label or name.startswith("trust_")
        assert repr(value) == repr(as_well)


@law(towns(), known=(rich(),))
def test_the_order_in_which_a_file_names_things_changes_nothing(town: Scenario) -> None:
    arms = {name: dict(reversed(plain(town.arms[name]).items())) for name in reversed(town.arms)}
    assumptions = dict(reversed(town.assumptions.items()))
    again = town.with_changes(arms=arms, assumptions=assumptions)
    assert apart(programme(town), programme(again)) == []


BY_GROUP = ("groups.", "books.", "residents.group", "blocks.people", "blocks.doubt", "contacts.")


@law(towns(), known=(rich(),))
def test_groups_that_differ_in_nothing_but_size_may_be_listed_in_another_order(
    town: Scenario,
) -> None:
    """Who is called what differs, but no happening and nobody's trust.

    The norm that the members of a group share differs too, so it is made to move over millennia.
    """
    community = plain(town.community)
    alike = next(iter(community["groups"].values()))
    listed = [
        (name, {**alike, "share": group["share"]}) for name, group in community["groups"].items()
    ]
    shocks = [{**shock, "reach": "local"} for shock in community["shocks"]]
    quiet = {**town.assumptions, "fading.norm": 1e6}
    one, other = (
        programme(
            town.with_changes(
                community={**community, "groups": dict(groups), "shocks": shocks},
                assumptions=quiet,
            )
        )
        for groups in (listed, listed[::-1])
    )
    for name, array in everything(one).items():
        if not name.startswith(BY_GROUP):
            assert everything(other)[name] == pytest.approx(array, rel=1e-6, abs=1e-6), name
    for book in ("counts", "booked", "left"):
        first, second = (getattr(each.town.books, book).sum(axis=1) for each in (one, other))
        assert second == pytest.approx(first, rel=1e-6, abs=1e-6), book


@law(towns(), known=(rich(),))
def test_a_group_without_members_changes_nothing(town: Scenario) -> None:
    """To the bit, but for sums over groups: there numbers are added up in other pairs."""
    community = plain(town.community)
    nobody = {"share": 0.0, "trust": 2.0, "exposure": 50.0}
    if len(community["groups"]) == 12:
        reject()
    community["groups"]["nobody"] = nobody
    one, other = programme(town), programme(town.with_changes(community=community))
    assert apart(one, other, "groups.", "books.", "blocks.people", "blocks.doubt") == []
    outcomes = other.outcomes()
    assert np.isnan(outcomes.pop("trust_nobody"))
    assert outcomes == pytest.approx(one.outcomes(), rel=1e-12, nan_ok=True)


def but_for_room(one: Simulation, other: Simulation) -> list[str]:
    """``apart``, where another arm may have made room for officers that are never hired."""
    first, second = everything(one), everything(other)
    posts = min(len(first["officers.hours"]), len(second["officers.hours"]))
    officers = [name for name in first if name.startswith("officers.")]
    odd = [name for name in officers if (first[name][:posts] != second[name][:posts]).any()]
    return apart(one, other, "officers.", "beats.posts") + odd


@law(towns(), known=(rich(),))
def test_a_result_does_not_depend_on_what_other_arms_the_file_has(town: Scenario) -> None:
    alone = town.with_changes(arms={PROGRAMME: town.arms[PROGRAMME]}, baseline=PROGRAMME)
    crowd = {"crowd": {"funding": {"officers": 40}}, **town.arms}
    among = programme(town.with_changes(arms=crowd))
    assert but_for_room(programme(alone), among) == []
    assert but_for_room(programme(town), among) == []


@law(towns(), st.integers(1, 1000), known=(rich(), 3))
def test_arms_and_replicates_are_the_same_whichever_others_are_run(
    town: Scenario, replicate: int
) -> None:
    forwards = run_replicate(town.with_changes(replicates=7), replicate)
    programme(town, replicate + 1)
    backwards = run_replicate(town, replicate, list(town.arms)[::-1])[::-1]
    (alone,) = run_replicate(town, replicate, [PROGRAMME])
    for one, other in [*zip(forwards, backwards, strict=True), (forwards[1], alone)]:
        for field, value in vars(one).items():
            assert repr(getattr(other, field)) == repr(value), field
        for field in ("ledger", "crime_book", "block_trust"):
            assert getattr(one, field).tobytes() == getattr(other, field).tobytes(), field


@law(towns(), days, known=(rich(), 100))
def test_how_long_a_run_will_be_and_when_it_is_recorded_changes_no_day_of_it(
    town: Scenario, more: int
) -> None:
    longer = town.with_changes(days=town.days + more, record_every=more + 1)
    now = Simulation.start(longer).follow(PROGRAMME).advance(town.days)
    end = programme(town)
    assert apart(end, now, "books.") == []
    for book in ("counts", "hours"):
        assert (getattr(end.town.books, book) == getattr(now.town.books, book)).all()
    for book in ("booked", "crime"):
        months = len(getattr(end.town.books, book))
        assert (getattr(end.town.books, book) == getattr(now.town.books, book)[:months]).all()


# Nothing done


HOW = {STOP_CONDUCT, STOP_LAWFUL_SHARE, MONITORED_SHARE, TRAINING_SINCERITY}


def does_nothing(town: Scenario, setting: Strategy) -> bool:
    """Whether a strategy leaves every lever where it is, but for how something undone is done.

    Where the department's own events are held is a change; so are cameras.
    """
    turns = setting.turns(means_for(town, setting))
    usual = neutral_levers(usual_levers(town))
    turned = combine(usual, turns.levers)
    moved = {row for row, value in enumerate(turned) if value != usual[row]}
    return moved <= HOW and not {AT_GATHERINGS, AT_CAMERAS} & set(turns.places)


@st.composite
def nothing_done(draw: Callable[[Any], Any]) -> tuple[Scenario, dict[str, Any]]:
    """A town, and every strategy with a share of 0, quantities of nothing or what is usual."""
    town = draw(towns())
    arm: dict[str, Any] = {}
    usual = [0.0, 1.0, *usual_levers(town).values()]
    for name, kind in strategies().items():
        start = draw(st.integers(0, town.days - 1))
        arm[name] = {"from": start, "until": start + draw(st.integers(1, town.days - start))}
        for field, declared in kind.model_fields.items():
            if field in ("from_day", "until") or not draw(st.booleans()):
                continue
            optional = declared.default is None
            value = draw(st.sampled_from(usual) if optional else values(declared))
            if field == "share":  # of all strategies together at most 1
                value = draw(st.sampled_from([0.0, 0.1]))
            more = {**arm[name], field: value}
            try:
                if does_nothing(town, kind.model_validate(more)):
                    arm[name] = more
            except ProblemsFound:  # beyond its limits, or beside a share
                continue
    return town, arm


NOTHING = {
    name: {"share": 0.0} for name in strategies() if name not in ("implementation", "conduct")
}


@law(nothing_done(), known=((rich(), {**NOTHING, "implementation": {"compliance": 1.0}}),))
def test_strategies_that_do_nothing_are_business_as_usual(
    case: tuple[Scenario, dict[str, Any]],
) -> None:
    town, arm = case
    town = town.with_changes(arms={USUAL: {}, "nothing": arm})
    start = Simulation.start(town)
    usual, nothing, none = start.fork(USUAL), start.fork("nothing"), start.fork()
    assert apart(usual.advance(), nothing.advance()) == []
    assert apart(usual, none.advance()) == []
    assert nothing.cost == 0.0


@law(towns(), known=(rich(),))
def test_half_the_share_of_twice_the_budget_buys_the_same(town: Scenario) -> None:
    arm = plain(town.arms[PROGRAMME])
    for setting in arm.values():
        if "share" in setting:
            setting["share"] /= 2.0
    assert town.budget is not None
    budget = {"per_resident": 2.0 * town.budget.per_resident}
    one = programme(town)
    other = programme(town.with_changes(budget=budget, arms={**town.arms, PROGRAMME: arm}))
    assert but_for_room(one, other) == []
    assert one.cost == other.cost


@law(towns(), st.sampled_from(sorted(strategies())), days, known=(rich(), "outreach", 20))
def test_a_strategy_changes_nothing_before_the_day_on_which_it_starts(
    town: Scenario, added: str, start: int
) -> None:
    start = min(start, town.days - 1)
    arm = plain(town.arms[PROGRAMME])
    late = {**arm.pop(added, {}), "from": start}
    late.pop("until", None)
    town = town.with_changes(arms={"without": arm, "with": {**arm, added: late}}, baseline="with")
    day_0 = Simulation.start(town)
    without, later = (day_0.fork(name).advance(start) for name in town.arms)
    assert apart(without, later) == []


@law(towns(), days, st.booleans(), known=(rich(), 30, True))
def test_news_that_nobody_hears_or_that_says_nothing_changes_nothing(
    town: Scenario, day: int, unheard: bool
) -> None:
    community = plain(town.community)
    nothing = {"size": -0.5, "reach": {}} if unheard else {"size": 0.0, "reach": "national"}
    shocks = [*community["shocks"], {**nothing, "day": min(day, town.days - 1)}]
    again = town.with_changes(community={**community, "shocks": shocks})
    assert apart(programme(town), programme(again)) == []


# One more resident

APART = {  # nobody hears from, waits for or competes with anybody in another block
    "talk.chance": 0.0,
    "fading.norm": 1e6,
    "fading.anchor": 1e6,
    "contact.officer_warming": 0.0,
    "contact.officer_learning": 0.0,
    "gatherings.capacity": 1000.0,
    "gatherings.new_tie": 0.0,
    "gatherings.raises": 0.0,
    "visits.raises": 0.0,
    "issues.notice": 0.0,
    "response.busy": 0.0,
    "surveillance.trust_everybody": 0.0,
    "community_groups.new_tie": 0.0,
    "ties.new": 0.0,
    "moving.ties": 0.0,
}


@law(towns(), days, known=(rich(), 5))
def test_one_more_resident_changes_no_draw_of_anybody_in_another_block(
    town: Scenario, day: int
) -> None:
    """To the bit, but for what a group holds: its mean has one person more, and hardly moves.

    Without what ties the blocks together: crime would spread over one home more, and officers'
    time, talk, ties and promises over one person more.
    """
    community = {**plain(town.community), "crime": NO_CRIME}
    town = town.with_changes(community=community, assumptions={**town.assumptions, **APART})
    usual = Simulation.start(town).follow(PROGRAMME).advance(min(day, town.days - 1))
    if len(usual.town.blocks.risk) == 1:
        reject()
    larger = usual.fork().add_resident()
    others = slice(0, int(usual.town.blocks.first[-1]))  # all blocks but the newcomer's
    usual.advance()
    larger.advance()
    assert len(larger.town.residents.block) == len(usual.town.residents.block) + 1
    for name, array in usual.town.residents.columns():
        other = getattr(larger.town.residents, name)[others]
        if array.dtype == np.float64:
            assert other == pytest.approx(array[others], abs=1e-9), name
        else:
            assert (other == array[others]).all(), name
    for name in ("person", "hours", "duty", "skill", "training", "days_in_beat"):
        assert (getattr(larger.town.officers, name) == getattr(usual.town.officers, name)).all()
