from datetime import date

import pytest

from pipeline.context.dates import find_month, is_date, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/08/2019", date(2019, 8, 31)),
        ("2019-08-31", date(2019, 8, 31)),
        ("2020/02/29", date(2020, 2, 29)),
        ("31.08.2019", date(2019, 8, 31)),
        ("31 - 08 - 19", date(2019, 8, 31)),
        ("31-ago-2019", date(2019, 8, 31)),
        ("30 de noviembre de 2016", date(2016, 11, 30)),
        ("30 DE NOVIEMBRE DEL 2016", date(2016, 11, 30)),
        ("noviembre 30, 2016", date(2016, 11, 30)),
        ("31/02/2019", None),
        ("31/08/1899", None),
        ("05-2790-311", None),
        ("sin fecha", None),
    ],
)
def test_parse_date_reads_what_officials_print(text, expected):
    assert parse_date(text) == expected


def test_a_date_is_nothing_but_a_date():
    assert is_date("31/08/2019")
    assert not is_date("01/01/2014 31/12/2017 En ejecución")
    assert not is_date("99/99/2019")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mes: junio de 2018", (2018, 6)),
        ("ENERO 2019", (2019, 1)),
        ("Setiembre-2019", (2019, 9)),
        ("MES: JUNIO / AÑO: 2018", (2018, 6)),
        ("abril del año 2018", (2018, 4)),
        ("mayor 2018", None),
        ("de enero 2019 a marzo 2019", (2019, 3)),
        ("Cordillera Azul, 5 de abril de 2017", None),
        ("31/08/2019", None),
    ],
)
def test_find_month_wants_a_month_without_a_day(text, expected):
    assert find_month(text) == expected
