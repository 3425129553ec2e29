"""HTML to blocks: what a visitor reads, without scripts, menus and hidden parts."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.errors import UnreadableFile
from ingest.readers.blocks import Block

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

MAX_TAGS = 200_000  # some seconds' work at worst, should each stand inside the one before
_DROPPED = frozenset(
    """script style noscript template svg iframe object nav footer select button dialog form head math canvas audio
    video""".split()  # noqa: SIM905
)
_BLOCKS = frozenset(
    """address article aside blockquote body caption dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6
    header hgroup hr html legend li main ol p pre section summary table tbody tfoot thead tr ul""".split()  # noqa: SIM905
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAX_CLIMB = 200  # inline elements nest a few deep; a page nested deeper is a trap


def read_html(markup: str, name: str) -> tuple[list[Block], str]:
    """The blocks of a page and its ``<title>`` ("" where it has none)."""
    from bs4 import BeautifulSoup

    if markup.count("<") > MAX_TAGS:
        raise UnreadableFile(f"{name} has more than {MAX_TAGS:,} tags: save the part that matters.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it is told that XHTML looks like XML
            # lxml (python-docx brings it) closes what a page leaves open, and is quick where elements nest deeply.
            soup = BeautifulSoup(markup, "lxml")
        title = soup.title.get_text(" ", strip=True) if soup.title else ""
        _drop_unseen(soup)
        return list(_blocks(soup)), title
    except (RecursionError, AssertionError, ValueError) as error:
        raise UnreadableFile(f"{name} is not usable HTML: save it again as a plain page.") from error


def _drop_unseen(soup: BeautifulSoup) -> None:
    for tag in soup.find_all(_is_unseen):
        tag.extract()


def _is_unseen(tag: Tag) -> bool:
    if tag.name in _DROPPED or tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search(str(tag.get("style") or "")))


def _blocks(soup: BeautifulSoup) -> Iterator[Block]:
    """Consecutive strings under the same block element make one block."""
    from bs4.element import NavigableString, PreformattedString, Tag

    owner: Tag | None = None
    cell: Tag | None = None
    parts: list[str] = []
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                parts.append("\n")
            continue
        if not isinstance(node, NavigableString) or isinstance(node, PreformattedString):
            continue  # comments, doctypes, processing instructions
        block, table_cell = _owner_of(node)
        if block is not owner:
            yield from _flush(owner, parts)
            owner, parts, cell = block, [], table_cell
        elif table_cell is not cell and node.strip():
            if any(part.strip() for part in parts):
                parts.append(" | ")
            cell = table_cell
        parts.append(re.sub(r"\s+", " ", str(node)) if block is None or block.name != "pre" else str(node))
    yield from _flush(owner, parts)


def _owner_of(node: object) -> tuple[Tag | None, Tag | None]:
    """The nearest block element above a string, and the table cell between them."""
    cell = None
    parent = getattr(node, "parent", None)
    for _ in range(_MAX_CLIMB):
        if parent is None or parent.name in _BLOCKS:
            return parent, cell
        if parent.name in ("td", "th"):
            cell = parent
        parent = parent.parent
    return None, None


def _flush(owner: Tag | None, parts: list[str]) -> Iterator[Block]:
    text = "".join(parts)
    if text.strip():
        yield Block(text, _HEADINGS.get(owner.name, 0) if owner is not None else 0)
