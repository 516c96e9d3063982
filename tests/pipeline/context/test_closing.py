"""Signatures and notes below a matrix."""

from __future__ import annotations

from pipeline.context.closing import is_note, is_sum, opens_signatures


def test_a_row_of_who_signs_opens_the_signatures() -> None:
    assert opens_signatures(["Elaborado por:", "Revisado por:", "Aprobado por:"])
    assert opens_signatures(["ELABORADO POR Ing. Ana Mora"])


def test_a_row_of_content_does_not() -> None:
    assert not opens_signatures(["Revisado por la Dirección", "Número de informes", "12"])
    assert not opens_signatures(["Firmas electrónicas emitidas"])
    assert not opens_signatures([])


def test_a_note_has_its_word_and_a_colon() -> None:
    assert is_note(["NOTA: Cifras provisionales"])
    assert not is_note(["Notas de prensa publicadas: 12"])
    assert not is_note(["Fuente: POA", "12"])


def test_a_starred_line_is_a_note() -> None:
    assert is_note(["* Metas sujetas a reprogramación"])
    assert not is_note(["Dirección Financiera"])


def test_a_sum_has_its_word_and_a_figure() -> None:
    assert is_sum(["Total de indicadores: 3"])
    assert is_sum(["SUBTOTAL", "4"])
    assert not is_sum(["Sumatoria de eventos del"]), "a line of a formula"
    assert not is_sum(["Totalizadores instalados", "4", "12"])
