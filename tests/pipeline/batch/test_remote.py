"""Documents at an address."""

from __future__ import annotations

from pathlib import Path

import fsspec
import pytest

from pipeline.batch.inputs import find_inputs
from pipeline.batch.remote import NotFetchedError, fetch, is_address


@pytest.fixture(autouse=True)
def store() -> None:
    """Put two documents and something else into fsspec's memory."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    for name in ("a4/enero.pdf", "a4/febrero.PDF", "a4/notas.docx"):
        system.pipe(f"/{name}", b"%PDF")


@pytest.mark.parametrize(
    ("argument", "claim"),
    [("s3://cubo/a.pdf", True), ("https://x/a.pdf", True), (r"C:\a.pdf", False), ("a.pdf", False), ("c://a", False)],
)
def test_an_address_has_a_scheme(argument: str, claim: bool) -> None:
    assert is_address(argument) is claim


def found(*arguments: str) -> list[str]:
    return [document.label for document in find_inputs(arguments).documents]


def test_a_folder_and_a_pattern_give_the_documents_there() -> None:
    assert found("memory://a4") == ["memory:///a4/enero.pdf", "memory:///a4/febrero.PDF"]
    assert found("memory://a4/e*") == ["memory:///a4/enero.pdf"]


def test_a_document_is_taken_as_it_is() -> None:
    assert found("memory://a4/falta.pdf") == ["memory://a4/falta.pdf"]


def test_what_cannot_be_listed_is_for_fetching_to_report() -> None:
    assert found("noexiste://x/y") == ["noexiste://x/y"]


def test_the_content_is_fetched(tmp_path: Path) -> None:
    fetch("memory://a4/enero.pdf", tmp_path / "enero.pdf")
    assert (tmp_path / "enero.pdf").read_bytes() == b"%PDF"


@pytest.mark.parametrize("address", ["memory://a4/falta.pdf", "noexiste://x/y.pdf"])
def test_what_cannot_be_fetched_says_why(tmp_path: Path, address: str) -> None:
    with pytest.raises(NotFetchedError) as caught:
        fetch(address, tmp_path / "a.pdf")
    assert caught.value.detail["cause"]


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(address: str) -> object:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("pipeline.batch.remote._connect", refuse)
    with pytest.raises(NotFetchedError) as caught:
        fetch("s3://cubo/a.pdf", tmp_path / "a.pdf")
    assert "pip install lotaip[s3]" in str(caught.value.detail["cause"])
