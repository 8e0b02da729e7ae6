"""Whatever is killed, stopped or full: the same command goes on, and the tables are the same."""

from __future__ import annotations

import os
import random
import resource
import signal
import time
from pathlib import Path

import psutil
import pytest

from sim.study.sweeps import store
from sim.study.sweeps.conduct import conduct
from sim.study.sweeps.load import load_sweep
from tests.faults.processes import free_port, scheduler, sweep, wait_until, worker
from tests.sweep_runs import OneByOne, shard_rows, tables, write_sweep

pytestmark = pytest.mark.faults

RUNS, KILLS = 30, 6


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    """A sweep of some seconds: enough to be killed many times."""
    return write_sweep(
        tmp_path_factory.mktemp("files"),
        town={"days": 200, "burn_in_days": 100, "community": {"residents": 5000}},
        vary={"budget.per_resident": {"low": 0, "high": 90, "steps": RUNS // 3}},
        replicates=3,
    )


@pytest.fixture(scope="module")
def whole(file, tmp_path_factory) -> dict[str, bytes]:
    """The tables of a sweep to which nothing happened; Python hashes there as nowhere else."""
    out = tmp_path_factory.mktemp("whole") / "results"
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("PYTHONHASHSEED", "1")  # by chance for the others
        running = sweep(file, out)
    with running:
        assert running.ended() == 0, running.told
    return tables(out)


def begun(out: Path, shards: int = 1) -> bool:
    """Whether some shards are there."""
    return len(list((out / "shards").glob("*.parquet"))) >= shards


def again(file: Path, out: Path, whole: dict[str, bytes], *options: str) -> None:
    """Give the command again, without any fault: the tables are those of the whole."""
    with sweep(file, out, *options) as running:
        assert running.ended() == 0, running.told
    compare(out, whole)


def finish(file: Path, out: Path, whole: dict[str, bytes]) -> None:
    """The same in this process, which is there already: what is missing is done."""
    conduct(load_sweep(file), out, OneByOne())
    compare(out, whole)


def compare(out: Path, whole: dict[str, bytes]) -> None:
    """The tables are those of the whole, and no run is missing."""
    assert tables(out) == whole
    assert sorted(set(shard_rows(out))) == list(range(RUNS))


def test_kill_at_random_moments(file, whole, tmp_path):
    out, moments = tmp_path / "results", random.Random(20)
    kept: list[int] = []
    for _ in range(KILLS):
        with sweep(file, out) as running:
            time.sleep(moments.uniform(0.3, 3.5))
            running.hurt(signal.SIGKILL)
            running.ended()
        now = shard_rows(out) if (out / "shards").exists() else []
        assert set(kept) <= set(now), "a run that was kept is never lost"
        kept = now
    again(file, out, whole)
    assert len(shard_rows(out)) == RUNS, "what is in a shard is never done again"


def test_workers_die_with_the_one_who_hands_out(file, tmp_path):
    out = tmp_path / "results"
    with sweep(file, out) as running:
        running.until(lambda: len(running.workers()) == 2)
        pids = running.workers()
        running.hurt(signal.SIGKILL)
        running.ended()
        wait_until(lambda: not any(psutil.pid_exists(pid) for pid in pids))


def test_a_killed_worker_is_replaced_and_nothing_is_lost(file, whole, tmp_path):
    out = tmp_path / "results"
    with sweep(file, out) as running:
        for shards in (1, 2):  # workers that have begun: three lost before that end a sweep
            running.until(lambda shards=shards: begun(out, shards))
            if workers := running.workers():  # a fast machine may be done before the third
                os.kill(random.Random(1).choice(workers), signal.SIGKILL)
        assert running.ended() == 0, running.told
    assert "its worker ended with SIGKILL" in running.told
    assert tables(out) == whole
    assert len(shard_rows(out)) == RUNS


def test_a_stopped_worker_holds_nothing_up_for_good(file, whole, tmp_path):

    out = tmp_path / "results"
    with sweep(file, out) as running:
        running.until(lambda: begun(out))
        os.kill(running.workers()[0], signal.SIGSTOP)
        assert running.ended() == 0, running.told
    assert tables(out) == whole


def test_a_stopped_worker_that_wakes_up_late_changes_nothing(file, whole, tmp_path):

    out = tmp_path / "results"
    with sweep(file, out) as running:
        running.until(lambda: begun(out))
        sleeper = running.workers()[0]
        os.kill(sleeper, signal.SIGSTOP)
        time.sleep(4.0)
        os.kill(sleeper, signal.SIGCONT)
        assert running.ended() == 0, running.told
    assert tables(out) == whole


def test_ctrl_c_once_finishes_what_is_in_flight_and_keeps_it(file, whole, tmp_path):
    out = tmp_path / "results"
    with sweep(file, out) as running:
        running.until(lambda: begun(out))
        running.hurt_all(signal.SIGINT)
        assert running.ended(30) == 130
        assert "Stopping" in running.told
        assert "same command again" in running.told
        assert "Traceback" not in running.told
    assert 0 < len(shard_rows(out)) < RUNS
    finish(file, out, whole)


def test_ctrl_c_twice_stops_at_once_and_keeps_what_came_back(file, whole, tmp_path):
    out = tmp_path / "results"
    with sweep(file, out) as running:
        running.until(lambda: begun(out))
        running.hurt_all(signal.SIGINT)
        time.sleep(0.005)
        running.hurt_all(signal.SIGINT)
        assert running.ended(10) == 130
        assert "Traceback" not in running.told
    assert len(shard_rows(out)) < RUNS
    finish(file, out, whole)


def test_a_disk_that_is_full_after_so_many_bytes(file, whole, tmp_path):
    out = tmp_path / "results"

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))

    with sweep(file, out) as running:  # the folder first: its small files would not fit either
        running.until(lambda: begun(out))
        running.hurt(signal.SIGTERM)
        assert running.ended() == 130
    before = shard_rows(out)
    log = out.with_name("results.log")
    log.rename(log.with_suffix(".first"))
    with sweep(file, out, limit=small) as running:
        assert running.ended() == 2
        assert "File too large" in running.told
        assert "same command again" in running.told
        assert "Traceback" not in running.told
    assert shard_rows(out) == before
    assert not list(out.rglob("*.part"))
    finish(file, out, whole)


