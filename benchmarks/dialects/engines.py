"""The programs that print: ReportLab is always there, Chromium, WeasyPrint and LibreOffice where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from . import drawn
from .compose import compose
from .content import Programme
from .layout import Block, Engine, Layout
from .page import write_page
from .sheet import write_sheet
from .text_document import write_text_document

PROGRAMS: dict[Engine, tuple[str, ...]] = {
    "reportlab": (),
    "weasyprint": ("weasyprint",),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "calc": ("soffice", "libreoffice"),
    "writer": ("soffice", "libreoffice"),
}
CHROMIUM_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-pdf-header-footer",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
TIMEOUT = 120
"""Seconds that a program may take for one document."""
TAGGED_PDF_A = '{"SelectPdfVersion":{"type":"long","value":"1"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def is_installed(engine: Engine) -> bool:
    """Tell whether documents of this engine can be made here."""
    return engine == "reportlab" or _program(engine) is not None


def _program(engine: Engine) -> str | None:
    return next((found for name in PROGRAMS[engine] if (found := shutil.which(name))), None)


def make_pdf(layout: Layout, programmes: Sequence[Programme], path: Path) -> None:
    """Print the dialect's document to ``path``."""
    print_blocks(layout, compose(layout, programmes), programmes[0].institution, path)


def print_blocks(layout: Layout, blocks: Sequence[Block], institution: str, path: Path) -> None:
    """Print a document to ``path``."""
    if layout.engine == "reportlab":
        drawn.draw(layout, blocks, institution, path)
        return
    with tempfile.TemporaryDirectory() as folder:
        if layout.engine == "calc":
            source = Path(folder, f"{path.stem}.xlsx")
            write_sheet(layout, blocks, source)
        elif layout.engine == "writer":
            source = Path(folder, f"{path.stem}.fodt")
            source.write_text(write_text_document(layout, blocks), encoding="utf-8")
        else:
            source = Path(folder, f"{path.stem}.html")
            source.write_text(write_page(layout, blocks, institution), encoding="utf-8")
        _run(_command(layout.engine, source, path, folder))


def _command(engine: Engine, source: Path, path: Path, folder: str) -> list[str]:
    program = _program(engine) or engine
    if engine == "chromium":
        return [
            program,
            *CHROMIUM_FLAGS,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={path}",
            source.as_uri(),
        ]
    if engine == "weasyprint":
        return [program, str(source), str(path)]
    kind = f"{engine}_pdf_Export"
    return [
        program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless",
        "--convert-to", f"pdf:{kind}:{TAGGED_PDF_A}", "--outdir", str(path.parent), str(source),
    ]  # fmt: skip


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)
