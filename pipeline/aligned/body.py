"""What stands below the headings: lines with a piece for each column, and the lines between them that have none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import groupby, islice, pairwise
from typing import Literal, NamedTuple

from extractores.geometry import Word

from ..context.closing import is_note, opens_signatures
from ..context.footer import is_footer_label
from ..context.literals import is_title
from ..headings import Role, heading_role, process_level
from .cuts import settle_cuts
from .grid_lines import GridLine, GridRun, first_column
from .gutters import Gaps, track_gutters
from .heading_lines import Heading
from .page_shifts import page_shift, starts_of

Kind = Literal["row", "across", "heading", "outside"]
MOST_BAND_RUNS = 3
FOOTER_LOOK_AHEAD = 3
"""Lines of a footer's label, which may wrap."""
LEAST_ROW_RUNS = 3
"""Texts on a line that is one of rows, and not of a footer."""
LINES_ABOVE, LEAST_STARTING = 10, 2
"""So many texts that start at one place, on so many lines, are a column's."""


class BodyLine(NamedTuple):
    """A line in its columns; ``across``: text over several columns, such as a band."""

    kind: Kind
    line: GridLine
    pieces: tuple[tuple[Word, ...], ...] = ()
    """The words in each column, of a line of rows."""


class Section(NamedTuple):
    """A table: its headings and the lines below them, up to the next table with other headings."""

    heading: Heading
    lines: tuple[BodyLine, ...]

    @property
    def roles(self) -> tuple[Role | None, ...]:
        return self.heading.roles


def find_sections(lines: Sequence[GridLine], headings: Sequence[Heading]) -> list[Section]:
    """Return the tables below ``headings``, from the top down; the same headings on a new page go on with the table."""
    groups: list[list[Heading]] = []
    for heading in headings:
        if groups and groups[-1][0].texts == heading.texts and not _is_below(lines, groups[-1][-1], heading):
            groups[-1].append(heading)
        else:
            groups.append([heading])
    ends = [group[0].first for group in groups[1:]] + [len(lines)]
    return [_section(lines, group, end) for group, end in zip(groups, ends, strict=True)]


def _is_below(lines: Sequence[GridLine], above: Heading, below: Heading) -> bool:
    """Tell whether two headings stand on one page: each has a table of its own then."""
    return lines[above.first].page == lines[below.first].page


def _section(lines: Sequence[GridLine], headings: Sequence[Heading], end: int) -> Section:
    first = headings[0].first
    inside = lines[first:end]
    printed = [(heading.first - first, heading.stop - first) for heading in headings if heading.stop > heading.first]
    kinds = _kinds(inside, printed)
    if end < len(lines) and len(inside[-1].runs) == 1 and lines[end].page == inside[-1].page:
        kinds[-1] = "outside"  # It names what the next table is about.
    has_unit = "unit" in headings[0].roles
    is_free = [
        kind in ("across", "outside") or (kind == "row" and not has_unit and len(line.runs) == 1)
        for kind, line in zip(kinds, inside, strict=True)
    ]
    is_heading = [kind == "heading" for kind in kinds]
    gaps = _gaps_by_line(inside, kinds, {heading.first - first: _gaps(heading) for heading in headings})
    paths = track_gutters(inside, is_free, is_heading, gaps)
    cuts = settle_cuts(inside, paths, [kind == "row" for kind in kinds])
    if headings[0].roles[0] == "number":
        cuts = _behind_numbers(inside, cuts, kinds)
    starts = starts_of([line for line, kind in zip(inside, kinds, strict=True) if kind == "row"])
    body = [_place(line, kind, path, headings[0], starts) for line, kind, path in zip(inside, kinds, cuts, strict=True)]
    return Section(headings[0], tuple(body))


def _gaps_by_line(lines: Sequence[GridLine], kinds: Sequence[Kind], by_heading: dict[int, Gaps]) -> list[Gaps]:
    """Return for each line the gaps of the headings above it, shifted as its page is."""
    gaps = by_heading[0]
    found: list[Gaps] = []
    seen: list[GridLine] = []
    for _, group in groupby(enumerate(lines), key=lambda item: item[1].page):
        page = list(group)
        rows = [line for at, line in page if kinds[at] == "row"]
        has_heading = any(at in by_heading for at, _ in page)
        shift = 0 if has_heading else page_shift(starts_of(seen), starts_of(rows))
        seen = rows if has_heading else seen
        for at, _ in page:
            gaps = by_heading.get(at, gaps)
            found.append(tuple((start - shift, end - shift) for start, end in gaps))
    return found


def _gaps(heading: Heading) -> Gaps:
    cells = heading.cells
    return tuple((left.end, right.start) for left, right in pairwise(cells))


def _kinds(lines: Sequence[GridLine], headings: Sequence[tuple[int, int]]) -> list[Kind]:
    """Return what each line is; a footer, signatures or a title end the table until headings come again."""
    starts = dict(headings)
    kinds: list[Kind] = []
    has_ended = False
    last_row = max((at for at, line in enumerate(lines) if len(line.runs) >= LEAST_ROW_RUNS), default=-1)
    at = 0
    while at < len(lines):
        if at in starts:
            stop = starts[at]
            has_ended = has_ended and _is_footer(lines[stop : stop + FOOTER_LOOK_AHEAD])
            kinds += ["heading"] * (stop - at)
            at = stop
            continue
        has_ended = has_ended or _ends_table(lines, at, kinds, last_row)
        is_across = _is_band(lines[at]) or _names_unit(lines[at]) or _goes_on(lines, at, kinds)
        is_outside = has_ended or _is_note(lines[at])
        kinds.append("outside" if is_outside else "across" if is_across else "row")
        at += 1
    return kinds


