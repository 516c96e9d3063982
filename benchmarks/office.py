"""Fifty reviewers at once on an office's archive: ``python -m benchmarks.office``.

The server runs as people run it, with accounts, over a base of 10,000 documents and 150,000 records, once in a SQLite
file and once in a PostgreSQL. All reviewers sign in at the same moment; then each, for a minute, answers what the queue
asks, opens documents and fields and corrects texts, with a pause between two requests as somebody makes who reads fast.
Every answer is counted: what was said to be kept must be in the log, once, under the name of who decided it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import statistics
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from sqlalchemy import select

from benchmarks.review import DOCUMENTS, PERCENTILE, RECORDS, fill
from pipeline.review.passwords import hash_password
from pipeline.review.settings import ImageLimits
from pipeline.store import Store, open_store
from pipeline.store.contents import content_path
from pipeline.store.engine import reading
from pipeline.store.tables import log
from tests.postgresql import postgresql
from tests.review_server import Running, serving

REVIEWERS, SECONDS, PAUSE = 50, 60.0, 3.0
"""How many, for how long, and how long each looks at an answer on average."""
WARM_SECONDS = 15.0
"""After the start of the server, until people come: each of its processes loads what it needs."""
PASSWORD = "una frase para medir"
PDF = Path(__file__).parents[1] / "samples" / "matriz_empresa_publica_dos_paginas.pdf"
"""What every document is on paper, so that there are pages to draw."""
HIDDEN = re.compile(r'<input type="hidden" name="(version|record|field)" value="([^"]*)">')
ACTION = re.compile(r'hx-post="(/documentos/\d+/acciones)"')
VERSION = re.compile(r'id="version" name="version" value="(\d+)"')
KINDS = ("sign-in", "queue", "answer", "document", "field", "edit", "image")
WORDS = ("obras", "riego", "actas", "planes", "control", "salud")


@dataclass
class Tally:
    """What came of all requests."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """By kind."""
    statuses: Counter[int] = field(default_factory=Counter)
    kept: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Decisions that were said to be kept, by reviewer and document."""


class Reviewer:
    """Somebody at a browser."""

    def __init__(self, name: str, address: str, tally: Tally, chance: random.Random, documents: int) -> None:
        self._name, self._tally, self._chance, self._documents = name, tally, chance, documents
        self._client = httpx.AsyncClient(base_url=address, timeout=60.0, follow_redirects=True)

    async def sign_in(self) -> None:
        """Come in; the answer is the list of documents."""
        await self._client.get("/entrar")
        self._client.headers["x-csrftoken"] = self._client.cookies["csrftoken"]
        form = {"nombre": self._name, "clave": PASSWORD, "volver": "/documentos"}
        (await self._ask("sign-in", "/entrar", form)).raise_for_status()

    async def work(self, pause: float, end: float) -> None:
        """Review until the time ``end`` of the clock."""
        async with aclosing(self._client):
            await asyncio.sleep(self._chance.random() * pause)
            page = (await self._ask("queue", "/cola")).text
            while time.monotonic() < end:
                await asyncio.sleep(self._chance.uniform(0.5, 1.5) * pause)
                page = await (self._look() if self._chance.random() < 0.25 else self._answer(page)) or page

    async def _answer(self, page: str) -> str:
        """Accept what the queue asks; the answer is the next question."""
        action = ACTION.search(page)
        if not action:
            return (await self._ask("queue", "/cola")).text
        form = {"view": "cola", "kind": "accept", **dict(HIDDEN.findall(page))}
        answer = await self._ask("answer", action[1], form)
        if answer.status_code == 200:
            self._tally.kept[self._name, int(action[1].split("/")[2])] += 1
        return answer.text

    async def _look(self) -> str | None:
        """Open a document, the image of a page and a field of it; correct the field."""
        document, record = self._chance.randint(1, self._documents), f"m{self._chance.randrange(RECORDS)}"
        page = await self._ask("document", f"/documentos/{document}")
        await self._ask("image", f"/documentos/{document}/paginas/1.webp?ancho=1200")
        version = VERSION.search(page.text)
        seen = version[1] if version else "0"
        await self._ask("field", f"/documentos/{document}/campos/{record}/target?version={seen}")
        text = " ".join(self._chance.choices(WORDS, k=4))
        form = {"kind": "edit", "record": record, "field": "target", "version": seen, "text": text}
        answer = await self._ask("edit", f"/documentos/{document}/acciones", form)
        if answer.status_code == 200:
            self._tally.kept[self._name, document] += 1
        return None

    async def _ask(self, kind: str, path: str, form: dict[str, str] | None = None) -> httpx.Response:
        began = time.perf_counter()
        answer = await (self._client.post(path, data=form) if form else self._client.get(path))
        self._tally.seconds[kind].append(time.perf_counter() - began)
        self._tally.statuses[answer.status_code] += 1
        return answer


