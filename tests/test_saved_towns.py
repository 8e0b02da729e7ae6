"""A saved town comes back as it was, or not at all."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import numpy as np
import pytest
from small_towns import day_zero, different, scenario

from sim.model.simulation import Simulation

TOWN = scenario(days=3, burn_in_days=2, community={"residents": 60})


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("towns") / "town.npz"
    day_zero(TOWN).save(path)
    return path


def changed(saved: Path, to: Path, column: str, value: float) -> Path:
    """The file with one number of one column changed, as another program would write it."""
    with np.load(saved) as kept:
        arrays = {name: kept[name] for name in kept.files}
    arrays[column].flat[0] = value
    np.savez_compressed(to, **arrays)
    return to


def archive(**arrays: object) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def one_array() -> bytes:
    file = io.BytesIO()
    np.save(file, np.ones(3))
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"name: town\n", b"PK\x03\x04", bytes(1000), one_array(), archive(x=np.ones(3)),
        archive(about=np.array("no json")), archive(about=np.array(json.dumps([1]))),
        archive(about=np.array(json.dumps({"day": 1}))),
    ],
)  # fmt: skip
def test_a_file_that_is_no_saved_town_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(ValueError, match=r"other holds no saved town, or is damaged$"):
        Simulation.load(tmp_path / "other")


def test_a_damaged_file_is_refused_or_was_not_damaged_where_it_counts(
    saved: Path, tmp_path: Path
) -> None:
    luck, whole, refused = random.Random(1), saved.read_bytes(), []
    for _ in range(150):
        damaged = bytearray(whole)
        damaged[luck.randrange(len(whole))] ^= 1 << luck.randrange(8)
        if luck.random() < 0.3:
            damaged = damaged[: luck.randrange(len(whole))]
        (tmp_path / "damaged").write_bytes(damaged)
        try:
            loaded = Simulation.load(tmp_path / "damaged")
        except ValueError as error:
            refused.append(str(error))
        else:
            assert different(loaded, day_zero(TOWN)) == []
    assert len(refused) > 100
    assert {each for each in refused if "damaged " not in each or "\n" in each} == set()


@pytest.mark.parametrize(
    ("column", "value"),
    [("town.residents.block", 10**6), ("town.residents.standing", 7.0), ("plan.stage", -5)],
)
def test_a_file_that_was_changed_by_hand_is_refused(
    column: str, value: float, saved: Path, tmp_path: Path
) -> None:
    by_hand = changed(saved, tmp_path / "by_hand.npz", column, value)
    with pytest.raises(ValueError, match=r"by_hand\.npz was changed since it was saved"):
        Simulation.load(by_hand)


def test_a_town_is_saved_whole_or_not_at_all(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "town.npz"
    path.write_bytes(saved.read_bytes())

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("numpy.savez_compressed", full_disk)
    with pytest.raises(OSError, match="No space left"):
        day_zero(TOWN).save(path)
    monkeypatch.undo()
    assert [each.name for each in tmp_path.iterdir()] == ["town.npz"]
    assert different(Simulation.load(path), day_zero(TOWN)) == []
    with pytest.raises(IsADirectoryError, match="a folder, not a file"):
        day_zero(TOWN).save(tmp_path)
