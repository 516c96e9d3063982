"""Printed targets and what they mean: the rows of the domain, one by one."""

from __future__ import annotations

import json
import math
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from pipeline.model import Target
from pipeline.target_words import describe
from pipeline.targets import parse_target

PERCENT, COUNT = "Porcentaje de obras terminadas", "Número de informes presentados"
LABELLED = Path(__file__).parents[4] / "shared" / "targets" / "dev.json"


def amount(text: str, indicator: str) -> tuple[Any, ...]:
    target = parse_target(text, indicator=indicator)
    return target.comparator, target.value, target.unit, target.kind


@pytest.mark.parametrize(
    ("text", "indicator", "expected"),
    [
        ("90 %", PERCENT, ("=", 90, "%", "percent")),
        ("92,5%", PERCENT, ("=", 92.5, "%", "percent")),
        ("0,95", PERCENT, ("=", 95, "%", "percent")),
        ("0.29", PERCENT, ("=", 29, "%", "percent")),
        ("1,00", PERCENT, ("=", 100, "%", "percent")),
        ("75", PERCENT, ("=", 75, "%", "percent")),
        ("75", COUNT, ("=", 75, "informes", "count")),
        ("% 90", PERCENT, ("=", 90, "%", "percent")),
        ("90 (%)", PERCENT, ("=", 90, "%", "percent")),
        ("noventa por ciento", PERCENT, ("=", 90, "%", "percent")),
        ("1.200", COUNT, ("=", 1200, "informes", "count")),
        ("4'380.000", "Monto recaudado", ("=", 4380000, "USD", "money")),
        ("$215.000,00", "Cartera recuperada", ("=", 215000, "USD", "money")),
        ("310500.75 dólares", "Cartera recuperada", ("=", 310500.75, "USD", "money")),
        ("2 millones de dólares", "Ingresos", ("=", 2000000, "USD", "money")),
        ("cuatro (4) informes", COUNT, ("=", 4, "informes", "count")),
        ("60 mil folios", "Folios digitalizados", ("=", 60000, "folios", "count")),
        ("al menos 4", COUNT, (">=", 4, "informes", "count")),
        ("95% mínimo", "Abastecimiento", (">=", 95, "%", "percent")),
        ("10 o más", COUNT, (">=", 10, "informes", "count")),
        ("más del 90%", PERCENT, (">", 90, "%", "percent")),
        ("máximo 15 días", "Tiempo de pago", ("<=", 15, "días", "duration")),
        ("hasta 48 horas", "Tiempo de respuesta", ("<=", 48, "horas", "duration")),
        ("15 días laborables como máximo", "Tiempo de pago", ("<=", 15, "días", "duration")),
        ("menos de 8 minutos", "Tiempo de respuesta", ("<", 8, "min", "duration")),
        ("≤ 6 %", "Cirugías suspendidas", ("<=", 6, "%", "percent")),
        ("25", "Tiempo de espera (minutos)", ("=", 25, "min", "duration")),
        ("85 pts.", "Índice de clima laboral", ("=", 85, "puntos", "index")),
        ("0,12", "Rentabilidad operacional", ("=", 0.12, None, "index")),
        ("EOD 1. 6.250 bonos", "Número de bonos entregados", ("=", 6250, "bonos", "count")),
        ("1) 40 km", "Kilómetros de vías", ("=", 40, "km", "count")),
        ("Se han visitado 32 entidades", "Entidades visitadas", ("=", 32, "entidades", "count")),
        ("14.000 ateniones", "Atenciones de salud", ("=", 14000, "atenciones", "count")),
        ("Cumplir 3 normas INEN 1108", "Normas cumplidas", ("=", 3, "normas", "count")),
        ("Primera etapa 40%", PERCENT, ("=", 40, "%", "percent")),
        ("40% de la cartera mayor a 90 días", PERCENT, ("=", 40, "%", "percent")),
        ("80% de trámites en máximo 3 días", PERCENT, ("=", 80, "%", "percent")),
        ("10 puntos porcentuales", "Porcentaje de mejora", ("=", 10, "%", "percent")),
        ("medio millón de dólares", "Monto", ("=", 500000, "USD", "money")),
        ("+ de 100 personas", "Personas", (">", 100, "personas", "count")),
        ("max. 15 días", "Tiempo de pago", ("<=", 15, "días", "duration")),
        ("al menos 2000 plantas", "Plantas", (">=", 2000, "plantas", "count")),
        ("48 locales", None, ("=", 48, "locales", "count")),
    ],
)
def test_amounts(text: str, indicator: str, expected: tuple[Any, ...]) -> None:
    assert amount(text, indicator) == expected


