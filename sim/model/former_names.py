"""Names that numbers of the model once had: whoever writes one still means the same number."""

from __future__ import annotations

from sim.files import Node

FORMER_NAMES = {
    "fading.familiar_close": "contact.familiar_close",
    "fading.familiar_passing": "contact.familiar_passing",
    "fading.heard_close": "contact.heard_close",
    "fading.heard_passing": "contact.heard_passing",
}
_FIRST = {today: former for former, today in FORMER_NAMES.items()}


def name_today(name: str) -> str:
    """The name of a number today; any other name is its own."""
    return FORMER_NAMES.get(name, name)


def first_name(name: str) -> str:
    """The name that a number had first: an order by it does not change when one is renamed."""
    return _FIRST.get(name, name)


def with_names_of_today(file: Node, block: str = "assumptions") -> Node:
    """What a file says, with former names in one of its blocks replaced.

    One that stands beside its name of today is left, to be refused by who reads the block.
    """
    inside = file.inside(block)
    if inside is None or not isinstance(inside.value, dict):
        return file
    assert isinstance(file.value, dict)
    written = inside.value
    renamed = {
        name if name_today(name) in written else name_today(name): node
        for name, node in written.items()
    }
    new = Node(renamed, inside.place, inside.key)
    return Node({**file.value, block: new}, file.place, file.key)
