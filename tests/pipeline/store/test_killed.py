"""A process that is killed while it writes leaves whole decisions only, and each that it had told of."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.decisions.actions import Edit
from pipeline.store import Store
from tests.pipeline.store.conftest import convert_into
from tests.review_matrices import matrix

WRITER = """
import sys
from pathlib import Path
from pipeline.decisions.actions import Reject
from pipeline.store import open_store

url, folder, document = sys.argv[1:]
store = open_store(url or None, Path(folder))
for number in range(1_000_000):
    entries = store.decide_alike(int(document), Reject(record="m0", field="unit"), "ana", reason=str(number))
    print(number, *(entry.sequence for entry in entries), flush=True)
    entries = store.undo("ana")
    print(number, *(entry.sequence for entry in entries), flush=True)
"""
"""Decides on three fields of two documents at once, tells of it once it is kept, and undoes it."""
JUNE = matrix("Archivo? | Custodiar | % de actas | 90%", "Archivo? | Custodiar | % de copias | 80%")
JULY = matrix("Archivo? | Custodiar | % de oficios | 70%", name="julio.pdf")
ALIKE = 3
TOLD = 60
"""Steps after which the process is killed, in the middle of the next ones."""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_what_was_told_is_there_and_nothing_by_halves(store: Store, url: str | None, tmp_path: Path) -> None:
    june, july = convert_into(store, JUNE, JULY)
    arguments = [sys.executable, "-c", WRITER, url or "", str(tmp_path), str(june)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        told = [process.stdout.readline() for _ in range(TOLD)]
        process.send_signal(signal.SIGKILL)
        told += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL
    # The last line may itself be cut: it was not told then.
    known = {int(sequence) for line in told if line.endswith("\n") for sequence in line.split()[1:]}

    entries = [*store.history(june), *store.history(july)]
    assert len(known) >= TOLD * ALIKE
    assert known <= {entry.sequence for entry in entries}
    steps = {entry.step for entry in entries}
    assert all(sum(entry.step == step for entry in entries) == ALIKE for step in steps), "a step is whole or not there"
    for document in (june, july):
        assert store.replay(document) == store.document(document).worksheet
    assert store.queue_size() in (0, ALIKE)
    assert store.decide(june, Edit(record="m0", field="target", text="1%"), "luis").sequence > max(known)
