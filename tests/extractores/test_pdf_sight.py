"""Text that nobody sees is told and kept out of the words, however it is hidden; what is seen is never told."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings, strategies as st
from reportlab.pdfgen.canvas import Canvas

from extractores.geometry import Page
from extractores.pdf import read_pdf
from extractores.pdf_proof import LEAST_DIFFERENCE
from extractores.pdf_rules import DEEPEST_FORM
from extractores.pdf_sight import is_like
from tests.raw_pdf import raw_page

A4 = (595.0, 842.0)
WHITE, BLACK, DARK_BLUE = (255, 255, 255), (0, 0, 0), (20, 30, 90)
WORD = (100.0, 500.0)
"""Where the word in question begins, from the lower left."""
AROUND = (90.0, 490.0, 90.0, 30.0)
"""Left, bottom, width and height of a box around it."""

Colour = tuple[int, int, int]
Paint = Callable[[Canvas], None]


def draw(*steps: Paint, size: tuple[float, float] = A4, rotation: int = 0) -> Page:
    """Return the page with the word "claro", in black, and what the steps paint one after the other."""
    [page] = read_pdf(turned(page_bytes(*steps, size=size), rotation), "dibujo.pdf")
    return page


def page_bytes(*steps: Paint, size: tuple[float, float] = A4) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(30, 30, "claro")
    for paint in steps:
        canvas.saveState()
        paint(canvas)
        canvas.restoreState()
    canvas.save()
    return file.getvalue()


def turned(content: bytes, rotation: int) -> bytes:
    document, file = pypdfium2.PdfDocument(content), io.BytesIO()
    document[0].set_rotation(rotation)
    document.save(file)
    return file.getvalue()


def word(
    colour: Colour = BLACK, *, opacity: float = 1.0, size: float = 9.0, mode: int = 0, lines: Colour = BLACK
) -> Paint:
    def paint(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        canvas.setFillColorRGB(*(part / 255 for part in colour), alpha=opacity)
        canvas.setStrokeColorRGB(*(part / 255 for part in lines))
        line = canvas.beginText(*WORD)
        line.setTextRenderMode(mode)
        line.textOut("oculto")
        canvas.drawText(line)

    return paint


def box(colour: Colour, opacity: float = 1.0, place: tuple[float, float, float, float] = AROUND) -> Paint:
    def paint(canvas: Canvas) -> None:
        canvas.setFillColorRGB(*(part / 255 for part in colour), alpha=opacity)
        canvas.rect(*place, stroke=0, fill=1)

    return paint


def picture(colour: Colour, place: tuple[float, float, float, float] = AROUND) -> Paint:
    bitmap = pypdfium2.PdfBitmap.new_native(8, 8, pdfium.FPDFBitmap_BGRx)
    bitmap.fill_rect((*colour, 255), 0, 0, 8, 8)
    return lambda canvas: canvas.drawInlineImage(bitmap.to_pil(), *place)


def marker(breadth: float, colour: Colour = BLACK) -> Paint:
    def paint(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(*(part / 255 for part in colour))
        canvas.setLineWidth(breadth)
        canvas.line(90, 503, 180, 503)

    return paint


def in_form(*steps: Paint, name: str = "forma") -> Paint:
    def paint(canvas: Canvas) -> None:
        canvas.beginForm(name)
        for step in steps:
            canvas.saveState()
            step(canvas)
            canvas.restoreState()
        canvas.endForm()
        canvas.doForm(name)

    return paint


def told(page: Page) -> list[str]:
    """Return the words that are told as seen by nobody; each word is on one side only."""
    unseen = [one.text for one in page.unseen]
    assert sorted([*unseen, *(one.text for one in page.words)]) == ["claro", "oculto"]
    return unseen


HIDDEN: dict[str, tuple[Paint, ...]] = {
    "white on white paper": (word(WHITE),),
    "nearly white": (word((246, 246, 244)),),
    "white on a white ground": (box(WHITE), word(WHITE)),
    "white on a white picture": (picture(WHITE), word(WHITE)),
    "white outside of the dark ground": (box(BLACK, place=(90, 400, 90, 30)), word(WHITE)),
    "dark as its ground": (box(DARK_BLUE), word((24, 34, 94))),
    "black on black": (box(BLACK), word()),
    "without opacity": (word(opacity=0),),
    "hardly opaque": (word(opacity=0.03),),
    "tiny": (word(size=0.1),),
    "without ink": (word(mode=3),),
    "only its outline, in white": (word(mode=1, lines=WHITE),),
    "covered by a white box": (word(), box(WHITE)),
    "covered by a black box": (word(), box(BLACK)),
    "covered by a picture": (word(), picture((90, 160, 90))),
    "covered by two boxes": (
        word(),
        box(WHITE, place=(90, 490, 30, 30)),
        box(WHITE, place=(119.9, 490, 60, 30)),
    ),
    "under a marker": (word(), marker(12)),
    "under a white marker": (word(), marker(12, WHITE)),
    "covered with what is seen through": (word(), box(WHITE, 0.99)),
    "white in a form": (in_form(word(WHITE)),),
    "covered by a form": (word(), in_form(box(WHITE))),
    "covered inside a form": (in_form(word(), box(WHITE)),),
    "in a form under what follows it": (in_form(word()), box(WHITE)),
}
SEEN: dict[str, tuple[Paint, ...]] = {
    "black on white": (word(),),
    "white on a dark ground": (box(DARK_BLUE), word(WHITE)),
    "white on a dark picture": (picture(DARK_BLUE), word(WHITE)),
    "white on a dark ground in a form": (in_form(box(BLACK), word(WHITE)),),
    "white in a form on a ground outside of it": (box(BLACK), in_form(word(WHITE))),
    "pale grey": (word((215, 215, 215)),),
    "a pale colour": (word((255, 255, 120)),),
    "a watermark": (word((246, 246, 246), size=40),),
    "half opaque": (word(opacity=0.5),),
    "small type": (word(size=2),),
    "text after the box": (box(WHITE), word()),
    "text after the picture": (picture(WHITE), word()),
    "a box beside it": (word(), box(WHITE, place=(90, 514, 90, 30))),
    "a box over a part of it": (word(), box(WHITE, place=(112, 490, 60, 30))),
    "a line under it": (word(), marker(0.5)),
    "a box that shows it through": (word(), box((255, 255, 0), 0.4)),
    "black on a ground that is nearly black": (box((60, 60, 60)), word()),
    "only its outline": (word(WHITE, mode=1),),
}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("steps", HIDDEN.values(), ids=HIDDEN)
def test_what_nobody_sees_is_told(steps: tuple[Paint, ...], rotation: int) -> None:
    assert told(draw(*steps, rotation=rotation)) == ["oculto"]


@pytest.mark.parametrize("rotation", [0, 90])
@pytest.mark.parametrize("steps", SEEN.values(), ids=SEEN)
def test_what_is_seen_is_not_told(steps: tuple[Paint, ...], rotation: int) -> None:
    assert told(draw(*steps, rotation=rotation)) == []


@pytest.mark.parametrize(
    "size", [(100.0, 100.0), A4, (2384.0, 3370.0), (20.0, 900.0)], ids=["small", "A4", "A0", "slip"]
)
def test_the_size_of_the_sheet_does_not_matter(size: tuple[float, float]) -> None:
    place = 3, size[1] - 12

    def paint(canvas: Canvas, colour: Colour) -> None:
        canvas.setFont("Helvetica", 4)
        canvas.setFillColorRGB(*(part / 255 for part in colour))
        canvas.drawString(*place, "oculto")

    assert told(draw(lambda canvas: paint(canvas, WHITE), size=size)) == ["oculto"]
    ground = box(BLACK, place=(0, size[1] - 20, 20, 20))
    assert told(draw(ground, lambda canvas: paint(canvas, WHITE), size=size)) == []


def test_a_matrix_on_a_very_small_sheet_is_not_tiny() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(30, 42), invariant=1)
    canvas.setFont("Helvetica", 0.5)
    canvas.drawString(3, 20, "legible")
    canvas.save()
    [page] = read_pdf(file.getvalue(), "pequeño.pdf")
    assert [one.text for one in page.words] == ["legible"]


def test_a_page_that_was_turned_to_be_read_is_proved_as_it_lies() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.rotate(90)
        for line in range(12):
            canvas.drawString(100, -100 - 20 * line, "renglón")
        canvas.setFillGray(1)
        canvas.drawString(300, -100, "oculto")
        canvas.setFillGray(0)
        canvas.rect(290, -150, 90, 30, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(300, -140, "blanco")

    page = draw(paint)
    assert page.turned == 90
    assert [one.text for one in page.unseen] == ["oculto"]
    assert "blanco" in {one.text for one in page.words}


def test_a_crop_moves_the_proof_with_the_page() -> None:
    document, file = pypdfium2.PdfDocument(page_bytes(box(BLACK), word(WHITE))), io.BytesIO()
    document[0].set_cropbox(20, 20, 400, 700)
    document.save(file)
    [page] = read_pdf(file.getvalue(), "recorte.pdf")
    assert told(page) == []


def test_a_word_that_is_hidden_in_part_is_cut() -> None:
    """Twelve is not twelve thousand: the figures that nobody sees stand close behind those that are printed."""

    def paint(canvas: Canvas) -> None:
        canvas.drawString(100, 500, "12")
        canvas.setFillGray(1)
        canvas.drawString(100 + canvas.stringWidth("12", "Helvetica", 9), 500, "000")

    page = draw(paint)
    assert {one.text for one in page.words} == {"claro", "12"}
    assert [one.text for one in page.unseen] == ["000"]


def test_a_figure_that_nobody_sees_is_told_where_each_letter_is_an_object() -> None:
    """As browsers write."""

    def paint(canvas: Canvas) -> None:
        x = 100.0
        for letter, grey in zip("1002 obras", (0, 1, 1, *[0] * 7), strict=True):
            canvas.setFillGray(grey)
            canvas.drawString(x, 500, letter)
            x += canvas.stringWidth(letter, "Helvetica", 9)

    page = draw(paint)
    assert [one.text for one in page.unseen] == ["00"]
    assert {one.text for one in page.words} == {"claro", "1", "2", "obras"}


def test_a_tiny_word_on_the_line_of_others_is_told() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(100, 500, "antes")
        canvas.setFont("Helvetica", 0.2)
        canvas.drawString(140, 500, "diminuta")

    page = draw(paint)
    assert {one.text for one in page.words} == {"claro", "antes"}
    assert [one.text for one in page.unseen] == ["diminuta"]


def test_punctuation_on_a_dark_ground_is_seen() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFillGray(1)
        canvas.drawString(*WORD, "- . , :")

    page = draw(box(BLACK), paint)
    assert page.unseen == ()


def test_a_ruling_line_through_a_white_word_does_not_show_it() -> None:
    def line(canvas: Canvas) -> None:
        canvas.setLineWidth(0.5)
        canvas.line(90, 502, 180, 502)

    assert told(draw(line, word(WHITE))) == ["oculto"]


@pytest.mark.parametrize(("ground", "unseen"), [(WHITE, ["oculto"]), (BLACK, [])])
def test_slanted_words_are_judged_by_their_letters(ground: Colour, unseen: list[str]) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.translate(*WORD)
        canvas.rotate(40)
        canvas.setFillGray(1)
        canvas.drawString(0, 0, "oculto")

    assert told(draw(box(ground, place=(0, 100, 500, 700)), paint)) == unseen


def test_what_a_cell_cuts_off_is_none_of_it() -> None:
    """The rest of a row that is too low is not seen either, but it is known where it belongs."""

    def paint(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(90, 515, 90, 30)
        canvas.clipPath(path, stroke=0)
        word()(canvas)

    assert told(draw(paint, box(WHITE))) == []


def lay(words: Sequence[str], mode: int) -> Paint:
    """Return what lays text over the upper left of a picture of a whole page, in Helvetica of 20 points."""

    def paint(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 20)
        for at, text in enumerate(words):
            line = canvas.beginText(100, 700 - 40 * at)
            line.setTextRenderMode(mode)
            line.textOut(text)
            canvas.drawText(line)

    return paint


def scan_of(words: Sequence[str], share: float = 1.0) -> Paint:
    """Return what draws the picture of a sheet on which words are printed, over a share of the page's height."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    lay(words, 0)(canvas)
    canvas.save()
    sheet = pypdfium2.PdfDocument(file.getvalue())[0].render(scale=1).to_pil()
    sheet = sheet.crop((0, 0, sheet.width, round(sheet.height * share)))
    return lambda canvas: canvas.drawInlineImage(sheet, 0, A4[1] * (1 - share), A4[0], A4[1] * share)


