"""Digests of tables that are the same on every kind of base, whatever the order in which it gives the rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from sqlalchemy import Connection, Table, select

from .tables import metadata

TRANSIENT = frozenset({"offers", "sessions"})
"""What nobody misses after a restore: questions before somebody's eyes, and browsers that are signed in."""
KEPT = tuple(table for table in metadata.sorted_tables if table.name not in TRANSIENT)
"""Tables that a backup has, those first that others refer to."""
ROWS_AT_A_TIME = 2_000
MODULUS = 1 << 256


def digests(connection: Connection) -> Mapping[str, str]:
    """Return the digest of each table that is kept: how many rows, and the sum of their hashes."""
    return {table.name: _digest(connection, table) for table in KEPT}


def _digest(connection: Connection, table: Table) -> str:
    count = total = 0
    for row in connection.execution_options(yield_per=ROWS_AT_A_TIME).execute(select(table)):
        content = json.dumps(list(row), default=bytes.hex)
        total = (total + int.from_bytes(hashlib.sha256(content.encode()).digest())) % MODULUS
        count += 1
    return f"{count}-{total:064x}"
