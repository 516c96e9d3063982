"""The same work on many items: in this process, in several of this machine, or on a cluster.

All keep one contract (:mod:`pipeline.executors.contract`): each item has one outcome, whatever it does to the process
that works on it. Only :func:`run_serial`, which is there for debugging, puts no limits on it.
"""

from .contract import Crash, Files, Limits, Ready, Usage
from .local import run_local
from .progress import Progress, ask_for_time, tell, tell_place
from .serial import run_serial

__all__ = [
    "Crash",
    "Files",
    "Limits",
    "Progress",
    "Ready",
    "Usage",
    "ask_for_time",
    "run_local",
    "run_serial",
    "tell",
    "tell_place",
]
