"""The review app as its users start it: ``lotaip revisar`` in processes of its own, on a base of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

COMMAND = (sys.executable, "-c", "from pipeline.cli import main; main()", "revisar", "--sin-navegador", "--puerto", "0")
END_SECONDS = 20


@contextmanager
def review_server(folder: Path) -> Iterator[str]:
    """Serve the base in ``folder`` and give the address, without a slash at its end."""
    with subprocess.Popen([*COMMAND, "--datos", str(folder)], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            welcome = server.stdout.readline()
            yield next(word for word in welcome.split() if word.startswith("http://")).rstrip("/")
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def fill_base(folder: Path, documents: Iterable[Path], by: str = "ana") -> None:
    """Convert documents into the base in ``folder``; the first one has the number 1, and so on."""
    from pipeline import convert
    from pipeline.store import open_store

    store = open_store(None, folder)
    names = {path.name: path for path in documents}
    store.add_batch(names.items(), by)
    while document := store.claim("test"):
        store.save_result(document.id, convert(names[document.name]), 1.0)
    store.close()
