"""Markdown to blocks, by way of the HTML it stands for."""

from __future__ import annotations

from ingest.readers.blocks import Block
from ingest.readers.html import read_html


def read_markdown(text: str, name: str) -> list[Block]:
    """The blocks of a Markdown text (CommonMark and tables), its markup gone."""
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    blocks, _ = read_html(html, name)
    return blocks
