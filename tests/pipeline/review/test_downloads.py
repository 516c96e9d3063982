"""What officers take away."""

from __future__ import annotations

import io
import json
from urllib.parse import unquote
from zipfile import ZipFile

import pytest

from pipeline.batch.task import FORMATS
from pipeline.decisions.actions import Edit
from pipeline.model import Footer
from pipeline.review.downloads import attachment, zip_of
from pipeline.store import Store
from tests.review_app import Browser, add_converted
from tests.review_matrices import matrix

ROW = "Archivo | Custodiar | % de actas? | 90%"


@pytest.fixture
def decided(store: Store) -> Store:
    """Return a store with two documents, of which the first was corrected."""
    add_converted(store, matrix(ROW, name="enero.pdf"), matrix(ROW, name="carpeta <b>.pdf"))
    store.decide(1, Edit(record="m0", field="indicator", text="% de actas firmadas"), "ana")
    return store


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_holds_the_decisions(browser: Browser, decided: Store, format_name: str) -> None:
    response = browser.get(f"/documentos/1/descargar/{format_name}")
    assert response.status_code == 200
    assert response.headers["content-disposition"].startswith('attachment; filename="enero.')
    if format_name != "revision":  # which lists what is doubtful, and nothing is
        assert "% de actas firmadas" in response.text


def test_the_json_keeps_what_the_machine_read_beside_the_decision(browser: Browser, decided: Store) -> None:
    field = json.loads(browser.get("/documentos/1/descargar/json").text)["records"][0]["indicator"]
    assert field["text"] == "% de actas"
    assert field["decision"]["value"] == "% de actas firmadas"
    assert field["decision"]["reviewer"] == "ana"


def test_another_format_does_not_exist(browser: Browser, decided: Store) -> None:
    assert browser.get("/documentos/1/descargar/exe").status_code == 404


def test_what_is_not_converted_cannot_be_taken(browser: Browser, store: Store) -> None:
    store.add_batch([("a.pdf", b"x")], "ana")
    page = browser.get("/documentos/1/descargar/json")
    assert (page.status_code, "todavía no está convertido" in page.text) == (404, True)
    page = browser.get("/lotes/1/descargar")
    assert (page.status_code, "espere" in page.text) == (409, True)


def test_the_original_is_kept_and_never_shown(browser: Browser, store: Store) -> None:
    store.add_batch([("página <b>.html", b"<script>alert(1)</script>")], "ana")
    response = browser.get("/documentos/1/original")
    assert response.content == b"<script>alert(1)</script>"
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].startswith("attachment;")
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_batch_is_one_zip(browser: Browser, decided: Store) -> None:
    response = browser.get("/lotes/1/descargar")
    archive = ZipFile(io.BytesIO(response.content))
    assert archive.testzip() is None
    assert len(archive.namelist()) == 2 * len(FORMATS)
    assert "carpeta _b_.json" in archive.namelist()
    assert "% de actas firmadas" in archive.read("enero.csv").decode()
    assert response.headers["content-disposition"].startswith('attachment; filename="lote-1.zip"')
    assert browser.get("/lotes/1/descargar").content == response.content


def test_a_zip_is_made_as_it_is_sent(decided: Store) -> None:
    made = []

    class Watched:
        """A store that says when a document is asked for."""

        def reviewed(self, document: int) -> object:
            made.append(document)
            return decided.reviewed(document)

    pieces = zip_of(list(decided.batch(1).documents), Watched())  # type: ignore[arg-type]
    assert next(pieces)
    assert made == [1]
    assert len(list(pieces)) == 2 * len(FORMATS)
    assert made == [1, 2]


def test_documents_of_one_name_do_not_clash(browser: Browser, store: Store) -> None:
    add_converted(store, matrix(ROW, name="a4.pdf"), matrix(f"{ROW} anual", name="a4.pdf"))
    names = ZipFile(io.BytesIO(browser.get("/lotes/1/descargar").content)).namelist()
    assert len(set(names)) == len(names) == 2 * len(FORMATS)


@pytest.mark.parametrize("name", ["a.pdf", 'a"b\\c.pdf', "año\r\nX: y.pdf", "%41;x.pdf", "😀.pdf"])
def test_names_in_headers_do_no_harm(name: str) -> None:
    value = attachment(name)["Content-Disposition"]
    plain, _, encoded = value.partition("; filename*=UTF-8''")
    assert unquote(encoded) == name
    assert plain.count('"') == 2
    assert value.isascii()
    assert value.isprintable()


def test_contacts_are_in_the_zip_of_a_batch_only_when_they_are_asked_for(browser: Browser, store: Store) -> None:
    footer = Footer(responsible="Rosa Lema", email="rosa@example.gob.ec", phone="(02) 382-9670")
    add_converted(store, matrix(ROW, name="enero.pdf").model_copy(update={"footer": footer}))
    store.decide(1, Edit(record="m0", field="indicator", text="% de actas firmadas"), "marta")

    def texts(address: str) -> str:
        archive = ZipFile(io.BytesIO(browser.get(address).content))
        return "".join(archive.read(name).decode() for name in archive.namelist())

    without, with_them = texts("/lotes/1/descargar"), texts("/lotes/1/descargar?contactos=1")
    assert [word for word in ("Rosa", "rosa@", "382-9670", "marta") if word in without] == []
    assert [word for word in ("Rosa", "rosa@", "382-9670", "marta") if word not in with_them] == []
    assert "% de actas firmadas" in without
