"""Runs the app: a converter beside the web server, the browser opened, and everything ended together.

The converter ends when the pipe from this process does, however this process ends; so do the web server's processes,
when there are several.
"""

from __future__ import annotations

import ipaddress
import multiprocessing
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import uvicorn
from starlette.applications import Starlette
from uvicorn.supervisors import Multiprocess

from ..store import open_store
from .app import create_app, warm_up
from .converter_process import running_converter
from .run_settings import RunSettings
from .settings import LOCAL_NAMES, ReviewSettings, keep_secret
from .uploads import clear_uploads

APP = f"{__package__}.serve:make_app"
START_SECONDS = 60.0
"""For the server to answer, before the address is shown anyway."""
LOOK_SECONDS = 0.1
GRACE_SECONDS = 5
"""For answers that are under way when the server ends."""
KEEP_ALIVE_SECONDS = 75
"""For connections without requests: longer than proxies keep theirs, which must be the ones who close them."""
BUSY_SECONDS = 15.0
"""That a browser waits for others to finish writing: a clear answer soon is better than a page that hangs."""
WAITING = 100
"""Connections that wait before they are accepted."""


class AddressInUseError(Exception):
    """Another program listens there; the text is the address."""


class NotLocalError(Exception):
    """An address that other machines reach, without TLS before it; the text is the address."""


class NoAccountsError(Exception):
    """Other machines are let in, and nobody has an account."""


def serve(settings: RunSettings, ready: Callable[[str], None], open_browser: bool) -> None:
    """Serve until interrupted; ``ready`` is called with the address once browsers are answered.

    Raises ``NotLocalError``, ``NoAccountsError``, ``AddressInUseError`` and what a store raises that cannot be opened.
    """
    if not (settings.public or is_local(settings.host)):
        raise NotLocalError(settings.host)
    with listen(settings.host, settings.port) as listener:
        _prepare_base(settings)
        clear_uploads(settings.folder)
        keep_secret(settings.folder)
        address = address_of(listener)
        os.environ.update(settings.environment())
        with running_converter(), suppress(KeyboardInterrupt):
            _interrupt_on_end()
            Thread(target=_welcome, args=(address, ready, open_browser), daemon=True).start()
            _run_server(listener, settings)


@contextmanager
def listen(host: str, port: int) -> Iterator[socket.socket]:
    """Give a socket that listens; raise :class:`AddressInUseError`."""
    family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as listener:
        if os.name != "nt":  # where it would let a second program take the same address
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(place)
            listener.listen(WAITING)
        except OSError as error:
            raise AddressInUseError(f"{host}:{port}") from error
        yield listener


def _prepare_base(settings: RunSettings) -> None:
    """Bring the tables up to date once, and first; see that strangers cannot find it without accounts."""
    store = open_store(settings.url, settings.folder)
    try:
        if settings.public and not store.accounts.has_administrator():
            raise NoAccountsError(settings.public)
    finally:
        store.close()


def is_local(host: str) -> bool:
    """Whether only this machine reaches what listens at ``host``."""
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def address_of(listener: socket.socket) -> str:
    """Return what a browser is told to open."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def make_app() -> Starlette:
    """Return the app of one web process; uvicorn calls this in each."""
    settings = RunSettings.from_environment()
    store = open_store(settings.url, settings.folder, busy_seconds=BUSY_SECONDS)
    _end_with_parent()
    names = {settings.host, urlsplit(settings.public).hostname or settings.host}
    secret = keep_secret(settings.folder)
    hosts = LOCAL_NAMES | names
    review = ReviewSettings(
        settings.folder, secret, hosts, settings.reviewer, settings.public, is_logged=settings.is_logged
    )
    app = create_app(store, review)
    Thread(target=warm_up, args=[app], daemon=True).start()
    return app


def _run_server(listener: socket.socket, settings: RunSettings) -> None:
    config = uvicorn.Config(
        APP,
        factory=True,
        workers=settings.workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.public),  # of proxies in FORWARDED_ALLOW_IPS, by default on this machine
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
    if settings.workers > 1:
        Multiprocess(config, sockets=[listener]).run()
    else:
        uvicorn.Server(config).run(sockets=[listener])


def _interrupt_on_end() -> None:
    """Have a request to end do what Ctrl-C does: everything that was started is ended."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


def _end_with_parent() -> None:
    """In one of several web processes: end when the process that started it is gone, even if it was killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        signal.raise_signal(signal.SIGTERM)

    Thread(target=wait, daemon=True).start()


def _welcome(address: str, ready: Callable[[str], None], open_browser: bool) -> None:
    """Say where the app is once it answers, and show it."""
    pause = Event()
    for _ in range(round(START_SECONDS / LOOK_SECONDS)):
        with suppress(URLError, OSError), urlopen(f"{address}salud", timeout=START_SECONDS):
            break
        pause.wait(LOOK_SECONDS)
    ready(address)
    if open_browser and _has_screen():
        webbrowser.open(address)


def _has_screen() -> bool:
    """Whether a window can be opened: on a server, a browser for terminals would take over this one."""
    on_unix = os.name == "posix" and sys.platform != "darwin"
    return not on_unix or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
