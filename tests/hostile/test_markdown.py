"""No text of a document is a link, an image, a tag or a column in either of two Markdown engines."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape

import mistune
import pytest
from markdown_it import MarkdownIt

from pipeline.render import render_markdown
from plantillas.marks import show_marks
from tests.hostile_matrix import Path, matrix_full_of, matrix_with, places
from tests.payloads import ALL, FORMULAS, HTML, MARKDOWN, TEMPLATES

ENGINES: Mapping[str, Callable[[str], str]] = {
    "markdown-it": MarkdownIt("gfm-like").render,
    "mistune": mistune.create_markdown(
        escape=False,
        plugins=["table", "url", "strikethrough", "footnotes", "task_lists", "math", "mark", "abbr", "def_list"],
    ),
}
TAG = re.compile(r"</?([A-Za-z!][^\s>]*)([^>]*)>")
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
HARMLESS, SENTINEL = "Archivo", "QZXQZX"


def tags(page: str) -> list[tuple[str, str]]:
    """Return every tag with its attributes."""
    return TAG.findall(page)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("payload", ALL, ids=lambda text: ascii(text[:30]))
def test_a_payload_in_every_place_has_the_same_tags_and_is_read_as_it_is(engine: str, payload: str) -> None:
    render = ENGINES[engine]
    page = render(render_markdown(matrix_full_of(payload)))
    assert tags(page) == tags(render(render_markdown(matrix_full_of(HARMLESS))))
    texts = {" ".join(unescape(cell).split()) for cell in CELL.findall(page)}
    assert " ".join(show_marks(payload).split()) in texts


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "group", [HTML, TEMPLATES, MARKDOWN, FORMULAS], ids=["html", "templates", "markdown", "formulas"]
)
def test_each_payload_in_each_place(engine: str, group: tuple[str, ...]) -> None:
    render = ENGINES[engine]
    for place in printed():
        harmless = tags(render(render_markdown(matrix_with(SENTINEL, place))))
        for payload in group:
            assert tags(render(render_markdown(matrix_with(payload, place)))) == harmless, (place, payload)


def printed() -> list[Path]:
    """Return the places that a Markdown report prints."""
    return [place for place in places().values() if SENTINEL in render_markdown(matrix_with(SENTINEL, place))]


def test_the_places_that_are_printed_are_found() -> None:
    assert len(printed()) > 20
