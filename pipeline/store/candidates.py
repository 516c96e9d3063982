"""Which entries of the catalogue may be meant by a field, the likeliest first."""

from __future__ import annotations

from collections.abc import Sequence

from ..catalogue.entries import Catalogue, Entry
from ..decisions.reviewed import reviewed_record
from ..decisions.worksheet import Row
from ..matching.match import rank_names
from ..model import FieldName, Match, Matrix
from .views import Candidate

MOST = 9
"""As many as there are keys to choose with."""


def candidates_of(
    matrix: Matrix, row: Row, name: FieldName, match: Match | None, catalogue: Catalogue
) -> tuple[Candidate, ...]:
    """Return the candidates for one field of ``row``: the one that the machine proposed before all others."""
    value = row.values[name]
    entries = _entries(matrix, row, name, catalogue)
    if value is None or not entries:
        return ()
    known = matrix.known_institution
    found = rank_names(value.text, entries, institution=matrix.institution, kind=known.type if known else None)
    ranked = [
        Candidate(rank.form.entry.id, rank.form.entry.name, rank.score, tuple(reason.text for reason in reasons))
        for rank, reasons in found
    ]
    proposed = [Candidate(match.entry, match.name or "", match.score, match.evidence)] if match and match.entry else []
    others = [candidate for candidate in ranked if not match or candidate.entry != match.entry]
    return tuple([*proposed, *others][:MOST])


def _entries(matrix: Matrix, row: Row, name: FieldName, catalogue: Catalogue) -> Sequence[Entry]:
    """Return what a field may name: units, or the indicators of its unit and those of any."""
    if name == "unit":
        return catalogue.units
    if name == "indicator":
        unit = reviewed_record(matrix, row).unit
        owner = unit.match.entry if unit and unit.match else None
        return [entry for entry in catalogue.indicators if not entry.units or owner in entry.units]
    return ()
