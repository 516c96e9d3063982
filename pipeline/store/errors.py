"""What can go wrong with the store: one class for each situation that somebody can act on, each a Spanish sentence.

StoreError
├── BaseError        the base cannot be opened: it is newer than the program, or not to be reached
├── BusyError        others are writing: nothing was changed, try again
├── UnknownError     there is no such document, batch or entry
├── ConflictError    somebody changed the same record in the meantime
├── StepError        there is nothing to undo or redo, or others have built on it
├── BackupError      a backup cannot be made, or not be put back
└── AccountError     there is no such account, or it must not be changed so
"""

from __future__ import annotations

from plantillas import message

TOPIC = "base"


class StoreError(Exception):
    """Base of the store's errors; ``code`` is for machines, the message for people."""

    def __init__(self, code: str, **detail: object) -> None:
        self.code = code
        super().__init__(message(TOPIC, code, **detail))


class BaseError(StoreError):
    """The base cannot be used."""


class BusyError(StoreError):
    """The base is locked by others; nothing was changed."""


class UnknownError(StoreError):
    """What was asked for does not exist."""


class StepError(StoreError):
    """Nothing can be undone, or redone."""


class BackupError(StoreError):
    """A backup cannot be made, or not be put back."""


class AccountError(StoreError):
    """An account cannot be made or changed."""


class ConflictError(StoreError):
    """Somebody changed a record after the version that the reviewer saw; nothing was changed."""

    def __init__(self, *, record: str, field: str | None, mine: str, theirs: str, by: str, at: str) -> None:
        self.record, self.field = record, field
        self.mine, self.theirs = mine, theirs
        """What the reviewer wants to be there, and what is there now; empty where that is nothing."""
        self.by, self.at = by, at
        """Who changed it, and when."""
        super().__init__("conflict", by=by, mine=mine, theirs=theirs)