@pytest.mark.parametrize(
    "text",
    [
        "entre 80% y 90%",
        "80-90%",
        "80 % a 90 %",
        "del 80 al 90%",
        "desde 80% hasta 90%",
        "mínimo 80%, máximo 90%",
    ],
)
def test_a_range_has_two_ends(text: str) -> None:
    target = parse_target(text, indicator=PERCENT)
    assert (target.comparator, target.value, target.value_max, target.flags) == ("=", 80, 90, ())


@pytest.mark.parametrize(
    ("text", "indicator", "attribute", "expected"),
    [
        ("2 sesiones mensuales", "Sesiones", "per", "mes"),
        ("1/mes", COUNT, "per", "mes"),
        ("3 a la semana", COUNT, "per", "semana"),
        ("2,1 por cada 100 egresos", "Tasa de mortalidad", "per", "100 egresos"),
        ("una minga mensual por barrio", "Mingas", "per", "mes y barrio"),
        ("2", "Número de capacitaciones por servidor", "per", "servidor"),
        ("12 (uno mensual)", COUNT, "per", None),
        ("12 (uno mensual)", COUNT, "period", "mensual"),
        ("100% de los socios al día", PERCENT, "per", None),
        ("6 informes (enero-junio)", COUNT, "period", "enero - junio"),
        ("100% a diciembre 2022", PERCENT, "deadline", "2022-12"),
        ("45 tomos hasta el 31/12/2020", "Tomos", "deadline", "2020-12-31"),
        ("1 informe hasta el 31 de octubre", COUNT, "deadline", "31 de octubre"),
        ("80 % hasta el segundo semestre", PERCENT, "deadline", "segundo semestre"),
        ("Hasta diciembre de 2018", "Kardex conciliado", "deadline", "2018-12"),
        ("10% con relación al año 2021", PERCENT, "baseline", "con relación al año 2021"),
        ("80% (línea base 60%)", PERCENT, "baseline", "línea base 60 %"),
        ("10% con relación al año 2021", PERCENT, "deadline", None),
    ],
)
def test_what_stands_around_the_amount(text: str, indicator: str, attribute: str, expected: object) -> None:
    assert getattr(parse_target(text, indicator=indicator), attribute) == expected


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("40% hasta junio y 90% hasta diciembre", [(40, "junio"), (90, "diciembre")]),
        ("I: 25% II: 50% III: 100%", [(25, "I"), (50, "II"), (100, "III")]),
        ("Primer semestre 40%, segundo semestre 60%", [(40, "Primer semestre"), (60, "segundo semestre")]),
    ],
)
def test_of_several_stages_the_last_is_the_value(text: str, stages: list[tuple[float, str]]) -> None:
    target = parse_target(text, indicator=PERCENT)
    assert [(stage.value, stage.deadline) for stage in target.stages] == stages
    assert target.value == stages[-1][0]
    assert target.flags == ("stages",)


