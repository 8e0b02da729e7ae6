"""Residents and officers as Mesa agents: thin views of one row, made only when somebody asks.

An attribute of an agent reads its column and writes through to it; nothing is copied. A headless
run never pays for objects. What is written is checked; what the rules rely on, such as the block of
a home, can be read only.
"""

from __future__ import annotations

import difflib
import functools
from typing import Any, ClassVar, Generic, NoReturn, TypeVar

import mesa

from sim.common.entry_checks import a_number, yes_or_no
from sim.model.state import Officers, Residents, Table

T = TypeVar("T", float, int, bool)
A_ROW = "it is one of the rows by which the town is built"
MESAS_OWN = {"_row", "model", "unique_id", "pos"}
ANCHORS = (0.02, 0.98)  # trust can always move both ways


class Column(Generic[T]):
    """One column as an attribute of an agent: it reads the agent's row, and cannot be written."""

    def __init__(self, kind: type[T], why_not: str = A_ROW) -> None:
        self.kind: type[T] = kind
        self.why_not = why_not

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: RowAgent | None, owner: type | None = None) -> Any:
        """The value of the agent's row as a plain number."""
        if agent is None:
            return self
        return self.kind(getattr(agent.table, self.name)[agent.row])

    def __set__(self, agent: RowAgent, value: Any) -> None:
        getattr(agent.table, self.name)[agent.row] = self.checked(agent, value)

    def checked(self, agent: RowAgent, value: Any) -> float | bool:
        """The value as the column holds it.

        Raises:
            AttributeError: this column can only be read.
        """
        raise AttributeError(f"{self.name} can only be read: {self.why_not}")


class Number(Column[float]):
    """A column that may be written: a number between two bounds."""

    def __init__(self, low: float = 0.0, high: float = 1.0) -> None:
        super().__init__(float)
        self.low, self.high = low, high

    def checked(self, agent: RowAgent, value: Any) -> float:
        """The number, between its bounds."""
        return a_number(self.name, value, self.low, self.high)


class PartOfTrust(Column[float]):
    """One of the two columns that sum to trust, which stays between 0 and 1."""

    def __init__(self, low: float, other: str) -> None:
        super().__init__(float)
        self.low, self.other = low, other

    def checked(self, agent: RowAgent, value: Any) -> float:
        """The number, such that both parts together are between 0 and 1."""
        beside = float(getattr(agent, self.other))
        low, high = max(self.low, -beside), min(1.0, 1.0 - beside)
        argument = f"{self.name} (with the {self.other} that this resident has)"
        return a_number(argument, value, low, high)


class Flag(Column[bool]):
    """A column that may be written: yes or no."""

    def __init__(self) -> None:
        super().__init__(bool)

    def checked(self, agent: RowAgent, value: Any) -> bool:
        """True or False."""
        return yes_or_no(self.name, value)


class RowAgent(mesa.Agent):
    """An agent that is a view of one row of a table. The model makes one for every row."""

    _known: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._known = tuple(name for name in dir(cls) if not name.startswith("_"))

    def __init__(self, model: mesa.Model, row: int) -> None:
        if not model._making_views:
            raise TypeError(
                f"each {type(self).__name__} is made by the model: ask for model.residents or"
                " model.officers"
            )
        self._row = row
        super().__init__(model)

    @property
    def row(self) -> int:
        """Row of the table, from 0."""
        return self._row

    @property
    def table(self) -> Table:
        """The table whose row this agent is."""
        raise TypeError(f"{type(self).__name__} has no table")

    def remove(self) -> NoReturn:
        """Refused: a row is there for life.

        Raises:
            TypeError: always.
        """
        raise TypeError(
            f"a {type(self).__name__} is a view of one row of the town and cannot be removed:"
            " choose agents with model.agents.select(...)"
        )

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in MESAS_OWN and name not in self.__dict__:
            near = _meant(self._known, name)
            if near is not None:
                raise AttributeError(f"{type(self).__name__} has no {name}; did you mean {near}?")
        super().__setattr__(name, value)

    def _own_attributes(self) -> dict[str, Any]:
        """What somebody has hung on this agent beside its columns."""
        return {name: value for name, value in self.__dict__.items() if name not in MESAS_OWN}

    def __reduce__(self) -> tuple[Any, ...]:
        return _view, (self.model, type(self), self.row), self._own_attributes() or None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(row {self.row})"


def _view(model: mesa.Model, kind: type[RowAgent], row: int) -> RowAgent:
    """The view of a row, in a model that was copied or unpickled."""
    views: list[RowAgent] = list(model.agents_by_type[kind])
    return views[row]


@functools.cache
def _meant(known: tuple[str, ...], name: str) -> str | None:
    """The attribute that was probably meant by a name that is none."""
    near = [] if name in known else difflib.get_close_matches(name, known, n=1, cutoff=0.8)
    return near[0] if near else None


class Resident(RowAgent):
    """The resident of one home."""

    person = Column(int)
    block = Column(int)
    group = Column(int)
    standing = PartOfTrust(0.0, "impression")
    impression = PartOfTrust(-1.0, "standing")
    anchor = Number(*ANCHORS)
    familiarity = Number()
    heard = Number()
    worry = Number()
    ownership = Number()
    grievance = Number()
    watch = Flag()
    volunteer = Flag()
    ties = Column(int)

    @property
    def table(self) -> Residents:
        """All residents' columns."""
        return self.model.simulation.town.residents  # type: ignore[no-any-return]

    @property
    def trust(self) -> float:
        """Trust, 0-1: standing and impression."""
        return self.standing + self.impression  # type: ignore[no-any-return]

    @trust.setter
    def trust(self, value: object) -> None:
        raise AttributeError("trust can only be read: it is standing + impression, write one")

    @property
    def group_name(self) -> str:
        """Name of the resident's group."""
        return str(list(self.model.case.community.groups)[self.group])

    @property
    def friends(self) -> list[Resident]:
        """Residents whom this one is tied to."""
        rows = self.table.friends[self.row, : self.ties]
        residents = self.model.residents
        return [residents[int(row)] for row in rows]


class Officer(RowAgent):
    """The officer who holds one post."""

    person = Column(int)
    beat = Column(int)
    hours = Column(float, "every morning sets it anew from the staff and the lever extra_officers")
    duty = Column(int, "every morning sets it anew from the hours of each duty")
    skill = Number(-1.0, 1.0)
    training = Number()
    knowledge = Number()
    regard = Number()
    days_in_beat = Column(int, "it counts the days since this officer came")

    @property
    def table(self) -> Officers:
        """All officers' columns."""
        return self.model.simulation.town.officers  # type: ignore[no-any-return]
