"""No text of a document is ever a tag, an attribute or an address of a page, and each is there as it was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

import pytest
from markupsafe import escape

from pipeline.compare.changes import compare
from pipeline.compare.pages import comparison_page, timeline_page
from pipeline.compare.timeline import follow
from pipeline.compliance.page import compliance_page
from pipeline.compliance.scoring import score
from pipeline.model import Matrix
from pipeline.render import render_comparison, render_compliance, render_html, render_index, render_timeline
from plantillas.marks import read_marks, show_marks
from tests.hostile_matrix import Path, batch_full_of, matrix_full_of, matrix_with, places
from tests.html_page import Page
from tests.payloads import ALL, SHORT

OURS = frozenset(
    files("plantillas").joinpath(name).read_text("utf-8") for name in ("filtro.js", "orden.js", "estilo.css")
)
HARMLESS = "Archivo"
SENTINEL = "QZXQZX"


def compared(matrix: Matrix) -> str:
    before = matrix_full_of("Antes").model_copy(update={"period": "2021-05"})
    return render_comparison(comparison_page(compare(before, matrix)))


def followed(matrix: Matrix) -> str:
    earlier = matrix.model_copy(update={"period": "2021-05"})
    return render_timeline(timeline_page(follow([earlier, matrix])))


PAGES: Mapping[str, Callable[[Matrix], str]] = {
    "report": render_html,
    "comparison": compared,
    "timeline": followed,
    "compliance": lambda matrix: render_compliance(compliance_page([score(matrix)])),
}


@cache
def known_tags(name: str) -> frozenset[tuple[str, tuple[str, ...]]]:
    """Return the tags of a page as it is with texts that try nothing, of any kind."""
    texts = (
        HARMLESS,
        "90 %",
        "NO APLICA",
        "31/07/2021",
        "12",
        "https://example.gob.ec/a",
        "Texto " * 900,
        "ana@example.org",
    )
    return frozenset(tag for text in texts for tag in Page(PAGES[name](matrix_full_of(text))).tags)


def check(page: Page) -> None:
    """Everything is closed, nothing is declared, and no address leads elsewhere."""
    assert page.open == []
    assert page.other == []
    assert set(page.raw) <= OURS
    assert [address for address in page.addresses if not address.startswith(("#", "./"))] == []
    assert not [name for _, names in page.tags for name in names if name.startswith("on") or name == "srcdoc"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("payload", ALL, ids=lambda text: ascii(text[:30]))
def test_a_payload_in_every_place_is_text(name: str, payload: str) -> None:
    page = Page(PAGES[name](matrix_full_of(payload)))
    check(page)
    assert set(page.tags) <= known_tags(name)


@pytest.mark.parametrize("payload", ALL, ids=lambda text: ascii(text[:30]))
def test_the_report_has_the_same_tags_and_every_text_as_it_was_read(payload: str) -> None:
    page = Page(render_html(matrix_full_of(payload)))
    assert page.tags == Page(render_html(matrix_full_of(HARMLESS))).tags
    assert {read_marks(text) for text in page.read if "n.º" not in text} == {payload}


@pytest.mark.parametrize("payload", SHORT, ids=lambda text: ascii(text[:30]))
def test_the_index_has_the_same_tags(payload: str) -> None:
    page = Page(render_index(batch_full_of(payload)))
    check(page)
    assert page.tags == Page(render_index(batch_full_of(HARMLESS))).tags


@pytest.mark.slow
@pytest.mark.parametrize("place", places().values(), ids=places())
def test_each_payload_in_each_place(place: Path) -> None:
    """The full product: what one place gets wrong, another place cannot hide.

    A page is the harmless one with the escaped text in its place; where it is not (units stand in their order), its
    tags are looked at.
    """
    harmless = render_html(matrix_with(SENTINEL, place))
    known = set(Page(harmless).tags)
    for payload in SHORT:
        page = render_html(matrix_with(payload, place))
        if page != harmless.replace(SENTINEL, escape(show_marks(payload))):
            seen = Page(page)
            check(seen)
            assert set(seen.tags) <= known


def test_the_checks_see_what_comes_alive() -> None:
    for alive in ('<p onclick="x">', "<p>", "<!-- x -->", '<a href="javascript:x">x</a>', "<script>x</script>"):
        with pytest.raises(AssertionError):
            check(Page(alive))


def test_no_page_holds_a_sign_that_nobody_sees() -> None:
    hidden = "".join(map(chr, (0, 8, 11, 13, 0x1B, 0x7F, 0x9B, 0x202E, 0x2066, 0x200B, 0xFEFF, 0xFFFE, 0xD800)))
    for render in PAGES.values():
        page = render(matrix_full_of(hidden))
        assert show_marks(page) == page
        page.encode()
