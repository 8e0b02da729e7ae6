"""`extends:` takes another scenario of the same folder as the starting point."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from sim.common.problems import Problem, ProblemsFound, did_you_mean, quoted, shown
from sim.files.reader import read_source
from sim.files.source import Node, Source
from sim.files.text import yaml_names

OF_ITS_OWN_ARMS = ("expect", "lesson", "story")


def read_with_extends(
    path: Path,
    read_as: Callable[[Node], Node] = lambda root: root,
    handed_on: Callable[[Node, Node], Node] = lambda base, over: base,
) -> Source:
    """Read a file together with what it extends, each as ``read_as`` makes of it.

    ``handed_on`` makes of a file and the one that extends it what the second inherits.

    Blocks merge name by name, everything else replaces, and null removes what was inherited.
    What speaks of the arms of its own file (claims, the lesson and its story) is not inherited.
    Raises ProblemsFound.
    """
    sources = [read_source(path)]
    chain = [os.path.realpath(path)]
    while (base := _extended(sources[-1], chain)) is not None:
        sources.append(read_source(base))
        chain.append(os.path.realpath(base))
    first, *others = [read_as(source.root) for source in reversed(sources)]
    root = laid_over(first, others, handed_on)
    assert isinstance(root.value, dict)
    assert isinstance(sources[0].root.value, dict)
    own = sources[0].root.value
    names = {
        name: own.get(name, node) if name in OF_ITS_OWN_ARMS else node
        for name, node in root.value.items()
        if name != "extends" and (name not in OF_ITS_OWN_ARMS or name in own)
    }
    return Source(path, Node(names, root.place))


def laid_over(
    base: Node,
    overs: Sequence[Node],
    handed_on: Callable[[Node, Node], Node] = lambda base, over: base,
) -> Node:
    """`base` with each of `overs` merged into it, in that order; raises ProblemsFound."""
    problems: list[Problem] = []
    for over in overs:
        base = _merged(handed_on(base, over), over, problems)
    if problems:
        raise ProblemsFound(problems)
    return base


def _extended(source: Source, chain: list[str]) -> Path | None:
    """The file that `source`, the last of `chain`, extends; None when it extends none."""
    assert isinstance(source.root.value, dict)
    if "extends" not in source.root.value:
        return None

    def refuse(message: str, fix: str) -> ProblemsFound:
        return ProblemsFound([source.problem(("extends",), message, fix)])

    name = source.data["extends"]
    if not isinstance(name, str) or not name:
        raise refuse(
            f"extends must be the name of a scenario, not {shown(name)}", "write  extends: name"
        )
    folder = source.path.parent
    if Path(name).name != name or "\\" in name or name.startswith("."):
        raise refuse(
            "extends may only name a scenario in this folder", "write its name without a path"
        )
    path = folder / (name if name.endswith(".yaml") else f"{name}.yaml")
    real = os.path.realpath(path)
    if os.path.dirname(real) != os.path.realpath(folder):
        raise refuse(
            "extends may only name a scenario in this folder, and this one is a link to elsewhere",
            "copy the scenario into this folder",
        )
    if real in chain:
        circle = " extends ".join(Path(each).stem for each in [*chain[chain.index(real) :], real])
        raise refuse(f"this goes round in a circle: {circle}", "delete one of these extends")
    if not os.path.isfile(real):
        names = [each for each in yaml_names(folder) if each != source.path.stem]
        near = did_you_mean(path.stem, names)
        fix = f"did you mean {near}?" if near else f"scenarios here: {', '.join(names[:12])}"
        raise refuse(f"there is no scenario {quoted(path.name)} in this folder", fix)
    return path


def _merged(base: Node, over: Node, problems: list[Problem]) -> Node:
    """`over` laid over `base`; a removal of what `base` does not have is a problem."""
    if not isinstance(base.value, dict) or not isinstance(over.value, dict):
        return over
    names = dict(base.value)
    for name, node in over.value.items():
        if name not in names:
            if node.value is None:
                near = did_you_mean(name, names)
                problems.append(
                    (node.key or node.place).problem(
                        f"there is no inherited {quoted(name)} to remove",
                        f"did you mean {near}?" if near else "delete this line, or give a value",
                    )
                )
            names[name] = node
        elif node.value is None:
            del names[name]
        else:
            names[name] = _merged(names[name], node, problems)
    return Node(names, over.place, over.key)