def test_what_a_recogniser_laid_under_a_scan_is_not_told() -> None:
    page = draw(lay(["Metas", "anuales"], 0), scan_of(["Metas", "anuales"]))
    assert [one.text for one in page.words] == ["Metas", "anuales"]
    assert [one.text for one in page.unseen] == ["claro"]  # it stands where the picture shows nothing


def test_what_a_recogniser_laid_over_a_part_of_a_page_is_not_told_and_what_stands_beside_it_is() -> None:
    page = draw(scan_of(["Metas"], share=0.3), lay(["Metas"], 3), word(mode=3))
    assert {one.text for one in page.words} == {"claro", "Metas"}
    assert [one.text for one in page.unseen] == ["oculto"]


def test_text_under_an_empty_picture_is_told() -> None:
    page = draw(word(), picture(WHITE, (0, 0, *A4)))
    assert page.words == ()
    assert [one.text for one in page.unseen] == ["claro", "oculto"]


def test_a_note_that_covers_text_hides_it() -> None:
    """An annotation with a look of its own lies over the page; one without, as a link has none, does not."""
    covered, linked = (note_over(kind) for kind in (b"Square", b"Link"))
    assert [one.text for one in covered.unseen] == ["oculto"]
    assert linked.unseen == ()


def note_over(kind: bytes) -> Page:
    content = raw_page(
        b"BT /F 9 Tf 30 30 Td (claro) Tj ET BT /F 9 Tf 100 200 Td (oculto) Tj ET",
        page=b"/Annots[6 0 R]",
        more={
            6: b"<</Type/Annot/Subtype/%s/Rect[90 190 180 220]/F 4/AP<</N 7 0 R>>>>" % kind,
            7: stream(b"/Type/XObject/Subtype/Form/BBox[0 0 90 30]", b"0 g 0 0 90 30 re f"),
        },
    )
    [page] = read_pdf(content, "nota.pdf")
    return page


