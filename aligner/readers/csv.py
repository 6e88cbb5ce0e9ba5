"""Reads comma, semicolon, tab and bar separated values."""

from __future__ import annotations

import csv
from pathlib import PurePath

from aligner.domain.text import Document
from aligner.errors import LimitError
from aligner.readers.base import Limits, Source
from aligner.readers.csv_dialect import find_dialect, parse
from aligner.readers.csv_tree import fold, unfolded
from aligner.readers.grid import RawCell, is_data
from aligner.readers.sink import Sink
from aligner.readers.text_decode import clean, decode

__all__ = ["read"]

_COLUMNS = 16_384  # as many as a spreadsheet has
_EMPTY = RawCell("")


def read(source: Source, limits: Limits) -> Document:
    """Read separated values as one table.

    A row's locator names its first line; a cell's adds an address such as ``B7``, where rows count as a spreadsheet program
    would after opening the file. Numbers and dates stay text: the file does not type them.

    Raises:
        LimitError: too many rows or cells, or a field that is too long.
    """
    decoded = decode(source.data)
    text = clean(decoded.text)
    sink = Sink(source, limits)
    if text.count("\n") > 2 * limits.blocks:
        raise LimitError(source.path, f"has more than {2 * limits.blocks:,} lines", "Split it into smaller files.")
    dialect = find_dialect(text, prefer="\t" if PurePath(source.path).suffix.lower() in {".tsv", ".tab"} else ",")
    try:
        records = parse(text, dialect.delimiter)
    except csv.Error as error:
        raise LimitError(
            source.path, f"has a field of more than {csv.field_size_limit():,} characters", "Check its quotation marks."
        ) from error
    if max((len(record.fields) for record in records), default=0) > _COLUMNS:
        raise LimitError(source.path, f"has more than {_COLUMNS:,} columns", "Check that it is a table.")
    if dialect.stated:
        records[0].fields.clear()
    rows = [[_cell(field, limits) for field in _trim(record.fields)] for record in records]
    lines = [record.line for record in records]
    tree = fold(rows)
    sink.table(rows, lines, header_rows=1 if tree else _header_rows(rows))
    if tree:
        sink.blocks = unfolded(sink.blocks, lines, tree)
    if decoded.lossy:
        sink.skip("undecodable characters", decoded.text.count("\ufffd"))
    return sink.document("csv")


def _header_rows(rows: list[list[RawCell]]) -> int | None:
    """One header row where the first record looks like one; None to search for it (exports with title lines above)."""
    if min(len(rows), len(rows[0]) if rows else 0) <= 1:
        return None
    first = [cell.text for cell in rows[0]]
    if not all(first) or len(set(first)) < len(first) or any(map(is_data, rows[0])) or len(first) < max(map(len, rows[1:])):
        return None
    below = {(column, cell.text) for row in rows[1:] for column, cell in enumerate(row)}
    return None if any((column, text) in below for column, text in enumerate(first)) else 1


def _trim(fields: list[str]) -> list[str]:
    while fields and not fields[-1].strip():
        fields.pop()
    return fields


def _cell(field: str, limits: Limits) -> RawCell:
    lines = [" ".join(line.split()) for line in field[: limits.text_chars].split("\n")]
    kept = [line for line in lines if line]
    if not kept:
        return _EMPTY
    breaks: list[int] = []
    length = len(kept[0])
    for line in kept[1:]:
        breaks.append(length + 1)
        length += 1 + len(line)
    return RawCell(" ".join(kept), breaks=tuple(breaks))
