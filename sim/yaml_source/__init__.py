"""Scenario and sweep files: plain YAML that remembers where every name and value stands.

Only what a reader can take at its word is allowed: no anchors, aliases, merge keys or tags, no
name twice, one document a file, numbers that look like numbers. Whatever is wrong is collected
and raised together as `ProblemsFound`.
"""

from sim.problems import Mistake, Problem, ProblemsFound, did_you_mean
from sim.yaml_source.extends import laid_over, read_with_extends
from sim.yaml_source.reader import read_source
from sim.yaml_source.source import Location, Node, Source
from sim.yaml_source.validation import problems_from_validation

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
