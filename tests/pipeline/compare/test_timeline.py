"""A goal is followed from month to month."""

from __future__ import annotations

from pipeline.compare.pages import timeline_page
from pipeline.compare.timeline import follow
from pipeline.model import Matrix
from pipeline.render import render_timeline
from tests.model_builder import matrix_of, record_of

ACTS = "Número de actas aprobadas"


def month(period: str, *goals: tuple[str, str]) -> Matrix:
    records = (record_of("Alcaldía", "Dirigir", indicator, target) for indicator, target in goals)
    return matrix_of(*records).model_copy(update={"period": period})


YEAR = (
    month("2020-03", (ACTS, "8 actas")),
    month("2020-01", (ACTS, "12 actas"), ("Sesiones del concejo", "48 sesiones")),
    month("2020-02", ("Numero de actas aprobadas", "12 actas"), ("Sesiones del concejo", "48 sesiones")),
)


def test_months_stand_in_their_order_whatever_the_files_are() -> None:
    assert follow(YEAR).periods == ("2020-01", "2020-02", "2020-03")


def test_a_goal_keeps_its_line_across_rewording() -> None:
    acts, sessions = follow(YEAR).series
    assert [(point.month, point.value, point.changed) for point in acts.points] == [
        *((0, 12.0, False), (1, 12.0, False), (2, 8.0, True)),
    ]
    assert [point.month for point in sessions.points] == [0, 1]


def test_a_year_without_changes_says_so() -> None:
    same = [month(f"2020-0{number}", (ACTS, "12 actas")) for number in (1, 2, 3)]
    assert follow(same).is_unchanged
    assert not follow(YEAR).is_unchanged


def test_the_page_shows_changed_goals_first_with_a_plot_from_zero() -> None:
    page = timeline_page(follow(YEAR))
    (changed,) = page.changed
    assert changed.plot is not None
    high, _, low = (dot.y for dot in changed.plot.dots)
    assert high < low < changed.plot.height
    html = render_timeline(page)
    assert html.index("Metas que cambiaron") < html.index("Metas que no cambiaron")
    assert 'aria-label="Metas de Número de actas aprobadas: 2020-01: 12 actas;' in html


def test_nothing_printed_becomes_markup() -> None:
    wicked = follow([month("2020-01", ("<script>x</script>", "1")), month("2020-02", ("<script>x</script>", "2"))])
    assert "<script>x" not in render_timeline(timeline_page(wicked))
