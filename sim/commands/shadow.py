"""A file that hides this package: Python looks for `sim` beside a script or notebook first."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def what_hides_the_package(folder: Path) -> str | None:
    """A sentence about a file of this folder that `import sim` would find instead, or None."""
    for name in ("sim/__init__.py", "sim.py"):
        here = folder / name
        if here.is_file() and here.parent.resolve() not in (PACKAGE, PACKAGE.parent):
            return (
                f"Caution: {name} in this folder hides the package sim from scripts and notebooks"
                " beside it, which then import that: give it another name."
            )
    return None
