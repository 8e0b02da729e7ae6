"""The model: all that results depend on.

The mechanisms are loaded in this order, whatever is imported first, as it gives the rows of what
they declare (``registers``). Duties come in the order in which a day's hours are handed out.
"""

import importlib

MECHANISMS = (
    "staff", "response", "follow_up", "gatherings", "visits", "foot_patrol", "causes_of_crime",
    "hot_spots", "stops", "participation",
)  # fmt: skip

for each in MECHANISMS:
    importlib.import_module(f"{__name__}.processes.{each}")
importlib.import_module(f"{__name__}.day")  # all others, and the extensions of this environment
