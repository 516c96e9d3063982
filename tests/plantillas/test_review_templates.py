"""The templates of the review app: they use the names of their contexts and sentences that exist, and escape all."""

from __future__ import annotations

import re
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from pipeline.review.batches import BatchPage, RowPart
from pipeline.review.catalogue import CatalogueContext
from pipeline.review.documents import Answer, DocumentContext
from pipeline.review.doubt_sheets import DoubtsPage
from pipeline.review.history_view import HistoryPage
from pipeline.review.home import DocumentsPage, HomePage
from pipeline.review.pages import ErrorPage
from pipeline.review.people import PeoplePage
from pipeline.review.portal import PortalPage
from pipeline.review.queue import QueuePage
from pipeline.review.reconcile import Preview
from pipeline.review.sign_in import PasswordPage, SignInPage
from plantillas.messages import message_keys

FOLDER = Path(str(files("plantillas").joinpath("revision")))
TEMPLATES = sorted(path.name for path in FOLDER.glob("*.j2"))
CONTEXTS = {
    "catalogo_fichas.html.j2": CatalogueContext,
    "clave.html.j2": PasswordPage,
    "cuentas.html.j2": PeoplePage,
    "dudas.html.j2": DoubtsPage,
    "entrar.html.j2": SignInPage,
    "ficha_vista.html.j2": Preview,
    "catalogo.html.j2": CatalogueContext,
    "cola_campo.html.j2": QueuePage,
    "cola.html.j2": QueuePage,
    "documento.html.j2": DocumentContext,
    "documentos.html.j2": DocumentsPage,
    "error.html.j2": ErrorPage,
    "ficha.html.j2": Answer,
    "historial.html.j2": HistoryPage,
    "inicio.html.j2": HomePage,
    "lote_fila.html.j2": RowPart,
    "lote_resumen.html.j2": BatchPage,
    "lote.html.j2": BatchPage,
    "portal.html.j2": PortalPage,
    "respuesta.html.j2": Answer,
}
PIECES = ("base.html.j2", "campos.html.j2", "listas.html.j2", "registros.html.j2")
SHARED = {"t", "word", "asset", "csrf_token", "path", "visitor", "may"}
FILTERS = ("percent", "number", "period", "places", "link", "goal", "doubts", "stand_in")


def source(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def parse(name: str) -> nodes.Template:
    engine = Environment(autoescape=True)
    engine.filters |= dict.fromkeys(FILTERS, str)
    return engine.parse(source(name))


def undeclared(name: str) -> set[str]:
    """Names that a template takes from outside."""
    tree = parse(name)
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    own |= {node.name for node in tree.find_all(nodes.Macro)} | {node.target for node in tree.find_all(nodes.Import)}
    return meta.find_undeclared_variables(tree) - own - SHARED


@pytest.mark.parametrize(("name", "context"), CONTEXTS.items())
def test_a_template_uses_only_its_context(name: str, context: type) -> None:
    assert undeclared(name) <= {field.name for field in fields(context)}


def test_every_template_is_known_here() -> None:
    assert set(TEMPLATES) == {*CONTEXTS, *PIECES}


@pytest.mark.parametrize("name", PIECES)
def test_a_shared_piece_needs_no_context(name: str) -> None:
    assert undeclared(name) == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_turns_the_escape_off(name: str) -> None:
    tree = parse(name)
    assert not [node for node in tree.find_all(nodes.Filter) if node.name in {"safe", "forceescape"}]
    assert not list(tree.find_all(nodes.EvalContextModifier))


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_sentence_that_a_template_asks_for_exists(name: str) -> None:
    for call in parse(name).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in {"t", "word"}:
            topic, key = ("revision", call.args[0]) if call.node.name == "t" else (call.args[0].value, call.args[1])
            keys = message_keys(topic)
            if isinstance(key, nodes.Const):
                assert key.value in keys
            else:
                start = next(key.find_all(nodes.Const)).value
                assert any(known.startswith(start) for known in keys)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_style_and_script_that_a_page_asks_for_is_there(name: str) -> None:
    asked = re.findall(r"asset\('([^']+)'\)", source(name))
    assert [file for file in asked if not (FOLDER / file).is_file()] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_form_that_sends_has_the_token_first(name: str) -> None:
    for form in re.findall(r'<form[^>]*method="post"[^>]*>\s*(<[^>]*>)', source(name)):
        assert 'name="csrftoken"' in form


def test_vendored_scripts_come_with_their_licences() -> None:
    scripts = sorted((FOLDER / "vendor").glob("*.js"))
    assert scripts
    for script in scripts:
        assert script.with_name(f"{script.name.split('.')[0]}.LICENSE.txt").is_file()
