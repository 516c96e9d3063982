"""The worker with a target that breaks, to try the fuzzer itself: ``tests/fuzz/test_run.py``."""

from __future__ import annotations

from dataclasses import replace

from . import worker
from .targets import TARGETS


def break_at_a_word(content: bytes) -> None:
    """Break as soon as an input holds a word of the seeds."""
    assert b"al menos" not in content


if __name__ == "__main__":
    TARGETS["metas"] = replace(TARGETS["metas"], check=break_at_a_word)
    worker.main()
