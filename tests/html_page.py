"""What a parser sees of a page: tags with their attributes, addresses, texts, and what is left open."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset({"br", "input", "meta", "link", "img"})
ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "srcset", "poster", "xlink:href", "background"})


class Page(HTMLParser):
    """What a parser sees of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        """Each tag that opens, with the names of its attributes."""
        self.addresses: list[str] = []
        self.read: list[str] = []
        """Texts of the elements whose class is ``read``."""
        self.other: list[str] = []
        """Comments and declarations."""
        self.open: list[str] = []
        self.raw: list[str] = []
        """Contents of scripts and styles."""
        self._in_read = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append((tag, tuple(sorted(named))))
        self.addresses += [value or "" for name, value in attrs if name in ADDRESSES]
        if tag not in VOID:
            self.open.append(tag)
            if "read" in (named.get("class") or "").split():
                self.read.append("")
                self._in_read = len(self.open)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(sorted(dict(attrs)))))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag
        if len(self.open) < self._in_read:
            self._in_read = 0

    def handle_data(self, data: str) -> None:
        if self._in_read:
            self.read[-1] += data
        elif self.open and self.open[-1] in ("script", "style"):
            self.raw.append(data)

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def unknown_decl(self, data: str) -> None:
        self.other.append(data)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)
