"""Every page, light and dark, on a desktop and on a phone: no barrier that axe-core knows, nothing cut off at the side.

A screenshot of each is left in ``salida/capturas``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pipeline.decisions.actions import Accept, Edit, Split
from pipeline.store import open_store
from tests.review_server import fill_base, review_server

from .conftest import DESKTOP, DOCUMENTS, PHONE, OpenPage, Scheme

pytestmark = pytest.mark.slow
PORTAL = "ruc=1760000070001&periodo=2019-08&fecha=2019-08-31&enlace=NO+APLICA"
SCREENS = Path(__file__).parents[2] / "salida" / "capturas"
SIZES = {"escritorio": DESKTOP, "telefono": PHONE}
ALL_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What alone can differ between light and dark."""
SCHEMES: dict[Scheme, tuple[str, Mapping[str, object]]] = {"light": ("claro", ALL_RULES), "dark": ("oscuro", CONTRAST)}


class Visit(NamedTuple):
    """A page, and what is done on it before it is looked at."""

    path: str
    prepare: Callable[[Page], object] = lambda page: None
    needs_keys: bool = False
    """Whether it is only for those who have a keyboard."""


def show_help(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def open_field(page: Page) -> None:
    expect(page.locator("#t-ficha")).to_be_visible()
    expect(page.locator(".box.lit")).to_have_count(1)


def open_split(page: Page) -> None:
    open_field(page)
    page.get_by_role("button", name="Dividir…").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def correct(page: Page) -> None:
    page.keyboard.press("e")
    expect(page.locator("#texto")).to_be_focused()


def change_entry(page: Page) -> None:
    page.locator(".entries summary").first.click()


VISITS = {
    "inicio": Visit("/"),
    "documentos": Visit("/documentos"),
    "lote": Visit("/lotes/1"),
    "documento": Visit("/documentos/1#campo-m3-unit", open_field),
    "documento-texto": Visit("/documentos/2#campo-m1-unit", open_field),
    "documento-dividir": Visit("/documentos/1#campo-m3-mission", open_split),
    "cola": Visit("/cola"),
    "cola-texto": Visit("/cola/2/m4/mission"),
    "cola-corregir": Visit("/cola/2/m1/indicator", correct),
    "cola-ayuda": Visit("/cola", show_help, needs_keys=True),
    "portal": Visit("/documentos/1/portal"),
    "portal-listo": Visit(f"/documentos/1/portal?{PORTAL}"),
    "portal-error": Visit("/documentos/1/portal?ruc=123"),
    "historial": Visit("/documentos/3/historial"),
    "catalogo": Visit("/catalogo?buscar=financiera", change_entry),
    "dudas": Visit("/dudas"),
    "cuentas": Visit("/cuentas"),
    "entrar": Visit("/entrar"),
    "error": Visit("/no-existe"),
}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a base in which people have done something, so that there is a history to be seen."""
    folder = tmp_path_factory.mktemp("base")
    samples = Path(__file__).parents[2] / "samples"
    fill_base(folder, [samples / name for name in DOCUMENTS])
    store = open_store(None, folder)
    store.decide(3, Edit(record="m2", field="target", text="65 km de vías"), "ana", "lo aclaró la dirección")
    store.decide(3, Accept(record="m3", field="unit"), "luis")
    store.decide(3, Split(record="m4", new_record="a1", cuts={"indicator": 7}), "luis")
    store.undo("luis")
    store.close()
    with review_server(folder) as address:
        yield address


def violations(page: Page, rules: Mapping[str, object]) -> list[str]:
    """Return what axe-core finds wrong."""
    found = Axe().run(page, options={**rules, "resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("size", SIZES)
def test_pages_have_no_barriers(changed: str, open_page: OpenPage, size: str) -> None:
    page = open_page(changed, "/salud", size=SIZES[size], with_tools=True)
    SCREENS.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}
    for name, visit in VISITS.items():
        if visit.needs_keys and size == "telefono":
            continue
        page.goto("about:blank")  # else an address that differs in its fragment alone is no new page
        page.emulate_media(color_scheme="light")
        page.goto(f"{changed}{visit.path}")
        visit.prepare(page)
        for scheme, (spanish, rules) in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=SCREENS / f"{name}-{spanish}-{size}.png", animations="disabled")
            found[f"{name}, {spanish}"] = violations(page, rules)
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0], f"{name} is too wide"
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
