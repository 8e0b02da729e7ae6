"""Frontier: which splits of a budget does no other split beat?

A question (``question``) names strategies and a budget. Mixes of them (``mixes``) are tried in
rounds, each a sweep with a table of points (``rounds``): first spread over all mixes, then near
those that nothing has beaten so far (``refine``). What beats what is decided by paired differences
(``unbeaten``). The unbeaten are tried again in fresh replicates, and what is told comes from there
(``search``): choosing the best of many would flatter them. Three ``picks`` become scenarios of
their own.
"""
