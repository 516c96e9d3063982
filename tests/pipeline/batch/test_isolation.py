"""What a document does to the process that reads it is an error of the command that asked for it, and no more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractores.errors import EncryptedError
from pipeline.batch.executors import Limits
from pipeline.batch.failures import EndedError, describe
from pipeline.batch.isolation import Isolated


def read(path: Path) -> str:
    """Stand for a reader: the name of the file says what it does to it."""
    match path.stem:
        case "cifrado":
            raise EncryptedError(path.name)
        case "muere":
            os._exit(1)
        case "devora":
            return str(len(bytearray(10_000_000_000)))
        case "cuelga":
            while True:
                pass
    return path.stem


def test_documents_are_read_one_after_the_other() -> None:
    with Isolated(read) as isolated:
        assert [isolated.run(Path(name), name) for name in ("uno.pdf", "dos.pdf")] == ["uno", "dos"]


def test_what_is_wrong_with_a_document_is_raised_here() -> None:
    with Isolated(read) as isolated, pytest.raises(EncryptedError):
        isolated.run(Path("cifrado.pdf"), "cifrado.pdf")


@pytest.mark.parametrize(
    ("stem", "code", "words"),
    [
        ("muere", "WORKER_CRASHED", "detuvo de golpe"),
        ("devora", "OUT_OF_MEMORY", "necesita más de 2000 MB"),
        ("cuelga", "TIMEOUT", "no terminó en 1 segundos"),
    ],
)
def test_a_process_that_ends_is_told_and_the_next_document_is_read(stem: str, code: str, words: str) -> None:
    with Isolated(read, Limits.fixed(1.0, 2_000)) as isolated:
        with pytest.raises(EndedError) as ended:
            isolated.run(Path(f"{stem}.pdf"), f"{stem}.pdf")
        assert isolated.run(Path("uno.pdf"), "uno.pdf") == "uno"
    assert ended.value.code == code
    sentence = describe(ended.value, f"{stem}.pdf")
    assert sentence.startswith(f"«{stem}.pdf» ")
    assert words in sentence
    assert "--" not in sentence, "whoever reads one document has no options for that"
