"""Processes that are started from here know this program only, not the script that uses it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def started_plain() -> Iterator[None]:
    """Processes that are started inside do not run the user's script again.

    Python would import it in each of them: a script without ``if __name__ == "__main__":`` would
    then start processes without end. Nothing that is sent to them comes from that script.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script
