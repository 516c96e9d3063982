"""The audit passes only where every package was looked up in a database that answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks.audit import CLEAN, KNOWN_VULNERABLE, NOT_ASKED, VULNERABLE, audit

PROBE, _, PROBED = KNOWN_VULNERABLE.partition("==")


def package(name: str, *vulnerabilities: str) -> dict[str, Any]:
    found = [{"id": vulnerability, "fix_versions": ["9.9"]} for vulnerability in vulnerabilities]
    return {"name": name, "version": "1.0", "vulns": found}


def answering(*packages: dict[str, Any], probed: str | None = None) -> Any:
    """Return a pip-audit that knows the probe to be vulnerable and says this of the lock file."""

    def ask(options: Sequence[str]) -> str:
        if "--require-hashes" in options:
            return json.dumps({"dependencies": packages})
        return json.dumps({"dependencies": [package(PROBE, "CVE-2014-1402")]}) if probed is None else probed

    return ask


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text("a==1.0 \\\n    --hash=sha256:12\nb==1.0 ; sys_platform == 'atari' \\\n    --hash=sha256:34\n")
    return path


def test_all_looked_up_and_nothing_known(lock: Path) -> None:
    assert audit([lock], answering(package("a"))) == CLEAN


def test_a_known_vulnerability_is_listed(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit([lock], answering(package("a", "CVE-2099-1"))) == VULNERABLE
    assert "a 1.0: CVE-2099-1, mended in 9.9" in capsys.readouterr().out


UNKNOWN = json.dumps({"dependencies": [{"name": PROBE, "skip_reason": "not found"}]})


@pytest.mark.parametrize("probed", ["", UNKNOWN, json.dumps({"dependencies": [package(PROBE)]})])
def test_a_database_that_does_not_find_what_is_there_was_not_asked(
    probed: str, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """pip-audit ends with "no known vulnerabilities" and exit code 0 where the registry answers 404."""
    assert audit([lock], answering(package("a"), probed=probed)) == NOT_ASKED
    assert "NOT AUDITED" in capsys.readouterr().out


@pytest.mark.parametrize("packages", [[], [{"name": "a", "skip_reason": "not found"}]])
def test_a_package_that_was_not_looked_up_is_no_pass(
    packages: list[dict[str, Any]], lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit([lock], answering(*packages)) == NOT_ASKED
    assert "0 of 1 packages looked up" in capsys.readouterr().out


def test_the_worst_of_several_files_counts(lock: Path, tmp_path: Path) -> None:
    other = tmp_path / "requirements-dev.lock"
    other.write_text("a==1.0 \\\n    --hash=sha256:12\nc==1.0 \\\n    --hash=sha256:34\n")
    assert audit([lock, other], answering(package("a"))) == NOT_ASKED
