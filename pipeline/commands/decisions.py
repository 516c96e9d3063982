"""``lotaip decisiones importar`` and ``exportar``: what reviewers decided goes into a memory and comes out again.

Exit codes are those of :mod:`pipeline.cli`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from .groups import Group
from .usage import DONE, UsageProblemError

if TYPE_CHECKING:
    from ..model import Decision

TOPIC = "decisiones"
SHEET_SUFFIX = ".csv"

_group = Group("decisiones", TOPIC)
app, _words, _option, _argument = _group.app, _group.words, _group.option, _group.argument


@_group.command
def importar(
    sheets: Annotated[list[Path], _argument("sheets")],
    memory: Annotated[Path, _option("--memoria", "-m", key="memory")] = Path("decisiones.jsonl"),
) -> int:
    """Add the decisions of sheets and of other memories to a memory."""
    from ..decisions.memory import DecisionError, added, in_force, read_decisions

    try:
        log = read_decisions(memory) if memory.exists() else ()
        found = [decision for sheet in sheets for decision in _read(sheet)]
        new = added(log, found)
        _write(memory, (*log, *new))
    except DecisionError as error:
        raise UsageProblemError(str(error)) from error
    total = len(in_force((*log, *new)))
    print(_words("imported", read=len(found), new=len(new), path=memory, total=total))
    return DONE


@_group.command
def exportar(
    memory: Annotated[Path, _argument("memory")],
    output: Annotated[Path | None, _option("--salida", "-s", key="export", value="memory")] = None,
) -> int:
    """Write the decisions in force."""
    from ..decisions.memory import DecisionError, in_force, read_decisions, write_lines

    try:
        decisions = tuple(in_force(read_decisions(memory)).values())
        if output is None:
            print(write_lines(decisions), end="")
            return DONE
        _write(output, decisions)
    except DecisionError as error:
        raise UsageProblemError(str(error)) from error
    print(_words("exported", total=len(decisions), path=output))
    return DONE


def _read(path: Path) -> Sequence[Decision]:
    from ..decisions.memory import read_decisions
    from ..decisions.review_sheet import read_review_csv

    return read_review_csv(path) if path.suffix.casefold() == SHEET_SUFFIX else read_decisions(path)


def _write(path: Path, decisions: Sequence[Decision]) -> None:
    """Write decisions as lines, or as a table where the file is a CSV."""
    from ..batch.failures import short_cause
    from ..batch.outputs import write_aside
    from ..decisions.memory import DecisionError, write_lines
    from ..decisions.review_sheet import decisions_to_csv

    is_table = path.suffix.casefold() == SHEET_SUFFIX
    try:
        write_aside(path, (decisions_to_csv(decisions) if is_table else write_lines(decisions)).encode())
    except OSError as error:
        raise DecisionError("not_written", path=path, cause=short_cause(error)) from error
