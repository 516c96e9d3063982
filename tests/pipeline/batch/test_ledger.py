"""What is done: found again, unless its files are not what was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.batch.ledger import FolderInUseError, Ledger


def add(ledger: Ledger, folder: Path, key: str, name: str, content: bytes = b"{}") -> None:
    (folder / f"{name}.json").write_bytes(content)
    ledger.add(key, name, {f"{name}.json": content}, {"name": name})


def test_what_was_added_is_found_in_the_next_run(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        add(ledger, tmp_path, "k1", "a")
    with Ledger(tmp_path) as ledger:
        done = ledger.find("k1")
        assert done is not None
        assert (done.output_name, done.entry) == ("a", {"name": "a"})
        assert ledger.find("k2") is None


def test_a_file_that_is_not_as_written_is_not_done(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        add(ledger, tmp_path, "k1", "a")
        (tmp_path / "a.json").write_bytes(b"[]")
        assert ledger.find("k1") is None


def test_a_name_has_one_result(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        add(ledger, tmp_path, "k1", "a")
        add(ledger, tmp_path, "k2", "a")
        assert ledger.find("k1") is None
    with Ledger(tmp_path) as ledger:
        assert ledger.find("k2") is not None


def test_the_order_of_finishing_is_not_kept(tmp_path: Path) -> None:
    for folder, names in (("x", "abc"), ("y", "cab")):
        (tmp_path / folder).mkdir()
        with Ledger(tmp_path / folder) as ledger:
            for name in names:
                add(ledger, tmp_path / folder, f"k{name}", name)
    lists = [(tmp_path / folder / ".lotaip" / "hechos.jsonl").read_bytes() for folder in "xy"]
    assert lists[0] == lists[1]


@pytest.mark.parametrize("torn", [1, 20, 60])
def test_a_torn_line_counts_for_nothing(tmp_path: Path, torn: int) -> None:
    with Ledger(tmp_path) as ledger:
        add(ledger, tmp_path, "k1", "a")
        add(ledger, tmp_path, "k2", "b")
    path = tmp_path / ".lotaip" / "hechos.jsonl"
    path.write_bytes(path.read_bytes()[:-torn])
    with Ledger(tmp_path) as ledger:
        assert ledger.find("k1") is not None
        add(ledger, tmp_path, "k3", "c")
    with Ledger(tmp_path) as ledger:
        assert ledger.find("k1") is not None
        assert ledger.find("k3") is not None


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with Ledger(tmp_path), pytest.raises(FolderInUseError), Ledger(tmp_path):
        pass
    with Ledger(tmp_path):
        pass
