"""How many printed targets are read fully right, judged by labelled ones, and how fast.

The file holds ``scored`` (names of the fields that count) and ``cases`` with ``printed``, ``indicator`` and
``expected``. Further fields count where a case gives them.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.model import Target
from pipeline.targets import parse_target

IF_GIVEN = ("unit", "per")
LEAST_TIMED = 5_000
"""Targets that are read for the speed, each different, so that nothing is remembered."""


def measure(labels: Path) -> dict[str, object]:
    """Read every labelled target, print what is wrong, and return the shares that are right."""
    data = json.loads(labels.read_text(encoding="utf-8"))
    wrong: Counter[str] = Counter()
    bad: list[str] = []
    unflagged = flagged = 0
    for case in data["cases"]:
        target = parse_target(case["printed"], indicator=case["indicator"])
        differing = _differing(target, case["expected"], data["scored"])
        wrong.update(differing.keys())
        flagged += bool(target.flags)
        if differing:
            unflagged += not target.flags
            bad.append(f"  {case['id']} «{case['printed']}» under «{case['indicator']}»: {differing} {target.flags}")
    count = len(data["cases"])
    fields = {name: 1 - wrong[name] / count for name in (*data["scored"], *IF_GIVEN)}
    speed = _speed(data["cases"])
    print(f"\nTargets: {count - len(bad)} of {count} fully right, {flagged} flagged, {unflagged} wrong without a flag")
    print("  " + "  ".join(f"{name} {share:.1%}" for name, share in fields.items()) + f"  ({speed:.0f} a second)")
    print("\n".join(bad))
    return {"cases": count, "right": count - len(bad), "flagged": flagged, "fields": fields, "per_second": speed}


def _differing(target: Target, expected: dict[str, Any], scored: list[str]) -> dict[str, tuple[object, object]]:
    """Return the fields that are wrong, each with what was read and what was expected."""
    names = [*scored, *(name for name in IF_GIVEN if name in expected)]
    pairs = {name: (getattr(target, name), expected.get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _speed(cases: list[dict[str, Any]]) -> float:
    parse_target("al menos un informe")  # what is imported and built with the first call counts for none
    rounds = LEAST_TIMED // len(cases) + 1
    started = time.perf_counter()
    for number in range(rounds):
        for case in cases:
            parse_target(f"{case['printed']}{' ' * number}", indicator=f"{case['indicator']}{' ' * number}")
    return rounds * len(cases) / (time.perf_counter() - started)
