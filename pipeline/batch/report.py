"""What became of every document of a batch: the content of ``lote.json``, ``lote.csv`` and ``index.html``.

Nothing here tells of the run itself (times, order of finishing): the same documents give the same list.
"""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field as Attribute

from plantillas import message
from plantillas.messages import message_keys

from ..model import Status

Outcome = Status | Literal["pending"]
"""What became of a document; ``pending`` where the run was interrupted before it."""
TOPIC = "estados"
Key = TypeVar("Key")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BatchEntry(_Frozen):
    """One input and what became of it."""

    name: str = Attribute(description="file name, as the officer knows it")
    path: str = Attribute(description="as given on the command line or found in a folder; a member after its ZIP")
    sha256: str | None = Attribute(default=None, description="of the content; null where it could not be read")
    outcome: Outcome
    code: str | None = Attribute(default=None, description="why it is not simply well, for machines")
    message: str | None = Attribute(default=None, description="the same as one sentence in Spanish")
    pages: int = 0
    records: int = 0
    to_review: int = Attribute(default=0, description="records with a field that needs review")
    institution: str | None = Attribute(default=None, description="as printed, else as the manifest has it")
    period: str | None = Attribute(default=None, description="AAAA-MM")
    rows: str | None = Attribute(default=None, description="SHA-256 of the records' texts: equal rows, equal value")
    same_as: str | None = Attribute(default=None, description="path of an input with the same bytes: see its files")
    republishes: str | None = Attribute(default=None, description="path of an input that has the same rows")
    notes: tuple[str, ...] = Attribute(default=(), description="what else to know of it, sentences in Spanish")
    outputs: dict[str, str] = Attribute(
        default_factory=dict, description="format to path of the written file, relative to the output folder"
    )

    @property
    def state(self) -> str:
        """The name of what became of it, in Spanish: "Convertido", "Cifrado", "Tiempo agotado" …"""
        key = self.code if self.code and self.code in message_keys(TOPIC) else self.outcome
        return message(TOPIC, key)


class PackedEntries(Generic[Key]):
    """Entries by some key, as JSON until they are asked for: a tenth of the memory, for runs over many documents."""

    def __init__(self) -> None:
        self._packed: dict[Key, bytes] = {}

    def __setitem__(self, key: Key, entry: BatchEntry) -> None:
        self._packed[key] = entry.model_dump_json(exclude_defaults=True).encode()

    def get(self, key: Key) -> BatchEntry | None:
        """Return the entry of ``key``, None where there is none."""
        packed = self._packed.get(key)
        return BatchEntry.model_validate_json(packed) if packed else None


class Batch(_Frozen):
    """All inputs of one run, in the order they were given."""

    entries: tuple[BatchEntry, ...] = ()

    def to_json(self) -> str:
        """Return the content of ``lote.json``."""
        return self.model_dump_json(indent=1) + "\n"
