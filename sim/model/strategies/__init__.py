"""Strategies: one file each. A new file in this folder, or an extension, is a new strategy."""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re
from types import ModuleType

import sim.model.day  # noqa: F401  (loads the extensions)
from sim.model.extensions import LOADED
from sim.model.strategies.base import Strategy


@functools.cache
def strategies() -> dict[str, type[Strategy]]:
    """Every strategy by its name: that of its file, or of its class in an extension.

    Raises:
        ValueError: an extension has a strategy whose name is taken.
    """
    found: dict[str, type[Strategy]] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        if module.name != "base":
            for kind in _of(importlib.import_module(f"{__name__}.{module.name}")):
                found[module.name] = kind
    for path, extension in LOADED.items():
        for kind in _of(extension):
            name = _snake(kind.__name__)
            if name in found:
                raise ValueError(f"{path}: there is a strategy {name} already: rename the class")
            found[name] = kind
    return found


def _of(module: ModuleType) -> list[type[Strategy]]:
    """The strategies that a module defines."""
    return [
        each
        for each in vars(module).values()
        if isinstance(each, type)
        and issubclass(each, Strategy)
        and each.__module__ == module.__name__
    ]


def _snake(name: str) -> str:
    """SchoolLiaison as one writes it in YAML: school_liaison."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
