"""The sentences that people read: ``mensajes/<topic>.toml``, one key a sentence, filled in by ``str.format``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


def message(topic: str, key: str, **values: object) -> str:
    """Return the sentence ``key`` of ``topic`` with ``values`` filled in; raise ``KeyError`` where there is none."""
    return _sentences(topic)[key].format(**values)


def message_keys(topic: str) -> frozenset[str]:
    """Return the keys of ``topic``."""
    return frozenset(_sentences(topic))


@cache
def _sentences(topic: str) -> dict[str, str]:
    source = files(__package__).joinpath("mensajes", f"{topic}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
