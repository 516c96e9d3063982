"""What another attempt on an item leaves out, where one ended in the middle of it: the pages before are not lost."""

from __future__ import annotations

from collections.abc import Mapping

from .contract import Crash, Ended, Item

PARTIAL_ATTEMPTS = 2
"""Attempts without some pages; each has the limits of the first, so that an item takes three times those at most."""


def leave_out(unread: Mapping[int, Ended], crash: Crash[Item], is_last: bool) -> dict[int, Ended]:
    """Return the pages to leave out after a ``crash`` at a place, beside those that are left out already, and why.

    Only the pages that were being read are left out where the fault is likely theirs; in the ``is_last`` attempt all
    from there on, for those before were read. Where time ran out little by little, or it was too much that came after
    the pages, half of what was read is kept: what comes after them needs time as well. Nothing is returned where
    nothing would be left to read.
    """
    if crash.place is None or crash.cause == "UNEXPECTED":
        return {}
    first, last, total = crash.place
    if first > last:
        pages = range(last // 2 + 1, total + 1)
    elif crash.cause == "TIMEOUT" and not crash.took_most:
        pages = range(first // 2 + 1, total + 1)
    elif is_last:
        pages = range(first, total + 1)
    else:
        pages = range(first, last + 1)
    left_out = {**dict.fromkeys(pages, crash.cause), **unread}
    return left_out if len(left_out) < total else {}
