"""A big batch: documents and pages a second, two processes over one, the parent's memory, and runs that are killed.

The documents are the labelled ones under many names, each with a comment of its own so that their contents differ,
and hostile ones where somebody has their maker beside the bench. Outputs of killed and resumed runs are compared
with those of a run that was left alone, byte by byte.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

DOCUMENTS = 2_000
DOCUMENTS_TO_KILL = 120
KILLED_RUNS = 20
EARLIEST_KILL, LATEST_KILL = 0.5, 4.0
"""Seconds after the start; a run over the documents to kill takes somewhat longer."""
SECONDS_PER_DOCUMENT = 20
"""Limit for hostile documents, some of which never end."""
SAMPLE_SECONDS = 1.0
MEMORY_WINDOW = 60
"""Samples of the first and of the last minute that are compared."""
WARM_UP = 10
"""Samples that are left out at the start: imports."""
BYTES_PER_KILOBYTE = 1024
VICTIMS = ("parent", "worker", "all")
NOT_COMPARED = {"bitacora.jsonl", "cerrojo"}
PROGRAM = "import sys; from pipeline.cli import main; sys.exit(main())"


@dataclass(frozen=True)
class Run:
    """One run of the command."""

    seconds: float
    documents: int
    pages: int
    states: dict[str, int]
    memory: list[int]
    """Bytes of the parent, once a second."""


def measure(documents: Path, hostile_maker: Path, count: int = DOCUMENTS) -> dict[str, object]:
    """Run the batches, print and return the figures."""
    with tempfile.TemporaryDirectory(prefix="lotaip-bench-") as name:
        folder = Path(name)
        _multiply(documents, folder / "entrada", count)
        pair = {processes: _convert(folder, folder / "entrada", processes) for processes in (2, 1)}
        figures: dict[str, object] = {"load_at_end": os.getloadavg(), **_speed(pair)}
        if hostile_maker.is_file():
            figures["hostile"] = _hostile(folder, hostile_maker)
        _multiply(documents, folder / "pocos", DOCUMENTS_TO_KILL)
        figures["killed"] = _kill_runs(folder, folder / "pocos")
    return figures


def _multiply(documents: Path, target: Path, count: int) -> None:
    """Write ``count`` documents, copies in turn, each with a comment that makes it another file."""
    target.mkdir(parents=True)
    sources = sorted([*documents.glob("*.pdf"), *documents.glob("*.txt")])
    for number in range(count):
        source = sources[number % len(sources)]
        comment = f"%{number}\n" if source.suffix == ".pdf" else f"\n{number}\n"
        copy = target / f"{number:05}-{source.name}"
        copy.write_bytes(source.read_bytes() + comment.encode())


def _convert(folder: Path, documents: Path, processes: int, *options: str) -> Run:
    output = folder / f"salida-{documents.name}-{processes}"
    started = time.perf_counter()
    process = _start(documents, output, processes, *options)
    memory: list[int] = []
    ended = Event()
    watcher = Thread(target=_sample, args=(process.pid, memory, ended))
    watcher.start()
    process.wait()
    seconds = time.perf_counter() - started
    ended.set()
    watcher.join()
    entries = json.loads((output / "lote.json").read_text(encoding="utf-8"))["entries"]
    return Run(seconds, len(entries), sum(entry["pages"] for entry in entries), _states(output), memory)


def _start(documents: Path, output: Path, processes: int, *options: str) -> subprocess.Popen[bytes]:
    where = ["convertir", str(documents), "--salida", str(output), "--procesos", str(processes), "--silencioso"]
    command = [sys.executable, "-c", PROGRAM, *where, *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _sample(pid: int, memory: list[int], ended: Event) -> None:
    """Note the resident memory of a process until it ends; Linux only."""
    status = Path(f"/proc/{pid}/status")
    while not ended.wait(SAMPLE_SECONDS):
        with suppress(OSError):
            found = re.search(r"VmRSS:\s+(\d+)", status.read_text())
            if found:
                memory.append(int(found[1]) * BYTES_PER_KILOBYTE)


def _states(output: Path) -> dict[str, int]:
    lines = (output / ".lotaip" / "bitacora.jsonl").read_text(encoding="utf-8").splitlines()
    states: dict[str, int] = json.loads(lines[-1])["states"]
    return states


def _speed(pair: dict[int, Run]) -> dict[str, object]:
    two, one = pair[2], pair[1]
    steady = two.memory[WARM_UP:]
    first, last = (sum(part) / max(len(part), 1) for part in (steady[:MEMORY_WINDOW], steady[-MEMORY_WINDOW:]))
    figures = {
        "documents": two.documents,
        "pages": two.pages,
        "seconds": {processes: round(run.seconds, 1) for processes, run in pair.items()},
        "documents_per_second": round(two.documents / two.seconds, 2),
        "pages_per_second": round(two.pages / two.seconds, 2),
        "speed_up": round(one.seconds / two.seconds, 2),
        "parent_megabytes": [round(first / 1e6, 1), round(last / 1e6, 1)],
        "states": two.states,
    }
    print(
        f"\n{two.documents} documents, {two.pages} pages on 2 processes: {two.seconds:.0f} s, "
        f"{figures['documents_per_second']} documents/s, {figures['pages_per_second']} pages/s"
    )
    print(f"Speed-up of 2 processes over 1: {figures['speed_up']} (load now {os.getloadavg()[0]:.1f})")
    print(f"Parent's memory, first and last minute: {first / 1e6:.1f} and {last / 1e6:.1f} MB")
    return figures


def _hostile(folder: Path, maker: Path) -> dict[str, object]:
    documents = folder / "hostil"
    subprocess.run([sys.executable, str(maker), str(documents), "--no-fs"], check=True, capture_output=True)
    run = _convert(folder, documents, 2, "--tiempo", str(SECONDS_PER_DOCUMENT))
    print(f"{run.documents} hostile documents: {run.seconds:.0f} s, {run.states}")
    return {"documents": run.documents, "seconds": round(run.seconds, 1), "states": run.states}


def _kill_runs(folder: Path, documents: Path) -> dict[str, object]:
    """Kill runs at random moments (the parent, a worker, all), resume, and compare; return how many were the same."""
    whole = _contents(_left_alone(folder, documents))
    chance = random.Random(6)
    same = kills = 0
    for number in range(KILLED_RUNS):
        output = folder / "cortada"
        shutil.rmtree(output, ignore_errors=True)
        kills += sum(
            _kill(documents, output, chance, ("parent", "worker", "all")[(number + step) % 3]) for step in range(3)
        )
        _start(documents, output, 2).wait()
        same += _contents(output) == whole
    print(f"Killed and resumed: {same} of {KILLED_RUNS} runs ended byte-identical ({kills} times killed)")
    return {"runs": KILLED_RUNS, "identical": same, "kills": kills}


def _left_alone(folder: Path, documents: Path) -> Path:
    _start(documents, folder / "entera", 2).wait()
    return folder / "entera"


def _kill(documents: Path, output: Path, chance: random.Random, whom: str) -> bool:
    """Start a run and kill at a random moment; a run that lost only a worker goes on to its end."""
    process = _start(documents, output, 2)
    time.sleep(chance.uniform(EARLIEST_KILL, LATEST_KILL))
    workers = list(_children(process.pid))
    victims = {"parent": [process.pid], "worker": workers[:1], "all": [*workers, process.pid]}[whom]
    killed = False
    for pid in victims:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            killed = True
    process.wait()
    return killed


def _children(pid: int) -> Iterator[int]:
    shown = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    yield from map(int, shown.split())


def _contents(output: Path) -> dict[str, bytes]:
    files = (path for path in output.rglob("*") if path.is_file() and path.name not in NOT_COMPARED)
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}
