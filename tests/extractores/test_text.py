"""Reading text files: encodings, the character grid and the limits."""

from __future__ import annotations

import random
import time

import ftfy.bad_codecs  # noqa: F401  # it brings the encoding called sloppy
import pytest

from extractores.errors import EmptyFileError, NotTextError, TooLargeError, TooManyPagesError
from extractores.geometry import CHARACTER_WIDTH, LINE_HEIGHT
from extractores.settings import ReadLimits
from extractores.text import decode_whole, read_text

SPANISH = "Dirección de Gestión Pública: año 2021, 90 % «señalización» ¿Quién? Cañón\nÍNDICE DE ATENCIÓN N° 3ª\n"


def texts(data: bytes) -> list[str]:
    pages, _ = read_text(data, "a.txt")
    return [word.text for page in pages for word in page.words]


def encoding_of(data: bytes) -> str:
    return read_text(data, "a.txt")[1]


def test_words_stand_on_the_character_grid() -> None:
    pages, encoding = read_text(b"No.  Unidad\n\n 1   Alcaldia\n", "a.txt")
    (page,) = pages
    last = page.words[-1]
    assert encoding == "utf-8"
    assert page.kind == "text"
    assert [word.text for word in page.words] == ["No.", "Unidad", "1", "Alcaldia"]
    assert (last.x0, last.x1) == (5 * CHARACTER_WIDTH, 13 * CHARACTER_WIDTH)
    assert (last.top, last.bottom, last.size) == (2 * LINE_HEIGHT, 3 * LINE_HEIGHT, LINE_HEIGHT)


def test_form_feeds_part_pages_and_the_last_one_opens_none() -> None:
    pages, _ = read_text(b"uno\n\fdos\n\f", "a.txt")
    assert [[word.text for word in page.words] for page in pages] == [["uno"], ["dos"]]
    assert [page.number for page in pages] == [1, 2]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "mac_roman"])
def test_one_byte_encodings_are_told_apart_by_spanish(encoding: str) -> None:
    assert texts(SPANISH.encode(encoding)) == SPANISH.split()
    assert encoding_of(SPANISH.encode(encoding)) == encoding


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_wide_encodings_with_and_without_mark(encoding: str) -> None:
    assert texts(SPANISH.encode(encoding)) == SPANISH.split()


def test_latin_1_with_control_codes_of_cp1252() -> None:
    assert texts(SPANISH.encode("latin-1") + b"fin\x81\n")[:3] == ["Dirección", "de", "Gestión"]


def test_lines_of_two_encodings_are_each_read_in_their_own() -> None:
    line = "Dirección de Gestión Pública\n"
    assert texts(line.encode() + line.encode("cp1252")) == line.split() * 2
    assert encoding_of(line.encode() + line.encode("cp1252")) == "utf-8+cp1252"


def test_mojibake_is_mended_and_named() -> None:
    garbled = "Dirección de Gestión\nsin daño: señal\n".encode().decode("cp1252").encode()
    assert texts(garbled) == ["Dirección", "de", "Gestión", "sin", "daño:", "señal"]
    assert encoding_of(garbled) == "utf-8+mojibake"


def test_garbled_letters_that_cannot_be_mended_are_named() -> None:
    assert encoding_of("Direcci√≥n de Gesti√≥n".encode()) == "utf-8+garbled"
    assert encoding_of("Dirección\x85Gestión".encode()) == "utf-8", "a line end is no letter"


@pytest.mark.parametrize("wrong", ["latin-1", "sloppy-windows-1252"])
@pytest.mark.parametrize("times", [1, 2])
def test_a_text_encoded_more_than_once_is_mended_as_a_whole(wrong: str, times: int) -> None:
    garbled = SPANISH
    for _ in range(times):
        garbled = garbled.encode().decode(wrong)
    assert decode_whole(garbled.encode(), "a.csv") == (SPANISH, "utf-8+mojibake")


def test_one_letter_in_its_place_says_that_the_others_are_meant() -> None:
    assert decode_whole("Gestión;GestiÃ³n".encode(), "a.csv") == ("Gestión;GestiÃ³n", "utf-8+garbled")


def test_decomposed_accents_take_one_column() -> None:
    composed = read_text("Gestión  uno".encode(), "a.txt")[0]
    decomposed = read_text("Gestio\u0301n  uno".encode(), "a.txt")[0]
    assert decomposed == composed


def test_characters_without_width_stay_in_their_words_and_so_do_soft_hyphens() -> None:
    assert texts("\ufeffplan\u200bes asis\u00ad\ntencia\x07 \0 fin\0".encode()) == [
        "plan\u200bes",
        "asis\u00ad",
        "tencia\x07",
        "fin\0",
    ]


def test_characters_without_width_take_no_column() -> None:
    def places(line: str) -> list[tuple[float, float]]:
        return [(word.x0, word.x1) for word in read_text(line.encode(), "a.txt")[0][0].words]

    assert places("uno\u202e\u200b  d\0os\ttr\u2066es") == places("uno  dos\ttres")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_every_line_end_counts(line_end: str) -> None:
    pages, _ = read_text(line_end.join(["uno", "dos", "tres"]).encode(), "a.txt")
    assert [word.top / LINE_HEIGHT for word in pages[0].words] == [0, 1, 2]


def test_tabs_part_cells_by_two_spaces_at_least() -> None:
    pages, _ = read_text(b"1234567\tdos\tx", "a.txt")
    first, second, _ = pages[0].words
    assert second.x0 - first.x1 >= 2 * CHARACTER_WIDTH


@pytest.mark.parametrize("data", [b"", b" \t\r\n" * 50, b"\xef\xbb\xbf", b"\0" * 8])
def test_nothing_to_read(data: bytes) -> None:
    with pytest.raises(EmptyFileError):
        read_text(data, "a.txt")


@pytest.mark.parametrize("size", [500, 50_000])
def test_binary_is_refused(size: int) -> None:
    with pytest.raises(NotTextError):
        read_text(random.Random(8).randbytes(size), "a.txt")


def test_limits_are_held() -> None:
    with pytest.raises(TooLargeError):
        read_text(b"x" * 101, "a.txt", ReadLimits(text_bytes=100))
    with pytest.raises(TooLargeError):
        read_text(b"x" * 101, "a.txt", ReadLimits(line_characters=100))
    with pytest.raises(TooLargeError):
        read_text(b"x y " * 30, "a.txt", ReadLimits(text_words=50))
    with pytest.raises(TooLargeError):
        read_text(b"\n" * 60, "a.txt", ReadLimits(text_words=50))
    with pytest.raises(TooManyPagesError):
        read_text(b"x\f" * 60, "a.txt", ReadLimits(pages=50))


def test_a_line_of_a_hundred_megabytes_ends_at_once() -> None:
    line = b"x" * 100_000_000
    start = time.perf_counter()
    with pytest.raises(TooLargeError):
        read_text(line, "a.txt")
    assert time.perf_counter() - start < 1


def test_lines_that_end_in_a_space_are_open() -> None:
    pages, _ = read_text(b"uno \ndos\n \ntres ", "a.txt")
    assert pages[0].open_lines == {0, 3}
