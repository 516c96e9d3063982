"""``lotaip usuarios``: who may use the review app when several people do. Exit codes are those of :mod:`pipeline.cli`.

A password never stands on the command line, where every user of the machine could read it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from .bases import opened_store
from .groups import Group
from .usage import DONE, UsageProblemError

if TYPE_CHECKING:
    from ..store.accounts import Accounts
    from ..store.views import Role

TOPIC = "cuentas"


_group = Group("usuarios", TOPIC)
app, _words, _option, _argument = _group.app, _group.words, _group.option, _group.argument

_Name = Annotated[str, _argument("name")]
_Base = Annotated[str | None, _option("--base", key="base")]
_Folder = Annotated[Path | None, _option("--datos", key="folder")]


def _command(work: Callable[..., None]) -> Callable[..., int]:
    """Register a command that either does what it is asked or says why not."""

    @wraps(work)
    def run(*arguments: Any, **options: Any) -> int:
        work(*arguments, **options)
        return DONE

    return _group.command(run)


@_command
def agregar(
    name: _Name, role: Annotated[str, _option("--rol", key="role")], base: _Base = None, folder: _Folder = None
) -> None:
    """Add an account."""
    known = _role(role)
    with _accounts(base, folder) as accounts:
        accounts.add(name, known, _new_password(name), _operator())
    print(_words("added", name=name, role=role))


@_command
def listar(base: _Base = None, folder: _Folder = None) -> None:
    """Show the accounts."""
    with _accounts(base, folder) as accounts:
        found = accounts.all()
    for account in found:
        key = "listed" if account.active else "listed_removed"
        print(_words(key, name=account.name, role=_words(f"role_{account.role}")))
    if not found:
        print(_words("nobody"))


@_command
def clave(name: _Name, base: _Base = None, folder: _Folder = None) -> None:
    """Change the password of an account."""
    with _accounts(base, folder) as accounts:
        accounts.set_password(name, _new_password(name), _operator())
    print(_words("password_changed", name=name))


@_command
def rol(name: _Name, role: Annotated[str, _argument("role")], base: _Base = None, folder: _Folder = None) -> None:
    """Change what an account may do."""
    known = _role(role)
    with _accounts(base, folder) as accounts:
        accounts.set_role(name, known, _operator())
    print(_words("role_changed", name=name, role=role))


@_command
def quitar(name: _Name, base: _Base = None, folder: _Folder = None) -> None:
    """Let an account in no more."""
    with _accounts(base, folder) as accounts:
        accounts.remove(name, _operator())
    print(_words("removed", name=name))


@_command
def llave(name: _Name, base: _Base = None, folder: _Folder = None) -> None:
    """Give a key with which a program reads in the name of an account."""
    from ..review.access import KEY_SECONDS

    with _accounts(base, folder) as accounts:
        key = accounts.give_key(name, KEY_SECONDS, _operator())
    print(_words("key_given", name=name, token=key))


@contextmanager
def _accounts(base: str | None, folder: Path | None) -> Iterator[Accounts]:
    with opened_store(base, folder) as store:
        yield store.accounts


def _role(text: str) -> Role:
    from ..store.views import ROLES

    words = {_words(f"role_{role}"): role for role in ROLES}
    if text not in words:
        raise UsageProblemError(_words("usage_role", value=text, known=", ".join(words)))
    return words[text]


def _new_password(name: str) -> str:
    """Ask for a password twice, or read it from a pipe, and return its hash."""
    from ..review.passwords import hash_password, what_is_wrong

    password = _typed(name) if sys.stdin.isatty() else _piped()
    if problem := what_is_wrong(password, name):
        raise UsageProblemError(problem)
    return hash_password(password)


def _typed(name: str) -> str:
    password = getpass(_words("ask_password", name=name))
    if password != getpass(_words("ask_again")):
        raise UsageProblemError(_words("not_the_same"))
    return password


def _piped() -> str:
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise UsageProblemError(_words("no_password"))
    return line


def _operator() -> str:
    from ..review.settings import default_reviewer

    return default_reviewer()
