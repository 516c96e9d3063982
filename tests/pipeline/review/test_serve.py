"""``lotaip revisar`` as processes: it starts from nothing, loses nothing when killed, leaves nothing behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import httpx
import pytest

from pipeline.review.passwords import hash_password
from pipeline.review.run_settings import RunSettings
from pipeline.review.serve import AddressInUseError, NotLocalError, address_of, is_local, listen, serve
from pipeline.store import open_store
from tests.review_app import add_converted
from tests.review_matrices import matrix
from tests.review_server import Running, alive, descendants, serving, wait_until

WRITES = 200
THREADS = 4
KILLED_AFTER = 80
"""Acknowledged writes."""
ANY_VERSION = {"version": "9" * 9}
"""Says that what the others wrote was seen."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a user's folder in which there is nothing."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@contextmanager
def browser(server: Running) -> Iterator[httpx.Client]:
    """Give a browser that has the token of a page."""
    with httpx.Client(base_url=server.address, timeout=60.0, follow_redirects=True) as client:
        client.get("/").raise_for_status()
        client.headers["x-csrftoken"] = client.cookies["csrftoken"]
        yield client


def upload(client: httpx.Client, path: Path) -> str:
    """Drop a file and return the text of the events until its batch is done."""
    page = client.post("/lotes", files={"archivos": (path.name, path.read_bytes())})
    page.raise_for_status()
    return client.get(f"{page.url.path}/avance", timeout=120.0).text


@pytest.mark.slow
def test_it_starts_from_nothing_and_leaves_no_process(home: Path, samples: Path) -> None:
    with serving(home=home) as server:
        with browser(server) as client:
            assert client.get("/salud").json()["estado"] == "bien"
            events = upload(client, samples / "matriz_gad_provincial.txt")
            assert "Por revisar" in events
            assert "event: fin" in events
            client.post("/lotes", files={"archivos": ("a.txt", b"Unidad administrativa")})
        assert (home / ".local/share/lotaip/lotaip.db").exists()
        processes = server.processes()
        assert len(processes) >= 3, "server, converter and what it converts in"
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(60) == 0
        wait_until(lambda: not alive(processes))


@pytest.mark.slow
def test_an_interruption_ends_it_too_even_while_a_browser_listens(home: Path) -> None:
    with serving("--datos", str(home / "datos"), home=home) as server, browser(server) as client:
        page = client.post("/lotes", files={"archivos": ("a.txt", b"Unidad administrativa")})
        with client.stream("GET", f"{page.url.path}/avance") as stream:
            next(stream.iter_text())
            processes = server.processes()
            server.process.send_signal(signal.SIGINT)
            assert server.process.wait(60) == 0
        wait_until(lambda: not alive(processes))


@pytest.mark.slow
def test_when_it_is_killed_every_acknowledged_decision_is_there_and_no_half_one(home: Path) -> None:
    folder = home / "datos"
    store = open_store(folder=folder)
    [document] = add_converted(store, matrix(*(f"Unidad {n} | Misión {n} | Indicador {n}? | {n}%" for n in range(20))))
    store.close()
    acknowledged: set[str] = set()
    lock = Lock()
    with serving("--datos", str(folder), home=home) as server:

        def write(first: int) -> None:
            with browser(server) as client:
                for number in range(first, WRITES, THREADS):
                    text = f"Indicador corregido {number}"
                    form = {
                        "kind": "edit",
                        "record": f"m{number % 20}",
                        "field": "indicator",
                        "text": text,
                    } | ANY_VERSION
                    try:
                        answer = client.post(f"/documentos/{document}/acciones", data=form)
                    except httpx.TransportError:
                        return
                    assert answer.status_code == 200
                    with lock:
                        acknowledged.add(text)
                        if len(acknowledged) == KILLED_AFTER:
                            os.kill(server.process.pid, signal.SIGKILL)

        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(write, range(THREADS)))
    with serving("--datos", str(folder), home=home) as server, browser(server) as client:
        assert client.get(f"/documentos/{document}").status_code == 200
    store = open_store(folder=folder)
    history = store.history(document)
    written = [entry.action.text for entry in history if entry.action and entry.action.kind == "edit"]
    assert KILLED_AFTER <= len(acknowledged) < WRITES
    assert acknowledged <= set(written)
    assert len(written) <= len(acknowledged) + THREADS, "what was under way"
    assert len(written) == len(set(written))
    assert store.replay(document) == store.document(document).worksheet
    last = {change.record: change.after for entry in history for change in entry.changes}
    for record, row in last.items():
        assert store.document(document).worksheet.find(record) == row
    store.close()


