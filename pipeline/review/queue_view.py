"""The field in hand of the queue, as its page shows it: its sheet, and the paper around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..decisions.reviewed import value_needs_review
from ..model import FieldName
from ..render import places
from ..store.views import DocumentView, QueueItem
from .crops import Crop, crops_of
from .field_view import FieldSheet, field_sheet
from .sheets import Sheet

MOST_AHEAD = 4
"""Pages whose pictures are fetched before they are needed."""


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
    ahead: tuple[int, ...]
    """Other pages of the document with doubtful fields, which will be looked at soon."""


def queue_field(item: QueueItem, sheets: Sequence[Sheet]) -> QueueField | None:
    """Return what the queue shows of a field; ``sheets`` are the pages of its document. None where it is gone."""
    view = item.view
    sheet = field_sheet(view, item.record, item.field, item)
    if sheet is None:
        return None
    return QueueField(
        sheet=sheet,
        document_name=view.name,
        institution=view.institution,
        period=view.period,
        version=item.version,
        where=places(item.spans),
        context=tuple((name, text) for name, text in sheet.texts.items() if name != item.field),
        crops=crops_of(item.spans, sheets),
        ahead=_ahead(view, {span.page for span in item.spans}),
    )


def _ahead(view: DocumentView, shown: set[int]) -> tuple[int, ...]:
    """Return the first pages of doubtful fields that are not shown yet."""
    assert view.matrix
    values = (value for row in view.worksheet.rows for value in row.present.values())
    doubtful = [value for value in values if value_needs_review(view.matrix, value)]
    pages = {span.page for value in doubtful for span in value.spans}
    return tuple(sorted(pages - shown))[:MOST_AHEAD]
