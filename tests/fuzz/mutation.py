"""Changes to a file inside which chance alone changes nothing: a ZIP's checksums refuse every other byte."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

from pipeline.portal.workbooks import XLSX_MARK

Change = Callable[[bytes, int], bytes]
"""Content and the most bytes it may have, to other content."""


def change_content(content: bytes, most_bytes: int, seed: int, change: Change) -> bytes:
    """Return other content: of a ZIP with one of its files changed, now and then, and always of anything else."""
    chance = random.Random(seed)
    if content.startswith(XLSX_MARK) and chance.random() < 0.9:
        try:
            return _change_part(content, most_bytes, chance, change)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zipfile.zlib.error):
            pass
    return change(content, most_bytes)


def _change_part(content: bytes, most_bytes: int, chance: random.Random, change: Change) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {part.filename: old.read(part) for part in old.infolist()[:50] if part.file_size < most_bytes}
    chosen = chance.choice(sorted(parts))
    parts[chosen] = change(parts[chosen], most_bytes)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return file.getvalue()
