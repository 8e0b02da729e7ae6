"""Scenario and sweep files: plain YAML that remembers where every name and value stands.

Only what a reader can take at its word is allowed: no anchors, aliases, merge keys or tags, no
name twice, one document a file, numbers that look like numbers. Whatever is wrong is collected
and raised together as `ProblemsFound`.
"""

from sim.common.problems import Mistake, Problem, ProblemsFound, did_you_mean
from sim.files.extends import laid_over, read_with_extends
from sim.files.reader import read_source
from sim.files.source import Location, Node, Source
from sim.files.validation import problems_from_validation

__all__ = [
    "Location",
    "Mistake",
    "Node",
    "Problem",
    "ProblemsFound",
    "Source",
    "did_you_mean",
    "laid_over",
    "problems_from_validation",
    "read_source",
    "read_with_extends",
]