@pytest.mark.slow
def test_several_processes_answer_and_end_when_their_parent_is_killed(home: Path, samples: Path) -> None:
    with serving("--datos", str(home / "datos"), "--procesos", "2", home=home) as server:
        with browser(server) as client:
            assert "event: fin" in upload(client, samples / "matriz_gad_provincial.txt")
            for _ in range(20):
                assert client.get("/lotes/1", headers={"connection": "close"}).status_code == 200
        processes = server.processes()
        assert len(server.processes("multiprocessing.spawn")) >= 2
        os.kill(server.process.pid, signal.SIGKILL)
        wait_until(lambda: not alive(processes - {server.process.pid}))


@pytest.mark.slow
def test_a_converter_that_is_killed_is_replaced(home: Path, samples: Path) -> None:
    with serving("--datos", str(home / "datos"), home=home) as server, browser(server) as client:
        [converter] = server.processes("converter_process")
        os.kill(converter, signal.SIGKILL)
        wait_until(lambda: bool(server.processes("converter_process") - {converter}))
        assert "event: fin" in upload(client, samples / "matriz_gad_provincial.txt")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.10"])
def test_addresses_of_this_machine(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "", "::", "192.168.1.5", "otro.example", "localhost.otro.example", "1"])
def test_addresses_that_others_reach(host: str, tmp_path: Path) -> None:
    assert not is_local(host)
    with pytest.raises(NotLocalError):
        serve(RunSettings(tmp_path, host=host), lambda address: None, open_browser=False)


def test_two_programs_cannot_listen_at_one_address() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(AddressInUseError, match=f"127.0.0.1:{port}"), listen("127.0.0.1", port):
            pass
    with listen("127.0.0.1", port) as again:
        assert address_of(again) == f"http://127.0.0.1:{port}/"


def test_an_address_of_version_6_has_brackets() -> None:
    class Listener:
        def getsockname(self) -> tuple[str, int, int, int]:
            return "::1", 8765, 0, 0

    assert address_of(Listener()) == "http://[::1]:8765/"  # type: ignore[arg-type]


def test_settings_survive_the_way_to_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = RunSettings(tmp_path, url="postgresql://ana:clave@localhost/x", workers=3, reviewer="Éva")
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    assert RunSettings.from_environment() == settings


def test_a_family_of_processes_is_found() -> None:
    assert os.getpid() in descendants(os.getppid())


PUBLIC = "https://revision.example"
PASSWORD = "una frase que nadie adivina"


@pytest.mark.slow
def test_behind_a_proxy_people_sign_in_under_the_public_name_alone(home: Path) -> None:
    folder = home / "datos"
    store = open_store(folder=folder)
    store.accounts.add("Eva", "administrator", hash_password(PASSWORD))
    options = ("--datos", str(folder), "--publica", PUBLIC, "--bitacora")
    forwarded = {"host": "revision.example", "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}
    with serving(*options, home=home) as server, httpx.Client(base_url=server.address, headers=forwarded) as client:
        page = client.get("/documentos")
        assert (page.status_code, page.headers["location"]) == (303, "/entrar?volver=%2Fdocumentos")
        assert client.get("/", headers={"host": "otro.example"}).status_code == 400
        page = client.get("/entrar")
        token = page.headers["set-cookie"].partition("=")[2].partition(";")[0]
        client.headers["cookie"] = f"csrftoken={token}"  # it is for TLS only, so that the client does not keep it
        form = {"csrftoken": token, "nombre": "Eva", "clave": PASSWORD, "volver": "/cuentas"}
        foreign = client.post("/entrar", data=form, headers={"origin": "https://otro.example"})
        assert foreign.status_code == 403
        answer = client.post("/entrar", data=form, headers={"origin": PUBLIC})
        assert (answer.status_code, answer.headers["location"]) == (303, "/cuentas")
        name, _, session = answer.headers["set-cookie"].partition(";")[0].partition("=")
        assert name == "__Host-sesion"
        client.headers["cookie"] = f"{name}={session}"
        assert "203.0.113.9" in client.get("/cuentas").text
    assert {access.address for access in store.accounts.audit() if access.kind == "entered"} == {"203.0.113.9"}
    store.close()
