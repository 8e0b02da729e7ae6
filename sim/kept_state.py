"""The state of a town in one file, and back: NumPy's npz, no pickles."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np

from sim import state
from sim.compiling import model_version
from sim.state import Table


def keep_tables(path: str | Path, about: dict[str, Any], **tables: Table) -> None:
    """Write ``tables``, with ``about`` and the version of the model, to one file."""
    arrays: dict[str, Any] = {}
    for name, table in tables.items():
        arrays |= _flat(name, table)
    about = {**about, "model": model_version()}
    with Path(path).open("wb") as file:
        np.savez_compressed(file, about=np.array(json.dumps(about)), **arrays)


def kept_tables(path: str | Path, **kinds: type[Table]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What ``keep_tables`` wrote: what it is about, and the tables of these kinds.

    Raises:
        ValueError: kept by another version of the model.
    """
    with np.load(path, allow_pickle=False) as file:
        about = json.loads(str(file["about"]))
        if about["model"] != model_version():
            raise ValueError(f"{path} was kept by another version of the model ({about['model']})")
        arrays = {name: file[name] for name in file.files if name != "about"}
    return about, {name: _unflat(kind, name, arrays) for name, kind in kinds.items()}


def _flat(prefix: str, table: Table) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in table.columns():
        inner = (
            _flat(f"{prefix}.{name}", value)
            if isinstance(value, Table)
            else {f"{prefix}.{name}": value}
        )
        flat |= inner
    return flat


def _unflat(kind: type[Any], prefix: str, arrays: dict[str, Any]) -> Any:
    values = {}
    for field in dataclasses.fields(kind):
        inner = getattr(state, str(field.type), None)
        if isinstance(inner, type) and issubclass(inner, Table):
            values[field.name] = _unflat(inner, f"{prefix}.{field.name}", arrays)
        else:
            values[field.name] = arrays[f"{prefix}.{field.name}"]
    return kind(**values)
