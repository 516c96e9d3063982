"""Roles of words: what the network finds likely, and how it becomes one consistent chain."""

from __future__ import annotations

import numpy as np

from extractores.text import read_text
from pipeline.reassembly.evidence import ROLES, form_of, gather_evidence, lexical_of
from pipeline.reassembly.lines import WordSequence, read_sequence
from pipeline.reassembly.network import likelihoods, shipped_model
from pipeline.reassembly.tagging import likeliest_chain, mark_only_marks, tag

ROWS = """No. Unidad Objetivo Indicador Meta
1
Dirección Financiera
Administrar los recursos económicos de la institución con transparencia.
Porcentaje de ejecución del presupuesto
90%
2
Dirección de Comunicación
Difundir las obras y servicios de la institución.
Número de boletines publicados
12 boletines
"""


def sequence_of(text: str) -> WordSequence:
    return read_sequence(read_text(text.encode(), "a.txt")[0])


def test_roles_of_a_plain_page() -> None:
    roles, _ = tag(sequence_of(ROWS))
    kinds = "".join(role[-1] for role in roles)
    assert kinds == "XXXXX" + "N" + "UU" + "M" * 9 + "I" * 5 + "T" + "N" + "UUU" + "M" * 8 + "I" * 4 + "TT"


def test_only_what_looks_like_a_list_mark_is_left_out_as_one() -> None:
    """Of a broken text the network took a number for a mark: it was lost without a word."""
    assert mark_only_marks(["K", "K", "K", "N"], ["1.", "-", "¸2", "3"]) == ["K", "K", "BX", "N"]


def test_likelihoods_of_a_word_add_up_to_one() -> None:
    likely = likelihoods(gather_evidence(sequence_of(ROWS)), shipped_model())
    assert np.allclose(np.exp(likely).sum(axis=1), 1, atol=1e-5)


def test_a_long_text_is_read_like_a_short_one() -> None:
    short, _ = tag(sequence_of(ROWS))
    roles, _ = tag(sequence_of("\f".join([ROWS] * 80)))
    agreement = np.mean([one[-1] == other[-1] for one, other in zip(roles, short * 80, strict=True)])
    assert agreement > 0.95


def test_nothing_is_inside_what_has_not_begun() -> None:
    likely = np.full((2, len(ROLES)), -5.0, dtype=np.float32)
    likely[0, ROLES.index("BU")] = likely[1, ROLES.index("IM")] = 0
    first, second = (ROLES[role] for role in likeliest_chain(likely, [0]))
    assert second != "IM" or first[-1] == "M"


def test_form_says_nothing_of_meaning_and_lists_nothing_of_form() -> None:
    assert form_of("Administrar") == form_of("Zzzzzzzzzzz")
    assert lexical_of("ADMINISTRAR") == lexical_of("administrar")
