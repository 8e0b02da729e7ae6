"""A host for the module: what a browser does with it, written down once more in Python.

It knows nothing of tables but what ``model.json`` says of them, and nothing of a scenario but its
``inputs``. The same in JavaScript is in ``sim/studio/engine``.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import wasmtime

from sim.model.state import Table
from sim.portable.build import kept

Array = npt.NDArray[Any]


@functools.cache
def compiled() -> tuple[wasmtime.Engine, wasmtime.Module, dict[str, Any]]:
    """The module of today's sources, for this machine, and what is said of it."""
    engine = wasmtime.Engine()
    path = kept()
    about = json.loads(path.with_name("model.json").read_text(encoding="utf-8"))
    return engine, wasmtime.Module.from_file(engine, str(path)), about


class Host:
    """One instance of the module, with a memory of its own."""

    def __init__(self) -> None:
        engine, module, self.about = compiled()
        self._store = wasmtime.Store(engine)
        assert not module.imports, "the module needs something of its host"
        self._exports = wasmtime.Instance(self._store, module, []).exports(self._store)
        self._memory = self._exports["memory"]
        assert isinstance(self._memory, wasmtime.Memory)

    def call(self, name: str, *values: float) -> Any:
        """Call one entry."""
        function = self._exports[name]
        assert isinstance(function, wasmtime.Func)
        return function(self._store, *values)

    def put(self, data: bytes) -> int:
        """Copy bytes into the memory and give their address."""
        at: int = self.call("take", max(1, len(data)))
        self._memory.write(self._store, data, at)
        return at

    def put_table(self, table: Table) -> int:
        """Copy a table with all that lies in it, and give its address."""
        return self.put_columns(type(table).__name__, dict(table.columns()))

    def empty(self, kind: str, sizes: Mapping[str, int]) -> int:
        """A table of these sizes at its start values, from what ``model.json`` says alone."""
        every = {**self.about["sizes"], **sizes}
        return self.put_columns(kind, {
            each["name"]: np.full(_lengths(each["shape"], every), each["start"], each["type"])
            for each in self.about["tables"][kind]["columns"] if "table" not in each
        }, sizes)  # fmt: skip

    def put_columns(
        self, kind: str, values: Mapping[str, Any], sizes: Mapping[str, int] | None = None
    ) -> int:
        """A table of these columns; tables in it are copied, or made empty of these sizes."""
        about = self.about["tables"][kind]
        header = self.about["header"]
        body = bytearray(about["bytes"])
        for each in about["columns"]:
            value = values.get(each["name"])
            if "table" in each:
                inner = self.put_table(value) if value else self.empty(each["table"], sizes or {})
                _write(body, each["at"], 4, inner)
                continue
            assert value is not None
            assert value.dtype.name == each["type"]
            self._write_column(body, each["at"], value)
        top = bytearray(header["bytes"])
        _write(top, header["uses"], 8, 1)
        _write(top, header["data"], 4, self.put(bytes(body)))
        return self.put(bytes(top))

    def put_array(self, values: Array) -> int:
        """A column that lies in no table; gives its address."""
        body = bytearray(self.about["column"]["shape"] + 16 * values.ndim)
        self._write_column(body, 0, values)
        return self.put(bytes(body))

    def array(self, at: int, like: Array) -> Array:
        """The values of a column that lies in no table, of a known shape and type."""
        data = self._read(at + self.about["column"]["data"], 4)
        found = bytes(self._memory.read(self._store, data, data + like.nbytes))
        return np.frombuffer(found, like.dtype).reshape(like.shape)

    def _write_column(self, body: bytearray, at: int, values: Array) -> None:
        column, array = self.about["column"], np.ascontiguousarray(values)
        _write(body, at + column["values"], 8, array.size)
        _write(body, at + column["value_bytes"], 8, array.itemsize)
        _write(body, at + column["data"], 4, self.put(array.tobytes()))
        for number, length in enumerate((*array.shape, *array.strides)):
            _write(body, at + column["shape"] + 8 * number, 8, length)

    def columns(self, at: int, kind: str) -> Iterator[tuple[str, Array]]:
        """Names and values of every column of a table, and of the tables in it."""
        parts = self.about["column"]
        body = self._read(at + self.about["header"]["data"], 4)
        for each in self.about["tables"][kind]["columns"]:
            place = body + each["at"]
            if "table" in each:
                inner = self.columns(self._read(place, 4), each["table"])
                yield from ((f"{each['name']}.{name}", values) for name, values in inner)
                continue
            dimensions = range(len(each["shape"]))
            shape = [self._read(place + parts["shape"] + 8 * number, 8) for number in dimensions]
            data, kind_of = self._read(place + parts["data"], 4), np.dtype(each["type"])
            size = int(np.prod(shape)) * kind_of.itemsize
            found = bytes(self._memory.read(self._store, data, data + size))
            yield each["name"], np.frombuffer(found, kind_of).reshape(shape)

    def write(self, at: int, kind: str, name: str, values: Array) -> None:
        """Write a column of a table anew."""
        (column,) = (each for each in self.about["tables"][kind]["columns"] if each["name"] == name)
        body = self._read(at + self.about["header"]["data"], 4)
        data = self._read(body + column["at"] + self.about["column"]["data"], 4)
        self._memory.write(self._store, values.astype(column["type"]).tobytes(), data)

    def _read(self, at: int, size: int) -> int:
        return int.from_bytes(self._memory.read(self._store, at, at + size), "little")


