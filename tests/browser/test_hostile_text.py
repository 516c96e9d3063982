"""A real browser with the network blocked: no payload runs, asks for anything, or changes what a page is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from pipeline.compare.changes import compare
from pipeline.compare.pages import comparison_page, timeline_page
from pipeline.compare.timeline import follow
from pipeline.compliance.page import compliance_page
from pipeline.compliance.scoring import score
from pipeline.model import Matrix
from pipeline.render import render_comparison, render_compliance, render_html, render_index, render_timeline
from tests.hostile_matrix import batch_full_of, matrix_full_of
from tests.payloads import HTML, MARK, MARKDOWN, TEMPLATES
from tests.review_app import add_converted, store_in
from tests.review_matrices import field, matrix
from tests.review_server import review_server

pytestmark = pytest.mark.slow
PAYLOADS = (*HTML, *TEMPLATES, *MARKDOWN)


def together(make: Callable[[str], Matrix]) -> Matrix:
    """Return one matrix with the records of all payloads."""
    matrices = [make(payload) for payload in PAYLOADS]
    records = tuple(record for one in matrices for record in one.records)
    findings = tuple(finding for one in matrices for finding in one.findings)
    return matrices[0].model_copy(update={"records": records, "findings": findings})


def earlier(one: Matrix) -> Matrix:
    return one.model_copy(update={"period": "2021-05", "records": one.records[::2]})


PAGES: Mapping[str, Callable[[Matrix], str]] = {
    "report": render_html,
    "comparison": lambda one: render_comparison(comparison_page(compare(earlier(one), one))),
    "timeline": lambda one: render_timeline(timeline_page(follow([earlier(one), one]))),
    "compliance": lambda one: render_compliance(compliance_page([score(one)])),
    "index": lambda one: render_index(batch_full_of(one.source.name)),
}


class Watched:
    """A page that may load from one place only, and what it tried."""

    def __init__(self, context: BrowserContext, allowed: str) -> None:
        self.asked: list[str] = []
        self.said: list[str] = []
        self._allowed = allowed
        context.route("**/*", self._let_through_or_not)
        self.page: Page = context.new_page()
        self.page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        self.page.on("popup", lambda popup: self.asked.append(popup.url))

    def _let_through_or_not(self, route: Route) -> None:
        if route.request.url.startswith(self._allowed):
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def wake(self) -> None:
        """Do what wakes handlers: open everything, move over it, give it the focus, search in it."""
        self.page.evaluate(
            """() => {
              for (const one of document.querySelectorAll("details")) one.open = true;
              for (const one of document.querySelectorAll("*")) {
                for (const kind of ["mouseover", "focus", "click", "load", "error", "toggle"]) {
                  if (kind !== "click" || !one.closest("a, button, form, summary")) one.dispatchEvent(new Event(kind));
                }
              }
            }"""
        )
        self.page.wait_for_timeout(100)

    def assert_quiet(self) -> None:
        """Nothing ran, nothing was asked for elsewhere, nobody was led away."""
        assert self.page.title() != MARK
        assert self.said == []
        assert self.asked == []
        assert self.page.url.startswith(self._allowed)
        assert (
            self.page.evaluate("document.querySelectorAll('script:not([src]), iframe, base, object, embed').length")
            <= 2
        )


@pytest.fixture
def watch(chromium: Browser) -> Iterator[Callable[[str], Watched]]:
    contexts: list[BrowserContext] = []

    def watch(allowed: str) -> Watched:
        contexts.append(chromium.new_context(locale="es-EC"))
        return Watched(contexts[-1], allowed)

    yield watch
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_ours_opened_as_a_file(watch: Callable[[str], Watched], tmp_path: Path, name: str) -> None:
    file = tmp_path / "pagina.html"
    file.write_text(PAGES[name](together(matrix_full_of)), encoding="utf-8")
    watched = watch(file.as_uri())
    watched.page.goto(file.as_uri())
    own_title = watched.page.title()
    watched.wake()
    watched.assert_quiet()
    assert watched.page.title() == own_title


def test_the_browser_of_these_tests_would_notice(watch: Callable[[str], Watched], tmp_path: Path) -> None:
    file = tmp_path / "pagina.html"
    file.write_text(f'<img src="http://host.invalid/x.png"><script>document.title="{MARK}"; alert(1)</script>', "utf-8")
    watched = watch(file.as_uri())
    watched.page.goto(file.as_uri())
    watched.wake()
    assert watched.said == ["1"]
    assert watched.asked == ["http://host.invalid/x.png"]
    assert watched.page.title() == MARK


@pytest.fixture(scope="module")
def hostile_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a base whose document has every payload, in its name, too."""
    folder = tmp_path_factory.mktemp("base")
    shape = matrix(*["Archivo? | Custodiar? | Actas? | 90%?"] * len(PAYLOADS), name=HTML[0], institution=HTML[6])
    records = tuple(
        record.model_copy(
            update={name: field(f"{text}?", name, at) for name in record.printed_fields} | {"number": text}
        )
        for at, (record, text) in enumerate(zip(shape.records, PAYLOADS, strict=True))
    )
    with store_in(folder) as store:
        add_converted(store, shape.model_copy(update={"records": records}))
    with review_server(folder) as address:
        yield address


def test_the_pages_of_the_app(hostile_app: str, watch: Callable[[str], Watched]) -> None:
    watched = watch(hostile_app)
    shown = [f"/cola/1/m{at}/unit" for at in range(0, len(HTML), 3)]
    for path in ("/", "/documentos", "/documentos/1", "/documentos/1#campo-m0-unit", "/documentos/1/historial", *shown):
        watched.page.goto(f"{hostile_app}{path}")
        watched.page.wait_for_load_state("networkidle")
        watched.wake()
        watched.assert_quiet()
        assert urlsplit(watched.page.url).path == path.partition("#")[0]


def test_a_bidi_override_turns_nothing(watch: Callable[[str], Watched], tmp_path: Path) -> None:
    file = tmp_path / "pagina.html"
    file.write_text(render_html(matrix_full_of("\u202e00,212.1 USD\u202c")), encoding="utf-8")
    watched = watch(file.as_uri())
    watched.page.goto(file.as_uri())
    shown = watched.page.locator("td.c-target .read").first.inner_text()
    assert shown == "⟨U+202E⟩00,212.1 USD⟨U+202C⟩"
