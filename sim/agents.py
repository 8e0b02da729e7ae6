"""Residents and officers as Mesa agents: thin views of one row, made only when somebody asks.

An attribute of an agent reads its column and writes through to it; nothing is copied. A headless
run never pays for objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

import mesa

from sim.state import Officers, Residents, Table

if TYPE_CHECKING:
    from sim.model import TrustModel

T = TypeVar("T", float, int, bool)


class Column(Generic[T]):
    """One column as an attribute of an agent: reads and writes the agent's row."""

    def __init__(self, kind: type[T]) -> None:
        self.kind: type[T] = kind

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: RowAgent | None, owner: type | None = None) -> Any:
        """The value of the agent's row as a plain number."""
        if agent is None:
            return self
        return self.kind(getattr(agent.table, self.name)[agent.row])

    def __set__(self, agent: RowAgent, value: T) -> None:
        getattr(agent.table, self.name)[agent.row] = value


class RowAgent(mesa.Agent):
    """An agent that is a view of one row of a table."""

    row: int

    def __init__(self, model: TrustModel, row: int) -> None:
        super().__init__(model)
        self.row = row

    @property
    def table(self) -> Table:
        """The table whose row this agent is."""
        raise TypeError(f"{type(self).__name__} has no table")


class Resident(RowAgent):
    """The resident of one home."""

    person = Column(int)
    block = Column(int)
    group = Column(int)
    standing = Column(float)
    impression = Column(float)
    anchor = Column(float)
    familiarity = Column(float)
    heard = Column(float)
    worry = Column(float)
    ownership = Column(float)
    grievance = Column(float)
    watch = Column(bool)
    volunteer = Column(bool)
    ties = Column(int)

    @property
    def table(self) -> Residents:
        """All residents' columns."""
        return self.model.simulation.town.residents  # type: ignore[no-any-return]

    @property
    def trust(self) -> float:
        """Trust, 0-1: standing and impression."""
        return self.standing + self.impression  # type: ignore[no-any-return]

    @property
    def group_name(self) -> str:
        """Name of the resident's group."""
        return str(list(self.model.case.community.groups)[self.group])

    @property
    def friends(self) -> list[Resident]:
        """Residents whom this one is tied to."""
        rows = self.table.friends[self.row, : self.ties]
        return [self.model.residents[int(row)] for row in rows]


class Officer(RowAgent):
    """The officer who holds one post."""

    person = Column(int)
    beat = Column(int)
    hours = Column(float)
    duty = Column(int)
    skill = Column(float)
    training = Column(float)
    knowledge = Column(float)
    regard = Column(float)
    days_in_beat = Column(int)

    @property
    def table(self) -> Officers:
        """All officers' columns."""
        return self.model.simulation.town.officers  # type: ignore[no-any-return]
