"""Documents that come with a password are kept as copies that need none: nobody has to know it, or keep it, later.

They are opened in a process of their own, like all that comes from strangers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from ..batch.executors import Files, Limits
from ..batch.executors.worker_process import WorkerProcess

LIMITS = Limits.fixed(60.0, 2_000)


@dataclass(frozen=True, slots=True)
class Closed:
    """A document to open; crosses to another process."""

    path: Path
    target: Path
    password: str = field(repr=False)


class Opening:
    """What the process for it does."""

    def __call__(self, closed: Closed) -> bool:
        """Write a copy that needs no password and tell whether there is one."""
        from extractores.damage import without_password

        opened = without_password(closed.path.read_bytes(), closed.password)
        if opened is None:
            return False
        closed.target.write_bytes(opened)
        return True

    def files(self, closed: Closed) -> Files:
        """Return what the process needs."""
        return Files((closed.path,), (closed.target,))


class Opener:
    """Opens documents one after the other, with one password, into a folder."""

    def __init__(self, password: str, folder: Path) -> None:
        self._password = password
        self._target = folder / "abierto"
        self._process: WorkerProcess[Closed, bool] = WorkerProcess(Opening(), LIMITS)

    def __enter__(self) -> Opener:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.close()

    def open(self, path: Path) -> Path:
        """Return a copy that needs no password, until the next is asked for; ``path`` itself where there is none."""
        self._target.unlink(missing_ok=True)
        self._target.touch()
        outcome = self._process.run(Closed(path, self._target, self._password))
        return self._target if outcome is True else path
