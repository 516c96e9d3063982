"""Signs that nobody sees are shown, and lead back to what they were."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from plantillas import message
from plantillas.marks import on_one_line, read_marks, show_marks, stand_in, without_hidden


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202e00,212.1\u202c", "⟨U+202E⟩00,212.1⟨U+202C⟩"),
        ("Ana\u200blista", "Ana⟨U+200B⟩lista"),
        ("\ufeffInicio", "⟨U+FEFF⟩Inicio"),
        ("admi\u00adnistra", "admi⟨U+00AD⟩nistra"),
        ("\x1b[31mROJO", "⟨U+001B⟩[31mROJO"),
        ("\x9b31m\x7f", "⟨U+009B⟩31m⟨U+007F⟩"),
        ("a\x00b\ud800", "a⟨U+0000⟩b⟨U+D800⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("línea\u2028otra\r", "línea⟨U+2028⟩otra⟨U+000D⟩"),
        ("Año\u00a0ﬁjo\t½ ٣ \ufffd\n", "Año\u00a0ﬁjo\t½ ٣ \ufffd\n"),
    ],
)
def test_each_hidden_sign_has_its_mark(text: str, shown: str) -> None:
    assert show_marks(text) == shown
    assert read_marks(shown) == text


@given(st.text())
def test_marks_lead_back_and_one_for_one_keeps_places(text: str) -> None:
    assert read_marks(show_marks(text)) == text
    assert show_marks(show_marks(text)) == show_marks(text)
    assert len(stand_in(text)) == len(text)
    assert show_marks(stand_in(text)) == stand_in(text)
    assert without_hidden(without_hidden(text)) == without_hidden(text)


def test_a_sentence_stays_one_line_whatever_it_repeats() -> None:
    assert on_one_line("a\r\nERROR falso\x1b[2J") == "a⟨U+000D⟩⟨U+000A⟩ERROR falso⟨U+001B⟩[2J"
    assert message("hallazgos", "EMAIL_FORMAT", text="a\nb\u202e").count("\n") == 0
