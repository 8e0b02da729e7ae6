"""The same town written the way a Mesa tutorial would: slow, plain, and to be believed.

One object for every resident and officer, sets of friends, a list of contacts. It shares with the
model only rules that take numbers, addressed draws, and the state of day 0; loops, order, queues
and books are its own. ``tests/test_reference.py`` lives both and compares them day by day.
"""

from .model import ReferenceModel

__all__ = ["ReferenceModel"]
