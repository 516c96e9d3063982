"""Small sound inputs from which the fuzzer starts, written here so that they can be read."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import xlwt
from openpyxl import Workbook

from tests.pdf_builder import Cell, PdfBuilder, TableStyle

from .drawing import next_page, rule, word

HEADINGS = ["No.", "Descripción de la unidad", "Objetivo de la unidad", "Indicador", "Meta cuantificable"]
ROWS = [
    ["1", Cell("Alcaldía", rows=2), Cell("Dirigir el cantón.", rows=2), "Porcentaje de avance del plan", "95%"],
    ["2", "Número de informes", "al menos 12 informes"],
    ["3", "Dirección Financiera", "Administrar los recursos.", "Ejecución del presupuesto", "USD 1.200,00"],
]
BAND: list[list[str | Cell]] = [[Cell("PROCESOS GOBERNANTES / NIVEL DIRECTIVO", columns=5)]]
PUBLISHED = [
    ["Unidad administrativa", "Objetivo", "Indicador", "Meta cuantificable", "Enlace"],
    ["Alcaldía", "Dirigir el cantón", "Porcentaje de avance", "95%", "https://a.gob.ec/poa.pdf"],
    ["Dirección Financiera", "Administrar; y controlar", "Número de informes", "12 informes", "NO APLICA"],
]

PDF_TOKENS = (
    *("obj", "endobj", "stream", "endstream", "xref", "trailer", "startxref", "%%EOF", "/Type", "/Page", "/Pages"),
    *("/Kids", "/Count", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Contents", "/Resources"),
    *("/Font", "/ToUnicode", "/Encoding", "/Length", "/Filter", "/FlateDecode", "/ASCIIHexDecode", "/Prev", "/Root"),
    *("BT", "ET", "Tf", "Td", "Tm", "Tj", "TJ", "Tr", "re", "cm", "Do", "1 0 R", "3 0 R", "<<", ">>", "-1", "1e9"),
)
DUMP_TOKENS = (
    *("PROCESOS ", "NIVEL ", "Dirección de ", "Administrar ", "Porcentaje de ", "Número de ", "al menos ", "95% "),
    *("\n\n", "\f", "   ", "FECHA ACTUALIZACIÓN DE LA INFORMACIÓN", "Literal a4)", "1. ", "a) ", "-\n"),
)
PORTAL_TOKENS = (
    ";",
    '"',
    '""',
    "\r\n",
    "\t",
    ",",
    "NO APLICA",
    "Unidad",
    "Objetivo",
    "Indicador",
    "Meta",
    "Enlace",
    "'=",
)
FIGURE_TOKENS = (
    *("al menos ", "máximo ", "menos de ", "entre ", " y ", " hasta ", " a ", "%", "USD ", "$", ",", ".", "1.200"),
    *(
        " informes",
        " de ",
        " por ",
        "trimestral",
        "diciembre de 2019",
        "doce ",
        "millón ",
        "mil ",
        "½",
        "1/2",
        "Porcentaje",
    ),
    *("(", ")", "línea base ", "0,95", "x ", "semestre", "año", "días", "NO APLICA", "cien por ciento"),
)


def pdfs() -> Sequence[bytes]:
    """Return a ruled matrix, one without rules, one page turned, one broken over pages, one with a password."""
    return (
        _pdf(lambda pdf: _matrix(pdf, TableStyle())),
        _pdf(lambda pdf: _matrix(pdf, TableStyle(rules="none"))),
        _pdf(lambda pdf: pdf.text(300, 500, "Alcaldía 95% avance", angle=90)),
        _pdf(lambda pdf: pdf.table(top=740, widths=[40, 80], rows=[["1", "Actas"], ["2", "Informes"]])),
        PdfBuilder().encrypted_bytes("clave"),
    )


def _pdf(draw: Callable[[PdfBuilder], object]) -> bytes:
    pdf = PdfBuilder()
    draw(pdf)
    return pdf.to_bytes()


def _matrix(pdf: PdfBuilder, style: TableStyle) -> None:
    pdf.text(40, 30, "Literal a4) Metas y objetivos de las unidades administrativas")
    pdf.table(top=60, widths=[25, 90, 120, 120, 90], rows=[HEADINGS, *BAND, *ROWS], style=style)
    pdf.text(40, 400, "FECHA ACTUALIZACIÓN DE LA INFORMACIÓN: 31/08/2019")


def dumps() -> Sequence[bytes]:
    """Return a text without columns, one with them, and encodings that offices write."""
    loose = (
        "PROCESOS GOBERNANTES / NIVEL DIRECTIVO\n\nAdministrar los recursos\n\nfinancieros provinciales y\n\n"
        "12 Direccion de Gestion Financiera proveer de información\n\nveraz y oportuna para\n\n"
        "% de variación de gasto respecto a lo \n\nprogramado\n\nla toma de\n\ndecisiones\n\f95% de gasto programado\n"
    )
    aligned = (
        "No.  Unidad            Objetivo            Indicador              Meta\n"
        "1    Alcaldía          Dirigir el cantón   Porcentaje de avance   95%\n"
        "                       con equidad         Número de informes     12\n"
        "2    Secretaría        Dar fe de los       Número de actas        al menos\n"
        "     General           actos               aprobadas              24 actas\n"
    )
    return (
        loose.encode(),
        aligned.encode(),
        loose.encode("cp1252"),
        aligned.encode("utf-16"),
        "GestiÃ³n;\tMisiÃ³n\r\n".encode(),
    )


def published() -> Sequence[bytes]:
    """Return the portal's table with semicolons, commas and quotes, and as workbooks of both kinds."""
    plain = "\r\n".join(";".join(row) for row in PUBLISHED)
    quoted = "\n".join(",".join(f'"{cell}"' for cell in row) for row in PUBLISHED)
    return plain.encode("utf-8-sig"), quoted.encode("cp1252"), b"\t".join([b"a", b"b"]), _xlsx(), _xls()


