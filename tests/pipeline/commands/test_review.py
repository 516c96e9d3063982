"""``lotaip revisar``: what it refuses, in Spanish; that it serves is tested with its processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.review import serve as module
from pipeline.review.run_settings import RunSettings
from pipeline.store import BaseError


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[RunSettings, bool]]:
    """Return what would have been served."""
    calls: list[tuple[RunSettings, bool]] = []
    monkeypatch.delenv("LOTAIP_BASE", raising=False)
    monkeypatch.setattr(module, "serve", lambda settings, ready, open_browser: calls.append((settings, open_browser)))
    return calls


def test_the_help_is_in_spanish(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["revisar", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Abre en el navegador" in shown
    assert {"--host", "--puerto", "--base", "--datos", "--sin-navegador", "--procesos"} <= set(shown.split())
    assert "[required]" not in shown


def test_what_is_asked_for_is_served(served: list[tuple[RunSettings, bool]], tmp_path: Path) -> None:
    folder = tmp_path / "nueva"
    assert main(["revisar", "--datos", str(folder), "--puerto", "0", "--procesos", "2", "--sin-navegador"]) == 0
    [(settings, open_browser)] = served
    assert (settings.folder, settings.port, settings.workers, settings.host) == (folder, 0, 2, "127.0.0.1")
    assert settings.url is None
    assert settings.conversions >= 1
    assert not open_browser
    assert folder.is_dir()


def test_the_base_comes_from_the_environment_where_it_is_not_named(
    served: list[tuple[RunSettings, bool]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOTAIP_BASE", "postgresql://a/b")
    main(["revisar", "--datos", str(tmp_path)])
    main(["revisar", "--datos", str(tmp_path), "--base", "postgresql://c/d"])
    assert [settings.url for settings, _ in served] == ["postgresql://a/b", "postgresql://c/d"]
    assert all(open_browser for _, open_browser in served)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "otro.example"])
def test_it_does_not_listen_to_others(host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["revisar", "--host", host, "--datos", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert f"«{host}» deja entrar a otros equipos" in said
    assert "--publica https://" in said


def test_nor_behind_a_proxy_before_there_are_accounts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["revisar", "--publica", "https://revision.example", "--puerto", "0", "--datos", str(tmp_path)]
    assert main(words) == 2
    assert "lotaip usuarios agregar NOMBRE --rol administrador" in capsys.readouterr().err


def test_the_public_address_is_kept_as_browsers_write_it(
    served: list[tuple[RunSettings, bool]], tmp_path: Path
) -> None:
    main(["revisar", "--publica", "https://Revision.Example:8443/", "--datos", str(tmp_path)])
    assert served[0][0].public == "https://revision.example:8443"


@pytest.mark.parametrize(
    "public", ["http://a.example", "a.example", "https://", "https://a.example/x", "https://u:p@a.example"]
)
def test_an_address_without_tls_is_refused(public: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["revisar", "--publica", public, "--datos", str(tmp_path)]) == 2
    assert "no sirve como dirección pública" in capsys.readouterr().err


def test_an_address_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with module.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert main(["revisar", "--puerto", str(port), "--datos", str(tmp_path)]) == 2
    assert f"En 127.0.0.1:{port} ya atiende otro programa" in capsys.readouterr().err


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "archivo").write_text("x")
    assert main(["revisar", "--datos", str(tmp_path / "archivo" / "datos")]) == 2
    assert "elija otra con --datos" in capsys.readouterr().err


def test_a_base_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BaseError("unreachable", place="postgresql://c/d", cause="no responde")

    monkeypatch.setattr(module, "serve", refuse)
    assert main(["revisar", "--datos", str(tmp_path)]) == 2
    assert "No se puede abrir la base «postgresql://c/d»" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--puerto", "70000"], ["--puerto", "x"], ["--procesos", "0"], ["--nada"]])
def test_what_makes_no_sense_is_told_in_spanish(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["revisar", *words]) == 2
    assert "lotaip revisar --help" in capsys.readouterr().err
