"""A process of its own for each item, forked from this one: limits, a folder of its own, and an end that is told.

This process has no second thread and reads nothing that an item says but frames, which it hands on. It alone waits for
the item's process: it ends it when it takes too long, takes its folder away, and tells how it ended and what it used.
"""

from __future__ import annotations

import gc
import os
import resource
import selectors
import signal
import struct
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import rmtree
from time import monotonic
from typing import IO, NamedTuple

from . import sandbox
from .contract import Limits
from .frames import MOST_BYTES, TIME, VALUE, End, pack, pack_end, read_value, unpack_time
from .item import Work, answer, told_to

FIRST_OF_OURS = 3
"""The first descriptor behind those for input, output and errors."""
PIECE = 1 << 20
"""Bytes that are read at once."""
SPARE_SECONDS = 1.0
"""Processor time beyond the clock's, so that the clock, which says why, is first where both are the same."""
_HEAD = struct.Struct("<cQ")
_KILOBYTES_PER_MEGABYTE = 1_000


def serve_forked(work: Work, limits: Limits, requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer every item that comes, until no more can come."""
    sandbox.limit_files()
    _prepare(work)
    if hasattr(work, "files"):
        sandbox.find_program()  # once, and not in each process
    gc.freeze()  # what is loaded is shared with the processes of items as long as nobody writes to it
    _send(answers, pack("ready"))
    try:
        while True:
            item = read_value(requests)
            with _folder() as folder:
                _send(answers, _Watch(_begin(work, item, limits, folder), limits, requests, answers).until_the_end())
    except (EOFError, BrokenPipeError):
        return


def _prepare(work: Work) -> None:
    prepare = getattr(work, "prepare", None)
    if prepare:
        prepare()


def _send(answers: IO[bytes], frame: bytes) -> None:
    answers.write(frame)
    answers.flush()


@contextmanager
def _folder() -> Iterator[str]:
    """Give a folder that goes away with all that is in it."""
    folder = tempfile.mkdtemp(prefix="lotaip-")
    try:
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)


class _Begun(NamedTuple):
    process: int
    answers: int
    """Where its frames are read."""


def _begin(work: Work, item: object, limits: Limits, folder: str) -> _Begun:
    """Fork the process of an item."""
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return _Begun(process, reading)
    try:
        os.close(reading)
        _work(work, item, limits, folder, writing)
        os._exit(0)
    finally:
        os._exit(1)


def _work(work: Work, item: object, limits: Limits, folder: str, writing: int) -> None:
    """In the item's process: do the work under limits and write the answer."""
    sandbox.end_with_parent()
    os.setsid()
    os.closerange(FIRST_OF_OURS, writing)  # nobody but the one that forked it speaks to the parent
    os.closerange(writing + 1, sandbox.MOST_FILES)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sandbox.use_folder(folder)
    if files_of := getattr(work, "files", None):
        sandbox.keep_to(files_of(item), folder)
    sandbox.limit_memory(limits)
    most = limits.cores * (limits.most_seconds + SPARE_SECONDS)
    sandbox.limit_processor_time(limits.cores * limits.processor_seconds + SPARE_SECONDS, most)

    def send(frame: bytes) -> None:
        if frame[:1] == TIME:
            more = unpack_time(frame[_HEAD.size :])
            sandbox.limit_processor_time(limits.cores * (limits.processor_seconds + more) + SPARE_SECONDS, most)
        _write(writing, frame)

    with told_to(send):
        _write(writing, answer(work, item))


def _write(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


class _Watch:
    """Waits for the process of one item."""

    def __init__(self, begun: _Begun, limits: Limits, requests: IO[bytes], answers: IO[bytes]) -> None:
        self._process, self._reading = begun
        self._limits = limits
        self._requests, self._answers = requests, answers
        self._started = monotonic()
        self._end = self._started + limits.seconds
        self._buffer = bytearray()
        self._is_answered = False

    def until_the_end(self) -> bytes:
        """Hand on what the process says and return the frame that tells how it ended; ``EOFError`` without parent."""
        why = b"d"
        try:
            why = self._listen()
        finally:
            os.close(self._reading)
            status, used = self._take_away()
        if why == b"d" and self._is_answered:
            why = b"a"
        elif why == b"d" and status == -signal.SIGXCPU:
            why = b"t"
        processor = used.ru_utime + used.ru_stime
        clock = monotonic() - self._started
        return pack_end(End(why, status, processor, clock, used.ru_maxrss / _KILOBYTES_PER_MEGABYTE))

    def _listen(self) -> bytes:
        """Return why there is nothing more to hear."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._reading, selectors.EVENT_READ)
            selector.register(self._requests, selectors.EVENT_READ)
            while (left := self._end - monotonic()) > 0:
                for key, _ in selector.select(left):
                    if key.fileobj is self._requests:
                        raise EOFError  # nothing is sent while an item is worked on: the parent is gone
                    piece = os.read(self._reading, PIECE)
                    if not piece:
                        return b"d"
                    self._buffer += piece
                    if not self._hand_on():
                        return b"m"
        return b"t"

    def _hand_on(self) -> bool:
        """Hand on all frames that are whole; tell whether they are as long as frames may be."""
        while len(self._buffer) >= _HEAD.size:
            kind, length = _HEAD.unpack_from(self._buffer)
            if length > MOST_BYTES:
                return False
            whole = _HEAD.size + length
            if len(self._buffer) < whole:
                return True
            if kind == TIME:
                asked = unpack_time(bytes(self._buffer[_HEAD.size : whole]))
                self._end = self._started + self._limits.granted(asked)
            elif not self._is_answered:
                self._is_answered = kind == VALUE
                _send(self._answers, bytes(self._buffer[:whole]))
            del self._buffer[:whole]
        return True

    def _take_away(self) -> tuple[int, resource.struct_rusage]:
        """End the process and all that it started, if they are still there."""
        for kill in (os.killpg, os.kill):
            try:
                kill(self._process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        _, status, used = os.wait4(self._process, 0)
        return os.waitstatus_to_exitcode(status), used
