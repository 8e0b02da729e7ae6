"""What a campaign tried and what came of it; each failing input is kept in a folder."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from time import perf_counter

from tests.fuzz.judge import Answer


class Tally:
    """Counts by kind and by exit status, the slowest answers, and failures."""

    def __init__(self, title: str, kept: Path) -> None:
        self.title, self.kept = title, kept
        self.kinds: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.slowest: list[tuple[float, str]] = []
        self.failures: list[str] = []
        self._began = perf_counter()

    def note(
        self, kind: str, name: str, answer: Answer, wrong: list[str], raw: bytes | None = None
    ) -> None:
        """One case: its kind, its name, the answer, what is wrong with that, and its input."""
        self.kinds[kind] += 1
        self.statuses["began to work" if answer.status is None else str(answer.status)] += 1
        self.slowest = sorted([*self.slowest, (answer.seconds, name)], reverse=True)[:5]
        if not wrong:
            return
        self.failures.append(f"{name}: {'; '.join(wrong)}")
        self.kept.mkdir(parents=True, exist_ok=True)
        at = self.kept / f"{self.title.replace(' ', '_')}-{len(self.failures):04d}"
        if raw is not None:
            at.with_suffix(".yaml").write_bytes(raw)
        told = f"{name}\n{wrong}\n\n{answer.err[-3000:]}\n\n{answer.out[-1000:]}"
        at.with_suffix(".txt").write_text(told, encoding="utf-8", errors="backslashreplace")

    def __str__(self) -> str:
        def counts(counter: Counter[str]) -> str:
            return ", ".join(f"{name} {number:,}" for name, number in counter.most_common())

        lines = [
            f"{self.title}: {self.kinds.total():,} tried in {perf_counter() - self._began:.0f} s,"
            f" {len(self.failures):,} failures",
            f"  by kind: {counts(self.kinds)}",
            f"  by exit status: {counts(self.statuses)}",
            "  slowest: " + ", ".join(f"{seconds:.2f} s {name}" for seconds, name in self.slowest),
        ]
        return "\n".join([*lines, *(f"  FAILED {each[:400]!a}" for each in self.failures[:40])])
