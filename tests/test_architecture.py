"""The architecture holds: imports run one way, and each dependency has its place."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAY_IMPORT = {
    "extractores": {"extractores"},
    "plantillas": {"plantillas"},
    "pipeline": {"pipeline", "extractores", "plantillas"},
}
OWNERS = {
    "PIL": {"extractores.overlay"},
    "alembic": {
        "pipeline.store.migration",
        "pipeline.store.migrations.env",
        "pipeline.store.migrations.append_only",
        "pipeline.store.migrations.versions.v0001_first",
        "pipeline.store.migrations.versions.v0002_accounts",
    },
    "argon2": {"pipeline.review.passwords"},
    "asgi_csrf": {"pipeline.review.security"},
    "cv2": {
        "extractores.scan_angle",
        "extractores.scan_image",
        "extractores.scan_marks",
        "extractores.scan_page",
        "extractores.scan_rules",
        "extractores.scan_words",
    },
    "distributed": {"pipeline.batch.executors.cluster"},
    "fsspec": {"pipeline.batch.remote"},
    "ftfy": {"extractores.text"},
    "jinja2": {"pipeline.render"},
    "markupsafe": {"pipeline.render"},
    "openpyxl": {
        "pipeline.catalogue.export",
        "pipeline.catalogue.files",
        "pipeline.exports.sheet_files",
        "pipeline.portal.workbooks",
    },
    "pdfplumber": {"extractores.overlay", "extractores.second_reading"},
    "pikepdf": {"extractores.damage", "extractores.inspection", "extractores.qpdf"},
    "platformdirs": {"pipeline.store.store"},
    "pydantic": {
        "pipeline.batch.report",
        "pipeline.compare.changes",
        "pipeline.compare.timeline",
        "pipeline.compliance.page",
        "pipeline.compliance.scoring",
        "pipeline.decisions.actions",
        "pipeline.decisions.catalogue_changes",
        "pipeline.decisions.memory",
        "pipeline.decisions.worksheet",
        "pipeline.model",
        "pipeline.store.journal",
    },
    "pypdfium2": {
        "extractores.page_image",
        "extractores.pdf",
        "extractores.pdf_proof",
        "extractores.pdf_rules",
        "extractores.pdf_sight",
        "extractores.pdf_words",
        "extractores.pdfium_calls",
        "extractores.scan",
        "extractores.scan_image",
    },
    "python_multipart": {"pipeline.review.multipart"},
    "rapidocr": {"extractores.ocr_rapid"},
    "rapidfuzz": {"pipeline.likeness"},
    "rich": {"pipeline.commands.progress"},
    "simplemma": {"extractores.hyphenation"},
    "spacy": {"pipeline.targets.phrases"},
    "sqlalchemy": {
        *(
            f"pipeline.store.{name}"
            for name in ("accounts", "backup", "batches", "catalogue", "conversions", "decisions", "digests", "figures")
        ),
        *(f"pipeline.store.{name}" for name in ("documents", "engine", "journal", "migration", "projection", "queue")),
        *(f"pipeline.store.{name}" for name in ("store", "tables", "undo", "verification")),
        "pipeline.store.migrations.versions.v0001_first",
        "pipeline.store.migrations.versions.v0002_accounts",
    },
    "sse_starlette": {"pipeline.review.batches"},
    "structlog": {"pipeline.batch.run_log", "pipeline.review.request_log"},
    "tesserocr": {"extractores.ocr_tesseract"},
    "text_to_num": {"pipeline.targets.quantities"},
    "typer": {
        "pipeline.commands.batch",
        "pipeline.commands.comparing",
        "pipeline.commands.compliance",
        "pipeline.cli",
        "pipeline.commands.groups",
        "pipeline.commands.passwords",
        "pipeline.commands.evaluation",
        "pipeline.commands.portal",
        "pipeline.commands.review",
        "pipeline.commands.tables",
        "pipeline.commands.usage",
    },
    "uvicorn": {"pipeline.review.serve"},
    "watchfiles": {"pipeline.commands.watching"},
    "pyarrow": {"pipeline.exports.open_data.parquet"},
    "xlsxwriter": {"pipeline.exports.open_data.workbook"},
    "xlrd": {"pipeline.portal.workbooks"},
    "yaml": {"pipeline.catalogue.export", "pipeline.catalogue.files"},
}
"""Which modules may import a dependency: one, or the few that do one job together."""
WITHIN = {"starlette": "pipeline.review"}
"""Frameworks that a whole package is written in, and no other."""
ANYWHERE = {"numpy"}
"""Arithmetic on arrays is a language, not an engine that could be exchanged."""
COMES_WITH = {"markupsafe": "jinja2", "pdfminer": "pdfplumber", "requests": "schemathesis"}
"""Packages that are part of another one's interface, and therefore not declared."""
DISTRIBUTIONS = {
    "PIL": "pillow",
    "argon2": "argon2-cffi",
    "asgi_csrf": "asgi-csrf",
    "axe_playwright_python": "axe-playwright-python",
    "cv2": "opencv-python-headless",
    "license_expression": "license-expression",
    "markdown_it": "markdown-it-py",
    "pdfminer": "pdfminer.six",
    "python_multipart": "python-multipart",
    "sse_starlette": "sse-starlette",
    "text_to_num": "text2num",
    "yaml": "pyyaml",
}
"""Import names that differ from the name of the distribution."""
EXTRAS = {"distributed", "opencv-python-headless", "pyarrow", "rapidocr", "tesserocr"}
"""Imported only by who asks for what needs them; the other extras are engines of fsspec's, which imports them, and
RapidOCR's."""
DEVELOPMENT = ("tests", "benchmarks", "samples")
OPTIONAL = {"camelot", "pypdf", "tabula"}
"""Compared with where somebody has it installed."""
HEAVY = (
    *("alembic", "argon2", "asgi_csrf", "cv2", "distributed", "fsspec", "jinja2", "numpy", "pandas", "pdfplumber"),
    *("pyarrow", "pypdfium2", "rapidfuzz", "rich", "scipy", "simplemma", "spacy", "sqlalchemy", "starlette"),
    *("structlog", "uvicorn", "watchfiles", "xlrd", "xlsxwriter"),
)


