"""Draw the invented samples anew, each with its truth: ``python -m samples.make_samples``.

Institutions, people and figures are invented. The same code gives the same bytes.
``matriz_gad_provincial.txt`` is a real document and is not made here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.pdf_builder import Cell, PdfBuilder, TableStyle

SAMPLES = Path(__file__).parent
GREY = (0.85, 0.85, 0.85)
PALE = (0.93, 0.93, 0.93)
HEADINGS = ("No.", "Descripción de la unidad", "Objetivo de la unidad", "Indicador", "Meta cuantificable")
TITLES = (
    "Art. 7 de la Ley Orgánica de Transparencia y Acceso a la Información Pública - LOTAIP",
    "Literal a4.- Las metas y objetivos de las unidades administrativas de conformidad con sus programas operativos",
)
FOOTER_LABELS = {
    "updated": "FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:",
    "periodicity": "PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN:",
    "holder_unit": "UNIDAD POSEEDORA DE LA INFORMACIÓN - LITERAL a4):",
    "responsible": "RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN DEL LITERAL a4):",
    "email": "CORREO ELECTRÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:",
    "phone": "NÚMERO TELEFÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:",
}


@dataclass(frozen=True)
class Unit:
    """An administrative unit with its pairs of indicator and target, as printed."""

    number: str | None
    group: str | None
    name: str
    mission: str
    goals: tuple[tuple[str, str], ...]


GOVERNING = "PROCESOS GOBERNANTES / NIVEL DIRECTIVO"
ADDING_VALUE = "PROCESOS AGREGADORES DE VALOR / NIVEL OPERATIVO"
SUPPORTING = "NIVEL DE APOYO / ASESORÍA"

WATER_COMPANY = "EMPRESA PÚBLICA MUNICIPAL DE AGUA POTABLE DE VALLE SERENO"
WATER_UNITS = (
    Unit(
        "1",
        GOVERNING,
        "Directorio",
        "Fijar las políticas y los planes de la empresa y aprobar su presupuesto, su "
        "estructura y sus tarifas, de acuerdo con la ordenanza de creación.",
        (("Porcentaje de resoluciones cumplidas dentro del plazo", "90%"),),
    ),
    Unit(
        "2",
        GOVERNING,
        "Gerencia General",
        "Representar legalmente a la empresa y dirigir su gestión administrativa, "
        "técnica y comercial para que el cantón cuente con agua segura y saneamiento.",
        (
            ("Porcentaje de ejecución del plan operativo anual", "85% del plan"),
            ("Número de rendiciones de cuentas a la ciudadanía", "1 al año"),
        ),
    ),
    Unit(
        "3",
        ADDING_VALUE,
        "Dirección de Producción y Distribución",
        "Captar, tratar y distribuir agua apta para el "
        "consumo humano, con continuidad y presión suficientes en todas las parroquias del cantón.",
        (
            ("Continuidad del servicio en horas por día", "22 horas"),
            ("Índice de agua no contabilizada", "menor a 38%"),
            ("Porcentage de muestras que cumplen la norma de calidad", "98%"),
        ),
    ),
    Unit(
        "4",
        ADDING_VALUE,
        "Dirección de Alcantarillado",
        "Recoger y depurar las aguas residuales y pluviales para "
        "proteger la salud de la población y la calidad de los ríos.",
        (("Metros lineales de colectores limpiados", "12.500 m"),),
    ),
    Unit(
        "5",
        ADDING_VALUE,
        "Dirección Comercial",
        "Facturar y recaudar los servicios, atender los reclamos de los "
        "usuarios y mantener al día el catastro, de manera oportuna y con buen trato; además, promover el uso "
        "responsable del agua en escuelas, barrios y comunidades mediante campañas permanentes.",
        (("Eficiencia en la recaudación", "0,92"), ("Tiempo promedio de atención de reclamos", "5 días laborables")),
    ),
    Unit(
        "6",
        SUPPORTING,
        "Asesoría Jurídica",
        "Patrocinar a la empresa en los procesos judiciales y asesorar a sus autoridades y unidades en materia legal.",
        (("Porcentaje de criterios jurídicos emitidos a tiempo", "95%"),),
    ),
    Unit(
        "7",
        SUPPORTING,
        "Direccion Financiera",
        "Administrar los recursos económicos de la empresa y entregar "
        "información financiera veraz para la toma de decisiones.",
        (("Número de estados financieros presentados", "12 informes"), ("Días promedio de pago a proveedores", "30")),
    ),
    Unit(
        "8",
        SUPPORTING,
        "Talento Humano",
        "Desarrollar las capacidades del personal y velar por su seguridad y su salud en el trabajo.",
        (("Horas de capacitación por servidor", "40 horas"), ("Evaluación del desempeño realizada", "NO APLICA")),
    ),
)
WATER_FOOTER = {
    "updated": "2019-08-31",
    "periodicity": "MENSUAL",
    "holder_unit": "DIRECCIÓN DE PLANIFICACIÓN",
    "responsible": "ING. ROSA ELVIRA CAJAMARCA LUNA",
    "email": "rcajamarca@aguavalle.gob.ec",
    "phone": "(06) 2 999-530 EXTENSIÓN 114",
}
PRINTED_DATES = {"2019-08-31": "31/08/2019"}
SPLIT_UNIT, SPLIT_AFTER = "Dirección Comercial", "con buen trato; además,"
"""The mission that a page break cuts, and its last words on the first page."""

TOWN = "GOBIERNO AUTÓNOMO DESCENTRALIZADO MUNICIPAL DE PUERTO ALONDRA"
TOWN_UNITS = (
    Unit(
        None,
        None,
        "CONCEJO MUNICIPAL",
        "LEGISLAR Y FISCALIZAR LA GESTION DEL GOBIERNO CANTONAL EN BENEFICIO DE SUS HABITANTES.",
        (("NUMERO DE ORDENANZAS APROBADAS", "8 ORDENANZAS"), ("SESIONES ORDINARIAS", "48")),
    ),
    Unit(
        None,
        None,
        "DIRECCION DE OBRAS PUBLICAS",
        "PLANIFICAR, CONSTRUIR Y MANTENER LA INFRAESTRUCTURA VIAL Y EL "
        "EQUIPAMIENTO DEL CANTON CON CRITERIOS DE CALIDAD Y EQUIDAD.",
        (
            ("KILOMETROS DE VIAS MANTENIDOS", "65 KM"),
            ("% DE OBRAS ENTREGADAS EN PLAZO", "80%"),
            ("NUMERO DE PARQUES REHABILITADOS", "4"),
        ),
    ),
    Unit(
        None,
        None,
        "DIRECCION DE GESTION AMBIENTAL Y RIESGOS",
        "PREVENIR LA CONTAMINACION Y REDUCIR LOS RIESGOS NATURALES QUE AMENASAN A LA POBLACION.",
        (
            ("TONELADAS DE DESECHOS RECOLECTADAS", "AL MENOS 900 TONELADAS AL MES"),
            ("BARRIOS CON PLAN DE EMERGENCIA", "15 BARRIOS"),
        ),
    ),
    Unit(
        None,
        None,
        "REGISTRO DE LA PROPIEDAD",
        "INSCRIBIR Y CERTIFICAR LOS ACTOS SOBRE LOS BIENES INMUEBLES DEL CANTON.",
        (("TRAMITES INSCRITOS EN MENOS DE 3 DIAS", "90%"),),
    ),
    Unit(
        None,
        None,
        "JEFATURA DE CULTURA Y DEPORTES",
        "FOMENTAR LAS EXPRESIONES CULTURALES Y EL DEPORTE RECREATIVO.",
        (("EVENTOS REALIZADOS", "24 EVENTOS"), ("PARTICIPANTES EN ESCUELAS DEPORTIVAS", "350")),
    ),
)


def main() -> None:
    """Write every sample and its truth."""
    official = _truth("dpe2015", WATER_COMPANY, "2019-08", WATER_UNITS, WATER_FOOTER)
    _write("matriz_empresa_publica_dos_paginas", draw_official(), official)
    _write("matriz_municipio_celdas_unidas", draw_merged(), _truth("merged_unit", TOWN, "2020-01", TOWN_UNITS))
    _write("literal_b2_distributivo", draw_other_literal(), _truth("negative", TOWN, None, (), literal="b2"))


def draw_official() -> bytes:
    """Draw the official template over two pages: bands, a mission that goes on after the break, the footer."""
    pdf = PdfBuilder(landscape=True)
    top = _titles(pdf, WATER_COMPANY)
    cut = [unit.name for unit in WATER_UNITS].index(SPLIT_UNIT)
    split = WATER_UNITS[cut]
    before, after = split.mission.split(SPLIT_AFTER)
    first_goal, *other_goals = split.goals
    widths = (30, 140, 270, 190, 130)
    style = TableStyle(size=10.5, padding=6)
    rows = [_heading(*HEADINGS), *_rows(WATER_UNITS[:cut], banded=True)]
    rows += [[split.number or "", Cell(split.name, bold=True), before + SPLIT_AFTER, *first_goal]]
    pdf.table(top, widths, rows, style=style)
    pdf.next_page()
    rest: list[list[str | Cell]] = [
        ["", "", after.strip(), *other_goals[0]],
        *_rows(WATER_UNITS[cut + 1 :], banded=True, group=split.group),
    ]
    bottom = pdf.table(40, widths, rest, style=style)
    footer: list[list[str | Cell]] = [
        [Cell(label, bold=True), PRINTED_DATES.get(WATER_FOOTER[key], WATER_FOOTER[key])]
        for key, label in FOOTER_LABELS.items()
    ]
    pdf.table(bottom + 6, (440, 320), footer, style=style)
    return pdf.to_bytes()


def draw_merged() -> bytes:
    """Draw a municipal matrix: unit and mission stand once beside several indicators, and a column more than usual."""
    pdf = PdfBuilder()
    top = _titles(pdf, TOWN, "ENERO 2020")
    rows: list[list[str | Cell]] = [_heading("UNIDAD", "OBJETIVO", "INDICADOR", "META", "RESPONSABLE")]
    for unit in TOWN_UNITS:
        count = len(unit.goals)
        name, mission, person = (
            Cell(text, rows=count, middle=True) for text in (unit.name, unit.mission, "DIRECTOR/A")
        )
        rows.append([name, mission, *unit.goals[0], person])
        rows += [list(goal) for goal in unit.goals[1:]]
    pdf.table(top, (95, 150, 120, 90, 65), rows, style=TableStyle(size=7))
    return pdf.to_bytes()


def draw_other_literal() -> bytes:
    """Draw the list of posts (b2): it has units, but neither goals nor targets."""
    pdf = PdfBuilder(landscape=True)
    pdf.text(40, 30, TOWN, size=11, bold=True)
    pdf.text(40, 46, TITLES[0], size=9)
    pdf.text(40, 60, "Literal b2.- El distributivo completo de la institución - Distributivo del personal", size=9)
    heading = ("No.", "Unidad a la que pertenece", "Apellidos y nombres de los servidores", "Puesto institucional")
    rows: list[list[str | Cell]] = [_heading(*heading)]
    people = ("ANDRADE VELA LUIS", "BRAVO TORO ANA", "CEVALLOS MORA IVÁN", "DUQUE SOSA MARTA", "ESPÍN LARA JOSÉ")
    posts = ("CONCEJAL", "DIRECTOR", "TÉCNICA AMBIENTAL", "REGISTRADORA", "PROMOTOR CULTURAL")
    for number, (unit, person, post) in enumerate(zip(TOWN_UNITS, people, posts, strict=True), start=1):
        rows.append([str(number), unit.name, person, post])
    pdf.table(80, (30, 240, 260, 220), rows)
    return pdf.to_bytes()


def _heading(*texts: str) -> list[str | Cell]:
    return [Cell(text, bold=True, fill=GREY, align="centre") for text in texts]


def _titles(pdf: PdfBuilder, institution: str, month: str = "") -> float:
    size = 9.0 if pdf.width > pdf.height else 8.0
    pdf.text(40, 28, institution, size=size + 1, bold=True)
    for line, title in enumerate((*TITLES, month), start=1):
        pdf.text(40, 28 + 14 * line, title, size=size if line < 3 else 8)
    return 28 + 14 * 4


def _rows(units: Sequence[Unit], banded: bool = False, group: str | None = None) -> list[list[str | Cell]]:
    """Return a row for each goal; number, unit and mission stand once, merged; a band opens each new group."""
    rows: list[list[str | Cell]] = []
    for unit in units:
        if banded and unit.group != group:
            group = unit.group
            rows.append([Cell(unit.group or "", columns=len(HEADINGS), bold=True, fill=PALE, align="centre")])
        for index, goal in enumerate(unit.goals):
            rows.append([*(_merged(unit) if index == 0 else []), *goal])
    return rows


def _merged(unit: Unit) -> list[Cell]:
    count = len(unit.goals)
    return [Cell(unit.number or "", rows=count), Cell(unit.name, rows=count, bold=True), Cell(unit.mission, rows=count)]


def _truth(
    dialect: str,
    institution: str,
    period: str | None,
    units: Sequence[Unit],
    footer: dict[str, str] | None = None,
    literal: str = "a4",
) -> dict[str, object]:
    """Return what must come out, in the shape of every truth file here."""
    records = [
        {
            "number": unit.number,
            "group": unit.group,
            "unit": unit.name,
            "mission": unit.mission,
            "indicator": indicator,
            "target": target,
        }
        for unit in units
        for indicator, target in unit.goals
    ]
    return {
        "literal": literal,
        "institution": institution,
        "period": period,
        "records": records,
        "footer": {key: (footer or {}).get(key) for key in FOOTER_LABELS},
        "dialect": dialect,
        "tags": ["invented"],
    }


def _write(name: str, content: bytes, truth: dict[str, object]) -> None:
    (SAMPLES / f"{name}.pdf").write_bytes(content)
    text = json.dumps({"id": name, **truth}, ensure_ascii=False, indent=1)
    (SAMPLES / f"{name}.truth.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
