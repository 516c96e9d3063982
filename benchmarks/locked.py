"""What the lock files pin: every package that an installation of the program, or of its tests, brings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = tuple(sorted(ROOT.glob("requirements*.lock")))
ENTRY = re.compile(r"^(?P<entry>[^\s#-][^\\\n]*)(?P<options>(?:\\\n\s+--[^\\\n]*)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Locked:
    """One entry of a lock file."""

    name: str
    version: str
    hashes: tuple[str, ...]
    is_for_this_system: bool


def read_lock(path: Path) -> Iterator[Locked]:
    """Yield the entries of a lock file; raise :class:`ValueError` for one that pins no version."""
    for found in ENTRY.finditer(path.read_text(encoding="utf-8")):
        requirement = Requirement(found["entry"].strip())
        pins = [pin.version for pin in requirement.specifier if pin.operator == "=="]
        if len(pins) != 1:
            raise ValueError(f"{path.name}: {requirement} pins no version")
        is_needed = requirement.marker is None or requirement.marker.evaluate()
        hashes = tuple(re.findall(r"--hash=(\S+)", found["options"]))
        yield Locked(canonicalize_name(requirement.name), pins[0], hashes, is_needed)
