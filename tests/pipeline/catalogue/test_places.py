import re
from collections import Counter

import pytest

from pipeline.catalogue.places import cantons, find_canton, find_province, province_of, provinces

CANTONS_OF = {
    name: int(count)
    for name, count in re.findall(
        r"([^,:]+): (\d+)(?:, )?",
        "Azuay: 15, Bolívar: 7, Cañar: 7, Carchi: 6, Cotopaxi: 7, Chimborazo: 10, El Oro: 14, Esmeraldas: 7, "
        "Guayas: 25, Imbabura: 6, Loja: 16, Los Ríos: 13, Manabí: 22, Morona Santiago: 13, Napo: 5, Pastaza: 4, "
        "Pichincha: 8, Tungurahua: 9, Zamora Chinchipe: 9, Galápagos: 3, Sucumbíos: 7, Orellana: 4, "
        "Santo Domingo de los Tsáchilas: 2, Santa Elena: 3",
    )
}


def test_all_provinces_have_all_their_cantons():
    assert Counter(canton.province for canton in cantons()) == CANTONS_OF
    assert set(provinces()) == set(CANTONS_OF)
    assert sum(CANTONS_OF.values()) == 222


def test_codes_are_text_with_the_province_in_front_and_none_twice():
    codes = [canton.code for canton in cantons() if canton.code]
    assert all(len(code) == 4 and code.isdigit() for code in codes)
    assert len(set(codes)) == len(codes) == 221
    assert {canton.code[:2] for canton in cantons() if canton.code and canton.province == "Azuay"} == {"01"}


@pytest.mark.parametrize(
    ("text", "province", "canton"),
    [
        ("CUENCA", None, "Cuenca"),
        ("Bucay", None, "General Antonio Elizalde"),
        ("Yahuachi", "Guayas", "San Jacinto de Yaguachi"),
        ("Yanzatza", None, "Yantzaza"),
        ("Olmedo", "Loja", "Olmedo"),
        ("Olmedo", None, None),
        ("Cuenca", "Loja", None),
        ("Puerto Almeja", None, None),
        ("", None, None),
    ],
)
def test_a_canton_has_many_names_and_a_name_may_have_many_cantons(text, province, canton):
    assert find_canton(text, province) == canton


def test_provinces_are_found_too():
    assert find_province("SANTO DOMINGO DE LOS TSACHILAS") == "Santo Domingo de los Tsáchilas"
    assert find_province("Azul") is None
    assert province_of("Girón") == "Azuay"
    assert province_of("Bolívar") is None
