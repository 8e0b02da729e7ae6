"""What translated code finds in the runtime instead: Python's own, and a few of the program."""

from __future__ import annotations

import builtins
import collections
import collections.abc
import dataclasses
import datetime
import heapq
import io
import itertools
import math
import os
import pathlib
import re
import typing
import unicodedata
from typing import Any

import pydantic
import yaml
import yaml.constructor

TRANSLATED = ("sim.", "yaml.", "difflib.")
"""Beginnings of the modules whose functions and classes are translated."""

_BUILTINS = (
    "len", "str", "int", "float", "bool", "list", "dict", "tuple", "set", "frozenset", "max",
    "min", "sum", "any", "all", "sorted", "enumerate", "zip", "range", "abs", "round",
    "getattr", "hasattr", "type", "vars", "isinstance", "next", "repr", "ord",
    "chr", "map", "reversed", "object", "filter", "id",
    "BaseException", "Exception", "ValueError", "TypeError", "KeyError", "IndexError",
    "AttributeError", "LookupError", "ArithmeticError", "ZeroDivisionError", "OverflowError",
    "OSError", "FileNotFoundError", "NotADirectoryError", "PermissionError",
    "UnicodeDecodeError", "UnicodeError", "RuntimeError", "StopIteration",
    "NotImplementedError", "RecursionError", "AssertionError",
)  # fmt: skip
_MATH = (
    "floor", "ceil", "isfinite", "isnan", "inf", "nan", "fsum", "log10", "sqrt",
)  # fmt: skip

KNOWN: dict[Any, str] = {
    **{getattr(builtins, name): f"py.{name}" for name in _BUILTINS},
    **{getattr(math, name): f"py.math.{name}" for name in _MATH if callable(getattr(math, name))},
    re.sub: "py.re.sub", re.search: "py.re.search", re.match: "py.re.match",
    re.fullmatch: "py.re.fullmatch", re.findall: "py.re.findall", re.split: "py.re.split",
    itertools.combinations: "py.combinations", itertools.pairwise: "py.pairwise",
    heapq.nlargest: "py.nlargest", bytes: "py.bytes",
    dataclasses.replace: "py.replace",
    collections.defaultdict: "py.defaultdict",
    collections.abc.Mapping: "py.dict",
    typing.get_args: "py.same",
    pathlib.Path: "py.Path",
    unicodedata.normalize: "py.normalize", unicodedata.combining: "py.combining",
    unicodedata.east_asian_width: "py.east_asian_width",
    os.path.realpath: "py.str", os.path.dirname: "py.dirname", os.path.isfile: "py.isfile",
    os.fsencode: "py.str",
    pydantic.BaseModel: "py.BaseModel", pydantic.ValidationError: "py.ValidationError",
    yaml.Dumper: "py.object",
    **dict.fromkeys(  # only events and nodes are asked for
        (getattr(yaml.constructor, name) for name in yaml.constructor.__all__), "py.object"
    ),
    iter: "py.iterator",
    io.StringIO: "py.StringIO", io.BytesIO: "py.never", type(None): "py.NoneType",
    datetime.date: "py.never", datetime.datetime: "py.never",
}  # fmt: skip

INSTEAD = {
    "sim.common.problems.program": "(() => 'policing-trust')",
    "sim.files.read_only.read_only": "py.same",
    "sim.files.text._read_bytes": "py.read_file",
    "sim.files.text._decoded": "py.same",
    "sim.files.schema_names.wanted_of": "py.wanted_of",
    "sim.model.numbers.numbers_record": "py.numbers_record",
    "sim.common.arrays.floats": "py.floats",
    "sim.common.arrays.matrix": "py.matrix",
    "sim.common.arrays.empty": "py.empty",
    "sim.common.arrays.minus": "py.minus",
    "sim.common.arrays.flat": "py.flat",
    "sim.common.arrays.every": "py.every",
    "sim.model.worlds.kept": "py.worlds",
    "sim.report.areas.areas_of": "py.areas_of",
    "sim.model.machine_code.compile_model": "py.never",
}
"""Functions of the program that ask for a machine, and who takes their place."""

AS_DATA = frozenset(
    {
        "sim.model.scenario.recorded_crime.fbi_rates",
        "sim.model.scenario.schema.scenario_schema",
        "sim.model.strategies.strategies",
    }
)
"""Functions without arguments that are asked when the page is made."""

NEVER_CALLED = frozenset(
    {"__init_subclass__", "__reduce__", "__setattr__", "__delattr__", "__hash__", "__repr__"}
)
"""Special methods that ask for a machine, or keep Python's own rules."""

_NOT_ASKED = (
    "sim.study.compare.Comparison.tables",
    "sim.study.hours_by_activity.what_arms_do",
)
LEFT_OUT = frozenset(
    {
        "yaml.reader.Reader.determine_encoding",
        *_NOT_ASKED,
        "yaml.representer.SafeRepresenter.represent_binary",
    }
)
"""Other functions that nothing in a page calls."""
