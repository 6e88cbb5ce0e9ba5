"""Reads markdown: CommonMark with tables, strikethrough, task lists and footnotes, as GitHub and site generators write it."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from aligner.domain.text import Document
from aligner.errors import LimitError
from aligner.readers.base import Limits, Source
from aligner.readers.md_blocks import Blocks
from aligner.readers.md_source import prepare
from aligner.readers.sink import Sink
from aligner.readers.text_decode import clean, decode

__all__ = ["read"]

_NESTING = 40  # deeper lists and quotations are read as flat text
_LINE_CHARS = 100_000


def read(source: Source, limits: Limits) -> Document:
    """Read markdown; a block's place is its first line, a table cell's adds an address such as ``B2`` within its table.

    Raises:
        LimitError: too many lines or blocks, or a line that is too long.
    """
    decoded = decode(source.data)
    prepared = prepare(clean(decoded.text))
    if len(prepared.numbers) > 2 * limits.blocks:
        raise LimitError(source.path, f"has more than {2 * limits.blocks:,} lines", "Split it into smaller files.")
    if any(len(line) > _LINE_CHARS for line in prepared.text.split("\n")):
        raise LimitError(source.path, f"has a line of more than {_LINE_CHARS:,} characters", "Check that it is a text document.")
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING}).enable(["table", "strikethrough"]).use(footnote_plugin)
    sink = Sink(source, limits)

    def read_html(text: str, lines: Sequence[int]) -> None:
        from aligner.readers.html_parse import parse_html  # noqa: PLC0415 - lxml is not needed for most markdown
        from aligner.readers.html_walk import Walker  # noqa: PLC0415

        parsed = parse_html(text)
        if parsed.root is not None:
            Walker(sink, lines=lines).walk(parsed.root)

    Blocks(sink, prepared.numbers, read_html).read(parser.parse(prepared.text))
    if decoded.lossy:
        sink.skip("undecodable characters", decoded.text.count("\ufffd"))
    return sink.document("md", title=prepared.matter.title, date=prepared.matter.date)
