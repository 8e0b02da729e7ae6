"""Sweeps: many runs of a scenario over a design, that survive whatever happens to the machine.

A sweep file is read (``load``, ``file``), its names are found in the scenario (``names``), its
points are laid out (``designs``) and looked at (``soundness``): that is a ``sweep``. An engine
(``engines``) does the runs that are still to be done (``agenda``), each a pure function
(``point``), the store keeps them (``store``), and ``tables`` sorts them when all are there.
``conduct`` is that way from end to end.
"""
