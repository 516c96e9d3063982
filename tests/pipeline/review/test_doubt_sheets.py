"""The sheet of doubts in the browser."""

from __future__ import annotations

import pytest

from pipeline.exports.sheet_files import read_sheet, write_sheet
from pipeline.store import Store
from tests.review_app import Browser, add_converted
from tests.review_matrices import matrix


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_sheet_goes_out_and_comes_back(browser: Browser, store: Store, kind: str) -> None:
    add_converted(store, matrix("Archivo? | Custodiar | % de actas? | 90%"))
    answer = browser.get(f"/dudas/descargar/{kind}")
    assert f'filename="dudas.{kind}"' in answer.headers["content-disposition"]
    rows = read_sheet(answer.content, kind)
    for row, decision in zip(rows[1:], ("nuevo", "quizás"), strict=True):
        row[rows[0].index("decisión")] = decision
    files = {"hoja": (f"dudas.{kind.upper()}", write_sheet(rows, kind))}
    page = browser.post("/dudas", data={"csrftoken": browser.token()}, files=files)
    assert page.status_code == 200
    assert "Decisiones tomadas: 1, en 1 campos." in page.text
    assert "Fila 3: «quizás» no es una decisión" in page.text
    assert store.queue_size() == 1
    assert store.history(1)[0].by == "ana"


def test_what_is_no_sheet_is_told(browser: Browser) -> None:
    for files, says in (
        ({"hoja": ("a.xlsx", b"no es")}, "«a.xlsx» no se puede leer como hoja"),
        ({"hoja": ("", b"")}, "No llegó ninguna hoja"),
        ({"otra": ("a.csv", b"a;b")}, "No llegó ninguna hoja"),
    ):
        answer = browser.post("/dudas", data={"csrftoken": browser.token()}, files=files)
        assert (answer.status_code, says in answer.text) == (422, True)
    assert browser.get("/dudas/descargar/exe").status_code == 404
