"""Matrices for the tests of the layout engine: one to read, others drawn at random, and what must come out of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from hypothesis import strategies as st

from extractores import find_layout
from extractores.geometry import Document, Page
from pipeline.records import read_records

from .layout_builder import Band, Matrix, Unit

Row = tuple[str | None, str | None, str | None, str | None, str | None, str | None]
"""Band, number, unit, mission, indicator and target of a record."""

MATRIX: Matrix = (
    "PROCESOS GOBERNANTES / NIVEL DIRECTIVO",
    Unit(
        "1", "Alcaldía", "Dirigir la gestión del cantón.", (("Porcentaje de resoluciones cumplidas en el año", "95%"),)
    ),
    Unit(
        "2",
        "Dirección de Planificación y Ordenamiento Territorial",
        "Formular el plan de desarrollo y vigilar que las unidades lo cumplan en los plazos previstos por la ley.",
        (
            ("Número de informes de seguimiento entregados", "12 informes"),
            ("Porcentaje de avance del plan operativo", "100% del plan aprobado"),
            ("Actualizaciones del catastro urbano", "1 catastro"),
        ),
    ),
    "PROCESOS HABILITANTES DE ASESORÍA Y DE APOYO / NIVEL DE ASESORÍA Y NIVEL DE APOYO",
    Unit(
        "3",
        "Unidad de Talento Humano",
        "Administrar el personal de la institución.",
        (
            ("Personas capacitadas", "al menos 40 servidores públicos por cada año"),
            ("Rotación anual de personal", "menos de 5%"),
        ),
    ),
    Unit(
        "4",
        "Dirección Financiera",
        "Gestionar los recursos económicos con transparencia y oportunidad para la ejecución presupuestaria.",
        (("Ejecución presupuestaria", "90%"),),
    ),
)

BANDS = ("PROCESOS GOBERNANTES / NIVEL DIRECTIVO", "PROCESOS AGREGADORES DE VALOR / NIVEL OPERATIVO")
NOUNS = ("gestión", "plan", "informe", "usuarios", "servicios", "obras", "personal", "trámites", "contratos", "agua")
ADJECTIVES = ("anual", "municipal", "institucional", "urbano", "rural", "operativo", "técnico", "integral")
OFFICES = ("Dirección de", "Unidad de", "Jefatura de", "Coordinación de")
VERBS = ("Administrar", "Coordinar", "Ejecutar", "Dirigir", "Supervisar")
MEASURES = ("Porcentaje de", "Número de", "Índice de", "Cantidad de")


def phrases(least: int, most: int) -> st.SearchStrategy[str]:
    """Return phrases of so many pairs of a noun and an adjective."""
    pairs = st.tuples(st.sampled_from(NOUNS), st.sampled_from(ADJECTIVES))
    return st.lists(pairs, min_size=least, max_size=most).map(lambda words: " ".join(chain.from_iterable(words)))


targets = st.one_of(
    st.integers(1, 99).map(lambda n: f"{n}%"),
    st.builds("{} {}".format, st.integers(2, 60), phrases(1, 2)),
    st.builds("al menos {} {}".format, st.integers(2, 60), phrases(1, 1)),
    st.integers(1000, 9999).map(lambda n: f"{n:,}".replace(",", ".")),
)
units = st.builds(
    Unit,
    st.just(""),
    st.builds("{} {}".format, st.sampled_from(OFFICES), phrases(1, 2).map(str.title)),
    st.builds("{} {}.".format, st.sampled_from(VERBS), phrases(2, 6)),
    st.lists(
        st.tuples(st.builds("{} {}".format, st.sampled_from(MEASURES), phrases(1, 3)), targets), min_size=1, max_size=4
    ).map(tuple),
)


def number_units(groups: Sequence[tuple[bool, Sequence[Unit]]]) -> list[Unit | Band]:
    """Return groups of units as a matrix, numbered, with a band before those that have one."""
    matrix: list[Unit | Band] = []
    number = 0
    for band, (has_band, members) in zip(BANDS, groups, strict=False):
        matrix += [band] if has_band else []
        for unit in members:
            number += 1
            matrix.append(unit._replace(number=str(number)))
    return matrix


matrices = st.lists(
    st.tuples(st.booleans(), st.lists(units, min_size=1, max_size=4)), min_size=1, max_size=len(BANDS)
).map(number_units)


def expected_rows(matrix: Matrix) -> list[Row]:
    """Return the records of a matrix."""
    rows: list[Row] = []
    band = None
    for part in matrix:
        if isinstance(part, str):
            band = part
        elif isinstance(part, Unit):
            target = None
            for indicator, own in part.goals:
                target = own if own is not None else target
                rows.append((band, part.number, part.name, part.mission, indicator, target))
    return rows


def read_rows(pages: Sequence[Page]) -> list[Row]:
    """Return the records that are read from pages."""
    document = Document("matriz.pdf", "", "application/pdf", tuple(pages), "test")
    found = read_records(find_layout(document.pages), document)
    fields = [(r.unit, r.mission, r.indicator, r.target) for r in found.records]
    texts = [tuple(field.text if field else None for field in record) for record in fields]
    return [
        (record.process_level_printed, record.number, *text) for record, text in zip(found.records, texts, strict=True)
    ]
