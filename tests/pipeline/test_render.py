"""Matrices and batches as pages: what they say, and that nothing of a document comes alive in them."""

import base64
import hashlib
import html
import re
import time
from collections.abc import Callable

import mistune
import pytest
from markdown_it import MarkdownIt

from pipeline.batch.report import Batch, BatchEntry
from pipeline.model import (
    Decision,
    DecisionKey,
    Field,
    Finding,
    Footer,
    Match,
    Matrix,
    Place,
    Record,
    Source,
    Status,
    Words,
)
from pipeline.render import link, number, period, places, render_html, render_index, render_markdown

PLACE = Place(page=2, bbox=(10, 20, 90, 31))
HOSTILE = (
    '</title></script><script>alert(1)</script><img src=x onerror="alert(1)"> {{7*7}} {% raw %} '
    "[a](javascript:alert(1)) ![b](http://example.org/b.png) | uno | https://example.org "
    "ana@example.org ' \" \x00\u202e"
)


def field(text: str, confidence: float = 0.95, *reasons: str, match: Match | None = None) -> Field:
    return Field(text=text, normalised=text, confidence=confidence, reasons=reasons, spans=(PLACE,), match=match)


def example(text: str = "Prefectura", **changes: object) -> Matrix:
    """A matrix of two records that has ``text`` in every place that a document fills."""
    match = Match(entry=text, name=text, score=0.8, evidence=(text,), runner_up=text, verdict="review")
    doubtful = field(text, 0.61, text, match=match)
    values = {
        "source": Source(
            name=text,
            sha256="0123456789abcdef" * 4,
            media_type="application/pdf",
            pages=3,
            reader="pdf",
            words=Words(total=12345, in_records=12000, in_context=340, leftover=5),
        ),
        "status": "needs_review",
        "literal": text,
        "institution": text,
        "period": "2021-06",
        "records": (
            Record(number=text, process_level_printed=text, unit=doubtful, mission=doubtful, extra={text: text}),
            Record(process_level="gobernante", unit=doubtful, indicator=field(text), target=field(text)),
        ),
        "footer": Footer(**dict.fromkeys(Footer.model_fields, text)),
        "findings": (Finding(code="X", severity="error", message=text, record=1, field="target", span=PLACE),),
    }
    return Matrix.model_validate(values | changes)


def batch(text: str = "enero.pdf", **changes: object) -> Batch:
    values = {"name": text, "path": text, "outcome": "failed", "message": text, "institution": text, "period": text}
    return Batch(entries=(BatchEntry.model_validate(values | {"outputs": {"html": text, text: text}} | changes),))


def text_of(page: str) -> str:
    """What a reader sees of a page: no tags, one space."""
    body = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


# What the report says


def test_the_report_says_first_what_became_of_the_document() -> None:
    head = text_of(render_html(example())).split("Saltar al contenido")[1].split("Resumen")[0]
    for words in ("Prefectura", "Junio de 2021", "3 páginas", "Por revisar", "algo necesita una mirada humana"):
        assert words in head


def test_doubts_and_findings_stand_before_the_records_and_lead_to_them() -> None:
    page = render_html(example())
    assert page.index('id="revisar"') < page.index('id="avisos"') < page.index('id="registros"')
    assert '<a href="#r2">registro&nbsp;2</a>' in page[page.index('id="avisos"') : page.index('id="registros"')]
    assert '<a href="#a1">Aviso&nbsp;1</a>' in page[page.index('id="r2"') :]


def test_a_corrected_value_stands_beside_what_is_printed_in_either_report() -> None:
    key = DecisionKey(institution="x", field="target", text="90 por siento")
    decision = Decision(key=key, judgement="other", value="90 por ciento", reviewer="ana", time="2021-07-01")
    corrected = field("90 por siento").model_copy(update={"decision": decision})
    matrix = example(records=(Record(indicator=field("Actas"), target=corrected),))
    assert "90 por siento (corregido: «90 por ciento»)" in render_markdown(matrix)
    assert "Revisado: es otro: «90 por ciento» (ana, 2021-07-01)" in text_of(render_html(matrix))


