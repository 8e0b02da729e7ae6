"""What was not tried on this machine, and why: the last lines of a run say so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Generator, Iterable
from typing import Any

import pytest


def not_tried(reports: Iterable[Any]) -> list[str]:
    """Lines that name every reason, how many tests it kept from running, and their files."""
    files: dict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        _, _, said = report.longrepr
        files[said.removeprefix("Skipped: ")][report.nodeid.partition("::")[0]] += 1
    lines = []
    for reason, counts in files.items():
        number = counts.total()
        lines.append(f"{number} {'test' if number == 1 else 'tests'} not tried: {reason}")
        lines += [f"    {file}: {count}" for file, count in sorted(counts.items())]
    return lines


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None]:
    """After everything else that a run says."""
    yield
    if lines := not_tried(terminalreporter.stats.get("skipped", [])):
        terminalreporter.section("not tried on this machine", yellow=True)
        for line in lines:
            terminalreporter.write_line(line)
