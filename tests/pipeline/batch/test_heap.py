"""The memory of a long run."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import re, sys
from pathlib import Path
from pipeline.batch.heap import give_back_big_blocks
give_back_big_blocks()
def resident():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before, kept = resident(), []
for _ in range(40):
    big = bytes(range(256)) * 12_000
    kept.append(bytes(1000))
    del big
print(resident() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's heap")
def test_big_blocks_leave_no_holes() -> None:
    shown = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True).stdout
    assert int(shown) < 1_000, "kilobytes"
