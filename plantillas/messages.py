"""The sentences that people read: ``mensajes/<topic>.toml``, one key a sentence, filled in by ``str.format``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import PurePath

from .marks import on_one_line


def message(topic: str, key: str, **values: object) -> str:
    """Return the sentence ``key`` of ``topic`` with ``values`` filled in; raise ``KeyError`` where there is none.

    What a text among the values hides is shown as marks: a sentence stays one line, on paper and on a terminal.
    """
    shown = {name: _shown(value) for name, value in values.items()}
    return _sentences(topic)[key].format(**shown)


def message_keys(topic: str) -> frozenset[str]:
    """Return the keys of ``topic``."""
    return frozenset(_sentences(topic))


def _shown(value: object) -> object:
    """Return a text, a path or an error as a sentence may repeat it, and anything else as it is."""
    return on_one_line(str(value)) if isinstance(value, (str, PurePath, Exception)) else value


@cache
def _sentences(topic: str) -> dict[str, str]:
    source = files(__package__).joinpath("mensajes", f"{topic}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