def test_reasons_are_there_on_demand() -> None:
    page = render_html(example(records=(Record(unit=field("Rentas", 0.62, "El texto sigue en otra página")),)))
    records = page[page.index('id="registros"') :]
    details = records[records.index("<details>") : records.index("</details>")]
    assert text_of(details) == "Por revisar · 62 % de confianza: motivos El texto sigue en otra página"


def test_status_is_said_in_words() -> None:
    doubtful, certain = Record(unit=field("Rentas", 0.5)), Record(unit=field("Alcaldía"))
    page = render_html(example(records=(doubtful, certain), findings=()))
    rows = re.findall(r'<td class="c-state">.*?</td>', page, re.DOTALL)
    assert [text_of(row) for row in rows] == ["Por revisar pág. 2", "Sin dudas pág. 2"]


def test_the_footer_and_the_source_are_kept() -> None:
    footer = Footer(updated="31/07/2021", email="ana@example.org")
    text = text_of(render_html(example(footer=footer)))
    assert "Fecha de actualización 31/07/2021" in text
    assert "Correo electrónico ana@example.org" in text
    assert "Responsable No impreso o no leído" in text
    assert "0123456789ab…" in text
    assert "12 345 leídas: 12 000 en registros, 340 en títulos y pie, 5 sin ubicar" in text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("not_a_matrix", "No es una matriz a4"),
        ("failed", "Esto no dice nada de lo que la institución publicó"),
        ("ok", "Nada pide revisión"),
    ],
)
def test_a_document_without_records_has_a_page_as_well(status: Status, words: str) -> None:
    page = render_html(example(status=status, records=(), findings=()))
    assert words in text_of(page)
    assert 'id="registros"' not in page
    assert words in render_markdown(example(status=status, records=(), findings=()))


def test_a_matrix_in_which_nothing_was_found_says_so() -> None:
    assert "No se encontró ningún registro." in text_of(render_html(example(records=(), findings=())))


def test_another_literal_is_not_called_a_matrix_of_goals() -> None:
    page = text_of(render_html(example(status="not_a_matrix", literal="b2", records=(), findings=())))
    assert "Documento LOTAIP · literal b2" in page
    assert "metas y objetivos Prefectura" not in page
    assert "Fecha de actualización" not in page


def test_further_columns_are_shown_only_where_there_are_any() -> None:
    plain = (Record(unit=field("Alcaldía")),)
    assert "Otras columnas" not in render_html(example(records=plain))
    assert "Otras columnas" not in render_markdown(example(records=plain))
    further = (Record(extra={"Avance": "40 %"}),)
    assert "Avance 40 %" in text_of(render_html(example(records=further)))
    assert "Avance: 40 %" in render_markdown(example(records=further))


def test_long_lists_keep_everything() -> None:
    records = tuple(Record(target=field(f"meta {index}", index / 100)) for index in range(40))
    findings = tuple(Finding(code="X", severity="info", message=f"nota {index}.") for index in range(40))
    text = text_of(render_html(example(records=records, findings=findings)))
    assert all(f"meta {index} " in text.split("Registros N.º")[0] for index in range(40))
    assert all(f"nota {index}." in text for index in range(40))


def test_the_same_matrix_gives_the_same_bytes() -> None:
    assert render_html(example()) == render_html(example())
    assert render_markdown(example()) == render_markdown(example())
    assert render_index(batch()) == render_index(batch())


def test_a_large_document_is_rendered_quickly() -> None:
    """Seven hundred records in a fraction of a second; the bound is generous, for slow and busy machines."""
    records = tuple(
        Record(
            number=str(index),
            unit=field(f"Unidad {index // 2}", 0.9, "motivo"),
            mission=field("Dirigir la gestión de la unidad " * 8, 0.9, "motivo", f"motivo {index // 2}"),
            indicator=field(f"Porcentaje {index}", 0.9, "motivo"),
            target=field("90 %", 0.9, "motivo"),
        )
        for index in range(700)
    )
    large = example(records=records)
    render_html(large)
    started = time.perf_counter()
    render_html(large)
    assert time.perf_counter() - started < 1.5