def _ends_table(lines: Sequence[GridLine], at: int, kinds: Sequence[Kind], last_row: int) -> bool:
    """Tell whether a line ends the table: a title's words may also be a cell's, and a note may stand between rows."""
    texts = [run.text for run in lines[at].runs]
    if is_footer_label(texts[0]) or opens_signatures(texts):
        return True
    if is_note(texts):
        return at >= last_row
    return len(texts) == 1 and is_title(texts[0]) and not _is_of_column(lines, at, kinds)


def _is_note(line: GridLine) -> bool:
    return is_note([run.text for run in line.runs])


def _is_of_column(lines: Sequence[GridLine], at: int, kinds: Sequence[Kind]) -> bool:
    """Tell whether a lone text goes on in small letters, or starts where several on the lines above start."""
    run = lines[at].runs[0]
    above = islice((lines[before] for before in range(at - 1, -1, -1) if kinds[before] == "row"), LINES_ABOVE)
    starting = sum(run.start == other.start for line in above for other in line.runs)
    return run.text[:1].islower() or starting >= LEAST_STARTING


def _is_footer(lines: Sequence[GridLine]) -> bool:
    """Tell whether one of the next lines is a footer's label, its own words or those of all of them together."""
    firsts = [line.runs[0].text for line in lines]
    return any(is_footer_label(" ".join(firsts[: count + 1])) for count in range(len(firsts))) or any(
        map(is_footer_label, firsts)
    )


def _is_band(line: GridLine) -> bool:
    return len(line.runs) <= MOST_BAND_RUNS and process_level(line.text) is not None


def _names_unit(line: GridLine) -> bool:
    """Tell whether a lone text is a unit's name, or its mission, with a label: "UNIDAD: Dirección Financiera"."""
    label, colon, rest = line.text.partition(":")
    return len(line.runs) == 1 and bool(colon and rest) and heading_role(label)[0] in ("unit", "mission")


def _goes_on(lines: Sequence[GridLine], at: int, kinds: Sequence[Kind]) -> bool:
    """Tell whether a lone text is the rest of one that lies across the columns."""
    if not at or kinds[-1] != "across" or len(lines[at].runs) > 1 or lines[at].page != lines[at - 1].page:
        return False
    return lines[at].words[0].text[:1].islower() and lines[at].runs[0].start == lines[at - 1].runs[0].start


def _place(line: GridLine, kind: Kind, path: Sequence[int], heading: Heading, starts: Mapping[int, int]) -> BodyLine:
    if kind != "row":
        return BodyLine(kind, line)
    pieces: list[list[Word]] = [[] for _ in heading.cells]
    for word, start in zip(line.words, line.starts, strict=True):
        pieces[bisect_right(path, start)].append(word)
    is_row = starts[line.runs[0].start] >= LEAST_STARTING and _opens_cells([words for words in pieces if words])
    if not is_row and _lies_across(line.runs, path, heading.roles):
        return BodyLine("across", line)
    return BodyLine("row", line, tuple(map(tuple, pieces)))


def _opens_cells(pieces: Sequence[Sequence[Word]]) -> bool:
    """Tell whether a line reads as several cells: each begins with a capital or a figure, and not all words do."""
    if len(pieces) < LEAST_ROW_RUNS or any(words[0].text[0].islower() for words in pieces):
        return False
    return any(word.text[0].islower() for words in pieces for word in words)


def _behind_numbers(
    lines: Sequence[GridLine], cuts: Sequence[tuple[int, ...]], kinds: Sequence[Kind]
) -> list[tuple[int, ...]]:
    """Return ``cuts`` with the first one moved behind numbers that stand beyond it and count on.

    A number that starts where the text above starts is the end of a name: "Dirección Zonal N° / 3".
    """
    moved: list[tuple[int, ...]] = []
    last = 0
    text_start = -1
    for line, cut, kind in zip(lines, cuts, kinds, strict=True):
        first = line.runs[0]
        if kind == "row" and first.end <= cut[1]:
            value = _number(first)
            if value is not None and last <= value <= last + 1 and cut[0] <= first.start != text_start:
                cut = (first.end, *cut[1:])
            last = value if value is not None and first.start < cut[0] else last
            text_start = next((run.start for run in line.runs if cut[0] <= run.start < cut[1]), text_start)
        moved.append(cut)
    return moved


def _number(run: GridRun) -> int | None:
    text = run.text.rstrip(".)")
    return int(text) if text.isdecimal() else None


def _lies_across(runs: Sequence[GridRun], path: Sequence[int], roles: Sequence[Role | None]) -> bool:
    """Tell whether a lone run goes over several columns: over three, or out of the column of numbers."""
    if len(runs) > 1:
        return False
    run = runs[0]
    crossed = [place for place in path if run.start < place < run.end]
    first = sum(run.start >= place for place in path)
    is_cut = any(
        first_column(word) < place < first_column(word) + len(word.text) for word in run.words for place in path
    )
    from_number = roles[first] == "number" and not run.words[0].text.rstrip(".)").isdigit()
    return len(crossed) > 1 or (bool(crossed) and (is_cut or from_number))
