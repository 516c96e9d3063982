"""The seeds, damaged copies of them, and every input that ever broke a target go through it without a fault."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from .drawing import draw_pages
from .mutation import change_content
from .targets import TARGETS

FOUND = Path(__file__).parent / "found"
DAMAGED_COPIES = 6
"""Of each seed; `make fuzz` tries thousands."""


FOUND_INPUTS = [(path.parent.name, path) for path in sorted(FOUND.glob("*/*"))]


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_break_nothing(name: str) -> None:
    target = TARGETS[name]
    seeds = target.seeds()
    assert seeds
    for seed in seeds:
        assert len(seed) <= target.most_bytes
        target.run(seed)


@pytest.mark.parametrize(("name", "path"), FOUND_INPUTS, ids=lambda value: getattr(value, "name", value))
def test_what_once_broke_a_target_breaks_it_no_more(name: str, path: Path) -> None:
    TARGETS[name].run(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_damaged_copies_break_nothing(name: str) -> None:
    chance = random.Random(name)

    def damage(content: bytes, most_bytes: int) -> bytes:
        damaged = bytearray(content)
        for _ in range(chance.choice((1, 3, 10))):
            at = chance.randrange(len(damaged) + 1)
            damaged[at : at + chance.choice((0, 1, 20))] = chance.choice(
                (b"", b"\0", b"\xff", b"9", b'"', b"\n", b"-1")
            )
        return bytes(damaged[:most_bytes])

    target = TARGETS[name]
    for seed in target.seeds():
        for number in range(DAMAGED_COPIES):
            target.run(change_content(seed, target.most_bytes, number, damage))


def test_a_fault_is_no_refusal() -> None:
    """What a target does not say that it may refuse with, comes out."""
    with pytest.raises(FileNotFoundError):
        TARGETS["pdf"].__class__(lambda content: Path("no/file").write_bytes(content), (), list, 1).run(b"a")


def test_a_file_in_a_zip_is_changed_inside() -> None:
    [workbook] = [seed for seed in TARGETS["portal"].seeds() if seed.startswith(b"PK")]
    changed = change_content(workbook, 12_000, 1, lambda content, most: content.replace(b"<", b"<<", 1))
    assert changed.startswith(b"PK")
    assert changed != workbook


def test_every_byte_is_a_drawing() -> None:
    first, second = draw_pages(TARGETS["pagina"].seeds()[0])
    assert (len(first.words), len(first.rules)) == (len(second.words), len(second.rules))
    assert first.words
    [page] = draw_pages(b"\x05")
    assert page.words == ()