def page_with(content: bytes, resources: bytes, **further: bytes | dict[int, bytes]) -> Page:
    """Return a page that writes "claro" and then ``content``."""
    pdf = raw_page(b"BT /F 9 Tf 30 30 Td (claro) Tj ET " + content, **further)  # type: ignore[arg-type]
    [page] = read_pdf(pdf.replace(b"<</Font<</F 5 0 R>>>>", b"<</Font<</F 5 0 R>>%s>>" % resources, 1), "hoja.pdf")
    return page


HIDDEN_WORD = b"BT /F 9 Tf 100 200 Td (oculto) Tj ET"


FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</Font<</F 5 0 R>>>>/Group<</S/Transparency%s>>"
BLACK_MASK, WHITE_MASK = (b"<</ca 1/SMask<</S/Luminosity/G 7 0 R/BC[%s]>>>>" % shade for shade in (b"0", b"1"))


@pytest.mark.parametrize(
    ("state", "unseen"),
    [
        pytest.param(b"<</ca 0>>", ["oculto"], id="without opacity"),
        pytest.param(b"<</ca 0.5>>", [], id="half opaque"),
        pytest.param(BLACK_MASK, ["oculto"], id="behind a mask that lets nothing through"),
        pytest.param(WHITE_MASK, [], id="behind a mask that lets all through"),
    ],
)
@pytest.mark.parametrize("drawn", [HIDDEN_WORD, b"/X Do"], ids=["text", "form"])
def test_what_its_state_lets_nothing_of_through_is_told(drawn: bytes, state: bytes, unseen: list[str]) -> None:
    page = page_with(
        b"/G gs " + drawn,
        b"/XObject<</X 6 0 R>>/ExtGState<</G %s>>" % state,
        more={6: stream(FORM % b"", HIDDEN_WORD), 7: stream(FORM % b"/CS/DeviceGray", b"")},
    )
    assert told(page) == unseen


