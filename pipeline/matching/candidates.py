"""Which forms of the catalogue are worth comparing with a name: those that share its words, or most of its letters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ..catalogue.entries import Entry
from ..likeness import most_alike
from .comparison import Form
from .features import Name, read_name

CANDIDATES = 5
"""Forms that each of the two looks leaves to compare."""
LEAST_ALIKE = 0.5
"""Least likeness, letter by letter."""


class Index:
    """The forms of some entries, ready to be looked up."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        texts = [(entry, text, i > 0) for entry in entries for i, text in enumerate(entry.forms)]
        self.forms = [Form(entry, text, read_name(text), is_alias) for entry, text, is_alias in texts]
        self.vocabulary = frozenset(word for form in self.forms for word in form.name.words)
        self.stems = frozenset(stem for form in self.forms for stem in form.name.stems)
        self._keys = [form.name.key for form in self.forms]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, form in enumerate(self.forms):
            for token in form.name.tokens:
                self._places[token].append(place)

    def candidates(self, names: Sequence[Name]) -> Iterator[list[Form]]:
        """Yield for each name the forms that share most of its words, then those most like it letter by letter."""
        alike = most_alike([name.key for name in names], self._keys, CANDIDATES, LEAST_ALIKE)
        for name, by_letters in zip(names, alike, strict=True):
            yield [self.forms[place] for place in dict.fromkeys([*self._by_words(name), *by_letters])]

    def _by_words(self, name: Name) -> list[int]:
        shared = Counter(place for token in name.tokens for place in self._places.get(token, ()))
        alike = {
            place: 2 * count / (len(name.tokens) + len(self.forms[place].name.tokens))
            for place, count in shared.items()
        }
        return sorted(alike, key=lambda place: (-alike[place], place))[:CANDIDATES]


@lru_cache(maxsize=64)
def index_of(entries: tuple[Entry, ...]) -> Index:
    """Return the index of ``entries``, built once."""
    return Index(entries)
