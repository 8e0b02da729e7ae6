"""Local issues of a block: a broken street light, a noisy corner, a feud."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.model.draws import uniform
from sim.model.processes.follow_up import FOLLOW_UP, FOLLOWED, HEARS_KEPT, ISSUES_FIXED
from sim.model.processes.issues import (
    ARISE,
    BROKEN_PROMISE,
    FATE,
    HEARS_BROKEN,
    ISSUES_ARISEN,
    ISSUES_BROKEN,
    ISSUES_ESCALATED,
    ISSUES_RAISED,
    ISSUES_RESOLVED,
    RAISER,
    SMALL,
    SMALL_RAISER,
    UNASKED,
)
from sim.model.state import ISSUE_SLOTS

from .rules import (
    drift,
    fade_share,
    first_past,
    happenings,
    new_issues,
    race,
    work_of_issue,
)

if TYPE_CHECKING:
    from .blocks import Block
    from .residents import Resident


@dataclass
class Issue:
    """One issue, open or raised with police.

    Attributes:
        slot: its number among the issues of the block.
        since: day on which it arose, was raised, or became a broken promise.
        raiser: who raised it; nobody while it is open.
        small: whether it concerns nobody but who raised it.
    """

    slot: int
    since: int
    raiser: Resident | None = None
    small: bool = False


class Issues:
    """The issues of one block, by slot."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.model = block.model
        self.by_slot: dict[int, Issue] = {}

    @property
    def open(self) -> list[Issue]:
        """Issues that nobody has raised, the most pressing first."""
        waiting = [issue for issue in self.by_slot.values() if issue.raiser is None]
        return sorted(waiting, key=lambda issue: (issue.since, issue.slot))

    def live_on(self) -> None:
        """What happens to the issues today, but for what police do about them."""
        n, block = self.model.numbers.issues, self.block
        block.disorder = drift(block.disorder, n.disorder_rest, fade_share(n.disorder_memory))
        free = [slot for slot in range(ISSUE_SLOTS) if slot not in self.by_slot]
        open_this_morning = self.open
        for issue in self.model.in_any_order(list(self.by_slot.values())):
            if issue.raiser is None:
                self.age(issue)
            elif self.model.day - issue.since >= n.patience:
                self.break_promise(issue)
        if open_this_morning:
            self.be_raised_unasked()
        expected = new_issues(n.arise, block.risk, block.disorder) * block.issue_rate
        if free and happenings(self.model.draw(ARISE, block.number), expected) > 0:
            self.by_slot[free[0]] = Issue(free[0], self.model.day)
            self.model.books.count(ISSUES_ARISEN, 0)
        if n.small > 0.0:
            self.smaller_matter()

    def age(self, issue: Issue) -> None:
        """An open issue: residents solve it, or it escalates, or it stays."""
        n, block = self.model.numbers.issues, self.block
        u_solved, u_escalates, _, _ = self.model.draws(FATE, block.number, issue.slot)
        help_here = n.group_help if block.community_group else 1.0
        if u_solved < n.resolve * help_here * (0.5 + block.ownership):
            del self.by_slot[issue.slot]
            self.model.books.count(ISSUES_RESOLVED, 0)
        elif u_escalates < n.escalate:
            del self.by_slot[issue.slot]
            block.disorder = drift(block.disorder, 1.0, n.disorder_of)
            for who in block.residents:
                who.worry = drift(who.worry, 1.0, n.worry_of)
            self.model.books.count(ISSUES_ESCALATED, 0)

    def break_promise(self, issue: Issue) -> None:
        """Nobody followed up: residents hear of it, and the issue is open again."""
        n = self.model.numbers.issues
        self.tell(issue, BROKEN_PROMISE, n.broken, HEARS_BROKEN, 0.0, n.unheard)
        issue.raiser, issue.since = None, self.model.day
        if issue.small:
            del self.by_slot[issue.slot]
        self.model.books.count(ISSUES_BROKEN, 0)

    def keep_promise(self, issue: Issue) -> None:
        """Police solved it: residents hear of it, and there is less disorder."""
        n = self.model.numbers
        self.tell(issue, FOLLOW_UP, n.issues.kept, HEARS_KEPT, 1.0, n.follow_up.heard)
        del self.by_slot[issue.slot]
        if not issue.small:
            self.block.disorder = drift(self.block.disorder, 0.0, n.issues.order_of)
        self.model.books.count(ISSUES_FIXED, 0)

    def tell(
        self, issue: Issue, channel: int, quality: float, hears: int, feel: float, share: float
    ) -> None:
        """The raiser and part of the block hear what became of an issue, and feel heard or not."""
        n, raiser = self.model.numbers.issues, issue.raiser
        assert raiser is not None, "nobody raised this issue"
        for who in self.block.residents:
            if who is raiser:
                who.meet(None, channel, quality, n.weight)
                who.heard = drift(who.heard, feel, share)
            elif not issue.small and self.model.draw(hears, who.home, issue.slot) < n.heard_by:
                who.meet(None, channel, quality, n.weight_block, told_on=False)
                who.heard = drift(who.heard, feel, n.felt_nearby * share)

    def be_raised_unasked(self) -> None:
        """A resident raises the most pressing issue unasked, if anybody does."""
        who = self.somebody_ready(self.model.numbers.issues.notice, UNASKED, RAISER)
        if who is not None:
            self.be_raised(who)

    def smaller_matter(self) -> None:
        """A resident raises what is no issue of the block yet, if anybody does."""
        who = self.somebody_ready(self.model.numbers.issues.small / 365.25, SMALL, SMALL_RAISER)
        free = [slot for slot in range(ISSUE_SLOTS) if slot not in self.by_slot]
        if who is not None and free:
            self.by_slot[free[0]] = Issue(free[0], self.model.day, who, small=True)
            self.model.books.count(ISSUES_RAISED, 0)

    def somebody_ready(self, usual: float, whether: int, which: int) -> Resident | None:
        """Who raises something today, where ``usual`` is the chance of a neutral resident."""
        residents = self.block.residents
        ready = math.fsum(who.readiness_to_raise(usual) for who in residents)
        if self.model.draw(whether, self.block.number) >= 1.0 - math.exp(-ready):
            return None
        return first_past(
            residents,
            lambda who: race(self.model.draw(which, who.home), who.readiness_to_raise(usual)),
        )

    def be_raised(self, who: Resident) -> None:
        """``who`` raises the most pressing issue; all who do so on one day raise the same one."""
        for issue in self.by_slot.values():
            raised = issue.raiser is not None and not issue.small
            if raised and issue.since == self.model.day:
                issue.raiser = min(issue.raiser, who, key=lambda raiser: raiser.home)
                return
        if self.open:
            issue = self.open[0]
            issue.raiser, issue.since = who, self.model.day
            self.model.books.count(ISSUES_RAISED, 0)

    def waiting(self) -> list[tuple[int, Issue]]:
        """Raised issues that may be solved today, each with the days it has waited."""
        n, orders = self.model.numbers, self.model.orders
        longest = int(n.issues.patience) + 1
        found = []
        for slot in sorted(self.by_slot):
            issue = self.by_slot[slot]
            age = self.model.day - issue.since
            if issue.raiser is None or age < n.follow_up.wait:
                continue
            u = uniform(self.model.luck, FOLLOWED, issue.since, self.block.number, slot)
            if u < orders.follow_up_limit:
                found.append((min(age, longest), issue))
        return found

    def work(self, issue: Issue) -> float:
        """Officer hours that solving it takes; less where officers know the beat."""
        n = self.model.numbers.follow_up
        whole = work_of_issue(n.hours, n.knowledge, self.block.beat.knowledge)
        return whole * n.small if issue.small else whole
