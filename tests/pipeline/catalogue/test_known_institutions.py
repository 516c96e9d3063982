import pytest

from pipeline.catalogue.entries import Catalogue
from pipeline.catalogue.known_institutions import proper_name, recognise
from pipeline.model import Institution

GIRON = Institution(
    ruc="0160000780001", name="GAD Municipal de Girón", type="municipio", province="Azuay", canton="Girón"
)
WATER = Institution(name="EMPRESA PÚBLICA MUNICIPAL DE AGUA POTABLE DE GIRÓN", type="empresa_publica")
NORTH = Institution(name="GAD Parroquial Rural San Isidro", type="junta_parroquial", province="Manabí")
SOUTH = Institution(name="GAD Parroquial de San Isidro", type="junta_parroquial", province="Carchi")
KNOWN = Catalogue((), (), ((GIRON, ()), (WATER, ("EMAPAG EP",)), (NORTH, ()), (SOUTH, ())))


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("GAD MUNICIPAL DEL CANTÓN PUERTO ALMEJA", "puerto almeja"),
        ("Gobierno Autónomo Descentralizado Municipal de La Maná", "la mana"),
        ("Gobierno Autónomo Descentralizado de la Provincia de Los Ríos", "los rios"),
        ("GAD Parroquial Rural de Pacto, cantón Quito, provincia de Pichincha", "pacto"),
        ("Empresa Pública Municipal de Aseo de Cuenca, EMAC EP", "aseo de cuenca emac"),
        ("Universidad Técnica del Norte", "universidad tecnica del norte"),
        ("Gobierno Provincial", "gobierno provincial"),
    ],
)
def test_the_formula_is_no_part_of_the_proper_name(name, proper):
    assert proper_name(name) == proper


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("GOBIERNO AUTÓNOMO DESCENTRALIZADO MUNICIPAL DEL CANTÓN GIRON", GIRON),
        ("Municipio de Girón", GIRON),
        ("Emapag E.P.", WATER),
        ("Empresa Publica Municipal de Agua Potble de Giron", WATER),
    ],
)
def test_an_institution_of_the_catalogue_is_recognised(printed, known):
    assert recognise(printed, KNOWN) == known


def test_another_kind_of_body_of_the_same_place_is_another_body():
    assert recognise("Cuerpo de Bomberos de Girón", KNOWN).ruc is None


def test_of_two_bodies_of_one_name_none_is_taken():
    assert recognise("GAD Parroquial San Isidro", KNOWN).province is None


@pytest.mark.parametrize(
    ("printed", "kind", "province", "canton"),
    [
        ("Ilustre Municipalidad de Cuenca", "municipio", "Azuay", "Cuenca"),
        ("GADM Bolívar", "municipio", None, None),
        ("GAD Municipal de Bolívar, provincia de Manabí", "municipio", "Manabí", "Bolívar"),
        ("Prefectura de Zamora Chinchipe", "prefectura", "Zamora Chinchipe", None),
        ("GAD Parroquial Pacto, cantón Quito", "junta_parroquial", "Pichincha", "Quito"),
        ("Registro de la Propiedad del Cantón Mejía", "registro_propiedad", "Pichincha", "Mejía"),
        ("GAD MUNICIPAL DEL CANTÓN PUERTO ALMEJA", "municipio", None, None),
    ],
)
def test_without_a_list_the_name_says_what_it_can(printed, kind, province, canton):
    known = recognise(printed, Catalogue(()))
    assert (known.name, known.type, known.province, known.canton) == (printed, kind, province, canton)


def test_what_says_nothing_is_not_known():
    assert recognise(None, KNOWN) is None
    assert recognise("YACHAY NUEVA", KNOWN) is None
