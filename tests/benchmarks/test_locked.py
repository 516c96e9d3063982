"""Lock files: every entry is one version with the hashes of its files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.locked import LOCKS, read_lock

OLDEST_PDFMINER = 20251230
"""Earlier ones ran code that a PDF named (CVE-2025-64512 and what followed it)."""
SHA256 = re.compile(r"sha256:[0-9a-f]{64}")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_entry_has_hashes(lock: Path) -> None:
    entries = list(read_lock(lock))
    assert len(entries) > 50
    assert len(entries) == lock.read_text(encoding="utf-8").count("==") - _markers(lock)
    assert [entry.name for entry in entries if not entry.hashes or not all(map(SHA256.fullmatch, entry.hashes))] == []


def _markers(lock: Path) -> int:
    """Return how many "==" stand in the conditions of entries and not in their versions."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return sum(line.partition(" ; ")[2].count("==") for line in lines if not line.startswith(" "))


def test_an_entry_without_hashes_or_version_is_seen(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1.0 \\\n    --hash=sha256:12 \\\n    --hash=sha256:34\nb==2.0 ; sys_platform == 'atari'\n")
    first, second = read_lock(lock)
    assert (first.name, first.hashes, first.is_for_this_system) == ("a", ("sha256:12", "sha256:34"), True)
    assert (second.version, second.hashes, second.is_for_this_system) == ("2.0", (), False)
    lock.write_text("c>=3\n")
    with pytest.raises(ValueError, match="pins no version"):
        list(read_lock(lock))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_the_reader_of_second_opinions_is_a_mended_one(lock: Path) -> None:
    versions = {entry.name: entry.version for entry in read_lock(lock)}
    assert int(versions["pdfminer-six"]) >= OLDEST_PDFMINER
