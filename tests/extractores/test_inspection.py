"""What a PDF is beside its pages: what it would do, what was changed, what it unpacks to."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from extractores import ReadLimits
from extractores.inspection import Inspection, inspect
from tests.raw_pdf import raw_page, raw_pdf

TEXT = b"BT /F 12 Tf 50 100 Td (meta) Tj ET"
SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
LIMITS = ReadLimits(stream_bytes=1_000_000, unpacked_bytes=3_000_000)


def found(data: bytes, limits: ReadLimits = LIMITS) -> Inspection:
    return inspect(data, limits)


def test_a_plain_page_is_nothing_of_it() -> None:
    assert found(raw_page(TEXT)) == Inspection()


@pytest.mark.parametrize(
    ("catalogue", "page"),
    [
        (b"/OpenAction " + SCRIPT, b""),
        (b"/OpenAction<</S/Launch/F(programa)>>", b""),
        (b"/AA<</WC " + SCRIPT + b">>", b""),
        (b"/Names<</JavaScript<</Names[(a) " + SCRIPT + b"]>>>>", b""),
        (b"/Names<</EmbeddedFiles<</Names[]>>>>", b""),
        (b"", b"/AA<</O " + SCRIPT + b">>"),
        (b"", b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(x)>>>>]"),
    ],
)
def test_what_a_document_would_do_is_told(catalogue: bytes, page: bytes) -> None:
    assert found(raw_page(TEXT, catalogue=catalogue, page=page)).notes == ("active",)


@pytest.mark.parametrize(
    ("catalogue", "page"),
    [
        (b"/OpenAction[3 0 R/Fit]", b""),
        (b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>", b""),
        (b"", b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://a.invalid/)>>>>]"),
    ],
)
def test_turning_to_a_page_and_links_are_no_programs(catalogue: bytes, page: bytes) -> None:
    assert found(raw_page(TEXT, catalogue=catalogue, page=page)).notes == ()


@pytest.mark.parametrize(("value", "notes"), [(b"/V(1.212,00)", ("form_fields",)), (b"", ()), (b"/V()", ())])
def test_values_in_fields_of_a_form_are_told(value: bytes, notes: tuple[str, ...]) -> None:
    field = {6: b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)%s/Rect[0 0 9 9]>>" % value}
    assert found(raw_page(TEXT, catalogue=b"/AcroForm<</Fields[6 0 R]>>", more=field)).notes == notes


def test_a_file_that_was_changed_behind_its_end_has_revisions() -> None:
    first = raw_page(TEXT)
    change = b"4 0 obj\n<</Length 1>>\nstream\n \nendstream\nendobj\n"
    table = b"xref\n4 1\n%010d 00000 n \n" % len(first)
    trailer = b"trailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    second = first + change + table + trailer % (first.rindex(b"xref\n0"), len(first) + len(change))
    assert found(second).notes == ("revisions",)


def test_a_file_for_the_web_was_not_changed() -> None:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw_page(TEXT))) as document:
        document.save(file, linearize=True)
    assert found(file.getvalue()).notes == ()


def packed(data: bytes, filters: bytes) -> dict[int, bytes]:
    return {4: b"<</Filter%s/Length %d>>\nstream\n%s\nendstream" % (filters, len(data), data)}


MUCH = b" " * 2_000_000


@pytest.mark.parametrize(
    ("data", "filters"),
    [
        (zlib.compress(MUCH), b"/FlateDecode"),
        (zlib.compress(zlib.compress(MUCH)), b"[/FlateDecode/FlateDecode]"),
        (zlib.compress(b"\x81 " * 20_000), b"[/FlateDecode/RunLengthDecode]"),
        (b"00>", b"[" + b"/ASCIIHexDecode" * 11 + b"]"),
    ],
)
def test_pages_that_unpack_to_too_much_or_are_packed_as_nobody_packs_are_heavy(data: bytes, filters: bytes) -> None:
    assert found(raw_page(b"", more=packed(data, filters))).heavy == {1}
    few = zlib.compress(TEXT)
    assert found(raw_page(b"", more=packed(few, b"/FlateDecode"))).heavy == frozenset()


def test_pages_that_are_too_much_together_are_heavy_from_where_they_are() -> None:
    content = zlib.compress(b" " * 900_000)
    pages = {10 + n: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>" for n in range(5)}
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    tree = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[%s]/Count 5>>" % kids}
    assert found(raw_pdf({**tree, **pages, **packed(content, b"/FlateDecode")})).heavy == {4, 5}


FORM = b"<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length 5>>\nstream\n/X Do\nendstream"


def forms(links: dict[int, int]) -> dict[int, bytes]:
    """Return forms by number, each of which draws another one."""
    return {number: FORM % drawn for number, drawn in links.items()}


@pytest.mark.parametrize(
    ("links", "heavy"),
    [({n: n + 1 for n in range(10, 60)}, {1}), ({n: n + 1 for n in range(10, 15)}, set()), ({10: 11, 11: 10}, set())],
)
def test_forms_in_forms_are_followed_so_far_and_in_circles_once(links: dict[int, int], heavy: set[int]) -> None:
    data = raw_page(TEXT, more=forms(links)).replace(b"/Resources<</Font", b"/Resources<</XObject<</X 10 0 R>>/Font", 1)
    assert found(pikepdf_mended(data)).heavy == heavy


def pikepdf_mended(data: bytes) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(file)
    return file.getvalue()
