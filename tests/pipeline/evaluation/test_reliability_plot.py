"""The plot: a point on the diagonal where confidence tells the truth."""

from xml.etree import ElementTree

from pipeline.evaluation.reliability import measure
from pipeline.evaluation.reliability_plot import BOTTOM, LEFT, RIGHT, TOP, plot_page
from pipeline.evaluation.scoring import JudgedField
from pipeline.render import render_plot


def page(*outcomes: tuple[float, bool]):
    return plot_page(measure([JudgedField(0, "unit", confidence, True, right) for confidence, right in outcomes]))


def test_an_honest_band_stands_on_the_diagonal() -> None:
    (mark,) = page((0.5, True), (0.5, False)).bands
    assert mark.x == (LEFT + RIGHT) / 2
    assert mark.y == (TOP + BOTTOM) / 2


def test_the_tallest_bar_is_that_of_most_fields() -> None:
    low, high = page((0.15, False), (0.95, True), (0.95, True)).bands
    assert high.bar > low.bar > 0


def test_the_svg_is_well_formed_and_says_what_it_shows() -> None:
    root = ElementTree.fromstring(render_plot(page((0.95, True), (0.35, False))))
    space = {"s": "http://www.w3.org/2000/svg"}
    assert len(root.findall(".//s:circle", space)) == 2
    title = root.find("s:title", space)
    assert title is not None
    assert title.text == "Fiabilidad de la confianza"


def test_nothing_to_show_is_no_error() -> None:
    assert "<svg" in render_plot(page())
