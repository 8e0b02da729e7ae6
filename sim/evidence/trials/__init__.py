"""The studies, re-run inside the model: one short file a trial.

A trial is a function ``trial(replicate, changes)``: it builds the town of a replicate (``changes``
go into its scenario last), does what the study did, and gives a value for every measure of its
patterns, named ``<pattern>.<measure>``. All that is compared within a replicate
shares its random draws.
"""
