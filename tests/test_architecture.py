"""The architecture holds: imports run one way, and each dependency has its place."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "extractores": {"extractores"},
    "plantillas": {"plantillas"},
    "pipeline": {"pipeline", "extractores", "plantillas"},
}
OWNERS = {
    "ftfy": {"extractores.text"},
    "jinja2": {"pipeline.render"},
    "markupsafe": {"pipeline.render"},
    "openpyxl": {"pipeline.catalogue"},
    "pydantic": {"pipeline.model", "pipeline.batch_report"},
    "pypdfium2": {"extractores.pdf", "extractores.pdf_rules", "extractores.pdf_words"},
    "rapidfuzz": {"pipeline.likeness"},
    "rich": {"pipeline.progress"},
    "simplemma": {"extractores.hyphenation"},
    "typer": {"pipeline.cli", "pipeline.usage"},
    "yaml": {"pipeline.catalogue"},
}
"""Which modules may import a dependency: one, or the few that do one job together."""
ANYWHERE = {"numpy"}
"""Arithmetic on arrays is a language, not an engine that could be exchanged."""
COMES_WITH = {"markupsafe": "jinja2"}
"""Packages that are part of another one's interface, and therefore not declared."""
DISTRIBUTIONS = {"yaml": "pyyaml"}
"""Import names that differ from the name of the distribution."""
HEAVY = ("jinja2", "numpy", "pandas", "pdfplumber", "pypdfium2", "rapidfuzz", "rich", "scipy", "simplemma", "spacy")


def modules() -> Iterator[tuple[str, ast.Module]]:
    for package in MAY_IMPORT:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def imported_packages(tree: ast.Module) -> Iterator[str]:
    """Yield the top-level names that a module imports; relative imports stay in its own package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0]


def third_party() -> dict[str, set[str]]:
    """Return each dependency with the modules that import it."""
    users: dict[str, set[str]] = {}
    for module, tree in modules():
        for package in imported_packages(tree):
            if package not in MAY_IMPORT and package not in sys.stdlib_module_names:
                users.setdefault(package, set()).add(module)
    return users


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_run_one_way(package: str) -> None:
    own = {name: set(imported_packages(tree)) & set(MAY_IMPORT) for name, tree in modules()}
    wrong = {name: used - MAY_IMPORT[package] for name, used in own.items() if name.split(".")[0] == package}
    assert {name: used for name, used in wrong.items() if used} == {}


def test_each_dependency_is_used_where_it_belongs() -> None:
    users = {package: modules for package, modules in third_party().items() if package not in ANYWHERE}
    assert users == OWNERS


def test_what_is_declared_is_what_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=~!\[; ]", requirement)[0] for requirement in project["dependencies"]}
    imported = {DISTRIBUTIONS.get(package, package) for package in third_party()} - set(COMES_WITH)
    assert imported == declared


def test_the_lock_files_hold_what_is_declared() -> None:
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = set(re.findall(r"^([a-z0-9-]+)==", locked, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=~!\[; ]", requirement)[0] for requirement in project["dependencies"]}
    assert declared <= names
    assert "http" not in re.sub(r"(?m)^http[a-z]+==", "", locked), "no address of a registry"


def test_nothing_heavy_is_imported_for_the_help() -> None:
    program = "import sys, pipeline.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert [name for name in HEAVY if name in loaded] == []
