"""No text of a document, and no name of a file, comes alive on a page of the app."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.batch.task import FORMATS
from pipeline.decisions.actions import Edit
from pipeline.model import Matrix
from pipeline.store import Store
from plantillas.marks import read_marks
from tests.html_page import Page
from tests.payloads import FORMULAS, GROUPS, HTML, MARKDOWN, TEMPLATES
from tests.review_app import Browser, add_converted, app_settings, browsing, store_in
from tests.review_matrices import field, matrix

FOLDER = Path(__file__).parents[2] / "plantillas"
NAMED = {name: tuple(text for text in group if len(text) < 1_000) for name, group in GROUPS.items()}
TAGS = [payload for payload in HTML if "<" in payload]
OURS = frozenset(
    tag
    for file in (FOLDER / "revision").glob("*.j2")
    for tag in re.findall(r"<([a-z][a-z0-9]*)", file.read_text("utf-8"))
)
"""Tags of our templates."""


def document_of(payloads: tuple[str, ...], name: str, institution: str) -> Matrix:
    """Return a matrix with a record for each payload, which is in all its fields, all doubtful."""
    shape = matrix(*["Archivo? | Custodiar? | Actas? | 90%?"] * len(payloads), name=name, institution=institution)
    records = []
    for at, (record, text) in enumerate(zip(shape.records, payloads, strict=True)):
        fields = {name: field(f"{text}?", name, at) for name in record.printed_fields}
        records.append(record.model_copy(update={**fields, "process_level_printed": text, "number": text}))
    return shape.model_copy(update={"records": tuple(records)})


def addresses(document: int, records: int) -> list[str]:
    """Return the pages that show a document; of its fields one of each kind."""
    start = f"/documentos/{document}"
    fields = [f"{start}/campos/m{at}/{name}" for at in range(records) for name in ("unit", "target")]
    queue = [f"/cola/{document}/m{at}/{name}" for at in range(records) for name in ("indicator",)]
    return [start, f"{start}/historial", f"{start}/portal", f"/lotes/{document}", *fields, *queue]


COMMON = ["/", "/documentos", "/cola", "/dudas", "/catalogo", "/no-existe", "/documentos/99"]
SEARCHED = [
    "/documentos?buscar={}",
    "/catalogo?buscar={}",
    "/documentos?estado={}",
    "/documentos/1/portal?ruc={}&enlace={}",
]


def fill(store: Store, payloads: tuple[str, ...]) -> int:
    (document,) = add_converted(store, document_of(payloads, payloads[0], payloads[-1]))
    store.decide(document, Edit(record="m0", field="target", text=payloads[0]), payloads[0][:80], payloads[0])
    return document


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, dict[str, int]]]:
    """Give a browser of an app whose documents, by group of payloads, have these everywhere."""
    folder = tmp_path_factory.mktemp("app")
    with store_in(folder) as store, browsing(store, app_settings(folder)) as browser:
        yield browser, {name: fill(store, payloads) for name, payloads in NAMED.items()}


def check(text: str) -> None:
    """Everything is closed, nothing is inline, no address leads elsewhere, and no payload stands as it is."""
    page = Page(text)
    assert page.open == []
    assert page.other == []
    assert page.raw == []
    assert [address for address in page.addresses if not re.match(r"(?!//)[/#.]|$", address)] == []
    assert not [
        name for _, names in page.tags for name in names if name.startswith("on") or name in ("style", "srcdoc")
    ]


@pytest.mark.parametrize("group", NAMED)
def test_the_pages_of_a_document(app: tuple[Browser, dict[str, int]], group: str) -> None:
    browser, documents = app
    for where in (*addresses(documents[group], len(NAMED[group])), *COMMON):
        answer = browser.get(where)
        assert answer.status_code < 500
        check(answer.text)


@pytest.mark.parametrize("group", NAMED)
def test_every_text_is_there_as_it_was_read(app: tuple[Browser, dict[str, int]], group: str) -> None:
    browser, documents = app
    seen = {read_marks(text).strip() for text in Page(browser.get(f"/documentos/{documents[group]}").text).read}
    assert {text.strip() for text in NAMED[group][1:]} <= seen


@pytest.mark.parametrize("where", SEARCHED)
@pytest.mark.parametrize("payload", [*HTML, *TEMPLATES, *MARKDOWN, *FORMULAS], ids=lambda text: ascii(text[:30]))
def test_what_is_searched_for_is_text(app: tuple[Browser, dict[str, int]], where: str, payload: str) -> None:
    path, _, query = where.partition("?")
    answer = app[0].get(path, params={part.split("=")[0]: payload for part in query.split("&")})
    assert answer.status_code in (200, 422)
    check(answer.text)


@pytest.mark.parametrize("group", NAMED)
def test_downloads_are_attachments_with_a_name_of_one_line(app: tuple[Browser, dict[str, int]], group: str) -> None:
    browser, documents = app
    start = f"/documentos/{documents[group]}"
    for where in (*(f"{start}/descargar/{kind}" for kind in FORMATS), f"{start}/original"):
        answer = browser.get(where)
        assert answer.status_code == 200
        disposition = answer.headers["content-disposition"]
        assert re.fullmatch(r"attachment; filename=\"[^\"\\%\x00-\x1f/]*\"; filename\*=UTF-8''[\w.%~-]*", disposition)
