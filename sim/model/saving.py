"""The state of a town in one file, and back: NumPy's npz, no pickles."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import io
import json
from pathlib import Path
from typing import IO, Any

import numpy as np

from sim.common.whole_files import write_whole
from sim.model import state
from sim.model.state import Table
from sim.model.version import model_version

Kept = tuple[dict[str, Any], dict[str, Any]]


def keep_tables(path: Path, about: dict[str, Any], **tables: Table) -> None:
    """Write ``tables``, with ``about`` and the version of the model, to one file.

    The file appears whole or not at all; one of the same name stays until then.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder, not a file", str(path))

    def write(beside: Path) -> None:
        with beside.open("wb") as file:
            _write(file, about, tables)

    write_whole(path, write)


def kept_tables(path: Path, **kinds: type[Table]) -> Kept:
    """What ``keep_tables`` wrote: what it is about, and the tables of these kinds.

    Raises:
        OSError: there is no such file, or it cannot be read.
        ValueError: the file holds no saved town, is damaged, was changed since, or was saved by
            another version of the model.
    """
    return _read(path.read_bytes(), str(path), kinds)


def as_bytes(about: dict[str, Any], **tables: Table) -> bytes:
    """What ``keep_tables`` writes, without a file."""
    file = io.BytesIO()
    _write(file, about, tables)
    return file.getvalue()


def from_bytes(kept: bytes, **kinds: type[Table]) -> Kept:
    """What ``as_bytes`` wrote."""
    return _read(kept, "this pickle", kinds)


def _write(file: IO[bytes], about: dict[str, Any], tables: dict[str, Table]) -> None:
    arrays: dict[str, Any] = {}
    for name, table in tables.items():
        arrays |= _flat(name, table)
    about = {**about, "model": model_version(about["scenario"])}
    about["seal"] = _seal(about, arrays)
    np.savez_compressed(file, about=np.array(json.dumps(about)), **arrays)


def _read(kept: bytes, name: str, kinds: dict[str, type[Table]]) -> Kept:
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as file:
            about = json.loads(str(file["about"]))
            version, seal = about["model"], about.pop("seal", None)
            arrays = {each: file[each] for each in file.files if each != "about"}
    except Exception as error:  # bytes can be wrong in more ways than NumPy has names for
        raise ValueError(f"{name} holds no saved town, or is damaged") from error
    if version != model_version(about.get("scenario")):
        raise ValueError(f"{name} was saved by another version of the model ({version})")
    if seal != _seal(about, arrays):  # so rows in it are rows of this town
        raise ValueError(f"{name} was changed since it was saved")
    return about, {each: _unflat(kind, each, arrays) for each, kind in kinds.items()}


def _seal(about: dict[str, Any], arrays: dict[str, Any]) -> str:
    """A hash of everything that is saved."""
    digest = hashlib.blake2b(json.dumps(about, sort_keys=True).encode(), digest_size=16)
    for name, array in sorted(arrays.items()):
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


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