class Replicate:
    """One town in the module, from the plain inputs of a replicate alone."""

    def __init__(self, host: Host, inputs: Mapping[str, Any]) -> None:
        """Build it, for the first day of its burn-in."""
        self.host, self.inputs = host, inputs
        self.numbers = host.put(np.array(inputs["numbers"]).tobytes())
        settings = self._table(
            "TownSettings", inputs["settings"], {"districts": len(inputs["settings"]["issues_in"])}
        )
        groups = self._table(
            "GroupSettings", inputs["groups"], {"groups": len(inputs["groups"]["share"])}
        )
        sizes = host.empty("Sizes", {})
        host.call("set_sizes", settings, groups, sizes)
        self.sizes = {name: int(column[0]) for name, column in host.columns(sizes, "Sizes")}
        self.town = host.empty("Town", self.sizes)
        host.write(self.town, "Town", "luck", np.array([inputs["seed"], inputs["replicate"]]))
        host.call("build", self.town, settings, groups, self.numbers)
        host.call("first_ties", self.town, self.numbers)

    def burn_in(self) -> None:
        """Live as usual, up to day 0."""
        usual = self.plan([{"first": 0, "levers": self.inputs["usual"], "places": []}])
        self.live(usual, -self.inputs["burn_in_days"], 0, 0)
        self.host.call("make_today_the_usual", self.town)
        self.host.call("take_record", self.town, self.numbers, 0)

    def live(self, plan: int, first: int, last: int, record: int) -> None:
        """Live days under a plan."""
        self.host.call("live", self.town, plan, self.numbers, first, last, record)

    def plan(self, stages: Sequence[Mapping[str, Any]]) -> int:
        """The plan of an arm, laid out in the town as it is; stage 0 is the burn-in."""
        host, inputs, shocks = self.host, self.inputs, self.inputs["shocks"]
        burn_in, days = inputs["burn_in_days"], inputs["days"]
        stage = np.zeros(burn_in + days)
        for row, each in enumerate(stages, start=1):
            stage[burn_in + each["first"] :] = row
        more = {"every_day": len(stage), "stages": 1 + len(stages), "shocks": len(shocks)}
        plan = self._table("Plan", {
            "stage": stage, "burn_in": [burn_in], "days": [days],
            "levers": [inputs["usual"], *(each["levers"] for each in stages)],
            "shock_day": [each["day"] for each in shocks],
            "shock_size": [each["size"] for each in shocks],
            "shock_reach": [each["reach"] for each in shocks],
        }, {**self.sizes, **more})  # fmt: skip
        host.call("lay_usual", self.town, plan, 0)
        for row, each in enumerate(stages, start=1):
            host.call("lay_usual", self.town, plan, row)
            for place in each["places"]:
                host.call("lay_out", self.town, plan, row, *place.values())
        host.call("add_up", plan)
        for row, each in enumerate(shocks):
            host.call("lay_news", self.town, plan, row, each["where"], each["blocks"])
        return plan

    def _table(self, kind: str, columns: Mapping[str, Any], sizes: Mapping[str, int]) -> int:
        at = self.host.empty(kind, sizes)
        for name, values in columns.items():
            self.host.write(at, kind, name, np.array(values))
        return at


def _lengths(shape: list[int | str], sizes: Mapping[str, int]) -> list[int]:
    return [sizes[each] if isinstance(each, str) else each for each in shape]


def _write(body: bytearray, at: int, size: int, number: int) -> None:
    body[at : at + size] = number.to_bytes(size, "little")
