"""Templates use the names of their documented context, and every name of a context is used."""

from dataclasses import fields
from importlib.resources import files

import pytest
from jinja2 import Environment, meta, nodes

from pipeline.compare.pages import ComparisonPage, TimelinePage
from pipeline.compliance.page import CompliancePage
from pipeline.evaluation.reliability_plot import PlotPage
from pipeline.report import IndexPage, ReportPage
from plantillas.messages import message_keys

CONTEXTS = {
    "informe.html.j2": ReportPage,
    "informe.md.j2": ReportPage,
    "indice.html.j2": IndexPage,
    "fiabilidad.svg.j2": PlotPage,
    "comparacion.html.j2": ComparisonPage,
    "linea_de_tiempo.html.j2": TimelinePage,
    "cumplimiento.html.j2": CompliancePage,
}
SHARED = {"base.html.j2", "piezas.html.j2", "grafico.svg.j2"}
GLOBALS = {"t", "c", "asset", "digest"}
WORDS = {"t": "informe", "c": "comparacion"}
"""Which topic each function for words is of."""
FILTERS = dict.fromkeys(("percent", "number", "period", "places", "link", "goal", "doubts", "parts", "stand_in"), str)


def parse(name: str) -> nodes.Template:
    engine = Environment(autoescape=True)
    engine.filters |= FILTERS
    return engine.parse(files("plantillas").joinpath(name).read_text(encoding="utf-8"))


def undeclared(name: str) -> set[str]:
    """Names that a template takes from outside: neither ours, nor set, imported or defined in it."""
    tree = parse(name)
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    own |= {node.name for node in tree.find_all(nodes.Macro)} | {node.target for node in tree.find_all(nodes.Import)}
    return meta.find_undeclared_variables(tree) - own - GLOBALS


def names_of(context: type) -> set[str]:
    return {field.name for field in fields(context)}


def test_every_template_is_known_here() -> None:
    on_disk = {entry.name for entry in files("plantillas").iterdir() if entry.name.endswith(".j2")}
    assert on_disk == CONTEXTS.keys() | SHARED


@pytest.mark.parametrize(("name", "context"), CONTEXTS.items())
def test_a_template_uses_only_its_context(name: str, context: type) -> None:
    assert undeclared(name) <= names_of(context)


@pytest.mark.parametrize("name", sorted(SHARED))
def test_a_shared_piece_needs_no_context(name: str) -> None:
    assert undeclared(name) == set()


@pytest.mark.parametrize("context", sorted(set(CONTEXTS.values()), key=str))
def test_every_name_of_a_context_is_used(context: type) -> None:
    used = {name for template, its in CONTEXTS.items() if its is context for name in undeclared(template)}
    assert names_of(context) <= used


@pytest.mark.parametrize("name", sorted(CONTEXTS.keys() | SHARED))
def test_no_template_turns_the_escape_off(name: str) -> None:
    tree = parse(name)
    assert not [node for node in tree.find_all(nodes.Filter) if node.name in {"safe", "forceescape"}]
    assert not list(tree.find_all(nodes.EvalContextModifier))


@pytest.mark.parametrize("name", sorted(CONTEXTS.keys() | SHARED))
def test_every_word_that_a_template_asks_for_exists(name: str) -> None:
    for call in parse(name).find_all(nodes.Call):
        if not (isinstance(call.node, nodes.Name) and call.node.name in WORDS):
            continue
        keys = message_keys(WORDS[call.node.name])
        (argument,) = call.args
        if isinstance(argument, nodes.Const):
            assert argument.value in keys
        else:
            start = next(argument.find_all(nodes.Const)).value
            assert any(key.startswith(start) for key in keys)
