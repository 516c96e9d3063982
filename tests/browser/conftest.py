"""A real browser: the system's Chromium, which Playwright drives, and what it must never complain about."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.programs import missing
from tests.review_server import fill_base, review_server

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
Scheme = Literal["light", "dark"]
DESKTOP, PHONE = (1280, 720), (390, 844)
DOCUMENTS = (
    "matriz_empresa_publica_dos_paginas.pdf",
    "matriz_gad_provincial.txt",
    "matriz_municipio_celdas_unidas.pdf",
)
"""Numbers 1, 2 and 3 of the base that tests share; the second is a text dump."""
REFUSED = re.compile(r"responded with a status of (404|409|422) ")
"""What Chromium says of answers that tests ask for on purpose."""
PATIENCE = 20_000
"""Milliseconds until something that must happen has not."""

OpenPage = Callable[..., Page]

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Give the browser; skip, or fail where ``LOTAIP_REQUIRE_TOOLS`` is set, on a machine without one.

    Playwright's event loop runs as long as the browser does, and ``asyncio.run`` of other tests would fail beside it.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        missing("no Chromium on this machine: apt-get install chromium")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        # Chromium's sandbox cannot be made by root, who runs tests in containers.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"] if is_root else [])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a base with the samples, for the tests of one module."""
    folder = tmp_path_factory.mktemp("base")
    samples = Path(__file__).parents[2] / "samples"
    fill_base(folder, [samples / name for name in DOCUMENTS])
    with review_server(folder) as where:
        yield where


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Give a function that opens a page in a context of its own; none may have errors or load what it may not."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSED.search(message.text):
            errors.append(message.text)

    def open_page(
        address: str,
        path: str = "/",
        *,
        reviewer: str = "ana",
        scheme: Scheme = "light",
        size: tuple[int, int] = DESKTOP,
        with_tools: bool = False,
    ) -> Page:
        is_phone = size == PHONE
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            is_mobile=is_phone,
            has_touch=is_phone,
            device_scale_factor=2 if is_phone else 1,
            bypass_csp=with_tools,
            locale="es-EC",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "revisor", "value": reviewer, "url": address}])
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []
