"""Names as documents print them: the errors that are typical of these matrices, made on purpose.

Each function takes a clean name and a source of chance and returns it damaged; some names it cannot damage.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from pipeline.catalogue.entries import Entry
from pipeline.catalogue.slots import fill
from pipeline.context.institutions import institution_types
from pipeline.matching.office_words import listed_matters
from pipeline.normalise import fold

Damage = Callable[[str, random.Random], str]

SHORT_FORMS = {
    "Dirección": ("Dir.", "Direcc.", "Dirc."),
    "Coordinación": ("Coord.", "Cord."),
    "Departamento": ("Dpto.", "Depto.", "Dep."),
    "Unidad": ("Und.", "Unid."),
    "Gestión": ("Gest.",),
    "Jefatura": ("Jef.",),
    "Secretaría": ("Sria.", "Sec."),
    "General": ("Gral.", "Gral"),
    "Administrativa": ("Adm.", "Admin."),
    "Financiera": ("Fin.", "Financ."),
    "Talento Humano": ("TT.HH.", "TTHH", "T. Humano"),
    "Obras Públicas": ("OO.PP.", "OOPP"),
    "Técnica": ("Téc.", "Tec."),
    "Planificación": ("Planif.",),
}
PREFIXES = ("Dirección de", "Unidad de", "Gestión de", "Jefatura de", "Departamento de", "Coordinación de", "Área de")
HAVE_ONE = (*(prefix.split()[0] for prefix in PREFIXES), "Coordinaciones", "Oficina", "Gerencia", "Vocal", "Técnico")
"""What names that take no other word in front start with."""
PLACES = ("N° 24", "- Circuito 07B", "de Guayaquil", "- Zona 3")
"""Where an office sits, as its clean name has it."""
SOUNDS = (("c", "s"), ("s", "c"), ("z", "s"), ("b", "v"), ("v", "b"), ("g", "j"), ("h", ""), ("ll", "y"), ("x", "cs"))
LEAST_LETTERS = 6
"""A shorter word with a typo may be any other word."""


def capitals(name: str, chance: random.Random) -> str:
    return name.upper()


def without_accents(name: str, chance: random.Random) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c != "\u0301"))


def wrong_accents(name: str, chance: random.Random) -> str:
    return name.translate(str.maketrans("áéíóú", "àèìòù"))


def typo(name: str, chance: random.Random) -> str:
    """A letter lost, doubled, exchanged with the next, or replaced."""
    return _in_a_word(name, chance, _one_letter)


def homophone(name: str, chance: random.Random) -> str:
    def change(word: str) -> str:
        fitting = [(old, new) for old, new in SOUNDS if old in word[1:]]
        old, new = chance.choice(fitting) if fitting else ("", "")
        return word[0] + word[1:].replace(old, new, 1) if old else word

    return _in_a_word(name, chance, lambda word, _: change(word))


def abbreviation(name: str, chance: random.Random) -> str:
    fitting = [word for word in SHORT_FORMS if word in name]
    word = chance.choice(fitting) if fitting else ""
    return name.replace(word, chance.choice(SHORT_FORMS[word]), 1) if word else name


def broken_word(name: str, chance: random.Random) -> str:
    def cut(word: str, chance: random.Random) -> str:
        place = chance.randint(2, len(word) - 2)
        return f"{word[:place]} {word[place:]}"

    return _in_a_word(name, chance, cut)


def glued_words(name: str, chance: random.Random) -> str:
    words = name.split()
    if len(words) < 2:
        return name
    place = chance.randrange(len(words) - 1)
    return " ".join([*words[:place], words[place] + words[place + 1].lower(), *words[place + 2 :]])


def plural(name: str, chance: random.Random) -> str:
    return _in_a_word(name, chance, lambda word, _: word + "s" if word[-1] in "aeo" else word)


def other_prefix(name: str, chance: random.Random) -> str:
    return name if name.startswith(HAVE_ONE) else f"{chance.choice(PREFIXES)} {name}"


def dashes_and_spaces(name: str, chance: random.Random) -> str:
    return name.replace(" y ", " - ").replace(" ", "  ")


DAMAGES: dict[str, Damage] = {
    damage.__name__: damage
    for damage in (
        *(capitals, without_accents, wrong_accents, typo, homophone, abbreviation, broken_word, glued_words, plural),
        *(other_prefix, dashes_and_spaces),
    )
}


def damaged_names(units: Sequence[Entry], seed: int = 5) -> Iterator[tuple[str, str, Entry, str]]:
    """Yield damage, damaged name, entry and type of institution; what is another unit's name by itself is left out."""
    chance = random.Random(seed)
    for kind in institution_types():
        usual = [unit for unit in units if unit.belongs_to(kind) and not unit.is_family]
        own = [unit for unit in usual if unit.types or kind == "municipio"]
        owners = {fold(form): unit.id for unit in usual for form in unit.forms}
        for unit in own:
            for name, damage in DAMAGES.items():
                printed = damage(unit.name, chance)
                if printed != unit.name and owners.get(fold(printed), unit.id) == unit.id:
                    yield name, printed, unit, kind


def damaged_offices(units: Sequence[Entry], seed: int = 5) -> Iterator[tuple[str, str, str, str]]:
    """Yield damage, damaged name, clean name and type of institution of offices of every family.

    What is the clean name of another office is left out, for nobody could tell, and so are matters that units of their
    own are called by.
    """
    chance = random.Random(seed)
    called = {fold(form) for unit in units for form in unit.forms}
    matters = sorted(matter for matter in listed_matters() if " " not in matter and fold(matter) not in called)
    clean_matters = {fold(matter) for matter in listed_matters()}
    for family in (unit for unit in units if unit.is_family):
        for place in PLACES if "{lugar}" in family.name else PLACES[:1]:
            matter = chance.choice(matters)
            values = {"materia": matter.capitalize(), "lugar": place, "numero": place.split()[-1]}
            clean = fill(family.name, values)
            for name, damage in DAMAGES.items():
                printed = damage(clean, chance)
                others = clean_matters - {fold(matter)}
                if printed != clean and not others & {*fold(printed).split()}:
                    yield name, printed, clean, min(family.types)


def _one_letter(word: str, chance: random.Random) -> str:
    place = chance.randint(1, len(word) - 2)
    return chance.choice(
        [
            word[:place] + word[place + 1 :],
            word[: place + 1] + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + chance.choice("aeiounrst") + word[place + 1 :],
        ]
    )


def _in_a_word(name: str, chance: random.Random, change: Callable[[str, random.Random], str]) -> str:
    words = name.split()
    long = [i for i, word in enumerate(words) if len(word) >= LEAST_LETTERS and word.isalpha()]
    if not long:
        return name
    place = chance.choice(long)
    words[place] = change(words[place], chance)
    return " ".join(words)
