"""The phrases of ``data/targets.toml``, whose head explains their notation."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import chain, product
from typing import Any

PLAIN_FAMILIES = ("moments", "stretches", "deadline", "stages", "baseline", "progress", "references", "changes")


@cache
def phrase_data() -> dict[str, Any]:
    """Return what ``data/targets.toml`` says."""
    return tomllib.loads(files("pipeline").joinpath("data", "targets.toml").read_text(encoding="utf-8"))


def labelled_phrases() -> Iterator[tuple[str, list[str]]]:
    """Yield a label, family and name, with the phrases that it stands for."""
    data = phrase_data()
    for family in ("before", "after"):
        for name, phrases in data[family].items():
            yield f"{family} {name}", phrases
    yield "range", data["range"]["open"]
    for family in PLAIN_FAMILIES:
        yield family, data[family]["phrases"]
    for frequency in data["frequencies"]:
        yield f"frequency {frequency['noun']}", frequency["adjectives"]
        yield f"per {frequency['noun']}", list(_after(data["per"]["leads"], frequency["nouns"]))
    yield "per", [*_after(data["per"]["narrow_leads"], ["|".join(data["per"]["things"])]), *data["per"]["open"]]
    yield "frequency", data["per"]["other"]
    for kind in data["indicators"]:
        yield f"indicator {kind['kind']}{'?' if kind.get('is_weak') else ''}", kind["leads"]


def _after(leads: Iterable[str], words: Iterable[str]) -> Iterator[str]:
    return (f"{lead} {word}" for lead, word in product(leads, words))


def spell_out(phrase: str) -> Iterator[tuple[str, ...]]:
    """Yield all the ways to say a phrase in the notation of the data."""
    for parts in product(*(_choices(part) for part in phrase.split())):
        if words := tuple(chain.from_iterable(parts)):
            yield words


def _choices(part: str) -> list[tuple[str, ...]]:
    """Return the words that may stand for one part of a phrase; none, where it may be missing."""
    is_optional = len(part) > 1 and part.endswith("?")
    part = part.removesuffix("?") if is_optional else part
    words = ("<number>", "<year>") if part == "<number>" else part.split("|")
    return [*((word,) for word in words), *([()] if is_optional else [])]
