"""Matrices and batches as pages: HTML and Markdown from the templates in ``plantillas``.

What a template may use beside its context (``pipeline.report``, ``pipeline.compare.pages``,
``pipeline.compliance.page``): ``t`` and ``c`` (a word
of ``mensajes/informe.toml`` and of ``comparacion.toml``), ``asset`` and ``digest`` (a style or script that is inlined,
and its hash for the page's security policy), and the filters ``percent``, ``number``, ``period``, ``places``, ``link``,
``goal``, ``doubts`` and ``parts``.

Everything that is printed is escaped by the engine, never by the template, and signs that nobody sees are shown as
marks (:mod:`plantillas.marks`); the filter ``stand_in`` keeps places in a text instead. HTML pages carry a policy that
refuses scripts, styles, images and connections that are not ours. No page holds a date, a duration or a path of
the machine: the same matrix gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import fields
from functools import cache, partial
from importlib.resources import files
from typing import Any, TypeAlias
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from plantillas import message
from plantillas.marks import show_marks, stand_in

from .batch.report import Batch
from .compare.pages import ComparisonPage, TimelinePage, parts_words
from .compliance.page import CompliancePage
from .evaluation.reliability_plot import PlotPage
from .markdown_text import escape_markdown
from .model import Matrix, Place
from .percent import percent
from .report import IndexPage, ReportPage, index_page, report_page
from .target_words import describe, doubt_words

Engine: TypeAlias = Environment
Page: TypeAlias = ReportPage | IndexPage | PlotPage | ComparisonPage | TimelinePage | CompliancePage
TEMPLATES = "plantillas"
GROUP_MARK = "\u202f"
FEWEST_DIGITS_IN_GROUPS = 5
"""Spanish groups figures from five on: 1799, but 12 345."""
PERIOD = re.compile(r"(\d{4})-(\d{2})")


def render_html(matrix: Matrix) -> str:
    """Return the report of one document: one HTML page that needs nothing else."""
    return _render(_html(), "informe.html.j2", report_page(matrix))


def render_markdown(matrix: Matrix) -> str:
    """Return the report of one document as Markdown with pipe tables."""
    return _render(_markdown(), "informe.md.j2", report_page(matrix))


def render_index(batch: Batch) -> str:
    """Return the page over a batch, with links to the files beside it."""
    return _render(_html(), "indice.html.j2", index_page(batch))


def render_comparison(page: ComparisonPage) -> str:
    """Return the page over what changed between two months."""
    return _render(_html(), "comparacion.html.j2", page)


def render_timeline(page: TimelinePage) -> str:
    """Return the page over the months of a year."""
    return _render(_html(), "linea_de_tiempo.html.j2", page)


def render_compliance(page: CompliancePage) -> str:
    """Return the page over the points of publications."""
    return _render(_html(), "cumplimiento.html.j2", page)


def render_plot(page: PlotPage) -> str:
    """Return the reliability plot as an SVG."""
    return _render(_html(), "fiabilidad.svg.j2", page)


def _render(engine: Environment, template: str, page: Page) -> str:
    context = {field.name: getattr(page, field.name) for field in fields(page)}
    return show_marks(engine.get_template(template).render(context))


@cache
def _html() -> Environment:
    engine = make_engine(autoescape=True)
    engine.globals |= {"asset": _asset, "digest": _digest}
    return engine


@cache
def _markdown() -> Environment:
    return make_engine(autoescape=False, finalize=_markdown_value)


def make_engine(**options: Any) -> Engine:
    """Return what renders the templates, with the words and filters that all of them may use."""
    engine = Environment(
        loader=PackageLoader(TEMPLATES, "."),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        **options,
    )
    engine.globals |= {"t": _word, "c": partial(message, "comparacion")}
    engine.filters |= {"percent": percent, "number": number, "period": period, "places": places, "link": link}
    engine.filters |= {"goal": describe, "doubts": doubt_words, "parts": parts_words, "stand_in": stand_in}
    return engine


def number(value: int) -> str:
    """Return ``value`` as written in Spanish."""
    digits = str(value)
    return digits if len(digits) < FEWEST_DIGITS_IN_GROUPS else f"{value:,}".replace(",", GROUP_MARK)


def period(value: str) -> str:
    """Return "2021-06" as "junio de 2021", and anything else as it stands."""
    parts = PERIOD.fullmatch(value)
    if not parts or not "01" <= parts[2] <= "12":
        return value
    return _word("period", month=_word(f"month_{parts[2]}"), year=parts[1])


def places(spans: Sequence[Place]) -> str:
    """Return where something stands, for people: pages, or lines of a text."""
    return ", ".join(dict.fromkeys(_place(span) for span in spans))


def link(path: str) -> str:
    """Return a relative path as an address; never one of another scheme, whatever the file's name."""
    return "./" + quote(path)


def _place(span: Place) -> str:
    if span.lines is None:
        return _word("place_page", page=span.page)
    first, last = span.lines
    return _word("place_line" if first == last else "place_lines", first=first, last=last)


def _word(key: str, **values: object) -> str:
    return message("informe", key, **values)


def _markdown_value(value: object) -> object:
    return escape_markdown(value) if isinstance(value, str) else value


@cache
def _asset(name: str) -> Markup:
    return Markup(files(TEMPLATES).joinpath(name).read_text(encoding="utf-8"))


@cache
def _digest(name: str) -> Markup:
    digest = hashlib.sha256(_asset(name).encode("utf-8")).digest()
    return Markup(f"'sha256-{base64.b64encode(digest).decode('ascii')}'")
