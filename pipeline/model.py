"""The records and what is known of them: the types that templates, exports and users' scripts read.

All are frozen. The shape of :class:`Matrix` as JSON is a contract (``lotaip esquema`` prints its schema).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field as Attribute

Status = Literal["ok", "needs_review", "not_a_matrix", "failed"]
Severity = Literal["info", "warning", "error"]
Verdict = Literal["accepted", "review", "none", "decided"]
OPEN_VERDICTS: tuple[Verdict, ...] = ("review", "none")
"""A person decides: is it that entry, or is it new to the catalogue?"""
ProcessLevel = Literal[
    "gobernante",
    "agregador_de_valor",
    "habilitante",
    "habilitante_asesoria",
    "habilitante_apoyo",
    "desconcentrado",
]
TargetKind = Literal["percent", "count", "money", "duration", "index", "missing", "not_available", "not_applicable"]
Comparator = Literal["=", ">=", ">", "<=", "<"]
Way = Literal["table", "scanned", "text_table", "assembled"]
"""How a field was read: from a table of a page or of its scan, from aligned columns of a text, or put together from
fragments."""
TRAITS = (
    *("columns_rules", "columns_fills", "columns_gutters", "columns_whitespace", "columns_headings", "columns_wording"),
    *("rows_rules", "rows_fills", "rows_gutters", "rows_whitespace", "rows_headings", "rows_wording"),
    *("by_content", "cut", "packed", "packed_uneven"),
    *("by_cues", "unit_by_order", "unit_by_place", "no_unit", "no_mission", "indicator_by_order"),
    *("target_follows", "target_by_meaning", "target_by_order", "shared"),
)
"""Circumstances of the way of reading; each has its sentence in ``mensajes/motivos_confianza.toml``."""
Judgement = Literal["accept", "other", "new", "no_match"]
"""Text and catalogue's entry are right; another value is; the text is new to the catalogue; no entry is meant."""
Probability = Annotated[float, Attribute(ge=0.0, le=1.0)]

FieldName = Literal["unit", "mission", "indicator", "target"]
FIELD_NAMES: tuple[FieldName, ...] = ("unit", "mission", "indicator", "target")

REVIEW_BELOW = 0.95
"""A field that is less certain than this waits for a human eye."""
TEXT_WAYS = ("text_table", "assembled")
REVIEW_TEXT_BELOW = 0.9735
"""The same for fields read from a text. With both, 99.8 % of the fields that are accepted in documents left out of
training are right, 98.6 % of those of dumps (``data/confidence.json``)."""


def is_sure(confidence: float | None, way: str | None) -> bool:
    """Whether a field of this confidence, read in this ``Way``, may be accepted without review."""
    least = REVIEW_TEXT_BELOW if way in TEXT_WAYS else REVIEW_BELOW
    return confidence is not None and confidence >= least


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(_Frozen):
    """Where something stands: a box on a page, and for text files also lines and columns (from 1)."""

    page: int
    bbox: tuple[float, float, float, float] = Attribute(description="x0, top, x1, bottom in points")
    lines: tuple[int, int] | None = Attribute(default=None, description="first and last line of a text page")
    columns: tuple[int, int] | None = Attribute(default=None, description="first and last column of a text page")


class Match(_Frozen):
    """What the catalogue says of a field; the printed text is never replaced."""

    entry: str | None = Attribute(description="identifier in the catalogue")
    name: str | None = Attribute(description="the catalogue's name")
    score: Probability
    evidence: tuple[str, ...] = Attribute(description="reasons, in Spanish")
    runner_up: str | None = None
    runner_up_score: Probability | None = None
    verdict: Verdict


class Evidence(_Frozen):
    """How a field was read: the scores that its confidence is made from stay visible beside it."""

    way: Way
    layout: Probability = Attribute(description="score of the table, or how well the text was explained")
    roles: Probability = Attribute(default=1.0, description="least likelihood of a role in the field or beside it")
    agreement: Probability = Attribute(default=1.0, description="of two readers of the page, where it was in doubt")
    recognition: Probability = Attribute(
        default=1.0, description="of the least sure word of a scan; 1 where two recognisers read all words alike"
    )
    traits: tuple[str, ...] = Attribute(description="circumstances of the way of reading")
    pieces: int = Attribute(default=1, description="stretches of text that were put together")
    rival: str | None = Attribute(default=None, description="a text that could stand here nearly as well")


class DecisionKey(_Frozen):
    """What was decided on: a printed text and where it stood, folded so that next month's copy has the same key."""

    institution: str
    field: FieldName
    text: str
    unit: str = ""
    indicator: str = Attribute(default="", description="of a target, and of fragments put together")


class Decision(_Frozen):
    """What a reviewer said of a field; it stands beside what the machine read and never replaces it."""

    key: DecisionKey
    judgement: Judgement
    value: str | None = Attribute(default=None, description="the right text or the right entry, where it is another")
    entry: str | None = Attribute(default=None, description="what the catalogue proposed to the reviewer")
    entry_name: str | None = None
    reviewer: str
    time: str = Attribute(description="date as AAAA-MM-DD")
    comment: str | None = None


