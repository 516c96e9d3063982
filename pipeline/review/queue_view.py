"""The field in hand of the queue, as its page shows it: its sheet, and the paper around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import FieldName
from ..render import places
from ..store.views import DocumentView, QueueItem
from .crops import Crop, crops_of
from .field_view import FieldSheet, field_sheet
from .sheets import Sheet


@dataclass(frozen=True, slots=True)
class QueueField:
    """The field that is asked about."""

    sheet: FieldSheet
    document_name: str
    institution: str | None
    period: str | None
    version: int
    where: str
    """Page or lines, in words."""
    context: tuple[tuple[FieldName, str], ...]
    """The other fields of the record."""
    crops: tuple[Crop, ...]


def queue_field(item: QueueItem, view: DocumentView, sheets: Sequence[Sheet]) -> QueueField | None:
    """Return what the queue shows of a field of the document ``view``; None where it is gone."""
    sheet = field_sheet(view, item.record, item.field, item)
    return sheet and QueueField(
        sheet=sheet,
        document_name=item.document_name,
        institution=item.institution,
        period=item.period,
        version=item.version,
        where=places(item.spans),
        context=tuple((name, text) for name, text in sheet.texts.items() if name != item.field),
        crops=crops_of(item.spans, sheets),
    )
