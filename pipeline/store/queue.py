"""The queue of doubtful fields: the most useful question first.

Useful is what settles most fields at once; among equals comes first what the machine is least sure of. Two reviewers
are offered different questions as long as there are enough.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from time import time
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, exists, func, not_, select, tuple_

from .engine import insert_or, is_sqlite
from .tables import documents, doubts, fields, offers
from .views import FieldKey

OFFER_SECONDS = 90.0
"""How long a question is left to who has it before the eyes."""
LOCK = 0x10A2
"""Number of the lock under which PostgreSQL lets one question at a time be offered."""
PORTION = 20
"""Questions looked up at a time."""


def queue_size(connection: Connection) -> int:
    """Return how many fields wait."""
    return int(connection.execute(size()).scalar_one())


def size() -> Select[Any]:
    """Return the statement that adds up what waits; the index of ``to_review`` alone answers it."""
    return select(func.coalesce(func.sum(documents.c.to_review), 0)).where(documents.c.to_review > 0)


def next_key(
    connection: Connection,
    by: str,
    after: FieldKey | None,
    skip: Collection[FieldKey],
    now: float | None = None,
    *,
    skip_alike: bool = False,
) -> FieldKey | None:
    """Return the first field behind ``after`` that waits and nobody else has, without ``skip``, and offer it to ``by``.

    ``skip_alike`` leaves out what waits for the same answer as ``after``: who cannot answer is asked another thing.
    Where others have all that is left, the first of these is returned: two answers are better than none.
    """
    now = time() if now is None else now
    if not is_sqlite(connection):  # where two who ask at once would not see each other's offers
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    place = _place(connection, after) if after else None
    for others in (True, False):
        for digest, key in _waiting(connection, by if others else None, place, now):
            is_alike = skip_alike and place is not None and digest == place["digest"]
            if key not in skip and not is_alike:
                _offer(connection, digest, by, now)
                return key
    return None


def _place(connection: Connection, key: FieldKey) -> RowMapping | None:
    """Return where a field stands in the order, None where it does not exist any more."""
    found = (
        select(doubts.c.priority, doubts.c.confidence, doubts.c.digest, *FIELD_PLACE)
        .join_from(fields, doubts, fields.c.digest == doubts.c.digest)
        .where(tuple_(*FIELD_PLACE) == tuple_(*key))
    )
    return connection.execute(found).mappings().one_or_none()


FIELD_PLACE = (fields.c.document_id, fields.c.record, fields.c.field)
DOUBT_PLACE = (doubts.c.priority, doubts.c.confidence, doubts.c.digest)


def _waiting(
    connection: Connection, by: str | None, place: RowMapping | None, now: float
) -> Iterator[tuple[str, FieldKey]]:
    """Yield the fields behind ``place`` in the order of the queue, without the questions that others have."""
    if place is not None:
        yield from _fields_of(connection, place["digest"], tuple(place[column.name] for column in FIELD_PLACE))
    last = tuple(place[column.name] for column in DOUBT_PLACE) if place is not None else None
    while True:
        portion = connection.execute(questions(by, last, now)).all()
        for row in portion:
            yield from _fields_of(connection, row.digest, None)
        if len(portion) < PORTION:
            return
        last = tuple(portion[-1])


def questions(by: str | None, last: tuple[Any, ...] | None, now: float) -> Select[Any]:
    """Return the statement that looks up the next questions behind ``last``."""
    found = select(*DOUBT_PLACE).where(doubts.c.priority < 0).order_by(*DOUBT_PLACE).limit(PORTION)
    if last is not None:
        found = found.where(tuple_(*DOUBT_PLACE) > tuple_(*last))
    if by is not None:
        taken = exists().where(offers.c.digest == doubts.c.digest, offers.c.until > now, offers.c.reviewer != by)
        found = found.where(not_(taken))
    return found


def waiting_fields(digest: str) -> Select[Any]:
    """Return the statement that looks up the fields that wait for the answer to one question."""
    return select(*FIELD_PLACE).where(fields.c.digest == digest, fields.c.needs_review).order_by(*FIELD_PLACE)


def all_waiting(documents: Collection[int] | None) -> Select[Any]:
    """Return the statement that looks up every field that waits, in the order of the queue, with its question.

    ``documents`` leaves out all others.
    """
    found = (
        select(doubts.c.digest, *FIELD_PLACE)
        .join_from(fields, doubts, fields.c.digest == doubts.c.digest)
        .where(fields.c.needs_review)
        .order_by(*DOUBT_PLACE, *FIELD_PLACE)
    )
    return found if documents is None else found.where(fields.c.document_id.in_(documents))


def _fields_of(connection: Connection, digest: str, last: tuple[Any, ...] | None) -> Iterator[tuple[str, FieldKey]]:
    found = waiting_fields(digest)
    if last is not None:
        found = found.where(tuple_(*FIELD_PLACE) > tuple_(*last))
    for row in connection.execute(found):
        yield digest, FieldKey(*row)


def _offer(connection: Connection, digest: str, by: str, now: float) -> None:
    values = {"digest": digest, "until": now + OFFER_SECONDS}
    new = insert_or(connection, offers).values(reviewer=by, **values)
    connection.execute(new.on_conflict_do_update(index_elements=[offers.c.reviewer], set_=values))
