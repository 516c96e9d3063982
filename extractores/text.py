"""Text files: bytes → characters → words on a grid.

A dump says nothing of its encoding. UTF-8 and the marks of UTF-16 and UTF-32 prove themselves; among the
one-byte encodings of Spanish offices the one wins that yields Spanish letters where letters belong. Lines are
decoded one by one where a file mixes encodings. Characters then stand on the grid of :mod:`.geometry`, one page
for each form feed.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

from .errors import EmptyFileError, EncodingError, NotTextError, TooLargeError, TooManyPagesError
from .geometry import CHARACTER_WIDTH, LINE_HEIGHT, Page, Word
from .progress import tell_length
from .settings import ReadLimits

BYTE_ENCODINGS = ("cp1252", "latin-1", "cp850", "mac_roman")
"""One-byte encodings to choose from; the earlier wins a tie."""
TWICE_ENCODINGS = ("sloppy-windows-1252", "latin-1")
"""What UTF-8 is read as by mistake; the first one as programs do it, that give each byte a character."""
TAB_STOP = 8
NUL_SHARE_OF_WIDE_TEXT = 0.2
"""UTF-16 of Spanish has a NUL in nearly every second byte, UTF-32 three in four."""
CONTROL_SHARE_OF_BINARY = 0.05
"""Text has next to no control characters, random bytes one in eleven."""
SAMPLE_BYTES = 100_000
"""How much of a file is looked at to recognise its encoding."""
LETTER_IN_PLACE, SIGN_IN_PLACE, OUT_OF_PLACE = 2, 1, -2
BYTE_ORDER_MARK = "\ufeff"
MENDED = "mojibake"
GARBLED = "garbled"
NEXT_LINE = "\x85"
"""A line end of large computers; other controls of its range are letters of a wrong encoding."""
INVALID = "invalid"
DEFAULT_LIMITS = ReadLimits()

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SPANISH_LETTERS = frozenset("áéíóúüñÁÉÍÓÚÜÑàèìòùÀÈÌÒÙçÇ")
_SPANISH_SIGNS = frozenset("¿¡ºª°«»“”‘’–—…•·€±²³´½¼¾%\u00a0\u00ad")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MOJIBAKE = re.compile(r"[ÃÂâï][\u0080-\u00bf\u0152-\u0178\u2013-\u2122\u02c6\u02dc]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_WORD = re.compile(r"\S+")


def read_text(data: bytes, name: str, limits: ReadLimits = DEFAULT_LIMITS) -> tuple[tuple[Page, ...], str]:
    """Return the pages of a text file and the name of its encoding.

    The name carries ``+mojibake`` where garbled letters were mended, ``+garbled`` where some are left and ``+invalid``
    where bytes were lost.
    """
    if len(data) > limits.text_bytes:
        raise TooLargeError(name, limit=limits.text_bytes)
    tell_length(text_bytes=len(data))
    text, encoding = decode(data, name)
    _refuse_binary(text, name)
    text, mended = _mend_mojibake(text)
    pages = tuple(_pages(_composed(text), name, limits))
    if not any(page.words for page in pages):
        raise EmptyFileError(name)
    return pages, _label(text, f"{encoding}+{MENDED}" if mended else encoding)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the characters of ``data`` and the name of the encoding they were in."""
    encoding = _marked_encoding(data) or _wide_encoding(data)
    if encoding:
        return _decode_wide(data, encoding, name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_line_by_line(data)


def decode_whole(data: bytes, name: str) -> tuple[str, str]:
    """Return the characters as :func:`decode` does, decoded again where the whole text was encoded more than once.

    UTF-8 read as a one-byte encoding and saved as UTF-8 leaves only sequences that are UTF-8 again (``GestiÃ³n``). No
    sound text does: one letter in its place ends the doubt. So a single cell keeps its characters, whatever they are.
    """
    text, encoding = decode(data, name)
    mended = text
    while (once := _decoded_again(mended)) is not None:
        mended = once
    return mended, _label(mended, encoding if mended == text else f"{encoding}+{MENDED}")


def _decoded_again(text: str) -> str | None:
    """Return the UTF-8 that was read as a one-byte encoding, each time shorter; None where the text was not."""
    import ftfy.bad_codecs  # noqa: F401  # it brings the encoding called sloppy

    for encoding in () if text.isascii() else TWICE_ENCODINGS:
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return None


def _label(text: str, encoding: str) -> str:
    """Return the name of the encoding, marked where the text still has letters of a wrong one (by ftfy's measure)."""
    if text.isascii():
        return encoding
    from ftfy.badness import is_bad

    return f"{encoding}+{GARBLED}" if is_bad(text.replace(NEXT_LINE, "\n")) else encoding


def _marked_encoding(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)


def _wide_encoding(data: bytes) -> str | None:
    """Recognise UTF-16 and UTF-32 without a mark by where their NULs stand."""
    sample = data[: SAMPLE_BYTES // 4 * 4]
    nuls = [sample[offset::4].count(0) / max(len(sample) / 4, 1) for offset in range(4)]
    many = [share > NUL_SHARE_OF_WIDE_TEXT for share in nuls]
    shapes = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    return shapes.get((many[0], many[1], many[2], many[3]))


def _decode_wide(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    label = encoding.removesuffix("-sig")
    try:
        return data.decode(encoding), label
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="ignore")
        if not text.strip() or _lost_share(data, text, label) > CONTROL_SHARE_OF_BINARY:
            raise EncodingError(name) from error
        return text, f"{label}+{INVALID}"


def _lost_share(data: bytes, text: str, encoding: str) -> float:
    return 1 - len(text.encode(encoding, errors="ignore")) / len(data)


def _decode_line_by_line(data: bytes) -> tuple[str, str]:
    """Decode a file that is not UTF-8 as a whole; lines that are UTF-8 by themselves stay so."""
    lines = data.splitlines(keepends=True)
    foreign = b"".join(line for line in lines if not _is_utf8(line))[:SAMPLE_BYTES]
    fallback = max(BYTE_ENCODINGS, key=lambda encoding: _plausibility(foreign, encoding))
    text = "".join(line.decode("utf-8" if _is_utf8(line) else fallback, errors="ignore") for line in lines)
    accented_utf8 = any(not line.isascii() and _is_utf8(line) for line in lines)
    return text, f"utf-8+{fallback}" if accented_utf8 else fallback


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _plausibility(data: bytes, encoding: str) -> int:
    """Score ``data`` as Spanish in ``encoding``: each character beyond ASCII in its place counts for it."""
    try:
        text = f" {data.decode(encoding)} "
    except UnicodeDecodeError:
        return OUT_OF_PLACE * len(data)
    return sum(_fitness(text, hit.start()) for hit in _NOT_ASCII.finditer(text))


def _fitness(text: str, at: int) -> int:
    character, beside_letter = text[at], text[at - 1].isalpha() or text[at + 1].isalpha()
    if character in _SPANISH_LETTERS:
        capital_inside = character.isupper() and text[at - 1].islower()
        return OUT_OF_PLACE if capital_inside else LETTER_IN_PLACE if beside_letter else 0
    inside_word = text[at - 1].isalpha() and text[at + 1].isalpha()
    return SIGN_IN_PLACE if character in _SPANISH_SIGNS and not inside_word else OUT_OF_PLACE


def _mend_mojibake(text: str) -> tuple[str, bool]:
    """Undo UTF-8 that was read as cp1252 and saved again (``GestiÃ³n``), line by line."""
    if not _MOJIBAKE.search(text):
        return text, False
    from ftfy import fix_encoding

    lines = text.splitlines(keepends=True)
    mended = "".join(fix_encoding(line) if _MOJIBAKE.search(line) else line for line in lines)
    return mended, mended != text


def _refuse_binary(text: str, name: str) -> None:
    controls = sum(1 for _ in _CONTROL.finditer(text, 0, SAMPLE_BYTES))
    nuls_in_text = text.count("\0", 0, SAMPLE_BYTES)
    if controls - nuls_in_text > CONTROL_SHARE_OF_BINARY * min(len(text), SAMPLE_BYTES):
        raise NotTextError(name)


def _composed(text: str) -> str:
    """Compose accents, so that a character is a column, and leave out the mark of an encoding that was kept twice."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return composed.removeprefix(BYTE_ORDER_MARK)


def _pages(text: str, name: str, limits: ReadLimits) -> Iterator[Page]:
    if text.count("\n") + text.count("\r") > limits.text_words:
        raise TooLargeError(name, limit=limits.text_words)
    sheets = text.split("\f")
    if len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    if len(sheets) > limits.pages:
        raise TooManyPagesError(name, pages=len(sheets), limit=limits.pages)
    words = 0
    for number, sheet in enumerate(sheets, start=1):
        page = _page(number, sheet, name, limits)
        words += len(page.words)
        if words > limits.text_words:
            raise TooLargeError(name, limit=limits.text_words)
        yield page


def _page(number: int, sheet: str, name: str, limits: ReadLimits) -> Page:
    lines = sheet.splitlines()
    longest = max(map(len, lines), default=0)
    if longest > limits.line_characters:
        raise TooLargeError(name, limit=limits.line_characters)
    words = tuple(word for index, line in enumerate(lines) for word in _words(line, index * LINE_HEIGHT))
    width = max((word.x1 for word in words), default=0.0)
    open_lines = frozenset(index for index, line in enumerate(lines) if line.endswith(" ") and not line.isspace())
    return Page(number, width, len(lines) * LINE_HEIGHT, words, kind="text", open_lines=open_lines)


def _words(line: str, top: float) -> Iterator[Word]:
    spaced = _without_tabs(line)
    bottom = top + LINE_HEIGHT
    hidden = [match.start() for match in _INVISIBLE.finditer(spaced)]
    for match in _WORD.finditer(spaced):
        start, end = (at - bisect_left(hidden, at) for at in match.span()) if hidden else match.span()
        if start < end:  # nothing is printed where all is without width
            yield Word(match.group(), start * CHARACTER_WIDTH, top, end * CHARACTER_WIDTH, bottom, LINE_HEIGHT)


def _without_tabs(line: str) -> str:
    """Return a line with spaces for its tabs; a tab leaves two at least, because it always separates two cells."""
    if "\t" not in line:
        return line
    cells = line.split("\t")
    spaced, column = [], 0
    for cell in cells[:-1]:
        column += len(_INVISIBLE.sub("", cell)) + 1
        stop = TAB_STOP - column % TAB_STOP
        spaced.append(f"{cell} {' ' * stop}")
        column += stop
    return "".join((*spaced, cells[-1]))
