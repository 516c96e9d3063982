"""Values on a pipe between two processes of ours: the length, then the pickle."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

_LENGTH = struct.Struct("<Q")


def pack(value: object) -> bytes:
    """Return ``value`` as a frame; raise whatever keeps it from being pickled."""
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(content)) + content


def read_frame(stream: IO[bytes]) -> Any:
    """Return the next value; raise ``EOFError`` where the other side is gone, also in the midst of a frame."""
    [length] = _LENGTH.unpack(_read_exactly(stream, _LENGTH.size))
    return pickle.loads(_read_exactly(stream, length))


def _read_exactly(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content
