"""``lotaip revisar``: the web page on which documents are converted and what is doubtful is settled."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from plantillas import message

from .bases import url_of
from .usage import DONE, UsageProblemError

TOPIC = "revision"
PORT = 8765
MOST_CONVERSIONS = 4
"""Each takes a core and some 400 MB."""


def _words(key: str, **values: object) -> str:
    return message(TOPIC, key, **values)


def _option(*names: str, key: str, **more: Any) -> Any:
    """Return an option with the words that ``revision.toml`` has for it."""
    metavar = None if more.pop("is_flag", False) else _words(f"metavar_{key}")
    return typer.Option(*names, metavar=metavar, help=_words(f"option_{key}", port=PORT), show_default=False, **more)


def revisar(
    host: Annotated[str, _option("--host", key="host")] = "127.0.0.1",
    port: Annotated[int, _option("--puerto", key="port", min=0, max=65_535)] = PORT,
    base: Annotated[str | None, _option("--base", key="base")] = None,
    folder: Annotated[Path | None, _option("--datos", key="folder")] = None,
    no_browser: Annotated[bool, _option("--sin-navegador", key="no_browser", is_flag=True)] = False,
    workers: Annotated[int, _option("--procesos", key="workers", min=1, max=64)] = 1,
    public: Annotated[str, _option("--publica", key="public")] = "",
    is_logged: Annotated[bool, _option("--bitacora", key="log", is_flag=True)] = False,
) -> int:
    """Serve the review app until interrupted."""
    from ..review.run_settings import RunSettings
    from ..review.serve import AddressInUseError, NoAccountsError, NotLocalError, serve
    from ..review.settings import default_reviewer
    from ..store import StoreError, default_folder

    settings = RunSettings(
        folder=(folder or default_folder()).absolute(),
        url=url_of(base),
        host=host,
        port=port,
        workers=workers,
        conversions=_conversions(),
        reviewer=default_reviewer(),
        public=_public(public),
        is_logged=is_logged,
    )
    try:
        settings.folder.mkdir(parents=True, exist_ok=True)
        serve(settings, _say_where, open_browser=not no_browser)
    except NotLocalError as error:
        raise UsageProblemError(_words("usage_host", host=error)) from error
    except NoAccountsError as error:
        raise UsageProblemError(_words("usage_no_accounts", public=error)) from error
    except AddressInUseError as error:
        raise UsageProblemError(_words("usage_port", address=error)) from error
    except StoreError as error:
        raise UsageProblemError(str(error)) from error
    except OSError as error:
        raise UsageProblemError(_words("usage_folder", folder=settings.folder, cause=error.strerror)) from error
    print(_words("goodbye"))
    return DONE


def _public(address: str) -> str:
    """Return the address as browsers write it in requests; one that is no name behind TLS is refused."""
    parts = urlsplit(address.rstrip("/"))
    if address and (parts.scheme != "https" or not parts.hostname or parts.path or parts.query or "@" in parts.netloc):
        raise UsageProblemError(_words("usage_public", public=address))
    return f"https://{parts.netloc.lower()}" if address else ""


def _say_where(address: str) -> None:
    print(_words("welcome", address=address), flush=True)


def _conversions() -> int:
    """Return how many documents to convert at once: a core is left to whoever reviews."""
    from extractores.settings import available_cores

    return min(max(available_cores() - 1, 1), MOST_CONVERSIONS)
