"""The command `live`: one change at a time, where it listens, and how it ends."""

from __future__ import annotations

import asyncio
import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sim.commands import live as command
from sim.commands.main import run
from sim.common.problems import ProblemsFound
from sim.lesson.live.runs import Overtaken
from sim.lesson.live.server import Turns
from tests.live_town import file_of, wish

ROOT = Path(__file__).parents[1]


def test_a_newer_change_overtakes_an_older_one():
    turns, begun = Turns(), threading.Event()

    def long(towns, check):
        begun.set()
        for _ in range(3000):
            check()
            time.sleep(0.001)

    async def first_then_second():
        with turns.taken() as older:
            waiting = asyncio.create_task(older(long, "A"))
            await asyncio.to_thread(begun.wait)
            with turns.taken() as newer:
                answer = await newer(lambda towns, check: {"towns": towns}, "B")
            with pytest.raises(Overtaken):
                await waiting
            return answer

    assert asyncio.run(first_then_second()) == {"towns": "B"}
    turns.close()


def test_a_taken_port_is_told_and_a_free_one_is_used(capsys):
    with command.listen(0) as first:
        taken = first.getsockname()[1]
        with command.listen(taken) as second:
            other, address = second.getsockname()[1], second.getsockname()[0]
    assert other != taken
    assert address == "127.0.0.1"
    assert f"Port {taken} is taken: using {other}." in capsys.readouterr().out


def test_an_interruption_ends_it_cleanly_and_leaves_nothing(desk, tmp_path):
    path = file_of(tmp_path)
    typed = [sys.executable, ROOT / "run.py", "live", path, "--port", "0", "--workers", "1"]
    with subprocess.Popen(
        typed, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    ) as process:  # fmt: skip
        port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())[1])
        asked = http.client.HTTPConnection("127.0.0.1", port)
        asked.request("POST", "/change", wish(desk, (0, "visit_hours", 0.2)))
        assert b"spending" in asked.getresponse().readline()  # and the rest is under way
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
        asked.close()
    assert process.returncode == 0
    assert "Traceback" not in error
    assert "Nothing was saved" in out
    assert list(tmp_path.iterdir()) == [path]


def test_who_has_no_server_installed_is_told_what_to_install(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    assert run(["live", str(file_of(tmp_path))]) == 2
    assert "pip install 'policing-trust[live]'" in capsys.readouterr().err
    with pytest.raises(ProblemsFound, match="starlette and uvicorn"):
        command.run_live(file_of(tmp_path), command.Options())
