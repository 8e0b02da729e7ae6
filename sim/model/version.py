"""What the model's sources do, as a hash; and where its machine code is saved."""

from __future__ import annotations

import ctypes
import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sim.model.day  # noqa: F401  (loads the extensions, which are part of the version)
from sim.compiled import cache, library
from sim.compiled.source_code import code_of, hash_of
from sim.model.extensions import LOADED

PACKAGE = Path(__file__).parents[1]
MODEL_SOURCES = ("model/**/*.py", "model/**/*.csv", "compiled/*.py")
"""All that results depend on."""
WORLDS = PACKAGE / "worlds.parquet"
"""Sets of numbers that reproduce what is published; part of the version where they are used."""
RULE_SOURCES = (
    "compiled/*.py",
    "model/__init__.py",
    "model/building/*.py",
    "model/day.py",
    "model/day_zero.py",
    "model/extensions.py",
    "model/draws.py",
    "model/ledger.py",
    "model/measured.py",
    "model/places.py",
    "model/registers.py",
    "model/roots.py",
    "model/processes/*.py",
    "model/settings.py",
    "model/sizes.py",
    "model/start.py",
    "model/state.py",
    "model/structs.py",
    "model/summary.py",
    "model/sums.py",
    "study/splits.py",
    "study/spread.py",
    "study/student.py",
)
"""Files with rules, and those whose names rules use: compiled code holds their values."""


def model_version(scenario: Mapping[str, Any] | None = None) -> str:
    """Hash of what the sources that results depend on do: a comment more changes nothing.

    Of the strategies those count that the scenario names, given as plain data: no other can move
    its results.
    """
    arms = (scenario or {}).get("arms") or {}
    named = frozenset(name for arm in arms.values() for name, each in (arm or {}).items() if each)
    version = _version(named, tuple(LOADED))
    if (scenario or {}).get("worlds", "many") == "declared":
        return version
    return hashlib.sha256(f"{version}{worlds_version()}".encode()).hexdigest()[:16]


@functools.cache
def worlds_version() -> str:
    """Hash of the worlds that are kept; "" where none are."""
    return hashlib.sha256(WORLDS.read_bytes()).hexdigest() if WORLDS.exists() else ""


def core_version() -> str:
    """The version without any strategy or extension: what every run depends on."""
    return _version(frozenset(), ())


@functools.cache
def _version(strategies: frozenset[str], extensions: tuple[Path, ...]) -> str:
    unused = {
        path
        for path in sources(("model/strategies/*.py",))
        if path.stem not in {"__init__", "base", *strategies}
    }
    core = hash_of((path for path in sources(MODEL_SOURCES) if path not in unused), PACKAGE)
    if not extensions:
        return core
    added = "".join(code_of(path) for path in extensions)
    return hashlib.sha256(f"{core}{added}".encode()).hexdigest()[:16]


def cache_folder() -> Path:
    """Where the compiled rules are saved: one folder for each version and place of the sources."""
    return _folder(tuple(LOADED))


@functools.cache
def _folder(extensions: tuple[Path, ...]) -> Path:
    return cache.folder_for(sources(RULE_SOURCES), PACKAGE, extensions)


def cache_is_warm() -> bool:
    """Whether this version of the rules has been compiled before, here or for a wheel."""
    return rules_library() is not None or cache.is_complete(cache_folder())


def rules_library() -> ctypes.CDLL | None:
    """The rules of just these sources, compiled for computers of this kind: in some wheels."""
    return _library(tuple(LOADED))


@functools.cache
def _library(extensions: tuple[Path, ...]) -> ctypes.CDLL | None:
    if extensions:
        return None
    return library.opened(PACKAGE / "portable" / library.NAME, sources_mark())


def sources_mark() -> str:
    """Hash of the sources of all that is compiled, comments and all: told in milliseconds."""
    digest = hashlib.sha256()
    for path in sources((*MODEL_SOURCES, *RULE_SOURCES)):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def sources(patterns: tuple[str, ...]) -> list[Path]:
    """The files of this package that fit."""
    return sorted({path for pattern in patterns for path in PACKAGE.glob(pattern)})
