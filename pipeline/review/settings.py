"""What the app is told when it starts: where it keeps things, whom it answers, and how much it takes."""

from __future__ import annotations

import getpass
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extractores.settings import ReadLimits

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names by which the machine calls itself."""
SECRET_FILE = "secreto"
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """How much may come with one upload."""

    file_bytes: int = ReadLimits().bytes
    """Of one document; the reader refuses larger ones anyway."""
    batch_bytes: int = 2_000_000_000
    """Of all files together, as they come and as they are once unpacked."""
    files: int = 1_000
    """Documents, those inside ZIPs counted one by one."""
    ratio: int = 200
    """How many times its packed size a ZIP may unpack to; text packs to a tenth, a bomb to a thousandth."""


@dataclass(frozen=True, slots=True)
class ImageLimits:
    """How large the images of pages, and their cache, may become."""

    widths: tuple[int, ...] = (800, 1200, 2000)
    """Dots across; what is asked for is rounded up to one of them, so that the cache holds few sizes of a page."""
    pixels: int = 12_000_000
    """Of one image: a page that is very long is drawn narrower."""
    cache_bytes: int = 300_000_000
    seconds: float = 30.0
    megabytes: int = 1_500
    """What drawing one page may take; address space, of which some 500 are the program's own."""


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """What the app is told when it starts."""

    folder: Path
    """The app's own: the cache of page images."""
    secret: str
    """Signs the tokens of forms; all processes of one server share it."""
    hosts: frozenset[str] = LOCAL_NAMES
    """Names under which it is called; requests for others are refused (DNS rebinding)."""
    reviewer: str = ""
    """Who is asking where there are no accounts, until they say otherwise."""
    public: str = ""
    """Address under which other machines reach it through a proxy: ``https://`` and a name; empty where none do."""
    is_logged: bool = False
    """Whether a line about each request is written to the standard error."""
    uploads: UploadLimits = UploadLimits()
    images: ImageLimits = ImageLimits()

    @property
    def needs_accounts(self) -> bool:
        """Whether only people with an account are let in, even while there is none."""
        return bool(self.public)

    @property
    def is_secure(self) -> bool:
        """Whether browsers come by TLS: then they send cookies in no other way."""
        return self.public.startswith("https://")

    @property
    def session_cookie(self) -> str:
        """Name of the cookie with the token of a session; no other host of the domain can set one of that name."""
        return "__Host-sesion" if self.is_secure else "sesion"


def default_reviewer() -> str:
    """Return the name under which the user is known to this machine; empty where it has none."""
    with suppress(Exception):  # a container's user may have no name at all
        return getpass.getuser()
    return ""


def keep_secret(folder: Path) -> str:
    """Return the secret that is kept in ``folder``, made the first time: pages that are open survive a restart."""
    path = folder / SECRET_FILE
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(SECRET_BYTES))
    kept = path.read_text(encoding="ascii")
    return kept or secrets.token_urlsafe(SECRET_BYTES)  # empty where the first run was killed as it wrote
