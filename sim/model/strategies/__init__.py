"""Strategies: one file each. A new file in this folder is a new strategy."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from sim.model.strategies.base import Strategy


@functools.cache
def strategies() -> dict[str, type[Strategy]]:
    """Every strategy by the name of its file."""
    found: dict[str, type[Strategy]] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        if module.name == "base":
            continue
        content = importlib.import_module(f"{__name__}.{module.name}")
        for value in vars(content).values():
            if (
                isinstance(value, type)
                and issubclass(value, Strategy)
                and value.__module__ == content.__name__
            ):
                found[module.name] = value
    return found