def _xlsx() -> bytes:
    book = Workbook()
    sheet = book.active
    for row in PUBLISHED:
        sheet.append(row)
    sheet.append(["Sindicatura", None, 3, 0.9, True])
    sheet["D4"].number_format = "0%"
    sheet.merge_cells("A4:A5")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Datos")
    for at, row in enumerate(PUBLISHED):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    sheet.write(3, 3, 0.9, xlwt.easyxf(num_format_str="0%"))
    sheet.write_merge(3, 4, 0, 0, "Sindicatura")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def figures() -> Sequence[bytes]:
    """Return indicators with targets of every kind."""
    pairs = (
        ("Número de informes", "al menos 12 informes hasta diciembre de 2019"),
        ("Porcentaje de avance", "0,95"),
        ("", "entre 10% y 20,5 % por trimestre"),
        ("Presupuesto ejecutado", "USD 1.200.000,50"),
        ("Tiempo de atención", "máximo 3 días (línea base 5 días)"),
        ("Índice de gestión", "1er trimestre 25%, 2do trimestre 50%"),
        ("Kilómetros", "doce y medio"),
        ("Actas", "NO APLICA"),
    )
    return [f"{indicator}\n{target}".encode() for indicator, target in pairs]


def drawings() -> Sequence[bytes]:
    """Return a ruled table over two pages, and one of words alone."""
    ruled = b"".join(rule("h", 10, y, 60) for y in (10, 16, 22)) + b"".join(rule("v", x, 10, 12) for x in (10, 30, 70))
    words = b"".join(word(x, y, x + y) for x in (12, 32) for y in (11, 17))
    loose = b"".join(word(x, y, x * y) for x in (10, 40, 70, 100) for y in (10, 13, 16, 19, 25, 28))
    return ruled + words + next_page() + ruled + words, loose
