"""A watched folder: what comes is converted once it is whole, and never twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from pipeline.batch.task import Plan
from pipeline.commands.watching import watch_folder
from tests.batch_fakes import SERIAL, convert_fake, write

PATIENCE = 20.0
"""Seconds; generous, for busy machines."""

pytestmark = pytest.mark.slow


def convert_counted(path: Path, **more: object) -> object:
    with path.with_suffix(".veces").open("a") as marks:
        marks.write("x")
    return convert_fake(path)


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.commands.watching.SETTLED_SECONDS", 0.6)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Path]:
    """Watch a folder that holds one document; what is left of its run is awaited."""
    folder, stop = tmp_path / "buzón", Event()
    write(folder, enero="Alcaldía")
    plan = Plan(convert_counted, ("json",))  # type: ignore[arg-type]
    watcher = Thread(target=watch_folder, args=(folder, folder / "salida", plan, SERIAL, stop))
    watcher.start()
    try:
        yield folder
    finally:
        stop.set()
        watcher.join(PATIENCE)
        assert not watcher.is_alive()


def wait_for(claim: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not claim():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.05)


def test_documents_are_converted_as_they_come_and_never_twice(watched: Path) -> None:
    output = watched / "salida"
    wait_for(lambda: (output / "enero.json").exists())
    write(watched / "2019", febrero="Tesorería", malo="error")
    wait_for(lambda: (output / "febrero.json").exists())
    write(watched, marzo="Archivo")
    wait_for(lambda: (output / "marzo.json").exists())
    wait_for(lambda: "marzo.txt" in (output / "lote.json").read_text(encoding="utf-8"))
    counts = {mark.stem: mark.stat().st_size for mark in watched.rglob("*.veces")}
    assert counts == {"enero": 1, "febrero": 1, "marzo": 1, "malo": 1}


def test_a_file_that_still_grows_is_waited_for(watched: Path) -> None:
    output = watched / "salida"
    wait_for(lambda: (output / "lote.json").exists())
    with (watched / "crece.txt").open("w", encoding="utf-8") as file:
        for number in range(8):
            file.write(f"Unidad {number}\n")
            file.flush()
            time.sleep(0.2)
    wait_for(lambda: (output / "crece.json").exists())
    assert b"Unidad 7" in (output / "crece.json").read_bytes()
    assert (watched / "crece.veces").stat().st_size == 1
