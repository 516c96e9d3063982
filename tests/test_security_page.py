"""SECURITY.md names a test for every threat, or says that none holds it; the tests that it names exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOT_HELD = "not held by a test"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
FEWEST_ROWS = 50


def rows() -> list[list[str]]:
    """Return the cells of the rows below "## Threats", without headings."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8").partition("\n## Threats\n")[2].partition("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in text.splitlines() if "|" in line]
    return [row for row in cells if row[0] != "threat" and set(row[0]) != set("-|")]


@cache
def functions_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in functions)


def test_there_are_threats() -> None:
    assert len(rows()) >= FEWEST_ROWS
    assert {len(row) for row in rows()} == {3}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0][:40])
def test_a_threat_names_its_tests_or_says_that_it_has_none(row: list[str]) -> None:
    named = NAMED.findall(row[2])
    assert bool(named) != (row[2] == NOT_HELD)
    assert NAMED.sub("", row[2]).strip(" ,") == (NOT_HELD if not named else "")


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0][:40])
def test_the_tests_that_are_named_exist(row: list[str]) -> None:
    named = NAMED.findall(row[2])
    missing = [
        f"{path}::{name}" for path, name in named if not (ROOT / path).is_file() or name not in functions_in(path)
    ]
    assert missing == []
