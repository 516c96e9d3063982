"""The portal's files from the app: what the document does not say is asked for, and decisions are in them."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest

from pipeline.decisions.actions import Edit
from pipeline.store import Store
from tests.review_app import Browser, add_converted
from tests.review_matrices import matrix

ROW = "Archivo | Custodiar | % de actas? | 90%"
FILLED = {"ruc": "1760000070001", "periodo": "2025-01", "fecha": "2025-01-31", "enlace": "NO APLICA"}
FORM, ZIP = "/documentos/1/portal", "/documentos/1/portal.zip"


@pytest.fixture
def decided(store: Store) -> Store:
    """Return a store with a document that was corrected."""
    add_converted(store, matrix(ROW, name="enero <b>.pdf"))
    store.decide(1, Edit(record="m0", field="indicator", text="% de actas firmadas"), "ana")
    return store


def test_the_form_asks_for_what_the_document_does_not_say(browser: Browser, decided: Store) -> None:
    page = browser.get(FORM)
    assert page.status_code == 200
    assert all(f'name="{name}"' in page.text for name in FILLED)
    assert "enero &lt;b&gt;.pdf" in page.text
    assert "Listos para subir" not in page.text
    assert FORM in browser.get("/documentos/1").text


def test_filled_in_it_says_what_will_be_written_and_where_to_take_it(browser: Browser, decided: Store) -> None:
    page = browser.get(FORM, params=FILLED)
    assert page.status_code == 200
    assert "1760000070001/Numeral 1.3/2025/1" in page.text
    assert "Conjunto de datos.csv" in page.text
    address = page.text.split(f'href="{ZIP}?')[1].split('"')[0].replace("&amp;", "&")
    assert browser.get(f"{ZIP}?{address}").status_code == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ruc": ""}, "Escriba el RUC"),
        ({"ruc": "<123>"}, "«&lt;123&gt;» no es un RUC"),
        ({"periodo": "enero"}, "no es un mes"),
        ({"fecha": "pronto"}, "no es una fecha"),
        ({"enlace": ""}, "Escriba el enlace"),
        ({"enlace": "gpr"}, "no es un enlace"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    browser: Browser, decided: Store, change: dict[str, str], said: str
) -> None:
    page = browser.get(FORM, params=FILLED | change)
    assert page.status_code == 422
    assert said in page.text
    (name,) = change
    assert page.text.count('aria-invalid="true"') == 1
    assert f'aria-describedby="{name}-nota error" aria-invalid="true"' in page.text
    assert browser.get(ZIP, params=FILLED | change).status_code == 422


def test_the_zip_has_the_decisions(browser: Browser, decided: Store) -> None:
    response = browser.get(ZIP, params=FILLED)
    assert 'filename="1760000070001 2025-01.zip"' in response.headers["content-disposition"]
    with ZipFile(io.BytesIO(response.content)) as archive:
        data_set = archive.read("1760000070001/Numeral 1.3/2025/1/Conjunto de datos.csv").decode()
    assert "Archivo;Custodiar;% de actas firmadas;90%;NO APLICA" in data_set


def test_a_document_without_records_has_nothing_for_the_portal(browser: Browser, store: Store) -> None:
    add_converted(store, matrix(name="b2.pdf"))
    assert browser.get(FORM).status_code == 200
    assert browser.get(FORM, params=FILLED).status_code == 409
