import pytest

from pipeline.matching.mending import mend

KNOWN = {"planificacion", "ordenamiento", "territorial", "comision", "obras"}
PREFIXES = {"direccion", "unidad"}
LIGHT = {"de", "del", "y", "la", "con"}


def mended(text):
    return mend(text.split(), KNOWN, PREFIXES, LIGHT)


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("planifi cacion", ["planificacion"]),
        ("pla nifi cacion", ["planificacion"]),
        ("direc cion de obras", ["direccion", "de", "obras"]),
        ("ordenamientoterritorial", ["ordenamiento", "territorial"]),
        ("direccionde obras", ["direccion", "de", "obras"]),
        ("obrasy comision", ["obras", "y", "comision"]),
        ("direccion dela comision", ["direccion", "de", "la", "comision"]),
    ],
)
def test_known_words_are_made_whole(printed, words):
    assert mended(printed)[0] == words


def test_what_was_mended_is_told_but_for_light_words():
    assert mended("direccionde planifi cacion")[1] == ["direccion", "planificacion"]


@pytest.mark.parametrize("printed", ["planificacion territorial", "obras", "guardaparamos", "conobrasnuevas", "yo"])
def test_everything_else_stays_as_it_stands(printed):
    assert mended(printed) == (printed.split(), [])


def test_a_spanish_word_is_not_cut():
    assert mend(["conformacion"], {"formacion"}, PREFIXES, LIGHT) == (["conformacion"], [])


def test_without_known_words_nothing_is_mended():
    assert mend(["planifi", "cacion"], set(), PREFIXES, LIGHT) == (["planifi", "cacion"], [])
