"""Values kept in memory."""

import pytest

from pipeline.store.remembered import Remembered


def test_a_value_is_loaded_once_and_the_one_asked_for_longest_ago_is_forgotten() -> None:
    loaded: list[str] = []
    memory: Remembered[str, str] = Remembered(2)

    def find(key: str) -> str:
        return memory.find(key, lambda: loaded.append(key) or key.upper())  # type: ignore[func-returns-value]

    assert [find(key) for key in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    assert loaded == ["a", "b", "c", "b"]


def test_what_cannot_be_loaded_is_asked_for_again() -> None:
    memory: Remembered[str, str] = Remembered(2)
    with pytest.raises(ZeroDivisionError):
        memory.find("a", lambda: str(1 // 0))
    assert memory.find("a", lambda: "x") == "x"
