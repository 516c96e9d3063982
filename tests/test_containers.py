"""The containers cannot be built where the tests run; what they promise can be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
INSTRUCTIONS = [
    line.split(maxsplit=1)
    for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


def last(instruction: str) -> str:
    return [rest for name, rest in INSTRUCTIONS if name == instruction][-1]


def test_the_program_does_not_run_as_root() -> None:
    assert int(last("USER")) > 0
    assert last("ENTRYPOINT") == '["lotaip"]'


def test_what_is_copied_is_there_and_nothing_else_goes_to_the_builder() -> None:
    copied = {
        source
        for name, rest in INSTRUCTIONS
        if name == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    }
    assert all((ROOT / source).exists() for source in copied)
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in ignore if line.startswith("!")} == copied


def test_everything_is_installed_with_hashes_but_the_program_itself() -> None:
    installs = re.findall(r"pip install (.*)", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    assert [options for options in installs if "--require-hashes" not in options] == [
        "--no-deps --no-build-isolation ."
    ]


PROXY = COMPOSE["services"]["proxy"]
OTHERS = {name: service for name, service in COMPOSE["services"].items() if service is not PROXY}


@pytest.mark.parametrize("service", OTHERS.values(), ids=OTHERS)
def test_no_service_writes_to_its_root_or_speaks_to_the_outside(service: dict[str, Any]) -> None:
    assert service["read_only"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["networks"] == ["inside"]
    assert "ports" not in service


def test_the_proxy_alone_has_ports_and_is_there_on_request_only() -> None:
    assert PROXY["profiles"] == OTHERS["review"]["profiles"] == ["oficina"]
    assert PROXY["ports"] == ["80:80", "443:443"]
    assert PROXY["read_only"]
    assert PROXY["cap_drop"] == ["ALL"]


def test_the_inner_network_has_no_way_out() -> None:
    assert COMPOSE["networks"]["inside"]["internal"]
