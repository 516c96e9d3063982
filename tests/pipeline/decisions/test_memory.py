"""What a reviewer decided holds for next month's copy, until the text or the catalogue's entry changes."""

from pathlib import Path

import pytest

from pipeline.catalogue.entries import Catalogue, Entry
from pipeline.decisions.memory import (
    DecisionError,
    added,
    in_force,
    key_of,
    read_decisions,
    replay,
    write_lines,
)
from pipeline.model import Decision, Evidence, Field, FieldName, Judgement, Match, Record, Way

FINANCE = Entry("U-FIN", "Dirección Financiera")
TREASURY = Entry("U-TES", "Tesorería")
CATALOGUE = Catalogue((FINANCE, TREASURY))
INSTITUTION = "GAD Municipal de Río Claro"


def field(text: str, entry: Entry | None = None) -> Field:
    match = Match(entry=entry.id, name=entry.name, score=0.8, evidence=(), verdict="review") if entry else None
    return Field(text=text, normalised=text, confidence=0.6, spans=(), match=match)


def record(unit: str = "Direccion Finaciera", indicator: str = "% de gasto", entry: Entry = FINANCE) -> Record:
    return Record(
        unit=field(unit, entry), mission=field("Administrar"), indicator=field(indicator), target=field("90%")
    )


def decide(name: FieldName = "unit", judgement: Judgement = "accept", value: str | None = None) -> Decision:
    entry = FINANCE if name == "unit" else None
    return Decision(
        key=key_of(record(), name, INSTITUTION),
        judgement=judgement,
        value=value,
        entry=entry and entry.id,
        entry_name=entry and entry.name,
        reviewer="Ana Mora",
        time="2021-07-05",
    )


def replayed(decision: Decision, one: Record, institution: str = INSTITUTION) -> Record:
    return replay([one], in_force([decision]), CATALOGUE, institution=institution)[0]


def test_a_decision_holds_for_the_same_text_whatever_its_case_and_accents() -> None:
    unit = replayed(decide(), record("DIRECCIÓN FINACIERA")).unit
    assert unit is not None
    assert unit.match is not None
    assert not unit.needs_review
    assert (unit.match.verdict, unit.match.entry) == ("decided", "U-FIN")
    assert unit.match.evidence == ("lo decidió Ana Mora el 2021-07-05",)


def test_what_the_machine_read_stays() -> None:
    unit = replayed(decide(judgement="other", value="Dirección Financiera"), record()).unit
    assert unit
    assert (unit.text, unit.confidence) == ("Direccion Finaciera", 0.6)


@pytest.mark.parametrize(
    ("one", "institution"),
    [
        (record("Dirección Técnica"), INSTITUTION),
        (record(), "GAD Municipal de Río Turbio"),
        (record(entry=TREASURY), INSTITUTION),
        (record(entry=Entry("U-FIN", "Dirección de Finanzas")), INSTITUTION),
    ],
    ids=["another text", "another institution", "another proposal", "the entry has another name"],
)
def test_a_decision_is_reopened_when_what_it_was_about_changes(one: Record, institution: str) -> None:
    unit = replayed(decide(), one, institution).unit
    assert unit
    assert unit.decision is None
    assert unit.needs_review


def test_a_target_belongs_to_its_indicator_and_unit() -> None:
    decision = decide("target")
    assert replayed(decision, record()).target != record().target
    assert replayed(decision, record(indicator="% de cobro")).target == record().target
    assert replayed(decision, record(unit="Archivo")).target == record().target


@pytest.mark.parametrize(("way", "holds"), [("table", True), ("assembled", False)])
def test_a_unit_put_together_from_fragments_is_asked_for_with_every_new_indicator(way: Way, holds: bool) -> None:
    evidence = Evidence(way=way, layout=1.0, traits=())

    def read(indicator: str) -> Record:
        one = record(indicator=indicator)
        assert one.unit is not None
        return one.model_copy(update={"unit": one.unit.model_copy(update={"evidence": evidence})})

    june, july = read("% de gasto"), read("% de cobro")
    decision = decide().model_copy(update={"key": key_of(june, "unit", INSTITUTION)})
    unit = replayed(decision, july).unit
    assert unit is not None
    assert (unit.decision is not None) is holds


def test_a_unit_outside_the_catalogue_that_was_surely_read_is_asked_for_once() -> None:
    outside = Match(entry=None, name=None, score=0.0, evidence=(), verdict="none")
    evidence = Evidence(way="assembled", layout=1.0, traits=())
    unit = field("Guardapáramos").model_copy(update={"confidence": 1.0, "evidence": evidence, "match": outside})
    june, july = (Record(unit=unit, indicator=field(text)) for text in ("% de gasto", "% de cobro"))
    decision = Decision(key=key_of(june, "unit", INSTITUTION), judgement="new", reviewer="Ana Mora", time="2021-07-05")
    read, decided = july.unit, replayed(decision, july).unit
    assert read
    assert read.needs_review
    assert decided
    assert decided.match
    assert not decided.needs_review
    assert decided.match.verdict == "decided"


@pytest.mark.parametrize(
    ("judgement", "value", "entry"),
    [
        ("accept", None, "U-FIN"),
        ("other", "Tesorería", "U-TES"),
        ("other", "u-tes", "U-TES"),
        ("other", "Dirección Financiera y de Cobro", None),
        ("new", None, None),
        ("no_match", None, None),
    ],
)
def test_the_match_is_as_the_reviewer_says(judgement: Judgement, value: str | None, entry: str | None) -> None:
    unit = replayed(decide(judgement=judgement, value=value), record()).unit
    assert unit is not None
    assert unit.match is not None
    assert unit.match.entry == entry


def test_the_last_word_holds_and_the_log_only_grows() -> None:
    first, second = decide(), decide(judgement="new")
    assert in_force([first, second]) == {first.key: second}
    assert added([first], [first, second, second]) == (second,)
    assert added([first, second], [first]) == (first,)


def test_decisions_are_lines_and_come_back_the_same(tmp_path: Path) -> None:
    log = (decide(), decide("target", "other", "95%"))
    path = tmp_path / "decisiones.jsonl"
    path.write_text(write_lines(log), encoding="utf-8")
    assert read_decisions(path) == log


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "decisiones.jsonl"
    path.write_text(write_lines([decide()]) + '\n{"key": {}}\n', encoding="utf-8")
    with pytest.raises(DecisionError, match=r"línea 3, dato «key\.institution»"):
        read_decisions(path)


def test_a_missing_memory_is_said(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match="No existe el archivo"):
        read_decisions(tmp_path / "falta.jsonl")
