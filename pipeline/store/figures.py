"""How much there is in a base: look-ups and counts that stay fast however much it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import time

from sqlalchemy import Connection, func, select

from .queue import queue_size
from .tables import documents, log, sessions
from .views import STATES, DocumentState


@dataclass(frozen=True, slots=True)
class Figures:
    """How much there is."""

    documents: Mapping[DocumentState, int]
    """All five states are there."""
    waiting: int
    """Fields that wait for a person."""
    entries: int
    """Lines of the log."""
    sessions: int
    """That hold still."""


def figures(connection: Connection) -> Figures:
    """Return how much there is in a base."""
    counted = select(documents.c.state, func.count().label("count")).group_by(documents.c.state)
    found = {row["state"]: int(row["count"]) for row in connection.execute(counted).mappings()}
    return Figures(
        documents={state: found.get(state, 0) for state in STATES},
        waiting=queue_size(connection),
        entries=connection.execute(select(func.count()).select_from(log)).scalar_one(),
        sessions=connection.execute(select(func.count()).where(sessions.c.until > time())).scalar_one(),
    )
