"""Scans with a known truth: labelled PDFs printed, worn and scanned again, and how much of them is still read.

    python -m benchmarks.scans FOLDER … [--documents N] [--wear NAME,…] [--out FOLDER]

FOLDER holds ``NAME.pdf`` with ``NAME.truth.json``. Each document is read as it is and after each kind of wear. The
same call gives the same scans: chance is seeded by the document and the wear. ``--out`` keeps the scans.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Literal, TypeAlias

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from extractores.pdf import read_pdf
from extractores.readers import read_bytes
from pipeline.catalogue.entries import load_catalogue
from pipeline.convert import convert_document
from pipeline.evaluation.scoring import Judgement, f1, judge
from pipeline.likeness import similarities
from pipeline.matching.match import match_names
from pipeline.model import FIELD_NAMES, Match

Dots: TypeAlias = NDArray[np.uint8]

POINTS_PER_INCH = 72
MOST_PAGES = 1
"""Longer documents are left out: one page says as much as ten."""
DOCUMENTS = 12
STAMP_BLUE, INK_BLACK = (160, 50, 30), (40, 40, 40)


HEADING = "wear           field F1  folded   unit  mission  indic.  target accept. wrong units:ok ask wrong lost s/page"


UnitOutcome: TypeAlias = Literal["right", "asked", "wrong", "lost"]
"""The catalogue's entry was accepted by itself, a person is asked, another entry was accepted, or nothing was read."""
SAME_UNIT = 0.6
"""Likeness of a reading and a unit below which it is none of it."""
UNIT_COLUMNS: dict[UnitOutcome, int] = {"right": 8, "asked": 3, "wrong": 5, "lost": 4}


@dataclass(frozen=True, slots=True)
class Wear:
    """What happens to a page on its way through a printer and a scanner."""

    resolution: int = 200
    """Dots per inch."""
    skew: float = 0.7
    """Degrees clockwise."""
    turn: int = 0
    """Quarter turns clockwise."""
    noise: float = 6.0
    """Standard deviation of each dot's shade, of 255."""
    quality: int = 85
    """Of the JPEG, 1 to 95."""
    stamp: tuple[int, int, int] | None = None
    """Colour of a round stamp and a signature put over the table; blue, green, red."""
    is_bilevel: bool = False
    """Black and white, as a fax."""
    shadow: float = 0.06
    """How much darker the paper is on one side."""


USUAL = Wear()
WEARS = {
    "300 dpi": Wear(resolution=300),
    "200 dpi": USUAL,
    "150 dpi": Wear(resolution=150),
    "skew 0°": Wear(skew=0.0),
    "skew 2°": Wear(skew=-2.0),
    "skew 5°": Wear(skew=4.9),
    "turned 90°": Wear(turn=1),
    "turned 180°": Wear(turn=2),
    "turned 270°": Wear(turn=3),
    "blue stamp": Wear(stamp=STAMP_BLUE),
    "black stamp": Wear(stamp=INK_BLACK),
    "noise": Wear(noise=22.0),
    "JPEG 50": Wear(quality=50),
    "JPEG 25": Wear(quality=25),
    "bilevel 300": Wear(resolution=300, is_bilevel=True),
    "bilevel 200": Wear(is_bilevel=True),
    "dark edge": Wear(shadow=0.4),
}


def scan(data: bytes, wear: Wear, seed: str) -> bytes:
    """Return a PDF of pictures: each page of the PDF ``data`` after ``wear``."""
    chance = random.Random(f"{seed} {wear}")
    document = pypdfium2.PdfDocument(data)
    try:
        pictures = [Image.fromarray(_worn(_print(page, wear), wear, chance)[..., ::-1]) for page in document]
    finally:
        document.close()
    if wear.is_bilevel:
        pictures = [picture.convert("L").point(lambda shade: 255 * (shade > 150)).convert("1") for picture in pictures]
    file = io.BytesIO()
    how = {} if wear.is_bilevel else {"quality": wear.quality}
    day = time.gmtime(0)
    pictures[0].save(
        *(file, "PDF"),
        **how,
        resolution=wear.resolution,
        save_all=True,
        append_images=pictures[1:],
        creationDate=day,
        modDate=day,
    )
    return file.getvalue()


