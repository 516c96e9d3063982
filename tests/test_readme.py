"""What the READMEs tell people to do works, and what they show is what comes out."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import convert
from pipeline.cli import main

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.es.md", "CONTRIBUTING.md")


def blocks(readme: str, language: str) -> list[str]:
    """Return the code blocks of one language, also those inside lists."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    return re.findall(rf"^ *```{language}\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)


def sequences() -> Iterator[list[list[str]]]:
    """Yield the calls of each block: they are meant to be typed one after the other."""
    for readme in READMES:
        for block in (*blocks(readme, "sh"), *blocks(readme, "bat")):
            lines = (shlex.split(line.replace("\\", "/"), comments=True) for line in block.splitlines())
            if calls := [words[1:] for words in lines if words and Path(words[0]).name == "lotaip"]:
                yield calls


def commands(language: str, program: str) -> Iterator[str]:
    """Yield the lines of all READMEs that call ``program``, without their comments."""
    for readme in READMES:
        for line in "\n".join(blocks(readme, language)).splitlines():
            words = shlex.split(line.replace("\\", "/"), comments=True)
            if words and Path(words[0]).name == program:
                yield shlex.join(words)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that has a copy of the samples, and the catalogue that a command of the README writes."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    main(["catalogo", "exportar", "--salida", "mi_catalogo.xlsx"])
    return tmp_path


@pytest.mark.parametrize("calls", list(sequences()), ids=lambda calls: " ".join(calls[0]))
def test_every_command_works(calls: list[list[str]], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in calls:
        assert main(words) == 0
        if words[0] == "convertir":
            output = words[words.index("--salida") + 1] if "--salida" in words else "salida"
            assert (folder / output / "index.html").exists()
    assert "Traceback" not in capsys.readouterr().err


def test_every_make_target_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {shlex.split(command)[1] for command in commands("sh", "make")}
    assert {"demo", "test"} <= named <= targets


def test_ci_runs_what_a_newcomer_runs() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "make test"


def test_every_option_of_pip_names_a_file_that_exists() -> None:
    installed = [command for command in commands("bat", "python") if " -r " in command]
    assert installed
    for command in installed:
        words = shlex.split(command)
        assert (ROOT / words[words.index("-r") + 1]).is_file()


@pytest.mark.parametrize("readme", READMES)
def test_every_link_leads_somewhere(readme: str) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", (ROOT / readme).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_snippet_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [snippet] = blocks("README.md", "python")
    exec(compile(snippet, "README.md", "exec"), {})
    shown = capsys.readouterr().out
    assert "a4 EMPRESA PÚBLICA MUNICIPAL DE AGUA POTABLE DE VALLE SERENO 2019-08" in shown
    assert "Gerencia General · Porcentaje de ejecución del plan operativo anual · 85% del plan" in shown


def test_the_example_is_what_comes_out() -> None:
    [before] = blocks("README.md", "text")
    [after] = blocks("README.md", "json")
    document = ROOT / "samples" / "matriz_gad_provincial.txt"
    assert before in document.read_text(encoding="utf-8")
    shown = json.loads(after)
    [record] = [record for record in convert(document).records if record.number == shown["number"]]
    found = {name: field.text for name, field in record.printed_fields.items()}
    assert {"number": record.number, **found} == shown
