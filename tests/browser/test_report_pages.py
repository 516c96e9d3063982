"""The pages that commands write, opened as files: comparison, timeline and points, light and dark, large and small.

A screenshot of each is left in ``salida/capturas``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pipeline.compare.changes import compare
from pipeline.compare.pages import comparison_page, timeline_page
from pipeline.compare.timeline import follow
from pipeline.compliance.page import compliance_page
from pipeline.compliance.scoring import score
from pipeline.convert import convert
from pipeline.model import Field, Footer, Matrix, Record
from pipeline.render import render_comparison, render_compliance, render_timeline
from pipeline.targets import parse_targets

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.slow
SCREENS = Path(__file__).parents[2] / "salida" / "capturas"
SAMPLE = Path(__file__).parents[2] / "samples" / "matriz_empresa_publica_dos_paginas.pdf"
SIZES = {"escritorio": DESKTOP, "telefono": PHONE}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
YEAR = 2019
MONTHS = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto"]
EDITS: Mapping[int, Mapping[int, str]] = {
    2: {1: "80% del plan"},
    3: {4: "menor a 41%", 11: "45"},
    5: {1: "75% del plan", 6: "9.000 m"},
    6: {3: "20 horas"},
    8: {1: "70% del plan", 8: "10 días laborables", 12: "24 horas"},
}
"""By month, the records whose target is another from then on, and what it is."""


def _field(field: Field | None, text: str) -> Field | None:
    return field.model_copy(update={"text": text, "normalised": text}) if field else None


def _edited(records: tuple[Record, ...], edits: Mapping[int, str]) -> tuple[Record, ...]:
    edited = [
        record.model_copy(update={"target": _field(record.target, edits[at])}) if at in edits else record
        for at, record in enumerate(records)
    ]
    return parse_targets(tuple(edited))


def months() -> list[Matrix]:
    """Return eight months of the sample, of which five changed some target and the last dropped and added a goal."""
    matrix = convert(SAMPLE)
    year = []
    for month in range(1, 9):
        matrix = matrix.model_copy(
            update={
                "records": _edited(matrix.records, EDITS.get(month, {})),
                "period": f"{YEAR}-{month:02}",
                "footer": Footer(updated=f"{YEAR}-{month:02}-{28 if month % 3 else 20}"),
                "source": matrix.source.model_copy(update={"name": f"a4-{YEAR}-{month:02}.pdf"}),
            }
        )
        year.append(matrix)
    last = year[-1]
    kept, gone = last.records[:-1], last.records[-1]
    new = gone.model_copy(
        update={
            "indicator": _field(gone.indicator, "Número de fugas reparadas"),
            "target": _field(gone.target, "120 fugas"),
        }
    )
    reworded = kept[2].model_copy(update={"indicator": _field(kept[2].indicator, f"{_text(kept[2])} durante el año")})
    records = parse_targets((*kept[:2], reworded, *kept[3:], new))
    return [*year[:-1], last.model_copy(update={"records": records})]


def _text(record: Record) -> str:
    return record.indicator.text if record.indicator else ""


PAGES: Mapping[str, Callable[[list[Matrix]], str]] = {
    "comparacion": lambda year: render_comparison(comparison_page(compare(year[0], year[-1]))),
    "linea_de_tiempo": lambda year: render_timeline(timeline_page(follow(year))),
    "cumplimiento": lambda year: render_compliance(compliance_page([score(matrix) for matrix in year])),
}


@pytest.fixture(scope="module")
def year() -> list[Matrix]:
    return months()


def open_file(chromium: Browser, path: Path, size: str, errors: list[str]) -> Page:
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, bypass_csp=True, device_scale_factor=2, locale="es-EC"
    )
    page = context.new_page()
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barriers(chromium: Browser, year: list[Matrix], tmp_path: Path, name: str, size: str) -> None:
    file = tmp_path / f"{name}.html"
    file.write_text(PAGES[name](year), encoding="utf-8")
    errors: list[str] = []
    page = open_file(chromium, file, size, errors)
    SCREENS.mkdir(parents=True, exist_ok=True)
    for scheme, spanish in (("light", "claro"), ("dark", "oscuro")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.screenshot(path=SCREENS / f"{name}-{spanish}-{size}.png")
        found = Axe().run(page, options={**RULES, "resultTypes": ["violations"]}).response["violations"]
        assert [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0], "too wide"
    assert errors == []
    page.context.close()


def test_headings_sort_the_points(chromium: Browser, year: list[Matrix], tmp_path: Path) -> None:
    file = tmp_path / "cumplimiento.html"
    file.write_text(PAGES["cumplimiento"](year), encoding="utf-8")
    errors: list[str] = []
    page = open_file(chromium, file, "escritorio", errors)

    def shown() -> list[str]:
        return page.locator(".scored tbody td:nth-of-type(1)").all_inner_texts()

    page.get_by_role("button", name="Mes").click()
    assert [text.split()[0] for text in shown()] == MONTHS
    page.get_by_role("button", name="Mes").click()
    assert [text.split()[0] for text in shown()] == MONTHS[::-1]
    assert page.locator('th[aria-sort="descending"]').count() == 1
    assert errors == []
    page.context.close()
