"""Files that are broken are told apart from whole ones, and read as far as they go."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractores import DocumentError, ReadLimits
from extractores.damage import PIECE, is_damaged, mend, without_password
from extractores.patience import at_most
from extractores.readers import read_bytes
from tests.raw_pdf import raw_pdf

LOOK = ReadLimits(checks_damage=True)
SECONDS = 5.0


@pytest.fixture
def whole(samples: Path) -> bytes:
    return (samples / "matriz_municipio_celdas_unidas.pdf").read_bytes()


def test_whole_files_are_whole(whole: bytes, samples: Path) -> None:
    assert not is_damaged(whole)
    assert [path.name for path in samples.glob("*.pdf") if is_damaged(path.read_bytes())] == []


def written_by_reportlab() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=1)
    canvas.drawString(72, 700, "Dirección Financiera: 90 % del presupuesto ejecutado")
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("writer", ["reportlab", "qpdf"])
def test_a_packed_stream_with_one_wrong_bit_is_damage(writer: str) -> None:
    packed = written_by_reportlab() if writer == "reportlab" else mend(written_by_reportlab())
    assert packed
    assert not is_damaged(packed)
    wrong = bytearray(packed)
    wrong[packed.index(b"endstream") - 24] ^= 4
    assert is_damaged(bytes(wrong))
    assert read_bytes(bytes(wrong), "a.pdf", LOOK).notes == ("damaged",)


@pytest.mark.parametrize(
    "page", [b"", b"/MediaBox[0 0 9 9]", b"/MediaBox[0 0 9 9]/Resources<<>>/Annots[4 0 R 4 0 R]"], ids=str
)
def test_what_is_left_out_of_a_page_or_twice_in_it_is_no_damage(page: bytes) -> None:
    tree = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>"}
    leaf = {3: b"<</Type/Page/Parent 2 0 R%s>>" % page, 4: b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]>>"}
    assert not is_damaged(raw_pdf(tree | leaf))


def test_bytes_that_are_lost_are_damage(whole: bytes) -> None:
    assert is_damaged(whole[:200] + whole[210:])


PAGE = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F1 4 0 R>>>>>>",
}
"""A page with a font, which is its fourth object."""


@pytest.mark.parametrize(("widths", "damaged"), [("500 600 700", False), ("500 600 700 800", False), ("500 600", True)])
def test_a_font_without_some_of_its_widths_is_damage(widths: str, damaged: bool) -> None:
    """Zeros in the middle of the list left no other trace than words that run together."""
    font = b"<</Type/Font/Subtype/TrueType/FirstChar 1/LastChar 3/Widths[%s]>>" % widths.encode()
    assert is_damaged(raw_pdf({**PAGE, 4: font})) is damaged


def test_a_font_whose_program_is_gone_is_damage() -> None:
    """qpdf tells that an object is not where it should be when it is read, not before."""
    whole = raw_pdf({**PAGE, 4: b"<</Type/Font/FontDescriptor 5 0 R>>", 5: b"<</Type/FontDescriptor>>"})
    assert not is_damaged(whole)
    assert is_damaged(whole.replace(b"5 0 obj", bytes(7)))


@pytest.mark.parametrize(("kept", "damaged"), [(-1, True), (-5, True), (None, False)])
def test_a_stream_that_breaks_off_is_damage(kept: int | None, damaged: bool) -> None:
    packed = zlib.compress(b"12 dict begin begincmap")[:kept]
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    assert is_damaged(raw_pdf({**PAGE, 4: stream})) is damaged


def test_a_file_without_its_end_is_mended_and_says_so(whole: bytes) -> None:
    document = read_bytes(whole[: whole.rindex(b"xref")], "a.pdf", LOOK)
    assert document.pages[0].words
    assert document.notes in (("damaged",), ("mended",))


def test_what_cannot_be_mended_is_refused_as_before() -> None:
    assert mend(b"%PDF-1.4 nada") is None
    with pytest.raises(DocumentError):
        read_bytes(b"%PDF-1.4 nada", "a.pdf")


def test_who_does_not_ask_does_not_wait_for_it(whole: bytes) -> None:
    assert read_bytes(whole[:200] + b"%" + whole[201:], "a.pdf").notes == ()


@pytest.mark.parametrize("password", ["", "otra"])
def test_of_a_closed_file_nothing_can_be_made_without_its_password(password: str) -> None:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(written_by_reportlab())) as document:
        document.save(file, encryption=pikepdf.Encryption(user="secreto", owner="dueño"))
    assert mend(file.getvalue(), password) is None
    assert without_password(file.getvalue(), password) is None


@pytest.mark.parametrize("behind", [b"", b"\n"])
def test_a_long_stream_is_whole_also_with_a_line_end_behind_it(behind: bytes) -> None:
    packed = zlib.compress(bytes(2 * PIECE)) + behind
    with at_most(SECONDS):  # what is behind the end of a packed stream is left over for ever
        assert not is_damaged(
            raw_pdf(
                {
                    1: b"<</Type/Catalog/Pages 2 0 R>>",
                    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                    3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
                    4: b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed),
                }
            )
        )
