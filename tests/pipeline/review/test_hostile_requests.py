"""Requests that no browser sends, over a real connection: the right status, never 500, nothing left behind."""

from __future__ import annotations

import itertools
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from starlette.applications import Starlette

from pipeline.review.app import create_app
from pipeline.review.multipart import OTHER_PARTS
from pipeline.review.pages import MOST_FIELDS
from pipeline.review.request_log import Counts
from pipeline.review.settings import UploadLimits
from pipeline.review.uploads import FOLDER
from pipeline.store import Store
from tests.review_app import Browser, app_settings

PATIENCE = 20.0
ATTEMPTS = 8
LIMITS = UploadLimits(files=3)
FORM = "multipart/form-data; boundary=x"
PLAIN = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Running:
    """A server in a thread of this process, and the token that a page of it gave."""

    port: int
    token: str
    folder: Path
    store: Store
    app: Starlette
    program: uvicorn.Server

    def send(self, *pieces: bytes, end: bool = False) -> bytes:
        """Send bytes as they are and return all that is answered; ``end`` says that no more will come.

        A server that refuses the head and closes resets what comes after, and its answer may be lost: ask again.
        """
        for _ in range(ATTEMPTS):
            with suppress(ConnectionError):
                return self._send_once(*pieces, end=end)
        return b""

    def _send_once(self, *pieces: bytes, end: bool) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            for piece in pieces:
                connection.sendall(piece)
            if end:
                connection.shutdown(socket.SHUT_WR)
            answer = b""
            while chunk := connection.recv(65_536):
                answer += chunk
            return answer

    def break_off(self, *pieces: bytes) -> None:
        """Send bytes and be gone, without waiting for an answer."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        for piece in pieces:
            connection.sendall(piece)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")  # a reset, as a cable cut
        connection.close()

    def head(self, *headers: str, path: str = "/lotes", method: str = "POST") -> bytes:
        """Return the head of a request that has cookie and token."""
        own = ("Host: localhost", "Connection: close", f"Cookie: csrftoken={self.token}", f"x-csrftoken: {self.token}")
        return "\r\n".join((f"{method} {path} HTTP/1.1", *own, *headers, "", "")).encode("latin-1")

    def counts(self) -> Counts:
        """Return what was answered since the server began."""
        counts: Counts = self.app.state.counts
        return counts

    def is_clean(self) -> bool:
        """Tell whether the server has nothing in hand, and nothing that came is left on the disk or in the base."""
        state, place = self.program.server_state, self.folder / FOLDER
        is_at_rest = not state.connections and not state.tasks
        return is_at_rest and not self.store.batches() and (not place.exists() or not list(place.iterdir()))


@pytest.fixture
def server(store: Store, tmp_path: Path) -> Iterator[Running]:
    app = create_app(store, app_settings(tmp_path, uploads=LIMITS))
    config = uvicorn.Config(app, lifespan="off", log_level="critical", timeout_graceful_shutdown=1)
    running = uvicorn.Server(config)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = Thread(target=running.run, args=([listener],))
        thread.start()
        token = Browser(app, base_url="http://localhost").token()
        try:
            yield Running(listener.getsockname()[1], token, tmp_path, store, app, running)
        finally:
            running.should_exit = True
            thread.join()
            app.state.page_images.close()


def status_of(answer: bytes) -> int:
    """Return the status of an answer; 0 where there is none."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


def part(header: str, content: bytes = b"%PDF-") -> bytes:
    return f"--x\r\nContent-Disposition: form-data; {header}\r\n\r\n".encode() + content + b"\r\n"


END = b"--x--\r\n"
FILE = part('name="archivos"; filename="a.pdf"')


