"""Values on a pipe between two processes of ours: what kind of frame, its length, its content.

What goes to a worker is ours. What comes back was made where a stranger's document was read, so it is bounded, and
unpickled as plain values only: a worker that was taken over cannot have its parent run anything.
"""

from __future__ import annotations

import builtins
import dataclasses
import io
import pickle
import struct
from enum import Enum
from importlib import import_module
from typing import IO, Any, Literal, NamedTuple, TypeAlias

from .progress import Place

Kind: TypeAlias = Literal[b"v", b"p", b"n", b"t", b"e"]
VALUE: Kind = b"v"
"""A pickled value: an item on its way to a worker, or the answer to it."""
PROGRESS: Kind = b"p"
"""How far the work is."""
PLACE: Kind = b"n"
"""Which pages are being read."""
TIME: Kind = b"t"
"""So many seconds more are asked for."""
END: Kind = b"e"
"""How the process of an item ended, from whoever awaited it."""

MOST_BYTES = 500_000_000
"""Of one answer: the results of some 10,000 pages."""
MOST_PAGES = 10_000
"""Of one item: more than are read of any document."""
OUR_PACKAGES = frozenset({"pipeline", "extractores", "tests", "benchmarks"})
PLAIN = frozenset(
    {
        *(("datetime", name) for name in ("date", "datetime", "timedelta", "timezone")),
        *(("builtins", name) for name in ("set", "frozenset", "bytearray")),
        *(("pathlib", name) for name in ("Path", "PosixPath", "WindowsPath", "PurePosixPath", "PureWindowsPath")),
        *(("pathlib._local", name) for name in ("Path", "PosixPath", "WindowsPath")),
        ("decimal", "Decimal"),
    }
)

_HEAD = struct.Struct("<cQ")
_PROGRESS = struct.Struct("<QQ")
_PLACE = struct.Struct("<QQQ")
_TIME = struct.Struct("<d")
_END = struct.Struct("<ciddd")
_VALUE_BASES = (tuple, Enum, Exception)


class ForbiddenAnswerError(Exception):
    """What came back is no plain value, or too much."""


def pack(value: object) -> bytes:
    """Return ``value`` as a frame; raise whatever keeps it from being pickled."""
    return frame(VALUE, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def pack_progress(done: int, total: int) -> bytes:
    """Return a frame that tells how far the work is."""
    return frame(PROGRESS, _PROGRESS.pack(done, total))


def unpack_progress(content: bytes) -> tuple[int, int]:
    """Return what :func:`pack_progress` was given; raise ``ForbiddenAnswerError``."""
    try:
        done, total = _PROGRESS.unpack(content)
    except struct.error as error:
        raise ForbiddenAnswerError from error
    return done, total


def pack_place(place: Place) -> bytes:
    """Return a frame that tells which pages are being read."""
    return frame(PLACE, _PLACE.pack(*place))


def unpack_place(content: bytes) -> Place:
    """Return what :func:`pack_place` was given; raise ``ForbiddenAnswerError`` for places that no document has."""
    try:
        place = Place(*_PLACE.unpack(content))
    except struct.error as error:
        raise ForbiddenAnswerError from error
    if not (1 <= place.first <= place.last + 1 <= place.total + 1 <= MOST_PAGES + 1):
        raise ForbiddenAnswerError
    return place


def pack_time(seconds: float) -> bytes:
    """Return a frame that asks for so many seconds more than at the start."""
    return frame(TIME, _TIME.pack(seconds))


def unpack_time(content: bytes) -> float:
    """Return the seconds asked for; none where the frame or the number is none."""
    try:
        [seconds] = _TIME.unpack(content)
    except struct.error:
        return 0.0
    return float(seconds) if 0 < seconds < float("inf") else 0.0


def pack_end(end: End) -> bytes:
    """Return a frame that tells how the process of an item ended."""
    return frame(END, _END.pack(*end))


def unpack_end(content: bytes) -> End:
    """Return what :func:`pack_end` was given."""
    return End(*_END.unpack(content))


class End(NamedTuple):
    """How the process of an item ended, and what it used."""

    why: bytes
    """``a`` where it answered, ``t`` where it took too long, ``m`` where it answered too much, ``d`` where it died."""
    status: int
    """Its exit code, below 0 for a signal."""
    processor_seconds: float
    seconds: float
    megabytes: float


def frame(kind: Kind, content: bytes) -> bytes:
    """Return one frame."""
    return _HEAD.pack(kind, len(content)) + content


def read_frame(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """Return kind and content of the next frame.

    Raises ``EOFError`` where the other side is gone, also in the midst of a frame, and ``ForbiddenAnswerError``.
    """
    kind, length = _HEAD.unpack(_read_exactly(stream, _HEAD.size))
    if length > MOST_BYTES:
        raise ForbiddenAnswerError
    return kind, _read_exactly(stream, length)


def read_value(stream: IO[bytes]) -> Any:
    """Return the next value from a process that is trusted."""
    return pickle.loads(read_frame(stream)[1])


def load_plain(content: bytes) -> Any:
    """Return a value from a process that may have been taken over: plain ones and our own only."""
    return _PlainUnpickler(io.BytesIO(content)).load()


def _read_exactly(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return a class whose objects do nothing when they are made; functions are none."""
        if (module, name) in PLAIN:
            return getattr(import_module(module), name)
        if module == "builtins":
            found = getattr(builtins, name, None)
            if isinstance(found, type) and issubclass(found, Exception):
                return found
        elif module.partition(".")[0] in OUR_PACKAGES and name.isidentifier():
            found = getattr(import_module(module), name, None)
            if isinstance(found, type) and _is_of_values(found):
                return found
        raise ForbiddenAnswerError(f"{module}.{name}")


def _is_of_values(kind: type) -> bool:
    return issubclass(kind, _VALUE_BASES) or dataclasses.is_dataclass(kind) or hasattr(kind, "__pydantic_fields__")
