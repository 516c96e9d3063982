"""Where documents and decisions are kept: the only package that knows a database.

:func:`open_store` gives a :class:`Store`; what it answers with is in :mod:`pipeline.store.views`.
"""

from .errors import AccountError, BackupError, BaseError, BusyError, ConflictError, StepError, StoreError, UnknownError
from .store import Store, default_folder, open_store

__all__ = [
    "AccountError",
    "BackupError",
    "BaseError",
    "BusyError",
    "ConflictError",
    "StepError",
    "Store",
    "StoreError",
    "UnknownError",
    "default_folder",
    "open_store",
]