def test_the_index_plots_how_many_documents_ended_in_each_state() -> None:
    entries = [BatchEntry(name=str(n), path=str(n), outcome="failed", code="ENCRYPTED") for n in range(3)]
    entries.append(BatchEntry(name="a.pdf", path="a.pdf", outcome="ok", notes=("Publicación repetida.",)))
    page = render_index(Batch(entries=tuple(entries)))
    assert 'aria-label="Documentos por estado: Cifrado, 3; Convertido, 1."' in page
    assert re.findall(r'<rect x="200" y="\d+" width="([\d.]+)"', page) == ["370.0", "124.7"]
    assert "Publicación repetida." in text_of(page)


# What a document cannot do


def test_nothing_of_a_document_is_a_tag_a_link_or_a_template() -> None:
    pages = [render_html(example(HOSTILE)), render_index(batch(HOSTILE))]
    for page, harmless in zip(pages, [render_html(example()), render_index(batch())], strict=True):
        tags = re.compile(r"<(?!/)(\w+)")
        assert sorted(tags.findall(page)) == sorted(tags.findall(harmless))
        assert "49" not in text_of(page)
        assert "{{7*7}} {% raw %}" in text_of(page)
        assert not re.search(r"[\x00\u202e]", page)
        assert all(target.startswith(("#", "./")) for target in re.findall(r'href="([^"]*)"', page))


def test_a_page_refuses_every_script_style_and_connection_that_is_not_its_own() -> None:
    for page in (render_html(example()), render_index(batch())):
        policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy


def test_the_policy_lets_our_own_script_and_style_run() -> None:
    page = render_html(example())
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in html.unescape(page)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("enero 1#2?.html", "./enero%201%232%3F.html"),
        ("javascript:alert(1).html", "./javascript%3Aalert%281%29.html"),
        ("//example.org/a.html", ".///example.org/a.html"),
        ("lote/año.html", "./lote/a%C3%B1o.html"),
    ],
)
def test_a_file_name_is_never_an_address_elsewhere(path: str, address: str) -> None:
    assert link(path) == address


@pytest.mark.parametrize(
    "engine",
    [MarkdownIt("gfm-like").render, mistune.create_markdown(escape=False, plugins=["table", "url"])],
    ids=["markdown-it", "mistune"],
)
def test_markdown_of_a_hostile_document_has_no_link_image_or_tag_and_all_its_columns(
    engine: Callable[[str], str],
) -> None:
    hostile, harmless = engine(render_markdown(example(HOSTILE))), engine(render_markdown(example()))
    tags = re.compile(r"<(\w+)")
    assert tags.findall(hostile) == tags.findall(harmless)
    assert {"a", "img", "script"}.isdisjoint(tags.findall(hostile))


# The index


def test_the_index_leads_to_the_files() -> None:
    outputs = {"html": "enero.html", "csv": "enero.csv"}
    page = render_index(batch(outcome="ok", message=None, outputs=outputs))
    assert '<a href="./enero.html">enero.pdf</a>' in page
    assert '<a href="./enero.csv">CSV<span class="vh"> de enero.pdf</span></a>' in page


def test_the_index_says_why_a_document_failed() -> None:
    text = text_of(render_index(batch(message="roto.pdf está dañado. Descárguelo de nuevo.")))
    assert "No se pudo leer roto.pdf está dañado. Descárguelo de nuevo." in text


def test_an_empty_batch_has_a_page() -> None:
    assert "No se encontró ningún documento" in text_of(render_index(Batch()))


# Words for figures and places


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (1799, "1799"), (12345, "12\u202f345"), (1234567, "1\u202f234\u202f567")]
)
def test_numbers_as_written_in_spanish(value: int, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(("value", "shown"), [("2021-06", "junio de 2021"), ("2021-13", "2021-13"), ("2021", "2021")])
def test_periods_as_written_in_spanish(value: str, shown: str) -> None:
    assert period(value) == shown


def test_places_are_pages_or_lines_each_said_once() -> None:
    box = (0.0, 0.0, 1.0, 1.0)
    assert places([Place(page=3, bbox=box), Place(page=3, bbox=box), Place(page=4, bbox=box)]) == "pág. 3, pág. 4"
    lines = [Place(page=1, bbox=box, lines=(4, 6)), Place(page=1, bbox=box, lines=(9, 9))]
    assert places(lines) == "líneas 4 a 6, línea 9"
