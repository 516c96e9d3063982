"""Programs of the system that tests drive: they are had, or it is said which package brings them."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Sequence
from typing import NoReturn

import pytest

REQUIRE_TOOLS = "LOTAIP_REQUIRE_TOOLS"


def program(name: str, package: str) -> str:
    """Return the path of a program; skip, or fail where ``LOTAIP_REQUIRE_TOOLS`` is set, on a machine without it."""
    # Servers are in a folder that only root's shell looks into.
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    return found or missing(f"no {name} on this machine: apt-get install {package}")


def missing(reason: str) -> NoReturn:
    """Skip a test, or fail it where ``LOTAIP_REQUIRE_TOOLS`` is set."""
    if os.environ.get(REQUIRE_TOOLS):
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    """Return the number of a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def dying_with_us() -> Sequence[str]:
    """Return what, before a command, makes it end when the tests are killed."""
    return ("setpriv", "--pdeathsig", "INT") if shutil.which("setpriv") else ()