class Field(_Frozen):
    """One value of a record."""

    text: str = Attribute(description="as printed: line ends undone, typos kept")
    normalised: str = Attribute(description="the same with spaces, quotes and punctuation made regular")
    confidence: Probability | None = Attribute(
        default=None, description="how likely the text is right; null where it was not evaluated (sin evaluar)"
    )
    reasons: tuple[str, ...] = Attribute(default=(), description="why the confidence is what it is, in Spanish")
    spans: tuple[Place, ...]
    evidence: Evidence | None = None
    match: Match | None = None
    decision: Decision | None = Attribute(default=None, description="of a reviewer, this month or before")

    @property
    def piece(self) -> tuple[object, ...]:
        """What tells one piece of paper from another: records that share a merged cell have it in common."""
        return self.text, self.spans

    @property
    def needs_review(self) -> bool:
        """Whether a human must look at the field ("por revisar"); this is the only place of that rule."""
        if self.decision is not None:
            return False
        open_match = self.match is not None and self.match.verdict in OPEN_VERDICTS
        return open_match or not self.is_sure

    @property
    def is_sure(self) -> bool:
        """Whether its text may be accepted without review."""
        return is_sure(self.confidence, self.evidence.way if self.evidence else None)


TargetFlag = Literal[
    "approximate",
    "article",
    "contradiction",
    "fraction_of_count",
    "from_to",
    "kind_inferred",
    "marks",
    "maybe_year",
    "misread",
    "negative",
    "no_number",
    "other_kind",
    "page_foot",
    "part_of_whole",
    "progress",
    "rate",
    "scale",
    "several_numbers",
    "share_in_words",
    "stages",
]
"""What a person should confirm of a parsed target; ``plantillas/mensajes/metas.toml`` says each in Spanish."""


class Stage(_Frozen):
    """One of several steps towards a target."""

    value: float
    deadline: str


class Target(_Frozen):
    """What a printed target says as figures; the printed text stays beside it."""

    kind: TargetKind
    value: float | None = Attribute(default=None, description="percentages as percent: 95, not 0.95")
    value_max: float | None = Attribute(default=None, description="the upper end of a range")
    comparator: Comparator = Attribute(default="=", description="how what is reached must stand to the value")
    unit: str | None = Attribute(default=None, description="% or USD, a unit of measure, or the thing counted")
    per: str | None = Attribute(default=None, description="for each of what: mes, servidor, 100 egresos")
    period: str | None = Attribute(default=None, description="how often or in which time, as printed")
    deadline: str | None = Attribute(default=None, description="AAAA-MM-DD or AAAA-MM; without a year as printed")
    baseline: str | None = Attribute(default=None, description="what the value is compared with, as printed")
    stages: tuple[Stage, ...] = Attribute(default=(), description="steps; value is that of the last one")
    flags: tuple[TargetFlag, ...] = Attribute(default=(), description="what a person should confirm")


def least_sure(fields: Iterable[Field]) -> Field:
    """Return the first of ``fields`` that is least sure; one without a confidence is so."""
    return min(fields, key=lambda field: field.confidence or 0.0)


class Record(_Frozen):
    """One pair of unit and indicator, in reading order."""

    number: str | None = None
    process_level: ProcessLevel | None = None
    process_level_printed: str | None = Attribute(default=None, description="the heading above the unit, as printed")
    unit: Field | None = None
    mission: Field | None = None
    indicator: Field | None = None
    target: Field | None = None
    parsed_target: Target | None = Attribute(default=None, description="the printed target as figures")
    extra: dict[str, str] = Attribute(default_factory=dict, description="further columns, by their printed heading")

    @property
    def printed_fields(self) -> dict[FieldName, Field]:
        """The fields that are printed, by name, in the order of ``FIELD_NAMES``."""
        named: dict[FieldName, Field | None] = {name: getattr(self, name) for name in FIELD_NAMES}
        return {name: field for name, field in named.items() if field is not None}

    @property
    def needs_review(self) -> bool:
        """Whether any of its fields needs review."""
        return any(field.needs_review for field in self.printed_fields.values())


class Footer(_Frozen):
    """The six lines below an official matrix, as printed."""

    updated: str | None = None
    periodicity: str | None = None
    holder_unit: str | None = None
    responsible: str | None = None
    email: str | None = None
    phone: str | None = None


class Finding(_Frozen):
    """Something that an officer must look at: data, not an exception."""

    code: str
    severity: Severity
    message: str = Attribute(description="one sentence in Spanish")
    record: int | None = Attribute(default=None, description="index into records")
    field: str | None = None
    span: Place | None = None


class Institution(_Frozen):
    """What the catalogue and the name itself say of a public body."""

    ruc: str | None = Attribute(default=None, description="13 digits, as text")
    name: str
    type: str | None = Attribute(default=None, description="one of the codes of the catalogue: municipio, prefectura…")
    province: str | None = None
    canton: str | None = None


class Words(_Frozen):
    """Where the words of the document went: nothing is lost."""

    total: int = 0
    in_records: int = 0
    in_context: int = Attribute(default=0, description="headings, bands, footer, titles, page furniture")
    leftover: int = 0


class Source(_Frozen):
    """The file that was read."""

    name: str
    sha256: str
    media_type: str
    pages: int
    reader: str
    words: Words = Words()


class Matrix(_Frozen):
    """One converted document."""

    source: Source
    status: Status
    literal: str | None = Attribute(default=None, description="a4, or the literal that the document really is")
    institution: str | None = Attribute(default=None, description="as printed")
    known_institution: Institution | None = Attribute(default=None, description="which body of the catalogue that is")
    period: str | None = Attribute(default=None, description="AAAA-MM")
    records: tuple[Record, ...] = ()
    footer: Footer = Footer()
    findings: tuple[Finding, ...] = ()