def stream(keys: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (keys, len(content), content)


def test_where_pictures_are_too_large_to_be_drawn_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractores.pdf_proof.MOST_STORED_DOTS", 63)
    assert told(draw(word(), picture(WHITE))) == []


def test_pages_with_more_shapes_over_texts_than_are_compared_are_proved_as_a_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("extractores.pdf_sight.MOST_PAIRS", 1)
    assert told(draw(word(), box(WHITE), box(WHITE))) == ["oculto"]
    assert told(draw(box(WHITE), word(), box(WHITE, place=(90, 400, 9, 9)))) == []


@pytest.mark.parametrize(("colour", "unseen"), [(WHITE, ["oculto"]), (BLACK, [])])
def test_text_in_more_forms_than_are_followed_is_proved(colour: Colour, unseen: list[str]) -> None:
    paint = word(colour)
    for depth in range(DEEPEST_FORM + 3):
        paint = in_form(paint, name=f"forma{depth}")
    assert told(draw(paint)) == unseen


def test_a_page_as_wide_as_none_is_printed_is_not_drawn() -> None:
    assert told(draw(word(WHITE), size=(1e8, 842.0))) == []


def test_many_colours_of_text_and_of_grounds_are_not_compared_each_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("extractores.pdf_sight.MOST_PAIRS", 1_000)
    monkeypatch.setattr("extractores.pdf_sight.is_like", lambda *colours: asked.append(1) or is_like(*colours))

    def grounds(canvas: Canvas) -> None:
        for at in range(100):
            canvas.setFillColorRGB(at / 255, 0.5, 0.8)
            canvas.rect(200, 100, 5, 5, stroke=0, fill=1)

    def texts(canvas: Canvas) -> None:
        for at in range(100):
            canvas.setFillColorRGB(at / 255, 0, 0)
            canvas.drawString(30 + at % 10 * 50, 100 + at // 10 * 20, "uno")

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for paint in (grounds, texts, word(WHITE)):
        paint(canvas)
    canvas.save()
    [page] = read_pdf(file.getvalue(), "colores.pdf")
    assert [one.text for one in page.unseen] == ["oculto"]
    assert len(asked) < 1_000


@settings(deadline=None, max_examples=40)
@given(ground=st.tuples(*[st.integers(0, 255)] * 3), change=st.tuples(*[st.integers(-255, 255)] * 3))
def test_what_is_told_follows_from_the_two_colours(ground: Colour, change: Colour) -> None:
    ink = tuple(min(max(part + by, 0), 255) for part, by in zip(ground, change, strict=True))
    difference = max(abs(one - other) for one, other in zip(ink, ground, strict=True))
    page = draw(box(ground), word((ink[0], ink[1], ink[2])))
    if difference < LEAST_DIFFERENCE:
        assert told(page) == ["oculto"]
    elif difference > 2 * LEAST_DIFFERENCE:  # between the two it depends on how thin the strokes are
        assert told(page) == []
