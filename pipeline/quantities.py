"""Whether a text says how much: figures, numbers in letters, and words like "mitad" or "totalidad".

spaCy's Spanish tokenizer and its knowledge of number words do the work; no model is loaded. The words that are
quantities without being numbers are in ``data/quantities.toml``.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher


@lru_cache(maxsize=16384)
def has_quantity(text: str) -> bool:
    """Tell whether ``text`` names a quantity, in figures or in words."""
    # Nearly all targets hold a figure: only the others are worth waking spaCy for.
    if any(character.isdigit() for character in text):
        return True
    language, matcher = _matcher()
    return bool(matcher(language(text)))


@cache
def _matcher() -> tuple[Language, Matcher]:
    """Return the tokenizer and the patterns of quantities; the first call imports spaCy, which takes a second."""
    import spacy
    from spacy.matcher import Matcher

    words = tomllib.loads(files(__package__).joinpath("data", "quantities.toml").read_text(encoding="utf-8"))
    language = spacy.blank("es")
    matcher = Matcher(language.vocab)
    matcher.add("number", [[{"LIKE_NUM": True}]])
    matcher.add("word", [[{"LOWER": {"IN": words["words"]}}]])
    return language, matcher
