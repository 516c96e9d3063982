"""What the processes of one server have in common; each gets it through its environment."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

VARIABLE = "LOTAIP_REVISAR"
"""Not on the command line, where every user of the machine could read the password of a base."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How a server runs."""

    folder: Path
    """Where documents, the base (by default) and the images of pages are kept."""
    url: str | None = None
    """Of the base; None for SQLite in ``folder``."""
    host: str = "127.0.0.1"
    port: int = 0
    """0 for any that is free."""
    workers: int = 1
    """Processes that answer browsers."""
    conversions: int = 1
    """Documents that are converted at once."""
    reviewer: str = ""
    is_logged: bool = False
    """Whether a line about each request is written to the standard error."""
    public: str = ""
    """Address under which other machines reach it through a proxy: ``https://`` and a name; empty where none do."""

    @classmethod
    def from_environment(cls) -> RunSettings:
        """Return the settings that the parent process gave."""
        given = json.loads(os.environ[VARIABLE])
        return cls(**{**given, "folder": Path(given["folder"])})

    def environment(self) -> Mapping[str, str]:
        """Return the environment that gives these settings to a process."""
        return os.environ | {VARIABLE: json.dumps(asdict(self) | {"folder": str(self.folder)})}
