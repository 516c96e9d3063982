"""How far the work on an item is: told by the work, wherever it runs, and heard by whoever gave the item out."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import NamedTuple, TypeAlias


class Progress(NamedTuple):
    """Parts of an item that are done, of how many."""

    done: int
    total: int


Channel: TypeAlias = "Callable[[Progress], object]"


def ignore(_: object) -> None:
    """Hear nothing."""


channel: ContextVar[Channel] = ContextVar("channel", default=ignore)
"""Where what is told in this process goes."""


time_channel: ContextVar[Callable[[float], object]] = ContextVar("time_channel", default=ignore)
"""Where it goes that the work needs more time."""


class Place(NamedTuple):
    """The pages that are being read, of how many.

    Where none is being read, ``last`` is the last one that was, and ``first`` the one behind it.
    """

    first: int
    last: int
    total: int


place_channel: ContextVar[Callable[[Place], object]] = ContextVar("place_channel", default=ignore)
"""Where it goes which pages are being read."""


def tell_place(first: int, last: int, total: int) -> None:
    """Tell, from inside the work on an item, where it is (:class:`Place`): whoever is ended cannot tell it any more."""
    place_channel.get()(Place(first, last, total))


def ask_for_time(seconds: float) -> None:
    """Ask, from inside the work on an item, for so many seconds more than every item has; who grants it has limits."""
    time_channel.get()(seconds)


def tell(done: int, total: int) -> None:
    """Tell, from inside the work on an item, how far it is; nobody may be listening."""
    channel.get()(Progress(done, total))
