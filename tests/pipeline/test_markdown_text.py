"""Text of a document inside Markdown, held against two engines."""

import re
from collections.abc import Callable

import mistune
import pytest
from markdown_it import MarkdownIt

from pipeline.markdown_text import escape_markdown

markdown_it = MarkdownIt("gfm-like").render
mistune_with_all = mistune.create_markdown(escape=False, plugins=["table", "url", "strikethrough", "math", "footnotes"])
engines = pytest.mark.parametrize("engine", [markdown_it, mistune_with_all], ids=["markdown-it", "mistune"])

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[pulse aquí](javascript:alert(1))",
    "![imagen](https://example.org/a.png)",
    "](javascript:alert(1))",
    "uno | dos || tres",
    r"uno \| dos",
    r"uno \\| dos \\\| tres \\",
    "https://example.org/a?b=c y http://example.org",
    "www.example.org, example.gob.ec",
    "mailto:ana@example.org ana@example.org",
    "<https://example.org> <ana@example.org>",
    "`código | con barras` y ``más``",
    "**no** _es_ *énfasis* __aquí__ ~~ni~~ $x$ [^1] &lt;b&gt; &#60;b&#62;",
    "{{7*7}} {% raw %}",
    "uno\n\n# dos\n\n| a | b |\n|---|---|\n<div>",
    "[a]: https://example.org",
    "[x][a] [a]",
]


def table(text: str) -> str:
    """A table of two columns whose second row holds ``text`` in its first cell."""
    return f"| A | B |\n|:--|:--|\n| uno | dos |\n| {escape_markdown(text)} | fin |\n"


@engines
@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(engine: Callable[[str], str], text: str) -> None:
    html = engine(table(text))
    assert set(re.findall(r"<(\w+)", html)) <= {"table", "thead", "tbody", "tr", "th", "td"}


@engines
@pytest.mark.parametrize("text", HOSTILE)
def test_one_cell_stays_one_cell(engine: Callable[[str], str], text: str) -> None:
    html = engine(table(text))
    assert html.count("<td") == 4
    assert html.rstrip().endswith("</table>")
    assert re.search(r">fin</td>", html)


@engines
@pytest.mark.parametrize(
    "text",
    ["90% de trámites (a tiempo) - 1.200 usuarios", "% de variación; «ok» #1 + 2 = 3", "a*b_c|d<e>f&g", r"uno \| dos"],
)
def test_the_reader_sees_the_printed_text(engine: Callable[[str], str], text: str) -> None:
    shown = engine(table(text)).split(">dos</td>")[1].split("</td>")[0].split(">")[-1]
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@engines
def test_without_the_escape_the_engines_do_make_links_and_tags(engine: Callable[[str], str]) -> None:
    assert "<a " in engine("| A | B |\n|:--|:--|\n| https://example.org | [a](https://example.org) |\n")
    assert "<img" in engine("![a](b.png)")


def test_plain_spanish_needs_no_escape() -> None:
    text = "Porcentaje de ejecución (90,5 %), 1.200 usuarios; Art. 7: «metas» — año 2021"
    assert escape_markdown(text) == text
