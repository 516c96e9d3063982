"""The licences of all that the program or its tests install: ``python -m benchmarks.licences [LOCK ...]``.

Each package is held against ``licences.toml``: where it leaves a choice ("A OR B") one permitted licence is enough, of
"A AND B" all must be. What is not installed, or names no licence that a person has read, fails as a forbidden one does.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from license_expression import LicenseExpression, LicenseWithExceptionSymbol, Licensing, get_spdx_licensing

from .locked import LOCKS, read_lock

KNOWN = Path(__file__).with_name("licences.toml")
CLASSIFIER = "License :: OSI Approved :: "
LONGEST_NAME = 40
"""Characters: what is longer in the field of the licence is its text."""
SOME_BSD = "LicenseRef-BSD"
"""What the classifier says that does not tell one BSD licence from the other."""


@dataclass(frozen=True, slots=True)
class Licence:
    """What one package says of its licence, and what is thought of that."""

    package: str
    version: str
    expression: str
    """As SPDX; the package's own words where nobody has said what they mean; empty where it is not installed."""
    is_permitted: bool
    why: str = ""
    """Where the licence was read, if not in the metadata."""

    def __str__(self) -> str:
        said = self.expression or "not installed: its licence cannot be read"
        note = f"  ({self.why})" if self.why else ""
        return f"{'  ' if self.is_permitted else '! '}{self.package} {self.version}: {said}{note}"


@cache
def known() -> dict[str, Any]:
    """Return what ``licences.toml`` says."""
    return tomllib.loads(KNOWN.read_text(encoding="utf-8"))


def read_licence(package: str, version: str) -> Licence:
    """Return the licence of a package, which must be installed."""
    try:
        said = metadata(package)
    except PackageNotFoundError:
        return Licence(package, version, "", is_permitted=False)
    if read := known()["read"].get(package):
        return Licence(package, said["Version"], read["licence"], is_permitted(read["licence"]), read["why"])
    fields = [said.get(name) or "" for name in ("License-Expression", "License")]
    expression = to_spdx(*fields, said.get_all("Classifier") or ())
    return Licence(package, said["Version"], expression, is_permitted(expression))


def to_spdx(expression: str, field: str, classifiers: Iterable[str]) -> str:
    """Return the SPDX expression that metadata mean: of several statements all, for they say of no choice."""
    if expression:
        return expression
    stated: Mapping[str, str] = known()["statements"]
    said = [name.removeprefix(CLASSIFIER) for name in classifiers if name.startswith(CLASSIFIER)]
    if field and (len(field) <= LONGEST_NAME or not said):
        said.append(field.strip())
    meant = dict.fromkeys(stated.get(name, name) for name in said)
    if len(meant) > 1 and any(name.startswith("BSD-") for name in meant):
        meant.pop(SOME_BSD, None)
    return " AND ".join(meant)


def is_permitted(expression: str) -> bool:
    """Tell whether a package under ``expression`` may be used; nobody may use what cannot be understood."""
    try:
        parsed = _spdx().parse(expression)
    except Exception:  # the parser has many words for "this is no expression"
        return False
    return parsed is not None and _holds(parsed)


@cache
def _spdx() -> Licensing:
    return get_spdx_licensing()  # reads all licences that there are, which takes a second


def _holds(expression: LicenseExpression) -> bool:
    operator = getattr(expression, "operator", "").strip()
    if operator:
        return (any if operator == "OR" else all)(map(_holds, expression.args))
    if isinstance(expression, LicenseWithExceptionSymbol):
        return expression.exception_symbol.key in known()["exceptions"]
    return expression.key in known()["permitted"]


def read_licences(locks: Sequence[Path]) -> list[Licence]:
    """Return the licences of all packages that lock files name for this system, by name."""
    needed = {entry.name: entry.version for lock in locks for entry in read_lock(lock) if entry.is_for_this_system}
    return [read_licence(name, version) for name, version in sorted(needed.items())]


def main(arguments: Sequence[str]) -> int:
    """Print every licence and return 1 where one is not permitted."""
    licences = read_licences([Path(argument) for argument in arguments] or LOCKS)
    refused = [licence for licence in licences if not licence.is_permitted]
    print(*licences, sep="\n")
    print(f"{len(licences)} packages, {len(refused)} without a permitted licence")
    return 1 if refused or not licences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