def names_of(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[<>=~!\[; ]", requirement)[0] for requirement in requirements}


def modules(packages: Iterable[str] = MAY_IMPORT) -> Iterator[tuple[str, ast.Module]]:
    for package in packages:
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


def third_party(packages: Iterable[str] = MAY_IMPORT) -> dict[str, set[str]]:
    """Return each dependency with the modules that import it."""
    users: dict[str, set[str]] = {}
    for module, tree in modules(packages):
        for package in imported_packages(tree):
            if package not in (*MAY_IMPORT, *DEVELOPMENT) and package not in sys.stdlib_module_names:
                users.setdefault(package, set()).add(module)
    return users


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_run_one_way(package: str) -> None:
    own = {name: set(imported_packages(tree)) & set(MAY_IMPORT) for name, tree in modules()}
    wrong = {name: used - MAY_IMPORT[package] for name, used in own.items() if name.split(".")[0] == package}
    assert {name: used for name, used in wrong.items() if used} == {}


def test_each_dependency_is_used_where_it_belongs() -> None:
    users = {package: modules for package, modules in third_party().items() if package not in ANYWHERE | WITHIN.keys()}
    assert users == OWNERS


@pytest.mark.parametrize(("framework", "package"), WITHIN.items())
def test_a_framework_stays_in_its_package(framework: str, package: str) -> None:
    users = third_party()[framework]
    assert users
    assert {user for user in users if not user.startswith(f"{package}.")} == set()


def test_what_is_declared_is_what_is_imported() -> None:
    imported = {DISTRIBUTIONS.get(package, package) for package in third_party()} - set(COMES_WITH)
    assert imported - EXTRAS == names_of(PYPROJECT["project"]["dependencies"])


def test_what_is_imported_only_where_it_is_installed_is_an_extra() -> None:
    extras = PYPROJECT["project"]["optional-dependencies"].values()
    assert names_of(requirement for extra in extras for requirement in extra) >= EXTRAS


def test_what_tests_and_benchmarks_import_is_declared_too() -> None:
    groups = [*PYPROJECT["dependency-groups"].values(), PYPROJECT["project"]["dependencies"]]
    declared = names_of(requirement for group in groups for requirement in group if isinstance(requirement, str))
    imported = {DISTRIBUTIONS.get(package, package) for package in third_party(DEVELOPMENT)}
    assert imported - OPTIONAL - declared - set(COMES_WITH) == set()


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_the_lock_files_hold_what_is_declared(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))
    assert names_of(PYPROJECT["project"]["dependencies"]) <= locked
    assert "://" not in text, "no address of a registry"


def test_nothing_heavy_is_imported_for_the_help() -> None:
    program = "import sys, pipeline.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert [name for name in HEAVY if name in loaded] == []
