"""What the Makefile promises of the programs that tests drive."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

MAKE = shutil.which("make")


@pytest.mark.skipif(MAKE is None, reason="no make on this machine")
def test_what_cannot_be_installed_is_named(repository: Path) -> None:
    command = [str(MAKE), "--no-print-directory", "tools"]
    run = subprocess.run(command, cwd=repository, env={"PATH": "/nowhere"}, capture_output=True, text=True, check=False)
    assert run.returncode != 0
    assert "Some tests need programs" in run.stdout
    assert "chromium" in run.stdout


def test_ci_skips_nothing_where_it_has_the_programs(repository: Path) -> None:
    lines = (repository / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    tools = next(number for number, line in enumerate(lines) if "make tools" in line)
    assert "LOTAIP_REQUIRE_TOOLS=1" in "".join(lines[tools : lines.index("make test")])
