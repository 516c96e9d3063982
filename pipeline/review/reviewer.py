"""Who is asking: without accounts the name of the machine's user, or the one that was typed on a page."""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

COOKIE = "revisor"
LONGEST_NAME = 80
A_YEAR = 365 * 24 * 3600


def reviewer_of(request: Request) -> str:
    """Return the reviewer's name, which stands in the log beside what they decide."""
    given = tidy_name(unquote(request.cookies.get(COOKIE, "")))
    default: str = request.app.state.settings.reviewer
    return given or default


def tidy_name(text: str) -> str:
    """Return a name as it is kept: printable, on one line, not too long."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_NAME]


def name_reviewer(request: Request, form: FormData) -> Response:
    """Keep the name that a reviewer gave in this browser, and go back to the page they came from."""
    answer = RedirectResponse(local_path(str(form.get("volver", "/"))), 303)
    name = quote(tidy_name(str(form.get("nombre", ""))))
    answer.set_cookie(COOKIE, name, max_age=A_YEAR, httponly=True, samesite="lax")
    return answer


def local_path(text: str) -> str:
    """Return ``text`` where it is a path of ours, else the first page: never the address of another site."""
    is_ours = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if is_ours else "/"
