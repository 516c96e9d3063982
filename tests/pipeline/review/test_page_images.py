"""Images of pages: drawn once, elsewhere, and kept within bounds."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from pipeline.review import page_images as module
from pipeline.review.page_drawing import Asked, Nothing, draw
from pipeline.review.page_images import ImageCache, PageImages
from pipeline.review.settings import ImageLimits
from pipeline.store import Store
from tests.pdf_builder import PdfBuilder
from tests.review_app import Browser, add_converted, app_settings, browsing
from tests.review_matrices import matrix

ROW = "Archivo | Custodiar | % de actas? | 90%"


def pdf() -> bytes:
    builder = PdfBuilder()
    builder.text(40, 30, "GOBIERNO MUNICIPAL")
    return builder.to_bytes()


class Painter:
    """Stands for the process that draws: does it here, and counts."""

    def __init__(self, work: object, limits: object) -> None:
        self.items: list[Asked] = []

    def run(self, item: Asked) -> object:
        self.items.append(item)
        return draw(item)

    def close(self) -> None:
        pass


@pytest.fixture
def painter(monkeypatch: pytest.MonkeyPatch) -> Painter:
    """Return the one painter that there is."""
    one = Painter(None, None)
    monkeypatch.setattr(module, "WorkerProcess", lambda work, limits: one)
    return one


@pytest.fixture
def filled(painter: Painter, store: Store, tmp_path: Path) -> Iterator[Browser]:
    """Return a browser of an app with one PDF, document 1."""
    add_converted(store, matrix(ROW), content=pdf())
    with browsing(store, app_settings(tmp_path)) as browser:
        yield browser


def test_both_processes_can_be_started_before_anybody_waits(painter: Painter, tmp_path: Path) -> None:
    PageImages(tmp_path, ImageLimits()).warm_up()
    assert painter.items == [Nothing(), Nothing()]


def test_a_page_is_drawn_once(filled: Browser, painter: Painter) -> None:
    first = filled.get("/documentos/1/paginas/1.webp?ancho=700")
    second = filled.get("/documentos/1/paginas/1.webp?ancho=800")
    assert first.status_code == 200
    assert first.headers["content-type"] == "image/webp"
    assert "immutable" in first.headers["cache-control"]
    assert first.content == second.content
    assert len(painter.items) == 1


@pytest.mark.parametrize(
    ("asked", "width"),
    [("1", 800), ("801", 1200), ("9999", 2000), ("99999999", 800), ("-5", 800), ("x", 800), ("²", 800), ("", 800)],
)
def test_widths_are_few_and_bounded(filled: Browser, asked: str, width: int) -> None:
    response = filled.get(f"/documentos/1/paginas/1.webp?ancho={asked}")
    assert Image.open(io.BytesIO(response.content)).width == width


@pytest.mark.parametrize(
    "path", ["1/paginas/0.webp", "1/paginas/2.webp", "1/paginas/99999999999.webp", "2/paginas/1.webp"]
)
def test_a_page_that_is_not_there_has_no_image(filled: Browser, painter: Painter, path: str) -> None:
    assert filled.get(f"/documentos/{path}").status_code == 404
    assert painter.items == []


def test_nor_has_a_text(painter: Painter, browser: Browser, store: Store) -> None:
    text = matrix(ROW, name="a.txt")
    source = text.source.model_copy(update={"media_type": "text/plain"})
    add_converted(store, text.model_copy(update={"source": source}))
    assert browser.get("/documentos/1/paginas/1.webp").status_code == 404
    assert painter.items == []


def test_nor_has_a_document_that_is_not_converted(browser: Browser, store: Store) -> None:
    store.add_batch([("a.pdf", pdf())], "ana")
    assert browser.get("/documentos/1/paginas/1.webp").status_code == 404


def test_what_cannot_be_drawn_is_no_error_of_the_program(tmp_path: Path, store: Store) -> None:
    add_converted(store, matrix(ROW), content=b"%PDF-1.4 roto")
    with browsing(store, app_settings(tmp_path)) as browser:  # in a process, as it is in earnest
        assert browser.get("/documentos/1/paginas/1.webp").status_code == 404


@pytest.fixture
def images(painter: Painter, tmp_path: Path) -> PageImages:
    return PageImages(tmp_path / "app", ImageLimits())


def test_sheets_of_a_pdf_are_sizes_and_are_asked_for_once(images: PageImages, painter: Painter, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(pdf())
    [sheet] = images.sheets(path, "a")
    assert (sheet.number, round(sheet.width), round(sheet.height), sheet.words) == (1, 595, 842, ())
    assert images.sheets(path, "a") == (sheet,)
    assert len(painter.items) == 1


def test_sheets_of_a_text_are_all_that_is_on_them(images: PageImages, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("Unidad  Meta\nArchivo  90%\n", encoding="utf-8")
    [sheet] = images.sheets(path, "a")
    assert [word.text for word in sheet.words] == ["Unidad", "Meta", "Archivo", "90%"]


def test_a_process_that_dies_gives_no_image_and_the_next_one_does(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(pdf())
    images = PageImages(tmp_path / "app", ImageLimits(seconds=30))
    try:
        assert images.draw(tmp_path / "missing", "b", 1, 800) is None
        assert images.draw(path, "a", 1, 800)
        assert images.sheets(tmp_path / "missing", "b") == ()
    finally:
        images.close()


def total(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_a_cache_stays_within_its_bytes(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path / "c", 1_000)
    for number in range(50):
        cache.keep(f"{number}.webp", bytes(90 + number))
        assert total(tmp_path) <= 1_000
    assert cache.find("49.webp") == bytes(139)
    assert cache.find("0.webp") is None


def test_what_was_not_asked_for_longest_goes_first(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path, 300)
    for age, name in enumerate("abc"):
        cache.keep(name, bytes(100))
        os.utime(tmp_path / name, (1_000_000 + age, 1_000_000 + age))
    assert cache.find("a")
    cache.keep("d", bytes(100))
    assert [name for name in "abcd" if cache.find(name)] == ["a", "c", "d"]


def test_what_is_larger_than_the_cache_is_not_kept(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path, 300)
    cache.keep("a", bytes(301))
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cache = ImageCache(tmp_path / "file" / "c", 300)
    cache.keep("a", b"x")
    assert cache.find("a") is None


def test_images_are_found_by_content_page_and_width(images: PageImages, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(pdf())
    sha256 = hashlib.sha256(pdf()).hexdigest()
    drawn = images.draw(path, sha256, 1, 500)
    assert images.find(sha256, 1, 800) == drawn
    assert images.find(sha256, 1, 801) is None
    assert images.find(sha256, 2, 800) is None
