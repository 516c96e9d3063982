"""What a process may not do that reads a stranger's document: each limit is run into."""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from pipeline.batch.executors import Crash, Limits, Usage, ask_for_time, run_local
from pipeline.batch.executors.frames import ForbiddenAnswerError, load_plain
from pipeline.batch.executors.worker_process import WorkerProcess

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="items have processes of their own on Linux only")


def one(work: Callable[[Any], Any], item: Any, limits: Limits | None = None) -> Any:
    [outcome] = run_local(work, iter([item]), Event(), 1, limits or Limits())
    return outcome


def can_leave_network() -> bool:
    code = "from pipeline.batch.executors.sandbox import leave_network; raise SystemExit(not leave_network())"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def reach(port: int) -> str:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError as error:
        return type(error).__name__
    return "reached"


def test_there_is_no_network() -> None:
    if not can_leave_network():
        pytest.skip("this system lets nobody leave its network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert reach(port) == "reached"
        assert one(reach, port) != "reached"


def turn(seconds: float) -> str:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return "hecho"


def turn_with_leave(seconds: float) -> str:
    ask_for_time(60)
    return turn(seconds)


def test_processor_time_is_limited_also_where_the_clock_is_not() -> None:
    limits = Limits(seconds=60, processor_seconds=0.5)
    outcome = one(turn, 20.0, limits)
    assert (outcome.cause, outcome.seconds < 60) == ("TIMEOUT", True)


def test_who_asks_for_time_gets_it_up_to_a_limit() -> None:
    limits = Limits(seconds=1, processor_seconds=1)
    assert one(turn_with_leave, 3.0, limits) == "hecho"
    short = Limits(seconds=1, processor_seconds=1, most_seconds=1)
    assert one(turn_with_leave, 3.0, short).cause == "TIMEOUT"
    assert Limits.fixed(7, 2_000).granted(1_000) == 7


def write_much(name: str) -> str:
    try:
        with open(os.path.join(tempfile.gettempdir(), name), "wb") as file:
            for _ in range(300):
                file.write(bytes(1_000_000))
    except OSError as error:
        return os.strerror(error.errno or 0)
    return "hecho"


def open_many(name: str) -> int:
    files = []
    try:
        for _ in range(1000):
            files.append(open(os.devnull))  # noqa: SIM115
    except OSError:
        return len(files)
    return len(files)


def test_files_are_limited_in_size_and_number() -> None:
    assert "large" in one(write_much, "grande")
    assert one(open_many, "") < 300


def dump_limit(_: int) -> int:
    import resource

    return resource.getrlimit(resource.RLIMIT_CORE)[0]


def test_no_memory_is_dumped() -> None:
    assert one(dump_limit, 0) == 0


def leave_file(how: str) -> str:
    path = Path(tempfile.mkstemp()[1])
    if how == "die":
        os.kill(os.getpid(), 9)
    if how == "hang":
        time.sleep(1000)
    return str(path)


@pytest.mark.parametrize("how", ["end", "die", "hang"])
def test_what_is_put_aside_goes_away_however_the_process_ends(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    outcome = one(leave_file, how, Limits(seconds=1))
    if how == "end":
        assert Path(outcome).is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_put_aside_goes_away_also_where_the_parent_was_killed(tmp_path: Path) -> None:
    code = (
        "import os, tempfile; from pipeline.batch.executors import Limits;"
        "from pipeline.batch.executors.worker_process import WorkerProcess;"
        f"tempfile.tempdir = {str(tmp_path)!r};"
        "worker = WorkerProcess(len, Limits()); worker.run([]); os.kill(os.getpid(), 9)"
    )
    subprocess.run(
        [sys.executable, "-c", code], check=False, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    for _ in range(100):
        if not list(tmp_path.iterdir()):
            return
        time.sleep(0.1)
    pytest.fail("the folder is still there")


def start_another(place: str) -> None:
    """Stand for a library that starts a program and hangs."""
    code = f"import os,time; open({place!r}, 'w').write(str(os.getpid())); time.sleep(1000)"
    subprocess.Popen([sys.executable, "-c", code])
    time.sleep(1000)


def test_what_a_process_started_ends_with_it(tmp_path: Path) -> None:
    place = tmp_path / "proceso"
    assert one(start_another, str(place), Limits(seconds=3)).cause == "TIMEOUT"
    process = Path("/proc", place.read_text())
    for _ in range(50):
        if not process.exists() or "Z" in (process / "stat").read_text().split()[2]:
            return
        time.sleep(0.1)
    pytest.fail("it goes on")


def count_up(counter: list[int]) -> int:
    MARKS.append(1)
    return len(MARKS)


MARKS: list[int] = []


def test_nothing_that_an_item_does_to_its_process_reaches_the_next() -> None:
    assert list(run_local(count_up, iter([[0], [0], [0]]), Event(), 1, Limits())) == [1, 1, 1]


def test_what_each_item_used_is_told() -> None:
    used: dict[float, Usage] = {}
    list(run_local(turn, iter([0.3]), Event(), 1, Limits(), account=lambda item, usage: used.__setitem__(item, usage)))
    assert 0.3 <= used[0.3].processor_seconds < 3
    assert used[0.3].megabytes > 1


class _Trap:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("true",)


def trap(_: int) -> object:
    return _Trap()


def test_an_answer_that_would_run_something_is_refused() -> None:
    outcome = one(trap, 1)
    assert isinstance(outcome, Crash)
    assert isinstance(outcome.error, ForbiddenAnswerError)


@pytest.mark.parametrize(
    "name", ["os\nsystem", "builtins\neval", "pipeline.batch.outputs\nwrite_aside", "subprocess\nPopen"]
)
def test_functions_are_no_values(name: str) -> None:
    with pytest.raises(ForbiddenAnswerError):
        load_plain(b"c" + name.encode() + b"\n.")


def test_values_of_ours_come_back_whole() -> None:
    for value in (Limits(), Path("a"), {"a": (1, b"b", None)}, Usage(1.0, 2.0, 3.0)):
        assert repr(load_plain(pickle.dumps(value))) == repr(value)


def test_a_worker_that_is_killed_takes_only_its_own_item_along() -> None:
    worker: WorkerProcess[float, str] = WorkerProcess(turn, Limits())
    assert worker.run(0.0) == "hecho"
    assert worker._process
    worker._process.kill()
    assert worker.run(0.0) == "hecho"
    worker.close()
