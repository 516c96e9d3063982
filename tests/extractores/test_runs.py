"""Words to runs on their base lines."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings, strategies as st

from extractores.geometry import Word
from extractores.pieces import cut_runs
from extractores.runs import alone, find_levels, find_runs
from extractores.settings import LayoutSettings
from tests.ascii_page import ascii_words
from tests.words_anywhere import PLACES, words

GAP = 9.0
"""Points that part two runs: nearly two letters."""


def runs_of(words: list[Word]) -> list[list[str]]:
    return [
        [" ".join(word.text for word in run.words) for run in level]
        for level in find_runs(find_levels(words, 8.0), GAP)
    ]


def test_wide_gaps_part_runs() -> None:
    words = ascii_words("""
        Dirección Financiera    Ejecutar el presupuesto   90%
        del Cantón                                        mensual
    """)
    assert runs_of(words) == [["Dirección Financiera", "Ejecutar el presupuesto", "90%"], ["del Cantón", "mensual"]]


def test_words_of_other_sizes_share_a_base_line() -> None:
    small, large = Word("pequeño", 0, 4, 35, 10, 6.0), Word("GRANDE", 40, -2, 80, 10.5, 12.0)
    assert runs_of([small, large]) == [["pequeño GRANDE"]]


def test_a_slow_descent_is_not_one_line() -> None:
    """Each word stands a point lower than the one before: near to it, but far from the first."""
    words = [Word(str(n), 10 * n, n, 10 * n + 5, 8 + n, 8.0) for n in range(8)]
    assert len(find_levels(words, 8.0)) > 1


def test_which_runs_stand_alone() -> None:
    words = ascii_words("""
        MATRIZ DE METAS

        Alcaldía      12 actas
        del Cantón
    """)
    runs = sorted((r for level in find_runs(find_levels(words, 8.0), GAP) for r in level), key=lambda r: (r.top, r.x0))
    assert alone(runs) == [True, False, False, True]


@given(st.lists(words, min_size=1, max_size=12), st.sets(PLACES, min_size=2, max_size=6))
@settings(deadline=None)
def test_runs_and_their_pieces_hold_every_word_once(some: list[Word], edges: set[float]) -> None:
    levels = find_runs(find_levels(some, 8.0), GAP)
    runs = [run for level in levels for run in level]
    assert Counter(word for run in runs for word in run.words) == Counter(some)
    pieces = cut_runs(runs, sorted(edges), sorted(word.x0 for word in some), 8.0, LayoutSettings())
    assert Counter(word for piece in pieces for word in piece.run.words) == Counter(some)
    assert all(0 <= piece.first <= piece.last < len(edges) - 1 for piece in pieces)