def _print(page: pypdfium2.PdfPage, wear: Wear) -> Dots:
    return np.ascontiguousarray(
        page.render(scale=wear.resolution / POINTS_PER_INCH, rev_byteorder=False).to_numpy()[..., :3]
    )


def _worn(dots: Dots, wear: Wear, chance: random.Random) -> Dots:
    if wear.stamp:
        _draw_stamp(dots, wear, chance)
    rows, columns = dots.shape[:2]
    skewed = cv2.getRotationMatrix2D((columns / 2, rows / 2), -wear.skew, 1.0)
    dots = cv2.warpAffine(dots, skewed, (columns, rows), flags=cv2.INTER_CUBIC, borderValue=(255,) * 3)
    dots = cv2.GaussianBlur(dots, (0, 0), 0.5)
    shade = 250 * (1 - wear.shadow * np.linspace(0, 1, columns)) / 255
    grain = np.random.default_rng(chance.getrandbits(64)).normal(0, wear.noise, (rows, columns))
    worn = dots * shade[None, :, None] + grain[..., None]
    return np.ascontiguousarray(np.rot90(np.clip(worn, 0, 255).astype(np.uint8), -wear.turn))


def _draw_stamp(dots: Dots, wear: Wear, chance: random.Random) -> None:
    """Draw two rings with words and a signature somewhere in the lower right of the middle, over what is printed."""
    rows, columns = dots.shape[:2]
    inch = wear.resolution
    x, y = (round(size * chance.uniform(0.35, 0.8)) for size in (columns, rows))
    mark = np.full_like(dots, 255)
    width = max(inch // 60, 2)
    for radius in (0.75, 0.52):
        cv2.circle(mark, (x, y), round(radius * inch), wear.stamp, width, cv2.LINE_AA)
    for at, text in enumerate(("DIRECCION", "RECIBIDO", "APROBADO")):
        place = (x - round(0.48 * inch), y + round((at - 0.8) * 0.17 * inch))
        cv2.putText(mark, text, place, cv2.FONT_HERSHEY_SIMPLEX, inch / 300, wear.stamp, width, cv2.LINE_AA)
    strokes = [
        (x + round((at / 9 - 0.8) * 1.6 * inch), y + round(chance.uniform(-0.4, 0.4) * inch)) for at in range(10)
    ]
    cv2.polylines(mark, [np.array(strokes, dtype=np.int32)], False, wear.stamp, width, cv2.LINE_AA)
    np.minimum(dots, mark, out=dots)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one document gave after one kind of wear."""

    plain: Judgement
    folded: Judgement
    """The same without accents."""
    seconds: float
    """Of one core, to read the document."""
    pages: int
    accepted_wrong: int
    """Fields that were accepted without review and are wrong."""
    units: Counter[UnitOutcome]
    """What became of the units of the truth, each counted once in a document."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document whose content is known."""

    path: Path
    records: list[dict[str, Any]]
    institution: str | None


def measure_scans(
    folders: Sequence[Path], documents: int, wears: dict[str, Wear], out: Path | None = None
) -> dict[str, Any]:
    """Print and return the figures for each kind of wear."""
    items = list(choose(folders, documents))
    print(f"{len(items)} documents: {', '.join(item.path.stem for item in items)}\n")
    print(HEADING)
    figures: dict[str, Any] = {}
    for name, wear in {"as printed": None, **wears}.items():
        outcomes = [_outcome(item, wear, name, out) for item in items]
        figures[name] = _figures(outcomes)
        _print_row(name, figures[name])
    return figures


def choose(folders: Sequence[Path], documents: int) -> Iterator[Labelled]:
    """Yield labelled PDFs of few pages, evenly from each folder; scans themselves are none of them."""
    for folder in folders:
        found = []
        for path in sorted(folder.glob("*.truth.json")):
            truth = json.loads(path.read_text(encoding="utf-8"))
            pdf = path.with_name(path.name.replace(".truth.json", ".pdf"))
            if pdf.is_file() and truth["records"] and _is_short_print(pdf):
                found.append(Labelled(pdf, truth["records"], truth["institution"]))
        share = max(documents // len(folders), 1)
        yield from found[:: max(len(found) // share, 1)][:share]


def _is_short_print(pdf: Path) -> bool:
    pages = read_pdf(pdf.read_bytes(), pdf.name)
    return len(pages) <= MOST_PAGES and all(page.kind == "native" and not page.unreadable for page in pages)


def _outcome(item: Labelled, wear: Wear | None, name: str, out: Path | None) -> Outcome:
    path, data = item.path, item.path.read_bytes()
    if wear:
        data = scan(data, wear, path.stem)
    if out and wear:
        (out / name.replace(" ", "_")).mkdir(parents=True, exist_ok=True)
        (out / name.replace(" ", "_") / path.name).write_bytes(data)
    started = time.process_time()
    document = read_bytes(data, path.name)
    seconds = time.process_time() - started
    records = [record.model_dump() for record in convert_document(document, load_catalogue()).records]
    plain = judge(item.records, records)
    folded = judge(*map(_folded, (item.records, records)))
    wrong = sum(field.is_accepted and not field.is_right for field in plain.fields)
    return Outcome(plain, folded, seconds, len(document.pages), wrong, judge_units(item, records))


def judge_units(item: Labelled, records: Sequence[dict[str, Any]]) -> Counter[UnitOutcome]:
    """Count what became of each unit of the truth: the reading most like it tells.

    Right is the entry that its name as printed is matched with when it is read without fault.
    """
    printed = sorted({record["unit"] for record in item.records if record["unit"]})
    meant = match_names(printed, load_catalogue().units, institution=item.institution)
    read = {record["unit"]["text"]: record["unit"]["match"] or {} for record in records if record["unit"]}
    if not read:
        return Counter({"lost": len(printed)})
    alike = similarities(printed, list(read))
    matches = [list(read.values())[at] for at in alike.argmax(axis=1)]
    return Counter(
        _unit_outcome(match, meant[name], likeness)
        for name, match, likeness in zip(printed, matches, alike.max(axis=1).tolist(), strict=True)
    )


def _unit_outcome(match: dict[str, Any], meant: Match, likeness: float) -> UnitOutcome:
    if likeness < SAME_UNIT:
        return "lost"
    if match.get("verdict") != "accepted":
        return "asked"
    return "right" if match["name"] == meant.name else "wrong"


def _folded(records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    def fold(value: Any) -> str:
        text = value["text"] if isinstance(value, dict) else value or ""
        return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))

    return [{name: fold(record.get(name)) for name in FIELD_NAMES} for record in records]


def _figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    plain, folded = (sum((getattr(o, kind) for o in outcomes), Judgement()) for kind in ("plain", "folded"))
    return {
        "field_f1": _field_f1(plain),
        "folded": _field_f1(folded),
        **{name: plain.field_f1(name) for name in FIELD_NAMES},
        "wrong": sum(outcome.accepted_wrong for outcome in outcomes),
        "accepted": sum(field.is_accepted for field in plain.fields),
        "units": dict(sum((outcome.units for outcome in outcomes), Counter())),
        "seconds": median(outcome.seconds / outcome.pages for outcome in outcomes),
    }


def _field_f1(judgement: Judgement) -> float:
    counts = (judgement.right_fields, judgement.predicted_fields, judgement.true_fields)
    return f1(*(sum(count.values()) for count in counts))


def _print_row(name: str, figures: dict[str, Any]) -> None:
    fields = " ".join(f"{figures[field]:>{width}.3f}" for field, width in zip(FIELD_NAMES, (6, 8, 7, 7), strict=True))
    units = " ".join(f"{figures['units'].get(outcome, 0):>{width}}" for outcome, width in UNIT_COLUMNS.items())
    start = f"{name:14} {figures['field_f1']:9.3f} {figures['folded']:7.3f} {fields}"
    print(f"{start} {figures['accepted']:>7} {figures['wrong']:>5} {units} {figures['seconds']:7.2f}", flush=True)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--wear", type=lambda text: text.split(","), default=list(WEARS))
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    measure_scans(options.folders, options.documents, {name: WEARS[name] for name in options.wear}, options.out)


if __name__ == "__main__":
    main()
