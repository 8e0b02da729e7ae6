"""Bring the browser that the tests of pages need, where there is none (``make browser``).

As root on Debian that is its package; otherwise Playwright's own download, which lies in the home
folder of who asks. Nothing asks for a password. What is done is told on standard error. If no
browser can be had, standard output says why, for the last lines of the tests, and the status is 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from tests.which_browser import VARIABLE, NoBrowserError, in_a_line, launched, started_driver

PATIENCE = 900  # s for each command: a slow line, not a dead one
APT = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=2"]
PACKAGES = ["chromium", "libatomic1"]  # the second for Playwright itself
INSTALL = [*APT, "install", "--yes", "--no-install-recommends"]
DOWNLOAD = [sys.executable, "-m", "playwright", "install"]
CHROMIUM = ["--only-shell", "chromium"]


def found() -> str:
    """Name and version of a browser that works.

    Raises:
        NoBrowserError: if there is none.
    """
    driver = started_driver()
    try:
        name, chromium = launched(driver)
        told = f"{name}, version {chromium.version}"
        chromium.close()
    finally:
        driver.stop()
    return told


def has_apt() -> bool:
    """Whether this is Debian or built upon it."""
    return shutil.which("apt-get") is not None


def is_root() -> bool:
    """Whether packages may be installed without asking."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def ways() -> Iterator[tuple[str, list[list[str]]]]:
    """How a browser comes here: what a person calls it, and its commands."""
    with_libraries = []
    if has_apt() and is_root():
        yield "Debian's Chromium", [[*APT, "update"], [*INSTALL, *PACKAGES]]
        with_libraries = ["--with-deps"]
    yield "Playwright's Chromium (100 MB)", [[*DOWNLOAD, *with_libraries, *CHROMIUM]]


def failure_of(commands: list[list[str]]) -> str | None:
    """The last words of the first command that fails."""
    for command in commands:
        try:
            ended = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=PATIENCE,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"no answer within {PATIENCE // 60} minutes"
        if ended.returncode:
            said = [line.strip() for line in ended.stdout.splitlines() if line.strip()]
            telling = [line for line in said if line.startswith(("E:", "Error"))]
            return in_a_line((telling or said or [f"status {ended.returncode}"])[0])
    return None


def brought() -> str:
    """Name and version of a browser that works, after bringing one where there was none.

    Raises:
        NoBrowserError: if none can be had; why stands in it, way by way.
    """
    try:
        return found()
    except NoBrowserError as none:
        if os.environ.get(VARIABLE):
            raise  # a person has chosen
        why = [str(none)]
    for name, commands in ways():
        print(f"No browser for the tests of pages: bringing {name}", file=sys.stderr, flush=True)
        failure = failure_of(commands)
        try:
            return found()  # also after a failure, which need not concern the browser itself
        except NoBrowserError as error:
            why.append(f"{name} could not be had: {failure}" if failure else str(error))
    if has_apt() and not is_root():
        why.append(f"as root: apt-get install {' '.join(PACKAGES)}")
    raise NoBrowserError("; ".join(why))


if __name__ == "__main__":
    try:
        print(f"Pages are tried in {brought()}", file=sys.stderr)
    except NoBrowserError as error:
        print(error)
        sys.exit(1)
