"""``lotaip base respaldar|restaurar|verificar|migrar``. Exit codes are those of :mod:`pipeline.cli`; damage is 1."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from .bases import opened_store, url_of
from .groups import Group
from .usage import DONE, SOME_FAILED, UsageProblemError

if TYPE_CHECKING:
    from ..store.backup import Manifest
    from ..store.verification import Damage

TOPIC = "ordenes_base"


_group = Group("base", TOPIC)
app, _words, _option, _argument = _group.app, _group.words, _group.option, _group.argument

_Base = Annotated[str | None, _option("--base", key="base")]
_Folder = Annotated[Path | None, _option("--datos", key="folder")]


def _command(work: Callable[..., int]) -> Callable[..., int]:
    """Register a command; what the store or the disk refuses is said as a sentence."""

    @wraps(work)
    def run(*arguments: Any, **options: Any) -> int:
        from ..store import StoreError

        try:
            return work(*arguments, **options)
        except StoreError as error:
            raise UsageProblemError(str(error)) from error
        except OSError as error:
            raise UsageProblemError(_words("failed", path=error.filename, cause=error.strerror)) from error

    return _group.command(run)


@_command
def respaldar(
    target: Annotated[Path, _argument("target", value="backup")], base: _Base = None, folder: _Folder = None
) -> int:
    """Back up a base with its documents."""
    with opened_store(base, folder) as store:
        manifest = store.back_up(target.absolute())
    print(_words("backed_up", path=target, **_counts(manifest)))
    for sha256 in manifest.damaged:
        print(_words("damaged", path=sha256), file=sys.stderr)
    return SOME_FAILED if manifest.damaged else DONE


@_command
def restaurar(
    source: Annotated[Path, _argument("source", value="backup")], base: _Base = None, folder: _Folder = None
) -> int:
    """Put a backup that is whole into an empty base."""
    from ..store import default_folder
    from ..store.backup import restore
    from ..store.verification import verify_backup

    if damages := list(verify_backup(source)):
        print(_words("not_whole", path=source))
        return _report(damages)
    manifest = restore(source, url_of(base), (folder or default_folder()).absolute())
    print(_words("restored", path=source, **_counts(manifest)))
    return DONE


@_command
def verificar(
    backup: Annotated[Path | None, _argument("backup")] = None, base: _Base = None, folder: _Folder = None
) -> int:
    """Name every damage."""
    from ..store.verification import verify_backup

    if backup:
        return _report(list(verify_backup(backup)))
    with opened_store(base, folder) as store:
        return _report(list(store.verify()))


@_command
def migrar(base: _Base = None, folder: _Folder = None) -> int:
    """Bring the tables up to date, as every start of the program does."""
    with opened_store(base, folder) as store:
        print(_words("migrated", revision=store.revision()))
    return DONE


def _report(damages: Sequence[Damage]) -> int:
    for damage in damages:
        print(damage.says, file=sys.stderr)
    print(_words("found", count=len(damages)) if damages else _words("fine"))
    return SOME_FAILED if damages else DONE


def _counts(manifest: Manifest) -> dict[str, str]:
    """Return how many there are of what people know."""
    tables = {"documents": "documents", "records": "records", "decisions": "log"}
    return {word: manifest.tables[table].partition("-")[0] for word, table in tables.items()}
