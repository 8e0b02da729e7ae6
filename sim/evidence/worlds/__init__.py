"""Worlds: sets of all uncertain numbers that come closest to what is published.

History matching, then a posterior on emulators: run a wave of settings (``waves``), learn what
each finding would be anywhere between them (``emulator``), draw settings in proportion to how well
they meet all findings (``posterior``), run those, learn again, and draw the worlds (``ensemble``).
Findings with their tolerances are ``targets``.

McCulloch et al. 2022, JASSS 25(2)1, doi 10.18564/jasss.4791; Andrianakis et al. 2015, PLOS
Computational Biology 11(1), doi 10.1371/journal.pcbi.1003968.
"""
