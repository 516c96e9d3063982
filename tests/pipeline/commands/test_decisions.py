"""A reviewer's work of one month is not asked again the next: sheets, memory and conversion together."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.exports import rows_to_csv, unguard
from pipeline.model import Matrix
from tests.pipeline.decisions.test_review_sheet import rows

SAMPLE = Path(__file__).parents[3] / "samples" / "matriz_gad_provincial.txt"
BENCH = Path(__file__).parents[4] / "shared" / "bench" / "dev"
LEAST_FALL = 0.8
ENOUGH = 10
"""Fields to review that make a fall worth measuring."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def convert(document: Path, *options: str) -> Matrix:
    arguments = ["convertir", str(document), "--formato", "json,revision", "--silencioso", *options]
    assert main(arguments) == 0
    return Matrix.model_validate_json(Path("salida", f"{document.stem}.json").read_text(encoding="utf-8"))


def asked(matrix: Matrix) -> int:
    return sum(field.needs_review for record in matrix.records for field in record.printed_fields.values())


def review(stem: str, decide: Callable[[dict[str, str]], dict[str, str]]) -> Path:
    """Fill the sheet of a document in as an officer would, in every row."""
    path = Path("salida", f"{stem}.revision.csv")
    filled = [row | decide(row) for row in rows(path.read_text(encoding="utf-8"))]
    table = [list(filled[0]), *([unguard(cell) for cell in row.values()] for row in filled)]
    path.write_text(rows_to_csv(table), encoding="utf-8", newline="")
    return path


def accept(row: dict[str, str]) -> dict[str, str]:
    return {"decisión": "aceptar", "revisor": "Ana Mora", "fecha": "2021-07-05"}


@pytest.mark.usefixtures("in_this_process")
def test_the_second_month_asks_for_what_changed_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    june, july = folder / "junio.txt", folder / "julio.txt"
    june.write_text(text, encoding="utf-8")
    july.write_text(text.replace("programado ejecutado", "programado y ejecutado"), encoding="utf-8")
    convert(june)
    assert main(["decisiones", "importar", str(review("junio", accept))]) == 0
    assert "Memoria: decisiones.jsonl" in capsys.readouterr().out
    before, after = convert(july), convert(july, "--decisiones", "decisiones.jsonl")
    assert asked(before) >= ENOUGH
    assert 0 < asked(after) <= (1 - LEAST_FALL) * asked(before)
    assert [record.unit and record.unit.text for record in after.records] == [
        record.unit and record.unit.text for record in before.records
    ]


@pytest.mark.skipif(not BENCH.is_dir(), reason="needs the labelled documents")
@pytest.mark.usefixtures("in_this_process")
def test_two_documents_of_one_institution(folder: Path) -> None:
    first, second = BENCH / "d047_pdftotext.txt", BENCH / "d055_pdftotext.txt"
    convert(first)
    assert main(["decisiones", "importar", str(review(first.stem, accept))]) == 0
    before, after = convert(second), convert(second, "--decisiones", "decisiones.jsonl")
    assert asked(before) >= ENOUGH
    assert asked(after) <= (1 - LEAST_FALL) * asked(before)


def test_the_same_decisions_give_the_same_bytes_whatever_the_number_of_processes(folder: Path) -> None:
    shutil.copy(SAMPLE, "a.txt")
    Path("b.txt").write_text(f"{SAMPLE.read_text(encoding='utf-8')}\n", encoding="utf-8")
    convert(folder / "a.txt")
    main(["decisiones", "importar", str(review("a", accept))])
    options = ["--decisiones", "decisiones.jsonl", "--silencioso", "--formato", "json,revision"]
    for processes in ("1", "2"):
        assert main(["convertir", "a.txt", "b.txt", "-s", processes, "-p", processes, *options]) == 0
    for name in ("a.json", "b.json", "b.revision.csv"):
        assert Path("1", name).read_bytes() == Path("2", name).read_bytes()


@pytest.mark.usefixtures("in_this_process")
def test_importing_twice_adds_nothing_and_a_changed_mind_is_added(folder: Path) -> None:
    convert(SAMPLE)
    sheet = review(SAMPLE.stem, accept)
    for _ in range(2):
        main(["decisiones", "importar", str(sheet), "--memoria", "m.jsonl"])
    once = Path("m.jsonl").read_text(encoding="utf-8").splitlines()
    review(SAMPLE.stem, lambda row: accept(row) | {"decisión": "nuevo"})
    main(["decisiones", "importar", str(sheet), "--memoria", "m.jsonl"])
    twice = Path("m.jsonl").read_text(encoding="utf-8").splitlines()
    assert twice[: len(once)] == once
    assert len(twice) == 2 * len(once)
    main(["decisiones", "exportar", "m.jsonl", "-s", "vigentes.jsonl"])
    exported = Path("vigentes.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["judgement"] for line in exported} == {"new"}


@pytest.mark.usefixtures("in_this_process")
def test_an_exported_sheet_can_be_imported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    convert(SAMPLE)
    main(["decisiones", "importar", str(review(SAMPLE.stem, accept))])
    main(["decisiones", "exportar", "decisiones.jsonl", "-s", "ver.csv"])
    main(["decisiones", "importar", "ver.csv", "-m", "otra.jsonl"])
    assert Path("otra.jsonl").read_bytes() == Path("decisiones.jsonl").read_bytes()
    capsys.readouterr()
    main(["decisiones", "exportar", "decisiones.jsonl"])
    assert capsys.readouterr().out == Path("decisiones.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["decisiones", "importar", "falta.csv"], "No existe el archivo «falta.csv»"),
        (["decisiones", "exportar", "falta.jsonl"], "No existe el archivo «falta.jsonl»"),
        (["convertir", str(SAMPLE), "--decisiones", "falta.jsonl"], "No existe el archivo «falta.jsonl»"),
    ],
)
@pytest.mark.usefixtures("in_this_process")
def test_what_is_missing_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err
