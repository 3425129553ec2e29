"""Markdown to blocks, by way of the HTML it stands for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ingest.readers.blocks import Block
from ingest.readers.html import read_html

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def read_markdown(text: str, name: str) -> list[Block]:
    """The blocks of a Markdown text (CommonMark and tables), its markup gone."""
    blocks, _ = read_html(_parser().render(text), name)
    return blocks


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])
