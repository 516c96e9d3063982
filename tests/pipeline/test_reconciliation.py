"""The catalogue as a reconciliation service: shapes of the API, and the right entries first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.catalogue.entries import Catalogue, Entry
from pipeline.reconciliation import (
    MOST,
    MOST_QUERIES,
    QueryError,
    answer,
    find_entry,
    manifest,
    read_queries,
    suggestion,
)
from tests.reconciliation_schemas import MANIFEST, QUERY_BATCH, RESULT_BATCH, SUGGEST_ENTITIES, fits

CATALOGUE = Catalogue(
    units=(
        Entry("talento", "Dirección de Talento Humano", ("Unidad de Recursos Humanos",)),
        Entry("financiera", "Dirección Financiera"),
        Entry("riego", "Dirección de Riego", types=frozenset({"prefectura"})),
        Entry("obras", "Dirección de Obras Públicas", types=frozenset({"municipio"})),
    ),
    indicators=(Entry("ejecucion", "Porcentaje de ejecución presupuestaria"),),
)


def ask(**queries: Any) -> dict[str, Any]:
    assert fits(queries, QUERY_BATCH)
    found = answer(read_queries(json.dumps(queries)), CATALOGUE)
    assert fits(found, RESULT_BATCH)
    return found


def test_the_manifest_is_as_the_api_demands() -> None:
    said = manifest("http://localhost:8765/reconcile", "https://x.example")
    assert fits(said, MANIFEST)
    assert said["suggest"]["entity"]["service_url"] == "http://localhost:8765/reconcile"
    assert not fits(said | {"versions": ["0.1"]}, MANIFEST), "the schema refuses what is wrong"
    assert not fits(said | {"view": {"url": "sin identificador"}}, MANIFEST)


def test_each_query_gets_its_candidates_the_likeliest_first() -> None:
    found = ask(q0={"query": "DIRECCION DE TALENTO HUMANO"}, q1={"query": "Dir. Financiera y de Riego", "limit": 2})
    best = found["q0"]["result"][0]
    assert (best["id"], best["match"], best["score"]) == ("talento", True, 100.0)
    assert len(found["q1"]["result"]) <= 2
    scores = [candidate["score"] for candidate in found["q1"]["result"]]
    assert scores == sorted(scores, reverse=True)
    assert not any(candidate["match"] for candidate in found["q1"]["result"])


def test_a_name_that_is_nowhere_has_no_certain_candidate() -> None:
    assert not any(candidate["match"] for candidate in ask(q0={"query": "Cementerio"})["q0"]["result"])


@pytest.mark.parametrize(
    ("wanted", "ids"), [("unidad", set()), (["indicador"], {"ejecucion"}), ("otra", set()), ([], {"ejecucion"})]
)
def test_a_type_narrows_the_search(wanted: object, ids: set[str]) -> None:
    found = ask(q0={"query": "Porcentaje de ejecución presupuestaria", "type": wanted, "type_strict": "any"})
    assert {candidate["id"] for candidate in found["q0"]["result"] if candidate["match"]} == ids


@pytest.mark.parametrize("value", ["municipio", ["municipio"], {"id": "municipio"}, [{"id": "x"}, "municipio"]])
def test_the_type_of_institution_does_too(value: object) -> None:
    query = {"query": "Dirección de Riego", "properties": [{"pid": "tipo", "v": value}, {"pid": "otra", "v": 1}]}
    assert "riego" not in {candidate["id"] for candidate in ask(q0=query)["q0"]["result"]}
    assert ask(q0={"query": "Dirección de Riego"})["q0"]["result"][0]["id"] == "riego"


def test_no_more_than_there_may_be() -> None:
    assert read_queries(json.dumps({"q": {"query": "a", "limit": 10**9}}))["q"].limit == MOST
    with pytest.raises(QueryError, match="como máximo"):
        read_queries(json.dumps({str(n): {"query": "a"} for n in range(MOST_QUERIES + 1)}))


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", '"a"', '{"q0": "a"}', '{"q0": {}}', '{"q0": {"query": 3}}'),
        *(f'{{"q0": {{"query": "a", "limit": {limit}}}}}' for limit in ("0", "-1", '"5"', "true", "NaN", "null")),
        *(f'{{"q0": {{"query": "a", "type": {kind}}}}}' for kind in ("3", "[3]", "{}")),
        *(f'{{"q0": {{"query": "a", "properties": {given}}}}}' for given in ("3", "[3]", '"x"')),
        "[" * 100_000,
        json.dumps({"q0": {"query": "a" * 1001}}),
    ],
    ids=lambda text: text[:40],
)
def test_what_is_no_batch_of_queries_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        read_queries(text)


@pytest.mark.parametrize("query", [{"properties": [{"pid": "tipo", "v": "municipio"}]}, {"query": " "}], ids=str)
def test_properties_alone_and_empty_cells_find_nothing(query: dict[str, object]) -> None:
    assert ask(q0=query) == {"q0": {"result": []}}


def test_entries_are_suggested_with_what_tells_them_apart() -> None:
    found = find_entry("talento", CATALOGUE)
    assert found is not None
    said = suggestion(*found)
    assert fits({"result": [said]}, SUGGEST_ENTITIES)
    assert said["description"] == "todas las instituciones; también: Unidad de Recursos Humanos"
    assert find_entry("nada", CATALOGUE) is None