def eventually(condition: Callable[[], bool]) -> bool:
    """Wait until something is so: a server notices a little later that somebody is gone."""
    end = time.monotonic() + PATIENCE
    while not (is_so := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return is_so


def test_a_form_as_it_should_be_is_taken(server: Running) -> None:
    answer = server.send(server.head(f"Content-Type: {FORM}", f"Content-Length: {len(FILE + END)}"), FILE + END)
    assert status_of(answer) == 303
    assert len(server.store.batches()) == 1


@pytest.mark.parametrize(
    "length",
    [
        "-1",
        "x",
        "1e9",
        "+5",
        "0x10",
        "5\r\nContent-Length: 6",
        "5, 6",
        "9" * 30,
        " ",
        "5\r\nTransfer-Encoding: chunked",
    ],
)
def test_a_length_that_is_none_or_two(server: Running, length: str) -> None:
    answer = server.send(server.head(f"Content-Type: {FORM}", f"Content-Length: {length}"), FILE + END)
    assert 400 <= status_of(answer) < 500
    assert eventually(server.is_clean)


def test_a_length_that_promises_more_than_comes(server: Running) -> None:
    answer = server.send(server.head(f"Content-Type: {FORM}", "Content-Length: 100000"), FILE, end=True)
    assert status_of(answer) in (0, 400), "whoever has gone away gets no answer"
    assert eventually(server.is_clean)


def test_a_length_that_promises_less(server: Running) -> None:
    answer = server.send(server.head(f"Content-Type: {FORM}", "Content-Length: 40"), FILE + END)
    assert status_of(answer) == 400
    assert eventually(server.is_clean)


def test_a_length_that_alone_is_too_much(server: Running) -> None:
    answer = server.send(server.head(f"Content-Type: {FORM}", f"Content-Length: {10**12}"))
    assert status_of(answer) == 413
    assert eventually(server.is_clean)


@pytest.mark.parametrize("sent", [0, 10, 90, 60_000, 400_000])
def test_a_connection_that_breaks_off(server: Running, sent: int) -> None:
    whole = part('name="archivos"; filename="a.pdf"', bytes(1_000_000)) + END
    for _ in range(3):
        server.break_off(server.head(f"Content-Type: {FORM}", f"Content-Length: {len(whole)}"), whole[:sent])
    assert status_of(server.send(server.head(method="GET", path="/salud"))) == 200, "taken in after the others"
    assert eventually(server.is_clean)


@pytest.mark.parametrize(
    ("path", "kind"), [("/lotes", FORM), ("/dudas", FORM), ("/deshacer", PLAIN), ("/entrar", FORM)]
)
def test_who_goes_away_is_no_failure_of_the_program(
    server: Running, path: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = server.counts().total
    server.break_off(server.head(f"Content-Type: {kind}", "Content-Length: 100000", path=path), FILE)
    assert eventually(lambda: server.counts().total > before)
    assert max(status for _, _, status in server.counts().requests) == 400
    assert caplog.records == []


@pytest.mark.parametrize("chunk", [b"zz\r\n", b"-1\r\n\r\n", b"fffffffffffffffffff\r\n", b"5\r\nabc", b"\r\n\r\n"])
def test_chunks_that_are_none(server: Running, chunk: bytes) -> None:
    answer = server.send(server.head(f"Content-Type: {FORM}", "Transfer-Encoding: chunked"), chunk, end=True)
    assert status_of(answer) in (0, 400, 413)
    assert eventually(server.is_clean)


@pytest.mark.parametrize(
    "start",
    [b"\0\0\0\0\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET  /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n"],
)
def test_what_is_no_request(server: Running, start: bytes) -> None:
    assert status_of(server.send(start, end=True)) in (0, 400)
    assert status_of(server.send(server.head(method="GET", path="/salud"))) == 200


@pytest.mark.parametrize(
    "path", ["/%00", "/%ff", "/documentos/1%00", "/estaticos/%2e%2e%2fapp", "/documentos?pagina=%ff", "/" + "a" * 5000]
)
def test_paths_that_lead_nowhere(server: Running, path: str) -> None:
    assert status_of(server.send(server.head(method="GET", path=path))) in (200, 400, 404)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", FILE + END),
        ("multipart/form-data; boundary=" + "x" * 300, FILE + END),
        ("multipart/form-data; boundary=\xff\xfe", FILE + END),
        ("multipart/form-data; boundary*=utf-8''x", b"\xff"),
        (FORM, FILE),
        (FORM, FILE + b"--x"),
        (FORM, b"--x\r\n" + b"A: " + b"a" * 20_000 + b"\r\n\r\n\r\n" + END),
        (FORM, b"--x\r\n" + b"A: b\r\n" * 500 + b"\r\n\r\n" + END),
        (FORM, b"--x\r\nContent-Disposition\r\n\r\n\r\n" + END),
        (FORM, b"--x\r\nContent-Disposition: \xff\xff; name\r\n\r\na\r\n" + END),
        (FORM, part('filename="a.pdf"') + END[:3]),
        ("multipart/mixed; boundary=x", FILE + END),
        ("application/json", b"{"),
        ("x" * 3000, b""),
    ],
    ids=itertools.count(),
)
def test_forms_that_cannot_be_understood(server: Running, content_type: str, body: bytes) -> None:
    answer = server.send(server.head(f"Content-Type: {content_type}", f"Content-Length: {len(body)}"), body)
    assert status_of(answer) in (400, 422), "422: a form that brings no file"
    assert eventually(server.is_clean)


