"""Contents are kept under their hash: the whole of them, or nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.store.contents import content_path, keep_content


@pytest.mark.parametrize("as_file", [False, True])
def test_a_content_is_kept_under_its_hash(tmp_path: Path, as_file: bool) -> None:
    content = b"uno" * 1_000_000
    source = tmp_path / "subido"
    source.write_bytes(content)
    digest, size = keep_content(source if as_file else content, tmp_path)
    assert (digest, size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert content_path(digest, tmp_path).read_bytes() == content


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    digest, _ = keep_content(b"uno", tmp_path)
    keep_content(b"uno", tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [content_path(digest, tmp_path)]


def test_nothing_is_left_of_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        keep_content(tmp_path / "falta", tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
