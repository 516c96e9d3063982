"""Landlock: a Linux process gives up, for good, all files but those that it names (kernel 5.13 and newer).

There is no wrapper of it in the library of C, so its three calls are made by their numbers, which are the same on all
architectures. What each version of the kernel knows is asked for and no more, as the kernel's manual has it
(https://docs.kernel.org/userspace-api/landlock.html).
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from collections.abc import Iterable
from functools import cache

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1
_PR_SET_NO_NEW_PRIVS = 38
_O_PATH: int = getattr(os, "O_PATH", 0)

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_CHANGE_FOLDER = sum(1 << bit for bit in range(4, 13))
"""Make and remove files, folders, links, pipes, sockets and devices."""
_TRUNCATE = 1 << 14
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_WRITE = _WRITE_FILE | _CHANGE_FOLDER
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
"""What can be allowed for a file that is no folder."""
_SINCE = ((2, 1 << 13), (3, _TRUNCATE), (5, 1 << 15))
"""Versions with what they know more: moves between folders, cutting files, orders to devices."""
_TCP = 0b11
"""Bind and connect, since version 4."""
_OUTSIDE = 0b11
"""Abstract sockets and signals of processes outside, since version 6."""


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """Return the version of Landlock that the kernel has; 0 where it has none or does not allow it."""
    if sys.platform != "linux":
        return 0
    return max(int(_call(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)), 0)


def confine(readable: Iterable[str] | None, writable: Iterable[str]) -> bool:
    """Let this process, and those that it starts, use only these files and what is below these folders.

    Nothing but reading is allowed of ``readable``; None leaves all readable. Paths that are not there are passed over.
    It reaches no network by TCP, and no process outside, where the kernel knows how. Tell whether that worked.
    """
    known = version()
    if not known:
        return False
    handled = _WRITE | (_READ if readable is not None else 0)
    handled |= sum(more for since, more in _SINCE if known >= since)
    attributes = _Ruleset(handled, _TCP if known >= 4 else 0, _OUTSIDE if known >= 6 else 0)
    size = 24 if known >= 6 else 16 if known >= 4 else 8
    rules = _call(_CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), 0)
    if rules < 0:
        return False
    try:
        for path in readable or ():
            _allow(rules, path, handled & _READ)
        for path in writable:
            _allow(rules, path, handled)
        _library().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return _call(_RESTRICT_SELF, rules, 0) == 0
    finally:
        os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, _O_PATH | os.O_CLOEXEC)
    except (OSError, ValueError):
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_FILES
        _call(_ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(_Beneath(rights, place)), 0)
    finally:
        os.close(place)


def _call(number: int, *arguments: object) -> int:
    return int(_library().syscall(number, *arguments))


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
