"""Run what was typed: sentences instead of tracebacks, and an exit status.

Exit status: 0 fine, 1 a stated claim is not met, 2 bad input, 3 failed runs, 130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from sim.commands.arguments import Told, app
from sim.commands.shadow import what_hides_the_package
from sim.common.problems import ExtensionFault, ProblemsFound, printable, program

BAD_INPUT, FAILED, INTERRUPTED = 2, 3, 130


def main() -> NoReturn:
    """Run the command that was typed, and leave with its exit status."""
    sys.stdout = _unheard(sys.stdout, _Patient)
    sys.stderr = _unheard(sys.stderr, _Silent)
    if hidden := what_hides_the_package(Path.cwd()):
        print(hidden, file=sys.stderr)
    status = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError as error:  # a full disk behind a pipe
        status = _refuse(error)
    if status == INTERRUPTED:
        os._exit(status)  # without waiting for threads that still work
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status; users see sentences, never a traceback."""
    try:
        app(list(arguments), prog_name=program())
    except SystemExit as done:
        if done.code == INTERRUPTED and not isinstance(done, Told):
            # The library for commands has caught the interruption.
            return _interrupted()
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    except ProblemsFound as problems:
        print(problems, file=sys.stderr)
        return BAD_INPUT
    except ExtensionFault as fault:
        print(printable(str(fault)), file=sys.stderr)
        return BAD_INPUT
    except (OSError, MemoryError) as error:
        return _refuse(error)
    except KeyboardInterrupt:
        return _interrupted()
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        return _give_up(error)
    return 0


def _interrupted() -> int:
    print("Interrupted: no results were written.", file=sys.stderr, flush=True)
    return INTERRUPTED


def _refuse(error: OSError | MemoryError) -> int:
    """What the machine does not allow: no permission, a full disk, too little memory."""
    if isinstance(error, MemoryError):
        said = "There is not enough memory: use fewer residents, or fewer --workers."
    else:
        where = error.filename or "The output cannot be written"
        said = f"{where}: {error.strerror or error}"
    print(printable(said), file=sys.stderr)
    return BAD_INPUT


def _give_up(error: Exception) -> int:
    """A fault of this program: say so, and where."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f" ({place.tb_frame.f_code.co_filename}:{place.tb_lineno})" if place else ""
    print(
        f"This program failed: {type(error).__name__}: {printable(str(error))}{where}\n"
        "That is a fault of the program, not of your file. `python -X dev` shows more.",
        file=sys.stderr,
    )
    return FAILED


class _Patient(io.FileIO):
    """A stream that goes on quietly when its reader has left: the exit status stays true.

    Where it cannot write for another reason, it raises once: an answer was lost.
    """

    broken = False

    def write(self, data: Any, /) -> int:
        if self.broken:
            return len(data)
        try:
            return super().write(data)
        except OSError as error:
            self.broken = True
            if isinstance(error, BrokenPipeError):
                return len(data)
            raise


class _Silent(_Patient):
    """The same for remarks and progress: a full disk behind them changes no status."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError:
            return len(data)


def _unheard(stream: Any, kind: type[_Patient]) -> Any:
    """``stream`` as one that neither a missing reader nor a missing letter can stop."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    buffer = io.BufferedWriter(kind(stream.fileno(), "wb", closefd=False))
    return io.TextIOWrapper(
        buffer,
        encoding=stream.encoding,
        errors="replace",
        line_buffering=stream.line_buffering or stream.write_through,
    )
