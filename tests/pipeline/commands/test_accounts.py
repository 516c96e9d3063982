"""``lotaip usuarios``."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.review.passwords import is_right
from pipeline.store import open_store

PASSWORD = "una frase que nadie adivina"


class Terminal(io.StringIO):
    """Somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Return what runs a command with lines on its standard input, and gives exit code and what was said."""
    monkeypatch.delenv("LOTAIP_BASE", raising=False)

    def call(*words: str, typed: str = f"{PASSWORD}\n", stdin: type[io.StringIO] = io.StringIO) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", stdin(typed))
        code = main(["usuarios", *words, "--datos", str(tmp_path)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return call


def test_an_account_is_made_listed_changed_and_removed(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "No hay cuentas" in run("listar")[1]
    assert run("agregar", "Eva Ruiz", "--rol", "administrador") == (
        0,
        "Cuenta «Eva Ruiz» agregada (administrador). Si la página de revisión está abierta, desde ahora pide entrar.\n",
    )
    assert run("agregar", "Luis", "--rol", "lector")[0] == 0
    assert run("rol", "luis", "administrador")[0] == 0
    assert run("clave", "Luis", typed="otra frase bien larga\r\n")[0] == 0
    code, said = run("llave", "Luis")
    assert code == 0
    key = said.split("/reconcile/")[1].strip()
    assert run("quitar", "Eva Ruiz")[0] == 0
    assert run("listar")[1] == "Eva Ruiz: quitada (era administrador)\nLuis: administrador\n"
    store = open_store(folder=tmp_path)
    luis = store.accounts.find("luis")
    assert luis is not None
    assert is_right("otra frase bien larga", luis.password)
    assert store.accounts.of_session(key, "program") == luis
    store.close()


@pytest.mark.parametrize(
    ("words", "typed", "says"),
    [
        (["agregar", "Eva", "--rol", "jefe"], PASSWORD, "«jefe» no es un rol; los que hay son: lector, revisor"),
        (["agregar", "Eva", "--rol", "lector"], "", "No llegó ninguna clave"),
        (["agregar", "Eva", "--rol", "lector"], "corta", "debe tener de 10 a 200"),
        (["agregar", "", "--rol", "lector"], PASSWORD, "de 1 a 80 letras"),
        (["quitar", "Nadie"], "", "No existe la cuenta «Nadie»"),
        (["clave", "Otra"], PASSWORD, "No existe la cuenta «Otra»"),
    ],
)
def test_what_cannot_be_done_is_said(run, words: list[str], typed: str, says: str) -> None:  # type: ignore[no-untyped-def]
    code, said = run(*words, typed=typed)
    assert (code, says in said) == (2, True)


def test_a_password_is_typed_twice_and_never_shown(  # type: ignore[no-untyped-def]
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([PASSWORD, PASSWORD, PASSWORD, "otra"])
    monkeypatch.setattr("pipeline.commands.accounts.getpass", lambda prompt: next(answers))
    assert run("agregar", "Eva", "--rol", "administrador", stdin=Terminal)[0] == 0
    code, said = run("clave", "Eva", stdin=Terminal)
    assert (code, "no son iguales" in said, PASSWORD in said) == (2, True, False)


def test_there_is_no_option_for_a_password(run) -> None:  # type: ignore[no-untyped-def]
    code, said = run("agregar", "--help")
    assert code == 0
    assert "--clave" not in said
