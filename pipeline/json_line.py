"""A line of JSON for logs: one event is one line, and nothing in it acts on the terminal that shows it."""

from __future__ import annotations

import json
import re
from typing import Any

from plantillas.marks import HIDDEN, SPACING

_ACTING = re.compile(f"[{HIDDEN}{SPACING}]")


def json_line(event: object, **options: Any) -> str:
    """Return ``event`` as JSON without line ends, with escapes for signs that nobody sees."""
    text = json.dumps(event, ensure_ascii=False, **options)
    return _ACTING.sub(lambda sign: json.dumps(sign[0])[1:-1], text)