@pytest.mark.parametrize("kind", ["field", "file"])
def test_too_many_parts(server: Running, kind: str) -> None:
    many = part('name="a"', b"") if kind == "field" else FILE
    body = many * (LIMITS.files + OTHER_PARTS + 1) + END
    answer = server.send(server.head(f"Content-Type: {FORM}", f"Content-Length: {len(body)}"), body)
    assert status_of(answer) == 413
    assert eventually(server.is_clean)


@pytest.mark.parametrize("path", ["/revisor", "/deshacer", "/documentos/1/acciones", "/catalogo/alias", "/entrar"])
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (PLAIN, b"a=b&" * (MOST_FIELDS + 1)),
        (FORM, part('name="a"', b"") * (MOST_FIELDS + 1) + END),
        (FORM, FILE + END),
        (FORM, part('name="a"', b"b")[:-9]),
    ],
    ids=["many fields", "many parts", "a file", "truncated"],
)
def test_forms_without_files_have_their_limits_too(server: Running, path: str, content_type: str, body: bytes) -> None:
    head = server.head(f"Content-Type: {content_type}", f"Content-Length: {len(body)}", path=path)
    assert status_of(server.send(head, body)) in (303, 400, 413, 404, 422, 401)
    assert eventually(server.is_clean)


@pytest.mark.parametrize("body", [b"%ff=%00&=&&&%", b"nombre=%ed%a0%80", b"\xff\xfe\0", b"=" * 1000])
def test_forms_that_are_written_wrongly(server: Running, body: bytes) -> None:
    for path in ("/revisor", "/deshacer", "/documentos/1/acciones", "/catalogo/alias", "/entrar"):
        head = server.head(f"Content-Type: {PLAIN}", f"Content-Length: {len(body)}", path=path)
        assert 300 <= status_of(server.send(head, body)) < 500


@pytest.mark.parametrize("failing", ["open", "write"])
def test_a_disk_without_room(server: Running, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    opened = Path.open

    class Full:
        """A file on a disk that is full."""

        def write(self, data: bytes) -> int:
            raise OSError(28, "No space left on device")

        def close(self) -> None:
            """Nothing was kept."""

    def open_full(path: Path, mode: str = "r", *more: object, **options: object) -> object:
        if FOLDER not in path.parts or "w" not in mode:
            return opened(path, mode, *more, **options)  # type: ignore[call-overload]
        if failing == "open":
            raise OSError(28, "No space left on device")
        path.touch()
        return Full()

    monkeypatch.setattr(Path, "open", open_full)
    answer = server.send(server.head(f"Content-Type: {FORM}", f"Content-Length: {len(FILE + END)}"), FILE + END)
    assert status_of(answer) == 507
    assert "libere espacio" in answer.decode()
    assert eventually(server.is_clean)
