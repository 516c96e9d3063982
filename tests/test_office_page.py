"""What ``docs/office.md`` and the compose file tell administrators to type exists as it is written there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from pipeline.cli import main
from pipeline.review.app import routes
from pipeline.store.accounts import EntryLimits

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "office.md").read_text(encoding="utf-8")
GROUPS = ("usuarios", "base", "dudas")


def calls() -> Iterator[list[str]]:
    """Yield the words of every call of the program, without its name."""
    blocks = re.findall(r"```(?:sh|ini)\n(.*?)```", PAGE, re.DOTALL)
    for line in "\n".join(blocks).splitlines():
        words = shlex.split(line.removeprefix("ExecStart="), comments=True)
        if len(words) > 1 and Path(words[0]).name == "lotaip":
            yield words[1:]
    for service in yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"].values():
        command = service.get("command", [])
        if command and command[0] == "revisar":
            yield [part for word in command for part in word.split("=", 1)]


@pytest.mark.parametrize("words", list(calls()), ids=" ".join)
def test_a_command_has_the_options_that_it_is_given(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    command = words[: 2 if words[0] in GROUPS else 1]
    assert main([*command, "--help"]) == 0
    shown = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    assert {word for word in words if word.startswith("--")} <= shown


def test_there_is_something_to_test() -> None:
    assert {words[0] for words in calls()} == {"usuarios", "revisar", "base"}
    assert len(list(calls())) >= 12


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_understands_every_line_of_the_unit(tmp_path: Path) -> None:
    blocks = re.findall(r"```ini\n(.*?)```", PAGE, re.DOTALL)
    unit = tmp_path / "lotaip.service"
    unit.write_text(blocks[0].replace("/opt/lotaip/bin/lotaip", sys.executable), encoding="utf-8")
    said = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (said.returncode, "lotaip.service" in said.stderr) == (0, False), said.stderr


def test_the_paths_that_it_names_are_routes() -> None:
    known = {getattr(route, "path", "") for route in routes()}
    assert {"/salud", "/metricas", "/reconcile", "/cuentas"} <= known
    assert all(f"`{path}`" in PAGE or f"{path}`" in PAGE for path in ("/salud", "/metricas", "/cuentas"))


def test_the_limits_of_attempts_are_the_program_s() -> None:
    limits = EntryLimits()
    text = " ".join(PAGE.split())
    assert f"After {limits.of_pair} failed attempts for a name from one address, {limits.of_address} from" in text
    assert f"or {limits.of_name} for a name within {limits.seconds / 60:.0f} minutes" in text
