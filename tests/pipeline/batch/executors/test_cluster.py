"""A Dask cluster on this machine: the same bytes as here, also when a worker is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from pipeline.batch.engine import run_batch
from pipeline.batch.execution import Execution, UnusableClusterError, choose_execution
from pipeline.batch.executors import Limits, run_local
from pipeline.batch.executors.cluster import ClusterError, connect
from pipeline.batch.listing import list_batch, write_list
from pipeline.batch.task import Plan
from tests.batch_fakes import contents, convert_fake, entries_of, jobs_of, run, write

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[4]
LOOPBACK = "127.0.0.1"
START_SECONDS = 60
LIMITS = Limits(seconds=2.0)
HERE = Execution(partial(run_local, processes=2, limits=LIMITS), LIMITS)


@dataclass
class Cluster:
    """A scheduler and its workers, each a process."""

    folder: Path
    address: str = ""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        where = ["--host", LOOPBACK, "--no-dashboard", *options]
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{program}", *where],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def add_worker(self) -> None:
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder))
        self.workers.append(self.start("worker", self.address, *options))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    whole, said = Cluster(folder), folder / "scheduler.json"
    with ExitStack() as processes:
        scheduler = processes.enter_context(whole.start("scheduler", "--port", "0", "--scheduler-file", str(said)))
        processes.callback(scheduler.terminate)
        end = time.monotonic() + START_SECONDS
        while not said.exists() or not said.read_text():
            assert time.monotonic() < end, "the scheduler does not start"
            time.sleep(0.05)
        whole.address = json.loads(said.read_text())["address"]
        for _ in range(2):
            whole.add_worker()
        yield whole
        for worker in whole.workers:
            worker.kill()
            worker.wait()


def convert_slowly(path: Path, **more: object) -> object:
    time.sleep(0.2)
    return convert_fake(path)


def name_of_process() -> str:
    """Stand for a digest of the program that is another one on each machine."""
    return str(os.getpid())


def test_the_same_bytes_as_on_this_machine(tmp_path: Path, cluster: Cluster) -> None:
    kinds = {"g": "come memoria", "f": "no termina", "e": "muere", "c": "cifrado", "d": "Alcaldía", "i": "dudoso"}
    write(tmp_path / "entrada", **kinds)
    run(jobs_of(tmp_path / "entrada", tmp_path / "aquí"), tmp_path / "aquí", HERE)
    with choose_execution(9, None, cluster.address, LIMITS) as there:
        results = run(jobs_of(tmp_path / "entrada", tmp_path / "allá"), tmp_path / "allá", there)
    assert [result.entry.code for result in results] == [
        *("ENCRYPTED", None, "WORKER_CRASHED", "TIMEOUT", "OUT_OF_MEMORY", "NEEDS_REVIEW"),
    ]
    assert contents(tmp_path / "aquí") == contents(tmp_path / "allá")


def test_a_worker_that_is_lost_costs_nothing(tmp_path: Path, cluster: Cluster) -> None:
    write(tmp_path / "entrada", **{f"doc{number}": f"Unidad {number}" for number in range(20)})
    run(jobs_of(tmp_path / "entrada", tmp_path / "aquí"), tmp_path / "aquí", HERE)
    output = tmp_path / "allá"
    jobs = jobs_of(tmp_path / "entrada", output)
    cluster.add_worker()
    with choose_execution(20, None, cluster.address, LIMITS) as there:
        results = []
        for result in run_batch(jobs, output, Plan(convert_slowly, ("json",)), there):  # type: ignore[arg-type]
            if len(results) == 3:
                cluster.workers[0].kill()
            results.append(result)
    write_list(list_batch(jobs, entries_of(results)), output)
    assert contents(output) == contents(tmp_path / "aquí")


def test_workers_with_another_program_are_refused(cluster: Cluster) -> None:
    with pytest.raises(ClusterError, match="version"), connect(cluster.address, LIMITS, name_of_process):
        pass


def test_an_address_where_nothing_listens_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.batch.executors.cluster.CONNECT_SECONDS", 0.5)
    with (
        pytest.raises(UnusableClusterError, match="No se puede usar el clúster"),
        choose_execution(1, None, "tcp://127.0.0.1:1", LIMITS),
    ):
        pass
