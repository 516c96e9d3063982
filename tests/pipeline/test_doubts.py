"""What speaks against a field."""

import pytest

from extractores.geometry import BBox, Span
from pipeline.doubts import Doubts, find_doubts, improbability
from pipeline.model import Evidence, Field, FieldName, Match, Place, Record, Verdict
from pipeline.reading import Reading

MISSION = "Administrar los recursos financieros de la institución."


def field(text: str, *, roles: float = 1.0, verdict: Verdict | None = None, top: float = 100.0) -> Field:
    evidence = Evidence(way="assembled", layout=1.0, roles=roles, traits=())
    match = Match(entry="x", name="X", score=0.9, evidence=(), verdict=verdict) if verdict else None
    place = Place(page=1, bbox=(50, top, 200, top + 10))
    return Field(text=text, normalised=text, spans=(place,), evidence=evidence, match=match)


def record(**fields: str | Field) -> Record:
    return Record(**{name: field(value) if isinstance(value, str) else value for name, value in fields.items()})


WHOLE = record(
    unit=field("Dirección Financiera", verdict="accepted"),
    mission=MISSION,
    indicator="Porcentaje de recursos ejecutados",
    target="90% de los recursos",
)


def doubts_of(name: FieldName, one: Record, *others: Record, **reading: object) -> Doubts:
    return find_doubts((one, *others), Reading((), 1.0, **reading))[0][name]  # type: ignore[arg-type]


def test_nothing_speaks_against_a_whole_record() -> None:
    found = doubts_of("unit", WHOLE)
    assert {getattr(found, name) for name in Doubts.__slots__} == {0.0}


@pytest.mark.parametrize(
    ("name", "text", "doubt"),
    [
        ("mission", "y los recursos de la institución.", "opens_inside"),
        ("mission", "recursos de la institución.", "opens_inside"),
        ("mission", "Administrar los recursos de la", "unfinished"),
        ("mission", "Recursos financieros de la institución.", "no_cue"),
        ("unit", "Recursos", "no_cue"),
        ("target", "A tiempo", "no_cue"),
        ("mission", "Administrar los recursos Porcentaje de ejecución del gasto", "foreign"),
        ("mission", MISSION * 4, "long"),
        ("mission", "Administrar.", "short"),
        ("target", "90 hectáreas", "kinds_clash"),
        ("target", "90% de hectáreas", "nothing_shared"),
    ],
)
def test_what_a_text_says_against_itself(name: FieldName, text: str, doubt: str) -> None:
    changed = WHOLE.model_copy(update={name: field(text)})
    assert getattr(doubts_of(name, changed, WHOLE, WHOLE), doubt) > 0
    assert getattr(doubts_of(name, WHOLE, WHOLE, WHOLE), doubt) == 0


@pytest.mark.parametrize(("verdict", "doubt"), [("accepted", 0.0), ("review", 0.5), ("none", 1.0)])
def test_the_catalogue_vouches_for_a_unit(verdict: Verdict, doubt: float) -> None:
    assert doubts_of("unit", record(unit=field("Alcaldía", verdict=verdict))).not_in_catalogue == doubt


def test_unsure_words_of_other_fields_and_records_count_too() -> None:
    unsure = record(unit="Alcaldía", mission=field(MISSION, roles=0.6))
    assert doubts_of("unit", unsure).roles == 0
    assert doubts_of("unit", unsure).neighbours == improbability(0.6)
    assert doubts_of("mission", WHOLE, unsure).neighbours == improbability(0.6)


def test_missing_fields_are_doubts_of_the_record_and_of_the_document() -> None:
    half = record(unit="Alcaldía", mission=MISSION)
    assert doubts_of("unit", half).incomplete == 0.5
    assert doubts_of("unit", WHOLE, half).incomplete == 0
    assert doubts_of("unit", WHOLE, half).holes == 0.25


def test_an_indicator_that_speaks_of_the_next_unit_may_be_its() -> None:
    other = record(
        unit="Tesorería", mission="Custodiar los valores.", indicator="Porcentaje de ejecución", target="90%"
    )
    assert doubts_of("unit", other).strange_unit == 1
    assert doubts_of("unit", other).fits_neighbour == 0
    budget = record(unit="Presupuesto", mission="Vigilar la ejecución.", indicator="Actas", target="12")
    assert doubts_of("unit", other, other, budget).fits_neighbour == 1
    assert doubts_of("unit", other, record(unit="Archivo"), budget).fits_neighbour == 0


def test_leftover_words_matter_most_beside_the_field() -> None:
    beside, far = Span(1, BBox(60, 112, 90, 122)), Span(1, BBox(60, 400, 90, 410))
    assert doubts_of("unit", WHOLE, leftovers=(beside,), words_in_records=9, words_left_over=1).leftover_near == 1
    found = doubts_of("unit", WHOLE, leftovers=(far,), words_in_records=9, words_left_over=1)
    assert (found.leftover_near, found.leftovers) == (0, improbability(0.9))


def test_text_that_nobody_sees_matters_level_with_the_field() -> None:
    level, above, elsewhere = (
        Span(page, BBox(400, top, 430, top + 10)) for page, top in ((1, 104.0), (1, 80.0), (2, 104.0))
    )
    assert doubts_of("unit", WHOLE, hidden=(level,)).beside_hidden == 1
    assert doubts_of("unit", WHOLE, hidden=(above, elsewhere)).beside_hidden == 0


def test_improbabilities_are_told_apart_by_powers_of_ten() -> None:
    assert improbability(1.0) == 0
    assert improbability(0.0) == 1
    near, middle, far = improbability(0.99), improbability(0.9), improbability(0.0)
    assert middle - near == pytest.approx(far - middle, abs=0.03)


def test_fields_that_nobody_read_have_no_doubts() -> None:
    assert find_doubts([Record(unit=Field(text="a", normalised="a", spans=()))], Reading((), 1.0)) == [{}]
