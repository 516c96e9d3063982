"""Names of files are labels: nothing is written outside, nothing over a twin, and they are shown escaped."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote
from zipfile import ZipFile

import pytest

from pipeline.batch.outputs import name_outputs, safe_name, same_name
from pipeline.cli import main
from pipeline.store import Store
from plantillas.marks import show_marks
from tests.batch_fakes import convert_fake
from tests.html_page import Page
from tests.payload_names import ON_DISK, UPLOADED
from tests.payloads import SHORT
from tests.review_app import Browser

HIDDEN_FILES = [f"entrada/{os.fsdecode(name)}" for name in ON_DISK if name.startswith(b".")]
"""Folders do not give these; they are taken where they are named."""
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def files_below(folder: Path) -> set[bytes]:
    return {os.path.join(root, name) for root, _, names in os.walk(os.fsencode(folder)) for name in names}


@pytest.fixture
def hostile_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_this_process: None) -> Path:
    """Return a folder of documents with hostile names, each with a content of its own."""
    if sys.platform != "linux":
        pytest.skip("other systems refuse some of these names")
    folder = tmp_path / "entrada"
    folder.mkdir()
    for at, name in enumerate(ON_DISK):
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_text(f"contenido {at}", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "pipeline.convert", SimpleNamespace(convert=convert_fake))
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_folder_of_hostile_names_is_converted_beside_nothing_else(
    hostile_folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = files_below(tmp_path)
    assert main(["convertir", "entrada", *HIDDEN_FILES, "--salida", "salida", "--formato", "json,html"]) == 0
    written = files_below(tmp_path) - before
    assert all(path.startswith(os.fsencode(tmp_path / "salida") + b"/") for path in written)
    shown = capfd.readouterr()
    assert not CONTROL.search(shown.out + shown.err)
    assert "X-MARK" not in {path.name for path in tmp_path.rglob("*")}

    entries = json.loads((tmp_path / "salida" / "lote.json").read_text("utf-8"))["entries"]
    assert len(entries) == len(ON_DISK)
    texts = [json.loads((tmp_path / "salida" / one["outputs"]["json"]).read_text("utf-8")) for one in entries]
    read = {matrix["records"][0]["unit"]["text"] for matrix in texts}
    assert read == {f"contenido {at}" for at in range(len(ON_DISK))}, "none was written over by its twin"

    page = Page((tmp_path / "salida" / "index.html").read_text("utf-8"))
    assert page.open == []
    assert [address for address in page.addresses if not address.startswith(("#", "./"))] == []
    assert len({same_name(one["outputs"]["json"]) for one in entries}) == len(entries)


def test_one_event_is_one_line_of_json(hostile_folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["convertir", "entrada", *HIDDEN_FILES, "--salida", "salida", "--formato", "json", "--lineas-json"]) == 0
    )
    log = (tmp_path / "salida" / ".lotaip" / "bitacora.jsonl").read_text("utf-8")
    for text in (capfd.readouterr().out, log):
        assert not CONTROL.search(text)
        assert text.splitlines() == text.split("\n")[:-1]
        events = [json.loads(line) for line in text.splitlines()]
        assert [event["event"] for event in events] == ["run_started", *["document"] * len(ON_DISK), "run_ended"]


@pytest.mark.parametrize("name", [*UPLOADED, *SHORT], ids=lambda text: ascii(text[:30]))
def test_the_name_of_a_result_is_one_name_of_no_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not re.search(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u202a-\u202e\u2066-\u2069\u200b\ud800-\udfff]', safe)
    assert not safe.startswith("-")
    assert len(os.fsencode(safe)) <= 200
    assert safe.split(".")[0].upper() not in {"CON", "NUL", "AUX"}
    assert Path("salida", f"{safe}.html").parent == Path("salida")


def test_twins_by_the_way_accents_are_written_are_twins() -> None:
    names = name_outputs([Path("a/an\u0303o.pdf"), Path("a/a\u00f1o.pdf"), Path("b/A\u00d1O.pdf")])
    assert len({same_name(name) for name in names}) == 3


def packed(name: str) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(name, b"%PDF-" + name.encode("utf-8", "replace"))
    return file.getvalue()


def form(header: str, content: bytes) -> bytes:
    start = f'--x\r\nContent-Disposition: form-data; name="archivos"; {header}\r\n\r\n'
    return start.encode("utf-8", "surrogateescape") + content + b"\r\n--x--\r\n"


def escaped(name: str) -> str:
    """Return a name as browsers send it."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def raw(name: str) -> str:
    """Return a name as a program sends it that escapes nothing but what ends the header."""
    return name.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", " ")


