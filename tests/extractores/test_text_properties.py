"""What holds for every text: it is read without losing a word, or refused."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings, strategies as st

from extractores.errors import DocumentError
from extractores.text import read_text

PRINTED = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], include_characters="\n\t\f"), max_size=300)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_bytes_are_a_text_or_are_refused(data: bytes) -> None:
    try:
        pages, _ = read_text(data, "a.txt")
    except DocumentError:
        return
    assert any(page.words for page in pages)


@given(PRINTED.filter(str.strip), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
@settings(deadline=None)
def test_no_word_of_a_text_is_lost_whatever_its_encoding(text: str, encoding: str) -> None:
    pages, found = read_text(text.encode(encoding), "a.txt")
    if "mojibake" not in found and found.split("+")[0] in encoding:
        printed = unicodedata.normalize("NFC", text).replace("\ufeff", "")
        assert [word.text for page in pages for word in page.words] == printed.split()
