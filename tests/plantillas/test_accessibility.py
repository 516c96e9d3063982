"""The pages as assistive technology meets them."""

from html.parser import HTMLParser
from itertools import pairwise

import pytest

from pipeline.batch.report import Batch, BatchEntry
from pipeline.model import Field, Finding, Matrix, Place, Record, Source
from pipeline.render import render_html, render_index

VOID = {"meta", "link", "input", "br", "img", "hr", "rect", "pattern"}
PLACE = Place(page=1, bbox=(0, 0, 1, 1))


class Page(HTMLParser):
    """Elements of a page in document order; refuses tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID or tag == "pattern":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes, _ in self.elements if tag in tags]

    def values(self, name: str) -> list[str]:
        return [value for _, attributes, _ in self.elements if (value := attributes.get(name))]


def field(text: str, confidence: float) -> Field:
    return Field(text=text, normalised=text, confidence=confidence, reasons=("motivo",), spans=(PLACE,))


def report() -> str:
    mission = field("Dirigir la gestión", 0.7)
    records = tuple(
        Record(
            number=str(index),
            process_level="gobernante" if index < 10 else None,
            unit=field("Alcaldía", 0.9),
            mission=mission,
            indicator=field(f"Actas {index}", 0.5),
            extra={"Avance": "40 %"},
        )
        for index in range(20)
    )
    findings = tuple(Finding(code="X", severity="warning", message="Falta la meta.", record=i) for i in range(20))
    source = Source(name="a.pdf", sha256="0" * 64, media_type="application/pdf", pages=1, reader="pdf")
    return render_html(Matrix(source=source, status="needs_review", records=records, findings=findings))


def index() -> str:
    entry = BatchEntry(name="a.pdf", path="a.pdf", outcome="ok", outputs={"html": "a.html", "json": "a.json"})
    return render_index(Batch(entries=(entry,)))


@pytest.fixture(params=[report, index], ids=["report", "index"])
def page(request: pytest.FixtureRequest) -> Page:
    return Page(request.param())


def test_the_page_says_its_language_and_its_title(page: Page) -> None:
    assert page.all("html") == [{"lang": "es-EC"}]
    assert len(page.all("title")) >= 1


def test_headings_step_down_one_level_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _, _ in page.elements if tag in {"h1", "h2", "h3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_first_link_skips_to_the_content(page: Page) -> None:
    assert page.all("a")[0] == {"class": "skip", "href": "#contenido"}
    assert page.all("main")[0]["id"] == "contenido"


def test_every_table_has_a_caption_and_scoped_headings_and_no_merged_cell(page: Page) -> None:
    assert len(page.all("caption")) == len(page.all("table")) > 0
    assert all(heading.get("scope") in {"col", "row"} for heading in page.all("th"))
    assert not page.values("colspan")
    assert not page.values("rowspan")


def test_every_row_has_as_many_cells_as_its_table_has_columns(page: Page) -> None:
    counts: list[list[int]] = []
    for tag, _, _ in page.elements:
        if tag == "table":
            counts.append([])
        elif tag == "tr":
            counts[-1].append(0)
        elif tag in {"td", "th"}:
            counts[-1][-1] += 1
    assert all(len(set(rows)) == 1 for rows in counts)


def test_identifiers_are_unique_and_every_inner_link_arrives(page: Page) -> None:
    identifiers = page.values("id")
    assert len(identifiers) == len(set(identifiers))
    inner = {target[1:] for target in page.values("href") if target.startswith("#")}
    assert inner <= set(identifiers)
    assert set(page.values("aria-labelledby")) <= set(identifiers)


def test_every_control_has_its_label(page: Page) -> None:
    labels = set(page.values("for"))
    controls = [control["id"] for control in page.all("input", "select")]
    assert controls
    assert set(controls) <= labels


def test_every_drawing_has_words(page: Page) -> None:
    assert all(drawing.get("role") == "img" and drawing.get("aria-label") for drawing in page.all("svg"))
    assert not page.all("img")


def test_without_script_the_page_shows_everything_but_its_filters(page: Page) -> None:
    assert [tag for tag, attributes, _ in page.elements if "hidden" in attributes] == ["form"]


def test_nothing_is_fetched_and_nothing_runs_but_our_own_scripts(page: Page) -> None:
    assert not page.values("src")
    assert not page.values("style")
    assert not [name for _, attributes, _ in page.elements for name in attributes if name.startswith("on")]
    assert page.all("script") == [{}, {}]
    assert not page.all("link", "iframe", "object", "embed")