def test_a_second_writer_is_refused_with_who_is_writing(file, whole, tmp_path):
    out = tmp_path / "results"
    with sweep(file, out) as first:
        first.until(lambda: (out / store.WRITER).exists())
        log = out.with_name("second.log")
        with sweep(file, out) as second:
            second.log = log
            assert second.ended() == 2
        assert f"process {first.process.pid} on " in first.told
        assert first.ended() == 0
    assert tables(out) == whole


# -- Dask: scheduler, workers and client are processes that talk over TCP on the loopback address --


@pytest.fixture
def dask(tmp_path):
    """Address of a scheduler with two workers, and all three processes."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    with (
        scheduler(port, tmp_path / "scheduler.log") as head,
        worker(address, tmp_path / "one.log") as one,
        worker(address, tmp_path / "two.log") as two,
    ):
        for each in (one, two):
            each.until(lambda each=each: "Registered to" in each.told)
        yield address, head, [one, two]


def on(address: str) -> tuple[str, ...]:
    return ("--engine", "dask", "--scheduler", address)


def test_a_dask_worker_is_killed(file, whole, tmp_path, dask):
    address, _, workers = dask
    out = tmp_path / "results"
    with sweep(file, out, *on(address)) as running:
        running.until(lambda: begun(out))
        workers[0].hurt(signal.SIGKILL)
        assert running.ended() == 0, running.told
    assert tables(out) == whole


def test_a_dask_worker_is_stopped_and_wakes_up_late(file, whole, tmp_path, dask):
    address, _, workers = dask
    out = tmp_path / "results"
    with sweep(file, out, *on(address)) as running:
        running.until(lambda: begun(out))
        workers[0].hurt(signal.SIGSTOP)
        time.sleep(8.0)  # longer than the scheduler waits for a worker here
        workers[0].hurt(signal.SIGCONT)
        assert running.ended() == 0, running.told
    assert tables(out) == whole


def test_the_dask_client_is_killed(file, whole, tmp_path, dask):
    address, _, _ = dask
    out = tmp_path / "results"
    with sweep(file, out, *on(address)) as running:
        running.until(lambda: begun(out))
        running.hurt(signal.SIGKILL)
        running.ended()
    assert 0 < len(shard_rows(out)) < RUNS
    again(file, out, whole, *on(address))
    assert len(shard_rows(out)) == RUNS


def test_the_dask_scheduler_is_killed_and_processes_of_this_machine_go_on(
    file, whole, tmp_path, dask
):
    address, head, _ = dask
    out = tmp_path / "results"
    with sweep(file, out, *on(address)) as running:
        running.until(lambda: begun(out))
        head.hurt(signal.SIGKILL)
        assert running.ended(60) == 130
        assert "The scheduler is gone" in running.told
        assert "same command again" in running.told
        assert "Traceback" not in running.told
    assert 0 < len(shard_rows(out)) < RUNS
    finish(file, out, whole)


def test_no_scheduler_answers(file, tmp_path):
    out = tmp_path / "results"
    with sweep(file, out, *on(f"tcp://127.0.0.1:{free_port()}")) as running:
        assert running.ended(60) == 2
        assert "no Dask scheduler answers" in running.told
    assert not out.exists()


def test_ctrl_c_with_a_dask_cluster_of_its_own(file, whole, tmp_path):
    out = tmp_path / "results"
    with sweep(file, out, "--engine", "dask") as running:
        running.until(lambda: begun(out))
        running.hurt_all(signal.SIGINT)
        assert running.ended(60) == 130
        assert "Traceback" not in running.told
    finish(file, out, whole)
