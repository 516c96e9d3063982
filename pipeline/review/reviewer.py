"""Who reviews where there are no accounts: the machine's user, or the name that was typed on a page."""

from __future__ import annotations

from urllib.parse import unquote

from starlette.requests import Request

COOKIE = "revisor"
LONGEST_NAME = 80
A_YEAR = 365 * 24 * 3600


def named_here(request: Request) -> str:
    """Return the name that was typed in this browser; empty where none was."""
    return tidy_name(unquote(request.cookies.get(COOKIE, "")))


def tidy_name(text: str) -> str:
    """Return a name as it is kept: printable, on one line, not too long."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_NAME]


def local_path(text: str) -> str:
    """Return ``text`` where it is a path of ours, else the first page: never the address of another site."""
    is_ours = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if is_ours else "/"
