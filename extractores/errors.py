"""What can go wrong with a document, one class per situation that a user can act on.

    DocumentError
    ├── MissingFileError         the path leads nowhere
    ├── NotRegularFileError      a folder, a pipe or a device
    ├── UnreadableFileError      no permission, or the disk failed
    ├── EmptyFileError           no content at all
    ├── UnsupportedTypeError     neither PDF nor text
    ├── EncryptedError           a password is needed
    ├── DamagedError             a PDF that cannot be opened
    ├── NoPagesError             a PDF without pages
    ├── TooLargeError            over a limit of size
    ├── TooManyPagesError        over the limit of pages
    ├── EncodingError            text in no known encoding
    ├── NotPdfError              called a PDF, and none
    └── NotTextError             called a text, and none

Each has a ``code`` (stable, for machines). The Spanish sentence that people read belongs to ``plantillas``.
What is wrong with a document's *content* is not an exception but a finding.
"""

from __future__ import annotations


class DocumentError(Exception):
    """A document cannot be read; ``code`` says why and ``detail`` carries figures for the message."""

    code = "UNREADABLE"

    def __init__(self, name: str, **detail: str | int | float) -> None:
        self.name = name
        self.detail = detail
        super().__init__(f"{self.code}: {name}")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.name,), {"detail": self.detail}


class MissingFileError(DocumentError):
    """The path leads nowhere."""

    code = "MISSING"


class NotRegularFileError(DocumentError):
    """A folder, a pipe, a socket or a device."""

    code = "NOT_REGULAR_FILE"


class UnreadableFileError(DocumentError):
    """The system refuses to give the content."""

    code = "UNREADABLE"


class EmptyFileError(DocumentError):
    """A file without content."""

    code = "EMPTY_FILE"


class UnsupportedTypeError(DocumentError):
    """Neither a PDF nor a text; ``detail["found"]`` names what it seems to be."""

    code = "UNSUPPORTED_TYPE"


class EncryptedError(DocumentError):
    """A PDF that opens only with a password."""

    code = "ENCRYPTED"


class DamagedError(DocumentError):
    """A PDF that no reader can open."""

    code = "DAMAGED"


class NoPagesError(DocumentError):
    """A PDF that opens but has no page."""

    code = "NO_PAGES"


class TooLargeError(DocumentError):
    """A file or a line over the limit; ``detail`` has ``limit`` in bytes."""

    code = "TOO_LARGE"


class TooManyPagesError(DocumentError):
    """A document over the limit of pages; ``detail`` has ``pages`` and ``limit``."""

    code = "TOO_MANY_PAGES"


class EncodingError(DocumentError):
    """A text in no known encoding."""

    code = "ENCODING"


class NotPdfError(DocumentError):
    """A file that is called a PDF and is none; ``detail["found"]`` names what it seems to be, where that is known."""

    code = "NOT_PDF"


class NotTextError(DocumentError):
    """A file that is called a text and is none."""

    code = "NOT_TEXT"
