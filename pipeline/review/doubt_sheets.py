"""The sheet of doubts for people who work in a spreadsheet: taken away, filled in, brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice
from pathlib import PurePath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from plantillas import message

from ..decisions.doubt_sheet import TOPIC, question_rows, read_answers
from ..exports.sheet_files import CSV, KINDS, XLSX, SheetFileError, read_sheet, write_sheet
from ..store.filled_sheet import RowOutcome, apply_sheet, summary
from .access import GuardedRoute, reviewer_of
from .downloads import attachment
from .pages import MOST_FIELDS, RefusedError, page, store_of
from .security import SHEET_PATH
from .uploads import shown_name

MEDIA_TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
MOST_QUESTIONS = 2_000
"""Of a sheet: more than anybody answers in a week, and made in seconds."""
UNUSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True, slots=True)
class DoubtsPage:
    """What the page of the sheet shows."""

    waiting: int
    """Fields."""
    says: tuple[str, ...]
    """What came of a sheet that was brought back."""
    most: int
    """Questions of a sheet."""
    rows: tuple[str, ...]
    """Its rows that were not used, and why."""


def routes() -> list[BaseRoute]:
    """Return the routes of the sheet."""
    return [
        GuardedRoute(SHEET_PATH, show, "reviewer"),
        GuardedRoute(SHEET_PATH, bring_back, "reviewer", methods=["POST"]),
        GuardedRoute(f"{SHEET_PATH}/descargar/{{kind:str}}", take_away, "reviewer"),
    ]


def show(request: Request) -> Response:
    """Show what the sheet is for."""
    return _show(request)


def take_away(request: Request) -> Response:
    """Answer with the sheet of all that waits."""
    kind = request.path_params["kind"]
    if kind not in KINDS:
        raise RefusedError(HTTPStatus.NOT_FOUND)
    questions = list(islice(store_of(request).questions(), MOST_QUESTIONS))
    content = write_sheet(question_rows(questions), kind)
    headers = attachment(f"{message(TOPIC, 'file_name')}.{kind}")
    return Response(content, media_type=MEDIA_TYPES[kind], headers=headers)


async def bring_back(request: Request) -> Response:
    """Take the decisions of a sheet."""
    async with request.form(max_files=1, max_fields=MOST_FIELDS) as form:
        file = form.get("hoja")
        if not isinstance(file, UploadFile) or not file.filename:
            raise RefusedError(UNUSABLE, message(TOPIC, "no_sheet"))
        return await run_in_threadpool(_take, request, file.filename, await file.read())


def _take(request: Request, name: str, content: bytes) -> Response:
    kind = XLSX if PurePath(name).suffix.casefold() == f".{XLSX}" else CSV
    try:
        answers = read_answers(read_sheet(content, kind))
    except SheetFileError as error:
        raise RefusedError(UNUSABLE, message(TOPIC, "not_a_sheet", name=shown_name(name))) from error
    return _show(request, apply_sheet(store_of(request), answers, reviewer_of(request)))


def _show(request: Request, outcomes: Sequence[RowOutcome] | None = None) -> Response:
    rows = tuple(message(TOPIC, "row", row=one.row, says=one.says) for one in outcomes or () if one.says)
    says = tuple(summary(outcomes)) if outcomes is not None else ()
    return page(request, "dudas.html.j2", DoubtsPage(store_of(request).queue_size(), says, MOST_QUESTIONS, rows))
