"""Every failure is one Spanish sentence with the file, the cause and what to do."""

from __future__ import annotations

import pytest

from extractores import errors
from extractores.errors import DocumentError
from pipeline.batch.failures import code_of, describe, failure_sentence
from plantillas.messages import message_keys

ERRORS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DocumentError)]


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.code)
def test_every_class_of_error_has_a_sentence_of_its_own(kind: type[DocumentError]) -> None:
    sentence = describe(kind("matriz.pdf", pages=9000, limit=5000), "matriz.pdf")
    assert kind.code in message_keys("errores")
    assert sentence.startswith("«matriz.pdf» ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "{" not in sentence


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.TooLargeError("m.pdf", limit=200_000_000), "supera el límite de tamaño (200 MB): divídalo"),
        (errors.TooLargeError("m.txt", limit=100_000), "supera el límite de tamaño: divídalo"),
        (errors.TooManyPagesError("m.pdf", pages=9000, limit=5000), "demasiadas páginas (9000; el límite es 5000)"),
        (
            errors.UnsupportedTypeError("m.pdf", found="ZIP"),
            "no es un PDF, un texto ni una tabla (CSV, XLSX, XLS) (parece ZIP): expórtelo",
        ),
        (errors.UnsupportedTypeError("m.pdf"), "no es un PDF, un texto ni una tabla (CSV, XLSX, XLS): expórtelo"),
    ],
)
def test_figures_stand_in_the_sentence_where_they_help(error: DocumentError, words: str) -> None:
    assert words in describe(error, error.name)


def test_an_unexpected_error_asks_for_a_report() -> None:
    sentence = describe(ZeroDivisionError("division by zero"), "m.pdf")
    assert "error inesperado del programa (ZeroDivisionError: division by zero): repórtelo" in sentence
    assert code_of(ZeroDivisionError()) == "UNEXPECTED"


def test_a_long_technical_text_is_cut_and_kept_on_one_line() -> None:
    sentence = describe(ValueError("línea\n" * 200), "m.pdf")
    assert "\n" not in sentence
    assert len(sentence) < 400


def test_memory_has_a_sentence_of_its_own() -> None:
    assert "necesita más de 2000 MB" in failure_sentence("OUT_OF_MEMORY", "m.pdf", megabytes=2000, seconds=300)


def test_an_unknown_code_still_says_what_to_do() -> None:
    assert "descárguelo o expórtelo otra vez" in failure_sentence("SOMETHING_NEW", "m.pdf")
