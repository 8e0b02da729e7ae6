"""Blocks and lists inside a checked object: they read like any other and cannot be changed."""

from __future__ import annotations

from typing import Any, NoReturn

HOW_TO_CHANGE = "make a changed copy, which is checked: changed = thing.with_changes(name=value)"


def refuse_change(*_: object, **__: object) -> NoReturn:
    """What every way of changing it in place does."""
    raise TypeError(f"this has been checked and cannot be changed in place; {HOW_TO_CHANGE}")


class ReadOnlyDict(dict[Any, Any]):
    """A dict that cannot be changed; ``{**it}`` gives one that can."""

    __setitem__ = __delitem__ = __ior__ = refuse_change
    clear = pop = popitem = setdefault = update = refuse_change

    def __reduce__(self) -> tuple[type, tuple[dict[Any, Any]]]:
        return ReadOnlyDict, (dict(self),)


class ReadOnlyList(list[Any]):
    """A list that cannot be changed; ``[*it]`` gives one that can."""

    __setitem__ = __delitem__ = __iadd__ = __imul__ = refuse_change
    append = clear = extend = insert = pop = refuse_change
    remove = reverse = sort = refuse_change

    def __reduce__(self) -> tuple[type, tuple[list[Any]]]:
        return ReadOnlyList, ([*self],)


def read_only(value: Any) -> Any:
    """The same value, whose dicts and lists cannot be changed."""
    if isinstance(value, dict):
        return ReadOnlyDict({name: read_only(each) for name, each in value.items()})
    if isinstance(value, list):
        return ReadOnlyList([read_only(each) for each in value])
    return value
