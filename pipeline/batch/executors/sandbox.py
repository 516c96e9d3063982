"""What a process gives up before it reads a stranger's document: files, the network, core dumps, time, memory.

Each of these is taken where the system has it. Where it has not (Windows, a container that forbids it), the others
still hold.
"""

from __future__ import annotations

import ctypes
import math
import os
import signal
import sys
import tempfile
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from .contract import Files, Limits
from .frames import OUR_PACKAGES
from .landlock import confine

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG = 1
BIGGEST_FILE = 256_000_000
"""Bytes: a copy of the largest document that is read."""
MOST_FILES = 256
"""Open at once; libraries open a dozen."""


def leave_network() -> bool:
    """Move this process, and those that it starts, to where there is no network, and tell whether that worked.

    Linux only: a network of its own in which nothing is connected, not even the machine with itself. Who may not make
    one makes it as the owner of a space of users of its own; for that there must be no second thread yet.
    """
    if sys.platform != "linux":
        return False
    if _unshare(CLONE_NEWNET):
        return True
    user, group = os.getuid(), os.getgid()
    if not _unshare(CLONE_NEWUSER | CLONE_NEWNET):
        return False
    with suppress(OSError):  # files are still ours without their names
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True


SYSTEM = (
    *("/usr", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store"),
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/mime.types", "/proc/self"),
    *("/proc/cpuinfo", "/proc/meminfo", "/sys", "/dev/urandom"),
)
"""What libraries read of a Linux system: programs and fonts, and how large the machine is; nothing that is secret."""
NOWHERE = os.devnull


def keep_to(files: Files, folder: str) -> bool:
    """Leave this process the files of an item, its own folder and the program, and tell whether that worked.

    On Linux with Landlock only; elsewhere it may do what its user may.
    """
    readable = (*find_program(), *map(os.fspath, files.reads))
    return confine(readable, (folder, NOWHERE, *map(os.fspath, files.writes)))


def write_only_to(folder: str) -> bool:
    """Leave this process all files to read and its own folder to write, and tell whether that worked."""
    return confine(None, (folder, NOWHERE))


@cache
def find_program() -> tuple[str, ...]:
    """Return the folders of the system, of Python, of its packages, and of ours.

    Modules may be looked for where the command was given or in somebody's home, too: these stay closed.
    """
    closed = [os.path.realpath(path) for path in (os.getcwd(), os.path.expanduser("~"))]
    places = [sys.prefix, sys.base_prefix, *filter(os.path.isabs, sys.path)]
    found = [place for place in places if not any(_is_above(os.path.realpath(place), path) for path in closed)]
    specs = [spec for name in (*sorted(OUR_PACKAGES), "plantillas") if (spec := find_spec(name))]
    ours = [place for spec in specs for place in spec.submodule_search_locations or ()]
    return (*SYSTEM, *dict.fromkeys((*found, *ours)))


def _is_above(folder: str, path: str) -> bool:
    return os.path.join(path, "").startswith(os.path.join(folder, ""))


def end_with_parent() -> None:
    """Have the system end this process once the one that forked it is gone; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def limit_memory(limits: Limits) -> None:
    """Let what is too much fail here with ``MemoryError`` and not by the system's choice."""
    size = limits.megabytes * 1_000_000
    _limit("RLIMIT_AS", size)


def limit_files() -> None:
    """Bound what is written, and leave no dumps of memory, which hold the documents."""
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_FSIZE", BIGGEST_FILE)
    _limit("RLIMIT_NOFILE", MOST_FILES)


def limit_processor_time(seconds: float, most: float) -> None:
    """Let the system end this process once it has used so many more ``seconds``; it may be given up to ``most``."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    highest = math.ceil(used + most) if hard == resource.RLIM_INFINITY else hard
    resource.setrlimit(resource.RLIMIT_CPU, (min(math.ceil(used + seconds), highest), highest))


def use_folder(folder: str) -> None:
    """Have what libraries put aside, or keep for another day, go to ``folder``."""
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    os.environ["XDG_CACHE_HOME"] = folder


def _unshare(what: int) -> bool:
    try:
        return bool(ctypes.CDLL(None, use_errno=True).unshare(what) == 0)
    except AttributeError:  # a library of C that has no such function
        return False


def _limit(name: str, most: int) -> None:
    try:
        import resource
    except ImportError:
        return
    kind = getattr(resource, name)
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))
