"""A matrix and a batch as their pages show them."""

from pipeline.batch.report import Batch, BatchEntry
from pipeline.model import Field, Finding, Matrix, Place, Record, Source
from pipeline.report import Bar, Tally, index_page, report_page

SOURCE = Source(name="matriz.pdf", sha256="0" * 64, media_type="application/pdf", pages=3, reader="pdf")


def field(text: str, confidence: float = 0.95, page: int = 1) -> Field:
    spans = (Place(page=page, bbox=(0, 0, 1, 1)),)
    return Field(text=text, normalised=text, confidence=confidence, reasons=(), spans=spans)


def matrix(*records: Record, findings: tuple[Finding, ...] = ()) -> Matrix:
    return Matrix(source=SOURCE, status="ok", records=records, findings=findings)


def test_records_are_gathered_by_the_printed_level_in_reading_order() -> None:
    page = report_page(
        matrix(
            Record(process_level="habilitante_apoyo", process_level_printed="NIVEL DE APOYO"),
            Record(process_level="gobernante"),
            Record(),
            Record(process_level="habilitante_asesoria", process_level_printed="NIVEL DE APOYO"),
        )
    )
    assert [(section.title, [row.number for row in section.rows]) for section in page.sections] == [
        ("NIVEL DE APOYO", [1, 4]),
        ("Procesos gobernantes", [2]),
        ("Sin nivel de proceso impreso", [3]),
    ]


def test_without_levels_there_is_one_section() -> None:
    (section,) = report_page(matrix(Record(), Record())).sections
    assert section.title == "Todos los registros"


def test_a_merged_cell_is_repeated_and_a_text_printed_twice_is_not() -> None:
    merged = field("Dirigir")
    first = Record(unit=field("Alcaldía", page=1), mission=merged, indicator=field("Actas"))
    second = Record(unit=field("Alcaldía", page=2), mission=merged, indicator=field("Sesiones"))
    _, row = report_page(matrix(first, second)).sections[0].rows
    assert {cell.name: cell.repeated for cell in row.cells} == {
        "unit": False,
        "mission": True,
        "indicator": False,
        "target": False,
    }


def test_doubts_come_once_and_the_least_certain_first() -> None:
    unit = field("Dir. de TT.HH.", 0.7)
    page = report_page(matrix(Record(unit=unit, target=field("90%", 0.3)), Record(unit=unit, target=field("12"))))
    assert [(doubt.name, doubt.field.confidence, doubt.rows) for doubt in page.doubts] == [
        ("target", 0.3, (1,)),
        ("unit", 0.7, (1, 2)),
    ]
    assert page.to_review == 2


def test_a_merged_cell_is_one_doubt_and_as_sure_as_where_it_is_least_so() -> None:
    surer, less_sure = field("Dir. de TT.HH.", 0.7), field("Dir. de TT.HH.", 0.4)
    page = report_page(matrix(Record(unit=surer), Record(unit=less_sure)))
    assert [(doubt.field.confidence, doubt.rows) for doubt in page.doubts] == [(0.4, (1, 2))]
    assert page.sections[0].rows[1].cells[0].repeated


def test_findings_come_with_the_gravest_first_and_their_rows_know_them() -> None:
    note = Finding(code="A", severity="info", message="Una nota.", record=1)
    error = Finding(code="B", severity="error", message="Un error.")
    page = report_page(matrix(Record(), Record(), findings=(note, error)))
    assert page.findings == (error, note)
    assert [row.findings for row in page.sections[0].rows] == [(), (2,)]


def test_units_are_listed_once_in_the_order_of_the_alphabet() -> None:
    units = ["Vialidad", "Ávila", "ÁREA TÉCNICA", "Vialidad"]
    page = report_page(matrix(*(Record(unit=field(unit)) for unit in units), Record()))
    assert page.units == ("ÁREA TÉCNICA", "Ávila", "Vialidad")
    assert [row.unit for row in page.sections[0].rows] == [2, 1, 0, 2, -1]


def test_every_field_is_tallied_over_all_records() -> None:
    page = report_page(matrix(Record(unit=field("Alcaldía"), target=field("3", 0.2)), Record(unit=field("Rentas"))))
    assert page.tallies[0] == Tally("unit", certain=2, doubtful=0, empty=0)
    assert page.tallies[3] == Tally("target", certain=0, doubtful=1, empty=1)


def test_a_batch_shows_first_what_asks_for_action() -> None:
    entries = (
        BatchEntry(name="a.pdf", path="a.pdf", outcome="ok", records=3),
        BatchEntry(name="b.pdf", path="b.pdf", outcome="needs_review", records=4, to_review=1),
        BatchEntry(name="c.pdf", path="c.pdf", outcome="failed"),
        BatchEntry(name="d.pdf", path="d.pdf", outcome="ok"),
    )
    page = index_page(Batch(entries=entries))
    assert [entry.name for entry in page.entries] == ["c.pdf", "b.pdf", "a.pdf", "d.pdf"]
    assert page.outcomes == (("failed", 1), ("needs_review", 1), ("ok", 2))
    assert (page.records, page.to_review) == (7, 1)
    assert page.bars == (
        Bar("No se pudo leer", "failed", 1, 0.5),
        Bar("Por revisar", "needs_review", 1, 0.5),
        Bar("Convertido", "ok", 2, 1.0),
    )
