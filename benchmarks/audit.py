"""Known vulnerabilities of all that the lock files pin: ``python -m benchmarks.audit [LOCK ...]`` asks pip-audit.

pip-audit says "no known vulnerabilities" also where the database knows none of the packages it was asked about. So it
is first asked about a release whose vulnerability is known, and a package that was not looked up fails the audit.

    ====  ============================================================
    exit  meaning
    ====  ============================================================
    0     every package was looked up and none is known to be vulnerable
    1     some are, and are listed
    2     the database could not be asked, or not about every package
    ====  ============================================================
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .locked import LOCKS, read_lock

KNOWN_VULNERABLE = "jinja2==2.4.1"
"""Of 2010, with advisories since 2014: whoever finds nothing here has not looked."""
KEPT_LINES = 3
"""Of a trace the last lines say what went wrong."""
CLEAN, VULNERABLE, NOT_ASKED = 0, 1, 2

Ask = Callable[[Sequence[str]], str]
"""Options of pip-audit to what it printed as JSON; empty where it gave nothing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of the packages of one file."""

    looked_up: int
    vulnerable: tuple[str, ...]
    not_looked_up: tuple[str, ...]


def ask_pip_audit(options: Sequence[str]) -> str:
    """Run pip-audit and return its JSON.

    What else it says ("no known vulnerabilities" before anything is known) is shown only where it gave no JSON.
    """
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", *options]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if not run.stdout.strip():
        print(*run.stderr.splitlines()[-KEPT_LINES:], sep="\n", file=sys.stderr)
    return run.stdout


def read_answer(printed: str) -> Answer:
    """Return what pip-audit's JSON says; nothing at all is an answer about nothing."""
    packages = json.loads(printed)["dependencies"] if printed.strip() else []
    vulnerable = [
        f"{package['name']} {package['version']}: {known['id']}, mended in {', '.join(known['fix_versions']) or 'none'}"
        for package in packages
        for known in package.get("vulns", ())
    ]
    skipped = [f"{package['name']}: {package['skip_reason']}" for package in packages if "skip_reason" in package]
    return Answer(len(packages) - len(skipped), tuple(vulnerable), tuple(skipped))


def database_answers(ask: Ask) -> bool:
    """Tell whether the database finds what is known to be there."""
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder, "requirements.txt")
        probe.write_text(f"{KNOWN_VULNERABLE}\n", encoding="utf-8")
        return bool(read_answer(ask(["--no-deps", "--disable-pip", "--requirement", str(probe)])).vulnerable)


def audit(locks: Sequence[Path], ask: Ask = ask_pip_audit) -> int:
    """Print what is known of the packages of ``locks`` and return the exit code."""
    if not database_answers(ask):
        print("NOT AUDITED: the database of advisories cannot be reached from here, or does not answer. Try elsewhere.")
        return NOT_ASKED
    return max(_audit_lock(lock, ask) for lock in locks)


def _audit_lock(lock: Path, ask: Ask) -> int:
    answer = read_answer(ask(["--require-hashes", "--disable-pip", "--requirement", str(lock)]))
    needed = len({entry.name for entry in read_lock(lock) if entry.is_for_this_system})
    print(f"{lock.name}: {answer.looked_up} of {needed} packages looked up, {len(answer.vulnerable)} vulnerabilities")
    print(*(f"  {line}" for line in (*answer.vulnerable, *answer.not_looked_up)), sep="\n")
    if answer.looked_up < needed:
        print("  NOT AUDITED in full.")
    return NOT_ASKED if answer.looked_up < needed else VULNERABLE if answer.vulnerable else CLEAN


if __name__ == "__main__":
    sys.exit(audit([Path(argument) for argument in sys.argv[1:]] or LOCKS))
