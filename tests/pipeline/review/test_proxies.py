"""The app behind the proxies of ``docs/office.md``, with the configurations that stand there: TLS, who comes, events.

Only what belongs to a machine is put in: ports, where the certificate lies, where the proxy may write.
"""

from __future__ import annotations

import re
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import trustme

from pipeline.review.passwords import hash_password
from pipeline.store import Store, open_store
from tests.programs import dying_with_us, free_port, program
from tests.review_server import serving

PAGE = (Path(__file__).parents[3] / "docs" / "office.md").read_text(encoding="utf-8")
SAMPLES = Path(__file__).parents[3] / "samples"
NAME = "revision.ejemplo.gob.ec"
PASSWORD = "una frase para probar"
START_SECONDS, STOP_SECONDS = 30.0, 20.0
FORGED = "203.0.113.9"
"""An address that a browser claims to come from."""

pytestmark = pytest.mark.slow


def written_for(language: str) -> str:
    """Return the block of the page that is in a language."""
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def replaced(text: str, *changes: tuple[str, str]) -> str:
    """Return ``text`` with each change made; what is not there any more is not silently left as it is."""
    for old, new in changes:
        assert old in text, f"{old!r} does not stand in docs/office.md"
        text = text.replace(old, new)
    return text


def nginx(folder: Path, port: int, app: str) -> list[str]:
    """Write nginx's configuration and return the command that runs it."""
    server = replaced(
        written_for("nginx"),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(folder / "chain.pem")),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(folder / "key.pem")),
        ("http://127.0.0.1:8765", app),
    )
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    around = f"daemon off; pid {folder}/pid; error_log stderr; events {{}} http {{ access_log off; {places} {server} }}"
    (folder / "nginx.conf").write_text(around, encoding="utf-8")
    return [program("nginx", "nginx-light"), "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, port: int, app: str) -> list[str]:
    """Write Caddy's configuration and return the command that runs it."""
    site = replaced(
        written_for("caddy"),
        (f"{NAME} {{", f"https://{NAME}:{port} {{\n\tbind 127.0.0.1\n\ttls {folder}/chain.pem {folder}/key.pem"),
        ("127.0.0.1:8765", app.removeprefix("http://")),
    )
    here = f"{{\n\tadmin off\n\tauto_https disable_redirects\n\tstorage file_system {folder}/storage\n}}\n"
    (folder / "Caddyfile").write_text(here + site, encoding="utf-8")
    return [program("caddy", "caddy"), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


Proxy = Callable[[Path, int, str], list[str]]


@pytest.fixture(scope="module", params=[nginx, caddy], ids=lambda proxy: proxy.__name__)
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office that a proxy lets people into."""
    folder = tmp_path_factory.mktemp("oficina")
    store = open_store(folder=folder / "datos")
    store.accounts.add("Eva Ruiz", "administrator", hash_password(PASSWORD))
    options = ("--datos", str(folder / "datos"), "--publica", f"https://{NAME}")
    with serving(*options, home=folder) as server, proxied(request.param, folder, server.address.rstrip("/")) as office:
        yield Office(office, store)
    store.close()


class Office:
    """A browser that comes through a proxy, and what the office keeps."""

    def __init__(self, browser: httpx.Client, store: Store) -> None:
        self.browser, self.store = browser, store

    def sign_in(self, **headers: str) -> httpx.Response:
        """Come in through the form."""
        self.browser.get("/entrar")
        form = {"nombre": "Eva Ruiz", "clave": PASSWORD, "volver": "/documentos", "csrftoken": self.token}
        return self.browser.post("/entrar", data=form, headers=headers)

    @property
    def token(self) -> str:
        return str(self.browser.cookies["csrftoken"])


@contextmanager
def proxied(proxy: Proxy, folder: Path, app: str) -> Iterator[httpx.Client]:
    """Run a proxy with a certificate of its own and give a browser that trusts it."""
    authority = trustme.CA()
    certificate = authority.issue_cert(NAME)
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    for part in certificate.cert_chain_pems:
        part.write_to_path(folder / "chain.pem", append=True)
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)
    port = free_port()
    command = [*dying_with_us(), *proxy(folder, port, app)]
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin"}
    with (folder / "log").open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
    # The proxy is at another place than its name says: the name goes into the greeting of TLS and into the request.
    browser = httpx.Client(
        base_url=f"https://127.0.0.1:{port}",
        verify=trusted,
        headers={"host": NAME, "origin": f"https://{NAME}"},
        timeout=60.0,
    )
    try:
        with browser:
            browser.event_hooks = {"request": [lambda request: request.extensions.update(sni_hostname=NAME)]}
            _wait(browser, process, folder / "log")
            yield browser
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def _wait(browser: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            browser.get("/salud")
        except httpx.TransportError:
            if process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"the proxy does not answer:\n{log.read_text(encoding='utf-8', errors='replace')}")
            time.sleep(0.1)
        else:
            return


def test_people_come_in_with_cookies_that_only_tls_carries(office: Office) -> None:
    answer = office.sign_in()
    assert answer.status_code == 303
    assert answer.headers["location"] == "/documentos"
    cookies = answer.headers.get_list("set-cookie")
    assert cookies
    assert all("Secure" in cookie and "HttpOnly" in cookie for cookie in cookies if "csrftoken" not in cookie)
    assert office.browser.get("/documentos").status_code == 200


def test_the_audit_has_the_address_that_the_proxy_saw_not_the_one_that_the_browser_wrote(office: Office) -> None:
    office.sign_in(**{"X-Forwarded-For": FORGED, "Forwarded": f"for={FORGED}", "X-Real-IP": FORGED})
    entry = office.store.accounts.audit()[0]
    assert (entry.account, entry.address) == ("eva ruiz", "127.0.0.1")


def test_another_name_leads_nowhere(office: Office) -> None:
    assert 'name="clave"' in office.browser.get("/entrar").text
    assert 'name="clave"' not in office.browser.get("/entrar", headers={"host": "malo.ejemplo"}).text


def test_a_batch_goes_through_and_its_progress_comes_as_it_happens(office: Office) -> None:
    office.sign_in()
    names = ("matriz_empresa_publica_dos_paginas.pdf", "matriz_municipio_celdas_unidas.pdf")
    files = [("archivos", (name, (SAMPLES / name).read_bytes(), "application/pdf")) for name in names]
    sent = office.browser.post("/lotes", data={"csrftoken": office.token}, files=files)
    assert sent.status_code == 303
    batch = sent.headers["location"]
    with office.browser.stream("GET", f"{batch}/avance") as events:
        assert events.headers["content-type"].startswith("text/event-stream")
        kinds = [line.partition(" ")[2] for line in events.iter_lines() if line.startswith("event:")]
    assert kinds[-1] == "fin"
    assert kinds.count("fila") >= len(names)
    assert office.browser.get("/documentos/1/original").content == (SAMPLES / names[0]).read_bytes()
