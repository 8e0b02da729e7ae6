"""The command line: `python run.py --help`. Runs under any Python, to say when it is too old."""

import sys

NEEDED = (
    "jinja2",
    "matplotlib",
    "mesa",
    "numba",
    "numpy",
    "pandas",
    "pyarrow",
    "pydantic",
    "rich",
    "scipy",
    "typer",
    "yaml",
)


def environment_is_ready():
    """Whether this Python is new enough and can find, without importing, what is needed."""
    if sys.version_info < (3, 11):
        return False
    from importlib.util import find_spec

    return None not in map(find_spec, NEEDED)


if __name__ == "__main__":
    if not environment_is_ready():
        sys.stderr.write(
            "This needs its environment: run `make setup`, then `.venv/bin/python run.py ...`\n"
        )
        sys.exit(2)

    from sim.commands.main import main

    main()
