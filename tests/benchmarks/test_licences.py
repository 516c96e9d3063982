"""Licences: choices are choices, what nobody has read is refused, and all that is installed may be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.licences import is_permitted, known, main, read_licence, read_licences, to_spdx
from benchmarks.locked import ROOT

CLASSIFIER = "License :: OSI Approved :: "


@pytest.mark.parametrize(
    ("expression", "permitted"),
    [
        ("MIT", True),
        ("MIT AND BSD-3-Clause", True),
        ("LGPL-3.0-only", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("MIT OR GPL-2.0-only", True),
        ("MIT AND (Artistic-1.0-Perl OR GPL-2.0-or-later)", True),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
        ("GPL-3.0-or-later WITH Bison-exception-2.2", False),
        ("Proprietary", False),
        ("MIT License, or so", False),
        ("", False),
    ],
)
def test_what_may_be_used(expression: str, permitted: bool) -> None:
    assert is_permitted(expression) is permitted


@pytest.mark.parametrize(
    ("expression", "field", "classifiers", "meant"),
    [
        ("MIT", "GPL", [], "MIT"),
        ("", "MIT", [], "MIT"),
        ("", "", ["MIT License"], "MIT"),
        ("", "MIT", ["GNU General Public License v3 (GPLv3)"], "GNU General Public License v3 (GPLv3) AND MIT"),
        ("", "BSD-2-Clause", ["BSD License"], "BSD-2-Clause"),
        ("", "Copyright (c) 2021, somebody. Permission is hereby granted", ["MIT License"], "MIT"),
        ("", "", [], ""),
    ],
)
def test_what_metadata_mean(expression: str, field: str, classifiers: list[str], meant: str) -> None:
    assert to_spdx(expression, field, [CLASSIFIER + name for name in classifiers]) == meant


def test_a_choice_is_said_by_who_leaves_it() -> None:
    """The metadata of this one list the Artistic licence and the GPL as if both held; its own file says "either"."""
    licence = read_licence("text-unidecode", "1.3")
    assert licence.is_permitted
    assert "OR GPL-2.0-or-later" in licence.expression
    assert licence.why


def test_what_is_not_installed_is_not_taken_as_permitted() -> None:
    licence = read_licence("ningun-paquete", "1.0")
    assert not licence.is_permitted
    assert "not installed" in str(licence)


def test_all_that_is_installed_for_tests_may_be_used() -> None:
    licences = read_licences([ROOT / "requirements-dev.lock"])
    assert len(licences) > 100
    assert [str(licence) for licence in licences if not licence.is_permitted] == []


def test_the_command_fails_for_what_may_not_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("pytest==9.0\nningun-paquete==1.0\n", encoding="utf-8")
    assert main([str(lock)]) == 1
    assert "! ningun-paquete" in capsys.readouterr().out
    lock.write_text("pytest==9.0\n", encoding="utf-8")
    assert main([str(lock)]) == 0
    lock.write_text("", encoding="utf-8")
    assert main([str(lock)]) == 1


def test_no_permitted_licence_is_of_the_gpl() -> None:
    assert [key for key in known()["permitted"] if key.startswith(("GPL", "AGPL"))] == []
