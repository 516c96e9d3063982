"""Words to lines in reading order, also where text is turned."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from extractores.geometry import Word
from extractores.lines import OUTSIDE, find_lines, find_lines_by_place
from tests.ascii_page import ascii_words
from tests.words_anywhere import words

TEXT = """
    Formular el plan
    de desarrollo
    del cantón
"""


def turned(word: Word, angle: int) -> Word:
    """Return a word of a page that was turned by ``angle`` clockwise around its corner."""
    match angle:
        case 90:
            return word._replace(x0=-word.bottom, x1=-word.top, top=word.x0, bottom=word.x1, angle=90)
        case 180:
            return word._replace(x0=-word.x1, x1=-word.x0, top=-word.bottom, bottom=-word.top, angle=180)
        case 270:
            return word._replace(x0=word.top, x1=word.bottom, top=-word.x1, bottom=-word.x0, angle=270)
    return word


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_lines_are_read_in_their_order_however_they_are_turned(angle: int) -> None:
    words = [turned(word, angle) for word in ascii_words(TEXT)]
    Random(1).shuffle(words)
    assert [line.text for line in find_lines(words, 1)] == ["Formular el plan", "de desarrollo", "del cantón"]


def test_upright_text_comes_before_turned_text() -> None:
    words = [turned(word, 270) for word in ascii_words("PROCESOS GOBERNANTES")] + ascii_words("Alcaldía del cantón")
    assert [line.text for line in find_lines(words, 1)] == ["Alcaldía del cantón", "PROCESOS GOBERNANTES"]


def test_words_share_a_line_though_one_is_raised() -> None:
    words = [Word("N", 0, 10, 5, 18, 8.0), Word("o", 5.5, 9, 8, 13.5, 4.5), Word("12", 12, 10, 22, 18, 8.0)]
    assert [line.text for line in find_lines(words, 1)] == ["N o 12"]


def test_a_line_knows_its_page_and_box() -> None:
    [line] = find_lines(ascii_words("uno dos"), page=7)
    assert line.span.page == 7
    assert (line.bbox.x0, line.bbox.x1) == (0, 35)


@pytest.mark.parametrize("angles", [(0,), (0, 270)])
@pytest.mark.parametrize("is_sorted", [True, False])
def test_the_lines_of_all_cells_at_once_are_those_of_each(angles: tuple[int, ...], is_sorted: bool) -> None:
    random = Random(2)
    for _ in range(50):
        words = [_word(random, random.choice(angles)) for _ in range(random.randrange(12))]
        if is_sorted:
            words.sort(key=lambda word: (word.bottom, word.x0))
        places = [random.randrange(OUTSIDE, 3) for _ in words]
        each = [[word for word, at in zip(words, places, strict=True) if at == place] for place in range(3)]
        assert find_lines_by_place(words, places, 3, 1) == [find_lines(inside, 1) for inside in each]


def _word(random: Random, angle: int) -> Word:
    x0, bottom, size = 10.0 * random.randrange(4), 4.0 * random.randrange(1, 5), random.choice([8.0, 5.0])
    return Word(str(random.random()), x0, bottom - size, x0 + 8, bottom, size, angle)


@given(st.lists(words, max_size=12))
@settings(deadline=None)
def test_lines_hold_every_word_once_wherever_it_stands(some: list[Word]) -> None:
    lines = find_lines(some, 1)
    assert Counter(word.text for line in lines for word in line.words) == Counter(word.text for word in some)


@given(st.lists(words, max_size=12), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_lines_do_not_depend_on_the_order_of_drawing(some: list[Word], chance: Random) -> None:
    some = list({word[1:5]: word for word in some}.values())
    shuffled = chance.sample(some, len(some))
    assert [line.words for line in find_lines(shuffled, 1)] == [line.words for line in find_lines(some, 1)]
