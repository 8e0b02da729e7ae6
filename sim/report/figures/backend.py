"""Brings matplotlib in, whatever the machine says figures should be shown with.

Figures are written to files, which needs no window. MPLBACKEND may name something that is not
installed here (every notebook exports its own to what it starts), and matplotlib then refuses to
be imported. Where it names something good, it stays that for the reader's own plots.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

if "matplotlib" not in sys.modules:
    wanted = os.environ.pop("MPLBACKEND", None)
    try:
        import matplotlib
    finally:
        if wanted is not None:
            os.environ["MPLBACKEND"] = wanted
    if wanted:
        with suppress(ValueError):
            matplotlib.rcParams["backend"] = wanted
