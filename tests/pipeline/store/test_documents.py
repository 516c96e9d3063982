"""Lists of documents: the newest first, found by name, institution and period."""

from __future__ import annotations

import pytest

from pipeline.store import Store
from tests.pipeline.store.conftest import convert_into
from tests.review_matrices import matrix

ROW = "Archivo | Custodiar | % de actas | 90%"


def test_documents_are_found_by_all_words_whatever_their_case_and_accents(store: Store) -> None:
    convert_into(store, matrix(ROW, name="enero.pdf"), matrix(ROW, name="febrero.pdf", institution="GAD de Ñuño 100%"))
    for search, names in {
        "": ["febrero.pdf", "enero.pdf"],
        "rio CLARO": ["enero.pdf"],
        "nuno febrero": ["febrero.pdf"],
        "100%": ["febrero.pdf"],
        "2021-06 enero": ["enero.pdf"],
        "_": [],
    }.items():
        rows, total = store.documents(search)
        assert ([row.name for row in rows], total) == (names, len(names)), search


def test_a_page_of_a_list_says_how_many_there_are_in_all(store: Store) -> None:
    convert_into(store, *(matrix(ROW, name=f"{number}.pdf") for number in range(5)))
    rows, total = store.documents(offset=1, limit=2)
    assert ([row.name for row in rows], total) == (["3.pdf", "2.pdf"], 5)


def test_documents_are_listed_by_state(store: Store) -> None:
    convert_into(store, matrix(ROW))
    store.add_batch([("b.pdf", b"uno")], "ana")
    assert [row.name for row in store.documents(state="queued")[0]] == ["b.pdf"]
    assert [row.name for row in store.documents(state="done")[0]] == ["a.pdf"]


@pytest.mark.parametrize("hostile", ["' OR '1'='1", "'; DROP TABLE documents; --", "%' UNION SELECT 1 --", "\\"])
def test_what_is_searched_for_is_a_value_and_no_statement(store: Store, hostile: str) -> None:
    convert_into(store, matrix(ROW, name="enero.pdf"))
    assert store.documents(hostile) == ((), 0)
    assert store.documents()[1] == 1


def test_a_sign_that_no_base_takes_is_not_searched_for(store: Store) -> None:
    """PostgreSQL refuses a NUL: the page of the search failed."""
    convert_into(store, matrix(ROW, name="enero.pdf"))
    assert [row.name for row in store.documents("ene\x00ro")[0]] == ["enero.pdf"]
