"""Tables of other contents in the same world, which must give no records: directories, budgets, minutes, plans."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from .layout import Block, Cell, Grid, Layout, Text
from .phrases import PREFIXES, THEMES

ROWS = 14
NAMES = ("Ana Mora Viteri", "Luis Paz Toro", "Iván Soto Peña", "Rosa Lema Quishpe", "Julio Bravo Mena")
POSTS = ("Analista de Planificación", "Directora Financiera", "Secretario General", "Técnico de Campo", "Contadora")


@dataclass(frozen=True, slots=True)
class Other:
    """A table that is no matrix of goals: its title, the headings of its columns, and what stands in them."""

    name: str
    title: str
    headings: tuple[str, ...]
    cells: tuple[str, ...]
    """One pattern for each column: {n}, {k} are figures, {unit}, {theme}, {name}, {post}, {mission}, {goal} texts."""


OTHERS = (
    Other(
        "directory",
        "Directorio completo de la institución",
        ("No.", "Apellidos y nombres", "Puesto institucional", "Unidad a la que pertenece", "Teléfono", "Correo"),
        ("{n}", "{name}", "{post}", "{unit}", "(07) 255-0{n}00", "usuario{n}@vallehondo.gob.ec"),
    ),
    Other(
        "salaries",
        "Remuneraciones del personal",
        ("No.", "Puesto", "Régimen laboral", "Partida", "Remuneración mensual", "Total anual"),
        ("{n}", "{post}", "LOSEP", "5.1.01.0{n}", "{k},00", "1{k},00"),
    ),
    Other(
        "budget",
        "Cédula presupuestaria de gastos",
        ("Partida", "Denominación", "Codificado", "Devengado", "% ejecución"),
        ("7.3.0{n}.01", "{theme}", "{k},00", "{k},50", "{n}%"),
    ),
    Other(
        "procurement",
        "Plan anual de contratación",
        ("No.", "Código", "Objeto de la contratación", "Unidad requirente", "Presupuesto referencial", "Cuatrimestre"),
        ("{n}", "SIE-{n}-2020", "Adquisición de bienes para {theme}", "{unit}", "$ {k},00", "C{n}"),
    ),
    Other(
        "minutes",
        "Acta de la sesión ordinaria",
        ("Punto", "Tema tratado", "Resolución", "Responsable"),
        ("{n}", "Informe de {theme}", "Se aprueba por unanimidad con {n} votos", "{name}"),
    ),
    Other(
        "services",
        "Servicios que presta la entidad",
        ("No.", "Denominación del servicio", "Descripción del servicio", "Requisitos", "Horario", "Costo"),
        ("{n}", "Trámite de {theme}", "{mission}", "Copia de cédula", "08:00 a 17:00", "$ {n},00"),
    ),
    Other(
        "audits",
        "Resultados de las auditorías",
        ("No.", "Número del informe", "Tipo de examen", "Período analizado", "Área o proceso auditado"),
        ("{n}", "DR{n}-DPA-00{n}-2019", "Examen especial", "2016-2019", "{unit}"),
    ),
    Other(
        "organs",
        "Estructura orgánica funcional",
        ("Nivel", "Unidad administrativa", "Dependencia jerárquica"),
        ("Operativo", "{unit}", "Alcaldía"),
    ),
    Other(
        "functions",
        "Atribuciones y responsabilidades de las unidades",
        ("No.", "Unidad", "Atribuciones y responsabilidades"),
        ("{n}", "{unit}", "{mission}"),
    ),
    Other(
        "projects",
        "k) Planes y programas de la institución en ejecución",
        ("No.", "Programa o proyecto", "Objetivo", "Meta", "Presupuesto", "Fecha de inicio", "Fecha de fin"),
        ("{n}", "Proyecto de {theme}", "{mission}", "{n} obras", "$ {k},00", "01/02/2020", "30/11/2020"),
    ),
    Other(
        "accountability",
        "m) Mecanismos de rendición de cuentas a la ciudadanía",
        ("No.", "Mecanismo", "Objetivo del plan", "Indicador", "Meta", "Resultado"),
        ("{n}", "{theme}", "{mission}", "{goal}", "{n}%", "{n}%"),
    ),
    Other(
        "travel",
        "n) Viáticos, informes de trabajo y justificativos",
        ("Nombre", "Puesto", "Fecha de inicio", "Fecha de fin", "Motivo del viaje", "Valor"),
        ("{name}", "{post}", "0{n}/03/2020", "0{n}/03/2020", "Reunión de {theme}", "{k},00"),
    ),
)

LOOKS = (
    Layout("ruled"),
    Layout("rows", rules="rows"),
    Layout("bare", rules="none", padding=4),
    Layout("text", "writer"),
)


def blocks_of(other: Other, layout: Layout) -> list[Block]:
    """Return the document from the top down."""
    rng = random.Random(f"{other.name} {layout.name}")
    rows: list[tuple[Cell, ...]] = [tuple(Cell(text, "heading") for text in other.headings)]
    rows += [tuple(Cell(text, "extra") for text in _row(other.cells, number, rng)) for number in range(1, ROWS)]
    widths = tuple(max(len(cell), len(head), 12) ** 0.5 for cell, head in zip(other.cells, other.headings, strict=True))
    grid = Grid(widths, ("extra",) * len(widths), tuple(rows), 1, (-1, *range(1, ROWS)))
    return [Text(("GOBIERNO AUTÓNOMO DESCENTRALIZADO DE VALLE HONDO", other.title), "title"), grid]


def _row(patterns: Sequence[str], number: int, rng: random.Random) -> list[str]:
    theme = rng.choice(THEMES)
    words = {
        "n": number,
        "k": f"{rng.randint(1, 90)}.{rng.randint(100, 999)}",
        "unit": f"{rng.choice(PREFIXES)} {theme.name}",
        "theme": theme.name.lower(),
        "name": rng.choice(NAMES),
        "post": rng.choice(POSTS),
        "mission": theme.mission,
        "goal": theme.goals[0][0],
    }
    return [pattern.format(**words) for pattern in patterns]
