"""Every way in which a document can fail, as one Spanish sentence: what, why, and what to do."""

from __future__ import annotations

from typing import Any

from extractores.errors import DocumentError
from plantillas import message

from .executors import Crash, Limits

TOPIC = "errores"
WITHOUT_OPTIONS = "revision"
"""Has the sentences for where there is no option that gives a document more."""
BYTES_PER_MEGABYTE = 1_000_000
CAUSE_LENGTH = 160
"""Characters of a technical cause that fit into a sentence."""


class EndedError(Exception):
    """A document whose process was ended, or died; the text is the sentence to show."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


def ended_sentence(crash: Crash[Any], name: str, limits: Limits) -> str:
    """Return the sentence for a document without an outcome where nobody can give it more time or memory."""
    if crash.cause == "WORKER_CRASHED":
        return failure_sentence(crash.cause, name)
    figures = {"seconds": round(crash.seconds or limits.seconds), "megabytes": limits.megabytes}
    cause = short_cause(crash.error) if crash.error else ""
    return message(WITHOUT_OPTIONS, f"failure_{crash.cause}", name=name, cause=cause, **figures)


def code_of(error: Exception) -> str:
    """Return the stable code of ``error``, for machines."""
    return error.code if isinstance(error, DocumentError) else "UNEXPECTED"


def describe(error: Exception, name: str) -> str:
    """Return the sentence that tells an officer what is wrong with the document ``name`` and what to do."""
    if isinstance(error, EndedError):
        return str(error)
    if isinstance(error, DocumentError):
        tried = "_tried" if error.code == "ENCRYPTED" and error.detail.get("tried") else ""
        return failure_sentence(error.code + tried, name, **_figures(error))
    return failure_sentence(code_of(error), name, cause=short_cause(error))


def failure_sentence(code: str, name: str, **values: str | int | float) -> str:
    """Return the sentence for ``code``, or the general one where ``code`` has none."""
    try:
        return message(TOPIC, code, name=name, **values)
    except KeyError:
        return message(TOPIC, "FAILED", name=name)


def short_cause(error: BaseException) -> str:
    """Return the kind and the first words of a technical error, on one line."""
    kind = type(error).__name__
    said = error.strerror if isinstance(error, OSError) and error.strerror else " ".join(str(error).split())
    cause = f"{kind}: {said}" if said else kind
    return cause if len(cause) <= CAUSE_LENGTH else cause[: CAUSE_LENGTH - 1] + "…"


def _figures(error: DocumentError) -> dict[str, str | int | float]:
    """Return the figures of ``error`` as its sentence wants them: parts that are not known are left out."""
    detail = error.detail
    if error.code == "TOO_LARGE":
        return {"limit": _size(detail.get("limit"))}
    if error.code in ("UNSUPPORTED_TYPE", "NOT_PDF", "NOT_TEXT"):
        found = detail.get("found")
        return {"found": message(TOPIC, "found", found=found) if found else ""}
    return detail


def _size(limit: str | int | float | None) -> str:
    """Return a limit of bytes as megabytes; other limits (characters, words) would only puzzle."""
    if not isinstance(limit, int) or limit < BYTES_PER_MEGABYTE:
        return ""
    megabytes = message(TOPIC, "megabytes", number=limit // BYTES_PER_MEGABYTE)
    return message(TOPIC, "limit", limit=megabytes)
