"""The page of a document in a browser: pages and records linked, and everything that can be done to a record."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import OpenPage

pytestmark = pytest.mark.slow
PDF, TEXT, OTHER = "/documentos/1", "/documentos/2", "/documentos/3"


def cell(page: Page, record: str, field: str) -> Locator:
    return page.locator(f"#c-{record}-{field}")


def choose(page: Page, record: str, field: str) -> None:
    """Focus a field and wait for its sheet."""
    cell(page, record, field).click()
    expect(page.locator("#aqui")).to_have_value(f"{page.url.rsplit('/', 1)[-1].split('#')[0]}/{record}/{field}")


def said(page: Page, text: str) -> None:
    expect(page.locator("#aviso")).to_have_text(text)


def records(page: Page) -> int:
    return page.locator("tr[data-record]").count()


def test_a_click_on_a_box_focuses_its_field(address: str, open_page: OpenPage) -> None:
    page = open_page(address, PDF)
    box = page.locator(".box.doubtful").first
    box.click()
    field = page.locator(f"#{box.get_attribute('data-cells').split()[0]}")  # type: ignore[union-attr]
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-current", "true")
    expect(page.locator("#t-ficha")).to_contain_text("Unidad")


def test_a_focused_field_lights_its_box_and_brings_it_into_view(address: str, open_page: OpenPage) -> None:
    page = open_page(address, PDF)
    for field in ("m13-target", "m0-unit"):
        page.locator(f"#c-{field}").focus()
        lit = page.locator(".box.lit")
        expect(lit).to_have_count(1)
        assert f"c-{field}" in (lit.get_attribute("data-cells") or "").split()
        expect(lit).to_be_in_viewport()


def test_boxes_lie_where_the_text_is(address: str, open_page: OpenPage) -> None:
    """Of a text the letters can be asked where they are."""
    page = open_page(address, TEXT)
    choose(page, "m0", "unit")
    box, place = page.evaluate(
        """() => { const text = document.querySelector('.typed pre').firstChild, words = 'Secretaria General';
            const range = document.createRange(), start = text.data.indexOf(words);
            range.setStart(text, start); range.setEnd(text, start + words.length);
            return [document.querySelector('.box.lit'), range].map((one) => one.getBoundingClientRect().toJSON()); }"""
    )
    for start, length in (("x", "width"), ("y", "height")):
        assert abs(box[start] + box[length] / 2 - place[start] - place[length] / 2) < 2
        assert 0 <= box[length] - place[length] < 10


def test_arrow_keys_walk_through_the_table(address: str, open_page: OpenPage) -> None:
    page = open_page(address, PDF)
    cell(page, "m1", "unit").focus()
    for key, record, field in (
        ("ArrowRight", "m1", "mission"),
        ("ArrowDown", "m2", "mission"),
        ("ArrowLeft", "m2", "unit"),
        ("ArrowUp", "m1", "unit"),
    ):
        page.keyboard.press(key)
        expect(cell(page, record, field)).to_be_focused()


def test_pages_are_turned_and_enlarged(address: str, open_page: OpenPage) -> None:
    page = open_page(address, PDF)
    label = page.locator("[data-zoom-label]")
    before = label.inner_text()
    page.keyboard.press("+")
    expect(label).not_to_have_text(before)
    page.keyboard.press("0")
    expect(label).to_have_text("100 %")
    page.get_by_role("button", name="Página siguiente").click()
    expect(page.locator('.sheet[data-page="2"] img')).to_be_in_viewport()
    expect(page.locator("#pagina")).to_have_value("2")


def test_a_text_is_corrected_and_the_change_is_undone_and_redone(address: str, open_page: OpenPage) -> None:
    page = open_page(address, OTHER)
    choose(page, "m0", "mission")
    field = cell(page, "m0", "mission")
    before = field.locator(".read").inner_text()
    page.keyboard.press("Enter")
    text = page.locator("#texto")
    expect(text).to_be_focused()
    text.fill("Legislar en el cantón")
    page.keyboard.press("Enter")
    said(page, "Texto guardado.")
    expect(field.locator(".read")).to_have_text("Legislar en el cantón")
    expect(field).to_have_attribute("data-state", "decided")
    expect(field).to_be_focused()
    page.keyboard.press("u")
    expect(field.locator(".read")).to_have_text(before)
    page.keyboard.press("Shift+U")
    expect(field.locator(".read")).to_have_text("Legislar en el cantón")


def test_a_record_is_split_and_joined_again(address: str, open_page: OpenPage) -> None:
    page = open_page(address, OTHER)
    choose(page, "m2", "indicator")
    rows, whole = records(page), page.locator("#texto").input_value()
    first, _, rest = whole.partition(" ")
    page.get_by_role("button", name="Dividir…").click()
    page.locator("#corte-indicator").fill(f"{first}\n{rest}")
    page.locator("#dividir").get_by_role("button", name="Dividir").click()
    said(page, "Registro dividido.")
    assert records(page) == rows + 1
    expect(cell(page, "m2", "indicator").locator(".read")).to_have_text(first)
    page.get_by_role("button", name="Unir con el siguiente").click()
    said(page, "Registros unidos.")
    assert records(page) == rows
    expect(cell(page, "m2", "indicator").locator(".read")).to_have_text(whole)


def test_a_selected_fragment_is_moved_to_another_record(address: str, open_page: OpenPage) -> None:
    page = open_page(address, OTHER)
    choose(page, "m4", "mission")
    whole = page.locator("#texto").input_value()
    fragment = whole[: whole.index(" ")]
    page.locator("#texto").evaluate(f"text => text.setSelectionRange(0, {len(fragment)})")
    page.get_by_role("button", name="Mover a…").click()
    expect(page.locator("[data-fragment]")).to_have_text(fragment)
    page.locator("#a-registro").select_option("m3")
    page.locator("#a-campo").select_option("target")
    page.locator("#mover").get_by_role("button", name="Mover").click()
    said(page, "Texto movido.")
    expect(cell(page, "m4", "mission").locator(".read")).to_have_text(whole[len(fragment) :].strip())
    expect(cell(page, "m3", "target")).to_contain_text(fragment)


def test_a_fragment_is_not_moved_out_of_a_text_that_is_not_saved(address: str, open_page: OpenPage) -> None:
    page = open_page(address, OTHER)
    choose(page, "m5", "mission")
    page.locator("#texto").fill("otra cosa")
    page.get_by_role("button", name="Mover a…").click()
    said(page, "Guarde primero el texto que cambió y después mueva una parte.")
    expect(page.locator("#mover")).to_be_hidden()


def test_a_record_is_added_and_deleted(address: str, open_page: OpenPage) -> None:
    page = open_page(address, OTHER)
    choose(page, "m6", "indicator")
    rows = records(page)
    page.get_by_role("button", name="Añadir debajo…").click()
    page.locator("#nuevo-indicator").fill("Número de mercados")
    page.locator("#anadir").get_by_role("button", name="Añadir").click()
    said(page, "Registro añadido.")
    assert records(page) == rows + 1
    new = page.locator("#r-m6 + tr .c-indicator .value")
    expect(new).to_contain_text("Número de mercados")
    expect(new).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Borrar").click()
    said(page, "Registro borrado. Puede deshacerlo.")
    assert records(page) == rows
    expect(page.locator("#r-m6")).to_have_count(1)


def test_two_who_change_one_field_see_both_values_and_lose_nothing(address: str, open_page: OpenPage) -> None:
    ana, luis = (open_page(address, OTHER, reviewer=name) for name in ("ana", "luis"))
    for page in (ana, luis):
        choose(page, "m8", "indicator")
    ana.locator("#texto").fill("Lo que puso Ana")
    ana.keyboard.press("Enter")
    said(ana, "Texto guardado.")
    luis.locator("#texto").fill("Lo que puso Luis")
    luis.keyboard.press("Enter")
    clash = luis.get_by_role("alert")
    expect(clash).to_contain_text("ana cambió este registro")
    expect(clash).to_contain_text("Lo que puso Ana")
    expect(clash).to_contain_text("Lo que puso Luis")
    expect(luis.locator("#texto")).to_have_value("Lo que puso Luis")
    expect(cell(luis, "m8", "indicator")).to_contain_text("Lo que puso Ana")
    luis.get_by_role("button", name="Guardar el texto").click()
    said(luis, "Texto guardado.")
    expect(cell(luis, "m8", "indicator")).to_contain_text("Lo que puso Luis")


def test_who_chooses_a_field_sees_what_others_changed_since(address: str, open_page: OpenPage) -> None:
    ana, luis = (open_page(address, OTHER, reviewer=name) for name in ("ana", "luis"))
    choose(ana, "m9", "target")
    ana.locator("#texto").fill("12 eventos")
    ana.keyboard.press("Enter")
    said(ana, "Texto guardado.")
    choose(luis, "m7", "unit")
    expect(cell(luis, "m9", "target")).to_contain_text("12 eventos")


def test_an_address_opens_a_field(address: str, open_page: OpenPage) -> None:
    page = open_page(address, f"{PDF}#campo-m12-indicator")
    expect(cell(page, "m12", "indicator")).to_be_focused()
    expect(cell(page, "m12", "indicator")).to_be_in_viewport()
    assert page.evaluate("scrollY + document.body.scrollTop") == 0
