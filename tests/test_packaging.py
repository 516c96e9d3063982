"""The package that is installed holds all that the program reads, and nothing of the tests."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.cli import main

ROOT = Path(__file__).parents[1]
PACKAGES = ("extractores", "pipeline", "plantillas")
NOT_SHIPPED = {".pyc"}


@pytest.fixture(scope="module")
def wheel_files(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Build the wheel as pip does and return the names of its files."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("lotaip-*.whl")
    return set(ZipFile(wheel).namelist())


def test_every_file_of_the_packages_is_shipped(wheel_files: set[str]) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in NOT_SHIPPED
    }
    assert {"plantillas/mensajes/errores.toml", "pipeline/py.typed"} <= files
    assert files - wheel_files == set()


def test_nothing_else_is_shipped(wheel_files: set[str]) -> None:
    others = {name for name in wheel_files if name.split("/")[0] not in PACKAGES and ".dist-info/" not in name}
    assert others == set()


def test_the_command_is_called_lotaip() -> None:
    [script] = entry_points(group="console_scripts", name="lotaip")
    assert script.load() is main