async def review(address: str, reviewers: int, pause: float, seconds: float, documents: int) -> Tally:
    """Have so many review at once and return what came of it."""
    tally = Tally()
    people = [Reviewer(name_of(n), address, tally, random.Random(n), documents) for n in range(reviewers)]
    await asyncio.gather(*(one.sign_in() for one in people))
    end = time.monotonic() + seconds
    await asyncio.gather(*(one.work(pause, end) for one in people))
    return tally


def name_of(number: int) -> str:
    """Return the name of a reviewer's account."""
    return f"revisor {number}"


def prepare(store: Store, folder: Path, documents: int, reviewers: int) -> None:
    """Fill a base, put a PDF behind every document, and give everybody an account."""
    fill(store._engine, documents)
    for number in range(1, documents + 1):
        place = content_path(f"{number:064}", folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        if number == 1:
            place.write_bytes(PDF.read_bytes())
        else:
            os.link(content_path(f"{1:064}", folder), place)
    kept = hash_password(PASSWORD)
    for number in range(reviewers):
        store.accounts.add(name_of(number), "reviewer", kept)


def lost(store: Store, tally: Tally) -> Counter[tuple[str, int]]:
    """Return the decisions that were said to be kept and are not in the log, and those that only the log has."""
    with reading(store._engine) as connection:
        found = connection.execute(select(log.c.reviewer, log.c.document_id).where(log.c.document_id.is_not(None)))
        logged = Counter((row.reviewer, row.document_id) for row in found)
    return (
        Counter({key: tally.kept[key] - logged[key] for key in tally.kept.keys() | logged.keys()})
        - Counter()
        + (logged - tally.kept)
    )


def report(
    name: str, tally: Tally, missing: Counter[tuple[str, int]], cached: int, seconds: float, worked: float
) -> None:
    """Print a table."""
    requests = sum(tally.statuses.values())
    print(f"\n{name}: {requests} requests ({requests / seconds:.1f}/s), {sum(tally.kept.values())} decisions")
    print(f"lost or doubled: {missing.total()}; statuses: {dict(sorted(tally.statuses.items()))}")
    print(f"work of the server's processes: {worked:.0f} s, {1000 * worked / requests:.0f} ms for a request")
    print(f"images kept: {cached / 1e6:.1f} MB (at most {ImageLimits().cache_bytes / 1e6:.0f} MB)")
    print(f"{'milliseconds':12}{'count':>8}{'median':>9}{'p95':>9}{'most':>9}")
    for kind in KINDS:
        taken = [seconds * 1000 for seconds in tally.seconds[kind]]
        if len(taken) > 1:
            p95 = statistics.quantiles(taken, n=100)[PERCENTILE - 1]
            print(f"{kind:12}{len(taken):8}{statistics.median(taken):9.0f}{p95:9.0f}{max(taken):9.0f}", flush=True)


def cpu_seconds(server: Running) -> float:
    """Return what the server and all its processes have worked since they began."""
    pids = ",".join(map(str, server.processes()))
    shown = subprocess.run(["ps", "-o", "cputimes=", "-p", pids], capture_output=True, text=True, check=True).stdout
    return float(sum(map(int, shown.split())))


@contextmanager
def bases(only: str | None) -> Iterator[list[tuple[str, str | None]]]:
    """Give the bases to measure: the name of each and its URL, None for a file."""
    if only == "sqlite":
        yield [("SQLite", None)]
    elif only:
        yield [("PostgreSQL", only)]
    else:
        with postgresql(settings=()) as server:  # what is committed is on the disk, as in the file
            yield [("SQLite", None), ("PostgreSQL", server.new_database())]


def measure(name: str, url: str | None, arguments: argparse.Namespace) -> None:
    """Measure one base."""
    with tempfile.TemporaryDirectory(prefix="lotaip-") as place:
        folder = Path(place) / "datos"
        store = open_store(url, folder)
        prepare(store, folder, arguments.documents, arguments.reviewers)
        options = ["--datos", str(folder), "--procesos", str(arguments.processes), *(["--base", url] if url else [])]
        with serving(*options, home=Path(place)) as server:
            time.sleep(WARM_SECONDS)
            work = review(
                server.address.rstrip("/"), arguments.reviewers, arguments.pause, arguments.seconds, arguments.documents
            )
            before = cpu_seconds(server)
            tally = asyncio.run(work)
            worked = cpu_seconds(server) - before
        images = folder / "imagenes"
        cached = sum(path.stat().st_size for path in images.iterdir()) if images.is_dir() else 0
        report(name, tally, lost(store, tally), cached, arguments.seconds, worked)
        store.close()


def main() -> None:
    """Measure on both kinds of base and print a table for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", help="only this: sqlite, or the URL of an empty PostgreSQL")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--reviewers", type=int, default=REVIEWERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between two requests of one reviewer")
    parser.add_argument("--processes", type=int, default=2, help="of the server, that answer browsers")
    arguments = parser.parse_args()
    print(f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}; {arguments.reviewers} reviewers")
    with bases(arguments.base) as found:
        for name, url in found:
            measure(name, url, arguments)


if __name__ == "__main__":
    main()
