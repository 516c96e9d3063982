"""From three dropped files to a download without doubts: the queue is settled by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pipeline.model import Decision, Matrix
from tests.review_server import review_server

from .conftest import DOCUMENTS, OpenPage

pytestmark = pytest.mark.slow
CONVERTED = 60_000
"""Milliseconds for three documents, the converter's start included."""
DOUBTS = 33
"""Fields of the three documents that the program is not sure of."""
TYPED = "Texto que escribió quien revisa"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an empty base."""
    with review_server(tmp_path_factory.mktemp("base")) as address:
        yield address


def press(page: Page, *keys: str) -> None:
    """Press keys, of which the last one asks for another field, and wait until that has the focus."""
    page.evaluate("document.querySelector('#titulo').dataset.old = 'yes'")
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator("#titulo:not([data-old])")).to_be_focused()


def accept(page: Page) -> None:
    """Say that it is right: a proposal that is little like the text takes the key twice."""
    button = page.locator("#opciones [data-key=Enter]")
    if button.get_attribute("data-twice"):
        page.keyboard.press("Enter")
        expect(page.locator("#aviso")).to_contain_text("pulse Intro otra vez")
        expect(button).to_have_attribute("data-pressed", "")
    press(page, "Enter")


def left(page: Page) -> int:
    """Return how many fields the page says are left."""
    words = page.locator("#quedan").inner_text().split()
    return int(words[1]) if words[1].isdecimal() else 0


def correct(page: Page) -> None:
    page.keyboard.press("e")
    expect(page.locator("#texto")).to_be_focused()
    page.keyboard.type(TYPED)
    press(page, "Enter")


def declare_new(page: Page) -> None:
    page.keyboard.press("n")
    expect(page.locator("#texto-nuevo")).to_be_focused()
    press(page, "Enter")


def answer(page: Page, turn: int) -> None:
    """Answer a question, each turn in another way; entries of the catalogue are chosen where there are any."""
    ways: list[Callable[[Page], None]] = [accept, correct, lambda page: press(page, "x")]
    if page.locator(".candidates").count():
        ways += [lambda page: press(page, "1"), declare_new]
    ways[turn % len(ways)](page)


def settle_all(page: Page) -> None:
    """Answer every question until none is left; those that were skipped come again at the end."""
    for turn in range(2 * DOUBTS):
        if page.get_by_role("heading", name="No queda nada por revisar").count():
            return
        if page.get_by_role("heading", name="Llegó al final de la cola").count():
            page.keyboard.press("Enter")
            page.wait_for_selector("#lectura")
            continue
        before = left(page)
        answer(page, turn)
        assert left(page) == before - 1


def decisions(matrix: Matrix) -> list[Decision]:
    fields = (field for record in matrix.records for field in record.printed_fields.values())
    return [field.decision for field in fields if field.decision]


def download(page: Page, document: int) -> Matrix:
    """Download the records of a document as JSON from its page."""
    page.goto(f"{page.url.partition('/cola')[0].partition('/documentos')[0]}/documentos/{document}")
    page.get_by_text("Descargas").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Registros (JSON)").click()
    return Matrix.model_validate_json(waiting.value.path().read_bytes())


def test_three_documents_are_settled_by_keyboard(empty: str, open_page: OpenPage, samples: Path) -> None:
    page = open_page(empty)
    page.locator("#archivos").set_input_files([samples / name for name in DOCUMENTS])
    page.wait_for_url("**/lotes/*")
    page.evaluate("window.isTheSamePage = true")
    expect(page.locator("#resumen")).to_contain_text("3 de 3 documentos", timeout=CONVERTED)
    expect(page.locator("#resumen")).to_contain_text(f"{DOUBTS} datos por revisar")
    assert page.evaluate("window.isTheSamePage"), "the progress came as events, not with a new page"

    page.get_by_role("link", name="Revisar en orden").press("Enter")
    page.wait_for_url("**/cola")
    expect(page.locator("#quedan")).to_have_text(f"Quedan {DOUBTS} campos")
    press(page, "i", "2")
    assert left(page) == DOUBTS - 3, "the field itself and the two alike"
    press(page, "u")
    assert left(page) == DOUBTS
    press(page, "Shift+U")
    assert left(page) == DOUBTS - 3
    page.goto(f"{empty}/cola")
    press(page, "s")
    settle_all(page)

    company, province, town = (download(page, document) for document in (1, 2, 3))
    assert [matrix.status for matrix in (company, town)] == ["ok", "ok"]
    assert not any(record.needs_review for matrix in (company, province, town) for record in matrix.records)
    assert [(decision.judgement, decision.value) for decision in decisions(company)] == [("other", "Producción")] * 3
    judged = decisions(province)
    assert len(judged) == DOUBTS - 3
    assert {decision.judgement for decision in judged} == {"accept", "other", "new", "no_match"}
    assert TYPED in {decision.value for decision in judged}
    assert {decision.reviewer for decision in judged} == {"ana"}
    printed = [record.target.text for record in province.records if record.target]
    assert TYPED not in printed, "what is printed stays as it is"