WAYS = {
    "field": lambda name: form(f'filename="{escaped(name)}"', b"%PDF-" + name.encode()),
    "raw": lambda name: form(f'filename="{raw(name)}"', b"%PDF-" + name.encode()),
    "filename*": lambda name: form(f"filename=\"x.pdf\"; filename*=UTF-8''{quote(name, safe='')}", b"%PDF-"),
    "ZIP": lambda name: form('filename="x.zip"', packed(name)),
}


@pytest.mark.parametrize("way", WAYS)
def test_uploads_with_hostile_names_stay_in_the_store(browser: Browser, store: Store, tmp_path: Path, way: str) -> None:
    outside = files_below(tmp_path.parent) - files_below(tmp_path)
    headers = {"content-type": "multipart/form-data; boundary=x", "x-csrftoken": browser.token()}
    for name in filter(None, UPLOADED):
        answer = browser.post("/lotes", content=WAYS[way](name), headers=headers)
        assert answer.status_code in (200, 400, 422), name
        if answer.status_code == 200:
            assert Page(answer.text).open == []
            assert show_marks(answer.text) == answer.text
    assert files_below(tmp_path.parent) - files_below(tmp_path) == outside
    written = {os.fsdecode(path)[len(str(tmp_path)) + 1 :] for path in files_below(tmp_path)}
    assert [path for path in written if not re.fullmatch(r"lotaip\.db(-\w+)?|documentos/\w\w/[0-9a-f]{64}", path)] == []
    assert browser.get("/documentos").status_code == 200


PATHS = (
    *("/documentos/{}", "/documentos/1/paginas/{}.webp", "/documentos/{}/paginas/1.webp", "/documentos/1/descargar/{}"),
    *("/lotes/{}/descargar", "/estaticos/{}", "/dudas/descargar/{}", "/documentos/1/campos/{}/unit", "/cola/1/{}/unit"),
    *("/documentos/1/campos/m0/{}", "/cola/{}/m0/unit", "/reconcile/{}", "/{}"),
)
QUERIES = (
    *("/documentos/1/paginas/1.webp?ancho={}", "/documentos?buscar={}&pagina={}&estado={}", "/catalogo?buscar={}"),
    *("/documentos/1/campos/m0/unit?version={}", "/cola?documento={}", "/entrar?volver={}", "/reconcile/preview?id={}"),
    *("/reconcile/suggest/entity?prefix={}", "/reconcile?queries={}", "/cola/siguiente?tras={}&version={}"),
)


@pytest.mark.parametrize("where", [*PATHS, *QUERIES])
def test_no_path_and_no_query_leads_outside(browser: Browser, store: Store, where: str) -> None:
    browser.upload(("a.pdf", b"%PDF-a"))
    for name in UPLOADED:
        address = where.replace("{}", quote(name, safe=""))
        answer = browser.get(address, follow_redirects=False)
        assert answer.status_code < 500, name
        assert b"root:" not in answer.content
        assert not answer.content.startswith(b"SQLite format")
        assert re.match(r"/(?![/\\])", answer.headers.get("location", "/"))


@pytest.mark.parametrize(
    "path", ["/estaticos/../base.html.j2", "/estaticos/..%2f..%2fpyproject.toml", "/estaticos/base.html.j2"]
)
def test_nothing_but_styles_and_scripts_is_served(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404
