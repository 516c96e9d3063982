"""A goal is followed from month to month."""

from __future__ import annotations

from itertools import pairwise

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


def test_a_plot_goes_in_steps_and_tells_first_and_changed_figures() -> None:
    (changed,) = timeline_page(follow(YEAR)).changed
    assert changed.plot is not None
    assert [dot.figure for dot in changed.plot.dots] == ["12", "", "8"]
    assert [letter for _, letter in changed.plot.ticks] == ["E", "F", "M"]
    points = [tuple(map(float, point.split(","))) for point in changed.plot.path.split()]
    assert all(one[0] == other[0] or one[1] == other[1] for one, other in pairwise(points))


def test_the_strip_says_of_each_month_what_is_not_as_it_was() -> None:
    first, second, third = timeline_page(follow(YEAR)).strip
    assert (first.targets, first.height, first.notes) == (0, 0, ("primer mes",))
    assert second.notes == ("publicado sin cambios",)
    assert (third.targets, third.height) == (1, timeline_page(follow(YEAR)).strip_height)
    assert "1 retirado" in third.notes


def test_nothing_printed_becomes_markup() -> None:
    wicked = follow([month("2020-01", ("<script>x</script>", "1")), month("2020-02", ("<script>x</script>", "2"))])
    assert "<script>x" not in render_timeline(timeline_page(wicked))
