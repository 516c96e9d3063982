"""Whole runs of the command, in processes of their own, ended in every way there is."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.batch_fakes import contents

ROOT = Path(__file__).parents[3]
DOCUMENTS = 12
KILLS = 4
"""A few here; ``make bench`` does twenty over more documents."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    """Return a folder of real documents that differ, and some that cannot be read."""
    text = (samples / "matriz_gad_provincial.txt").read_text(encoding="utf-8")
    for number in range(DOCUMENTS):
        path = tmp_path / "entrada" / f"mes {number:02}" / "a4.txt"
        path.parent.mkdir(parents=True)
        path.write_text(f"{text}\nNota {number}\n", encoding="utf-8")
    shutil.copy(samples / "literal_b2_distributivo.pdf", tmp_path / "entrada")
    (tmp_path / "entrada" / "roto.pdf").write_bytes(b"%PDF-1.4 roto")
    return tmp_path


def start(folder: Path, output: str, *options: str) -> subprocess.Popen[bytes]:
    program = "import sys; from pipeline.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "convertir", "entrada", "--salida", output, "-p", "2", *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out.decode(), err.decode()


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split()]


def kill(pids: Sequence[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at the system's list of processes")
def test_a_run_that_is_killed_anywhere_and_run_again_ends_as_if_it_had_not_been(folder: Path) -> None:
    assert finish(start(folder, "entera", "-q"))[0] == 1
    chance = random.Random(6)
    for number in range(KILLS):
        process = start(folder, "cortada", "-q")
        time.sleep(chance.uniform(0.3, 1.6))
        workers = workers_of(process)
        kill([*workers, process.pid] if number % 2 else [process.pid])
        process.communicate()
    process = start(folder, "cortada", "-q")
    time.sleep(0.8)
    kill(workers_of(process)[:1])  # a worker: the run itself goes on
    assert finish(process)[0] == 1
    assert contents(folder / "cortada") == contents(folder / "entera")


@pytest.mark.slow
def test_an_interruption_finishes_what_runs_and_says_how_to_go_on(folder: Path) -> None:
    process = start(folder, "salida", "--lineas-json")
    assert process.stdout is not None
    lines = iter(process.stdout.readline, b"")
    while json.loads(next(lines))["event"] != "document":
        pass
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the parent and to its workers
    code, _, said = finish(process)
    assert code == 130
    assert "lo que ya está hecho no se repite" in said
    assert "detuvo de golpe" not in said
    entries = json.loads((folder / "salida" / "lote.json").read_text(encoding="utf-8"))["entries"]
    assert {entry["outcome"] for entry in entries} >= {"pending"}
    assert finish(start(folder, "salida", "-q"))[0] == 1
    assert finish(start(folder, "entera", "-q"))[0] == 1
    assert contents(folder / "salida") == contents(folder / "entera")


def mount(folder: Path, size: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True).returncode == 0


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a disk of half a megabyte over the output folder, where the system lets us."""
    output = folder / "salida"
    output.mkdir()
    if not (shutil.which("mount") and mount(output, "500k")):
        pytest.skip("may not mount a small disk")
    try:
        yield output
    finally:
        subprocess.run(["umount", str(output)], check=True)


@pytest.mark.slow
def test_a_full_disk_is_said_and_room_lets_the_run_go_on(folder: Path, small_disk: Path) -> None:
    code, _, said = finish(start(folder, "salida"))
    assert code == 1
    assert "El disco de «salida» está lleno: libere espacio y repita la misma orden" in said
    assert "Traceback" not in said
    assert subprocess.run(["mount", "-o", "remount,size=100m", str(small_disk)]).returncode == 0
    assert finish(start(folder, "salida", "-q"))[0] == 1
    assert finish(start(folder, "entera", "-q"))[0] == 1
    assert contents(small_disk) == contents(folder / "entera")
