"""Names of files that try to be a path, an option, a command, markup or another name, for the tests: data, not code."""

from __future__ import annotations

import unicodedata

UPLOADED = (
    *("../../etc/hostname.pdf", "..\\..\\x.pdf", "/etc/hostname", "C:\\x.pdf", "....//....//x.pdf", "%2e%2e%2fx.pdf"),
    *(
        "..%c0%afx.pdf",
        "x.pdf\x00.html",
        "x.pdf/",
        ".",
        "..",
        "",
        " ",
        ".htaccess",
        "-rf.pdf",
        "--salida",
        "--salida=x.pdf",
    ),
    *(
        "$(touch X-MARK).pdf",
        "`id`.pdf",
        "a;b|c&d.pdf",
        "a\nb.pdf",
        "a\r\nX-Injected: 1.pdf",
        "\x1b[31mrojo\x1b[0m.pdf",
    ),
    *("<script>document.title='X-MARK'</script>.pdf", '"onload="x.pdf', "=1+1.pdf", "{{7*7}}.pdf", "fdp.\u202efdp.exe"),
    *(
        unicodedata.normalize("NFD", "añó.pdf"),
        unicodedata.normalize("NFC", "añó.pdf"),
        "A.PDF",
        "a.pdf",
        "CON.pdf",
        "NUL",
    ),
    *("aux.txt", "x" * 255 + ".pdf", "x" * 5_000 + ".pdf", "x.pdf.exe", "x.PdF", "x.pdf;.html", "x.pdf?y=1", "x#y.pdf"),
    *("x y.pdf", "x'y.pdf", 'x"y.pdf', "\U0001f600.pdf", "x\ufeff.pdf", "lotaip.db", "lotaip.db-wal", "../lotaip.db"),
    *(
        "estaticos/app.js",
        "~root/x.pdf",
        "${HOME}.pdf",
        "%s%n.pdf",
        "index.pdf",
        "lote.pdf",
        "x\u2028y.pdf",
        "x\x9by.pdf",
    ),
)
ON_DISK: tuple[bytes, ...] = (
    *(
        b"..%2f..%2fetc%2fpasswd.txt",
        b"..\\..\\x.txt",
        b"$(touch X-MARK).txt",
        b"-rf.txt",
        b"--salida.txt",
        b" espacio .txt",
    ),
    *(b"a\nb.txt", b"a\r\nERROR falso.txt", b"<script>document.title='X-MARK'<.txt", b"=1+1.txt", b"{{7*7}}.txt"),
    *("fdp.\u202efdp.txt".encode(), b".oculto.txt", b"comilla'y\"doble.txt", b"CON.txt", b"x" * 251 + b".txt"),
    *(b"a;b|c&d.txt", b"%s%n%x.txt", b"\xff\xfe\xf1.txt", b"MAYUS.txt", b"mayus.txt", b"\x1b[31mrojo\x1b[0m.txt"),
    *(
        "cero\u200bancho.txt".encode(),
        b"index.txt",
        b"lote.txt",
        b"...txt",
        b"*.txt",
        b"[a-z].txt",
        b"\x7f\xc2\x9b2J.txt",
    ),
    *(unicodedata.normalize(form, "año.txt").encode() for form in ("NFC", "NFD")),
)
"""As a file system of Linux takes them, in bytes."""