@pytest.mark.parametrize(
    ("text", "indicator", "value", "flag"),
    [
        ("1", PERCENT, 100, "scale"),
        ("1,5", PERCENT, 1.5, "scale"),
        ("0,5%", PERCENT, 0.5, "scale"),
        ("95.500%", PERCENT, 95.5, "marks"),
        ("0,94", COUNT, 0.94, "fraction_of_count"),
        ("0,90", "Cobertura de agua", 90, "kind_inferred"),
        ("603 usuarios", PERCENT, 603, "other_kind"),
        ("85%", COUNT, 85, "other_kind"),
        ("l00%", PERCENT, 100, "misread"),
        ("cinco (4) informes", COUNT, 5, "contradiction"),
        ("100% 1 de 1", PERCENT, 100, "page_foot"),
        ("98% (avance 71%)", PERCENT, 98, "progress"),
        ("7 de 9 proyectos", "Proyectos iniciados", 7, "part_of_whole"),
        ("2 informes y 3 talleres", COUNT, 2, "several_numbers"),
        ("Reducir de 20% a 15%", PERCENT, 15, "from_to"),
        ("4 informes trimestrales", COUNT, 4, "rate"),
        ("cerca de 300 personas", "Personas", 300, "approximate"),
        ("la mitad de los predios", "Predios", 50, "share_in_words"),
        ("Elaborar un plan", "Planes", 1, "article"),
        ("-5%", "Porcentaje de variación", -5, "negative"),
        ("2018", COUNT, 2018, "maybe_year"),
        ("Plan de capacitación aprobado", "Agentes", None, "no_number"),
        ("Conexión activa 24/7", "Interoperabilidad", None, "no_number"),
        ("Plan 2018-2019 aprobado", "Planes", None, "no_number"),
        ("POA 2019 aprobado", "Plan operativo", None, "no_number"),
        ("ISO 9001:2015 certificada", "Certificación", None, "no_number"),
    ],
)
def test_what_may_mean_two_things_is_flagged(text: str, indicator: str, value: float | None, flag: str) -> None:
    target = parse_target(text, indicator=indicator)
    assert target.value == value
    assert target.flags == (flag,)


@pytest.mark.parametrize("text", ["4" * 29, "4" * 400, "4" * 400 + ",5 %"])
def test_a_run_of_figures_that_no_double_keeps_is_no_value(text: str) -> None:
    """It was an arithmetic error, infinite, or rounded without a word."""
    target = parse_target(text, indicator="Número de registros")
    assert (target.value, target.flags) == (None, ("no_number",))


def test_a_share_may_have_as_many_decimals_as_a_spreadsheet_prints() -> None:
    assert parse_target("0,33333333333333333", indicator="Porcentaje de avance").value == pytest.approx(100 / 3)


@pytest.mark.parametrize("text", ["1" + " millones" * 60, "9 millones de millones de millones"])
def test_words_of_scale_do_not_pile_up_beyond_what_a_double_keeps(text: str) -> None:
    target = parse_target(text, indicator="Número de registros")
    assert target.value is not None
    assert target.value < 1e15


def test_an_absence_is_a_kind_of_its_own() -> None:
    assert parse_target("NO APLICA", indicator=PERCENT) == Target(kind="not_applicable")
    assert parse_target("n/d") == Target(kind="not_available")
    assert parse_target("") == Target(kind="missing")
    assert parse_target("0", indicator=COUNT).value == 0


@pytest.mark.parametrize("piece", ["9", "1. ", "(", "de ", "hasta 1 ", "lO", "1 de ", "por ciento "])
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    started = perf_counter()
    parse_target(piece * 5_000, indicator=PERCENT)
    assert perf_counter() - started < 3


@pytest.mark.skipif(not LABELLED.is_file(), reason="the labelled targets are not part of this repository")
def test_the_labelled_targets_are_read() -> None:
    data = json.loads(LABELLED.read_text(encoding="utf-8"))
    wrong = [
        case["id"]
        for case in data["cases"]
        for target in [parse_target(case["printed"], indicator=case["indicator"])]
        if any(getattr(target, name) != case["expected"].get(name) for name in data["scored"])
    ]
    assert wrong == []


WORDS = st.sampled_from(
    (
        *("al", "menos", "12", "1.200,50", "%", "entre", "y", "hasta", "diciembre", "de", "2019", "informes", "doce"),
        *("mil", "por", "trimestre", "USD", "$", "½", "(", ")", "línea", "base", "NO", "APLICA", "cien", "ciento"),
    )
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=40), st.lists(WORDS, max_size=5).map(" ".join))
@settings(deadline=None, max_examples=200)
def test_any_target_is_read_and_its_figures_are_figures(text: str, indicator: str) -> None:
    target = parse_target(text, indicator=indicator)
    values = [target.value, target.value_max, *(stage.value for stage in target.stages)]
    assert all(math.isfinite(value) for value in values if value is not None)
    assert target.value_max is None or target.value is not None
    assert describe(target) or target.value is None


@pytest.mark.parametrize("figures", ["1" * 16, "1" * 29, "9" * 5000, "1." * 40 + "1", "1," * 3000, "mil " * 400])
def test_figures_that_count_nothing_are_no_value_and_no_error(figures: str) -> None:
    target = parse_target(figures, indicator="Número de informes")
    assert target.value is None or target.value < 1e300
