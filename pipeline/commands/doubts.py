"""``lotaip dudas exportar|importar``: what waits in a base as a sheet, and back. Exit codes are those of the cli.

A sheet of which some rows could not be used gives 1.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from .bases import opened_store
from .groups import Group
from .usage import DONE, SOME_FAILED, UsageProblemError

TOPIC = "dudas"


_group = Group("dudas", TOPIC)
app, _words, _option, _argument = _group.app, _group.words, _group.option, _group.argument

_Base = Annotated[str | None, _option("--base", key="base")]
_Folder = Annotated[Path | None, _option("--datos", key="folder")]


@_group.command
def exportar(
    target: Annotated[Path, _argument("target")],
    batch: Annotated[int | None, _option("--lote", key="batch")] = None,
    base: _Base = None,
    folder: _Folder = None,
) -> int:
    """Write the sheet of all that waits."""
    from ..batch.failures import short_cause
    from ..batch.outputs import write_aside
    from ..decisions.doubt_sheet import question_rows
    from ..exports.sheet_files import write_sheet

    kind = _kind(target)
    with opened_store(base, folder) as store:
        documents = None if batch is None else {row.id for row in store.batch(batch).documents}
        questions = list(store.questions(documents))
    try:
        write_aside(target, write_sheet(question_rows(questions), kind))
    except OSError as error:
        raise UsageProblemError(_words("not_written", path=target, cause=short_cause(error))) from error
    print(_words("exported", count=len(questions), path=target))
    return DONE


@_group.command
def importar(
    sheet: Annotated[Path, _argument("sheet")],
    reviewer: Annotated[str, _option("--revisor", key="reviewer")] = "",
    base: _Base = None,
    folder: _Folder = None,
) -> int:
    """Take the decisions of a sheet."""
    from ..decisions.doubt_sheet import read_answers
    from ..exports.sheet_files import SheetFileError, read_sheet
    from ..review.settings import default_reviewer
    from ..store.filled_sheet import apply_sheet, summary

    kind = _kind(sheet)
    try:
        answers = read_answers(read_sheet(sheet.read_bytes(), kind))
    except OSError as error:
        raise UsageProblemError(_words("unreadable", path=sheet)) from error
    except SheetFileError as error:
        raise UsageProblemError(_words("not_a_sheet", name=sheet)) from error
    with opened_store(base, folder) as store:
        outcomes = apply_sheet(store, answers, reviewer or default_reviewer())
    print(*summary(outcomes))
    unused = [one for one in outcomes if one.says]
    for one in unused:
        print(_words("row", row=one.row, says=one.says), file=sys.stderr)
    return SOME_FAILED if unused else DONE


def _kind(path: Path) -> str:
    from ..exports.sheet_files import KINDS

    kind = path.suffix.casefold().removeprefix(".")
    if kind not in KINDS:
        raise UsageProblemError(_words("usage_kind", path=path))
    return kind
