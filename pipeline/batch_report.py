"""What became of every document of a batch: the content of ``lote.json`` and of ``index.html``."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field as Attribute

from .model import Status


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BatchEntry(_Frozen):
    """One input and what became of it."""

    name: str = Attribute(description="file name, as the officer knows it")
    path: str = Attribute(description="as given on the command line or found in a folder")
    sha256: str | None = Attribute(default=None, description="of the content; null where it could not be read")
    outcome: Status
    code: str | None = Attribute(default=None, description="why it failed or is no matrix, for machines")
    message: str | None = Attribute(default=None, description="the same as one sentence in Spanish")
    seconds: float = 0.0
    pages: int = 0
    records: int = 0
    to_review: int = Attribute(default=0, description="records with a field that needs review")
    institution: str | None = None
    period: str | None = Attribute(default=None, description="AAAA-MM")
    outputs: dict[str, str] = Attribute(
        default_factory=dict, description="format to path of the written file, relative to the output folder"
    )


class Batch(_Frozen):
    """All inputs of one run, in the order they were given."""

    entries: tuple[BatchEntry, ...] = ()

    def to_json(self) -> str:
        """Return the content of ``lote.json``."""
        return self.model_dump_json(indent=1) + "\n"
