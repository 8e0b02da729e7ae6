"""The command `live`: serve the lesson page with sliders to the browser of this machine."""

from __future__ import annotations

import errno
import socket
import sys
import webbrowser
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sim.common.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from sim.lesson.live.server import Turns

HERE = "127.0.0.1"
USUAL_PORT = 8765


@dataclass(frozen=True)
class Options:
    """What was typed beside the scenario."""

    arms: str | None = None
    port: int | None = None
    open: bool = False
    workers: int | None = None


def run_live(path: Path, options: Options) -> int:
    """Serve until Ctrl-C, which is how this ends: 0.

    Raises:
        ProblemsFound: the scenario has no two arms, or the small server is not installed.
    """
    missing = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        fix = "install them: pip install 'policing-trust[live]'"
        raise ProblemsFound([Problem(f"live needs {' and '.join(missing)}", fix, "live")])
    from sim.commands.lesson import as_lesson
    from sim.common.progress import progress
    from sim.common.threads import usual_workers
    from sim.lesson.live.runs import TwoTowns
    from sim.lesson.live.server import Turns, application
    from sim.lesson.live.towns import Desk
    from sim.study.ready import compile_here

    desk = Desk(*as_lesson(path, options.arms, None))
    listening = listen(options.port)
    with listening:
        pairs, port = desk.scenario.replicates, listening.getsockname()[1]
        workers = options.workers or usual_workers()
        about = f"{desk.scenario.name}: {pairs} pairs of towns, one year before the sliders begin"
        print(about, file=sys.stderr, flush=True)
        compile_here()
        with progress("towns", pairs + 1, workers) as show:
            two_towns = TwoTowns(desk.scenario, workers, show)
        turns = Turns()
        page = application(desk, two_towns, port, turns)
        print(f"Live: http://{HERE}:{port}/ - for this machine only. Ctrl-C ends it.", flush=True)
        if options.open:
            webbrowser.open(f"http://{HERE}:{port}/")
        serve(page, listening, turns)
    print("Ended. Nothing was saved.")
    return 0


def listen(port: int | None) -> socket.socket:
    """A socket of this machine alone; where the port is taken, at a free one, and says so."""
    wanted = USUAL_PORT if port is None else port
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HERE, wanted))
        listening.listen()
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        listening.close()
        listening = socket.socket()
        listening.bind((HERE, 0))
        listening.listen()
        print(f"Port {wanted} is taken: using {listening.getsockname()[1]}.", flush=True)
    return listening


def serve(page: object, listening: socket.socket, turns: Turns) -> None:
    """Answer until somebody interrupts; then end what is under way."""
    from sim.lesson.live.uvicorn_server import QuietServer

    try:
        QuietServer(page, turns).run([listening])
    except KeyboardInterrupt:
        pass
    finally:
        turns.close()
