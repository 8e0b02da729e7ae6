"""Processes that are started from here know this program only, and leave Ctrl-C to it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def started_plain() -> Iterator[None]:
    """Processes that are started inside do not run the user's script again, nor hear Ctrl-C.

    Python would import it in each of them: a script without ``if __name__ == "__main__":`` would
    then start processes without end. Nothing that is sent to them comes from that script.
    """
    script, masks = sys.modules["__main__"], hasattr(signal, "pthread_sigmask")
    sys.modules["__main__"] = ModuleType("__main__")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else set()
    try:
        yield
    finally:
        sys.modules["__main__"] = script
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
