"""Finds the delimiter of separated values by how evenly it splits the lines."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

__all__ = ["Dialect", "find_dialect", "looks_tabular", "parse"]

_DELIMITERS = (",", ";", "\t", "|")
_SEP_LINE = re.compile(r"\Asep=(.)[ \t]*(?:\n|\Z)", re.IGNORECASE)
_SAMPLE_CHARS = 65_536
_SAMPLE_ROWS = 300
_EVEN_SHARE = 0.95
_PROSE_CHARS = 120  # fields longer than this on average are sentences
_RUNAWAY_LINES = 200  # a quoted field that spans more lines was never closed


@dataclass(frozen=True, slots=True)
class Dialect:
    """How fields are parted.

    Attributes:
        delimiter: one character.
        share: of the sampled rows with text, how many have the commonest number of fields, in [0, 1].
        columns: that commonest number of fields.
        rows: how many rows with text were sampled.
        stated: a ``sep=`` line names the delimiter; it is the first line of the text.
    """

    delimiter: str
    share: float
    columns: int
    rows: int
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its fields, and the line (from 1) on which it begins."""

    fields: list[str]
    line: int


def find_dialect(text: str, *, prefer: str = "") -> Dialect:
    r"""Return the delimiter that splits the text most evenly into the most columns.

    Args:
        text: with ``\n`` as the only line end.
        prefer: a delimiter that the file name suggests; it wins ties.
    """
    stated = _SEP_LINE.match(text)
    if stated:
        return Dialect(stated.group(1), 1.0, 0, 0, stated=True)
    sample = _whole_lines(text)
    tried = [_try(sample, delimiter) for delimiter in _DELIMITERS]
    return max(tried, key=lambda dialect: (round(_score(dialect), 3), dialect.delimiter == prefer, -_DELIMITERS.index(dialect.delimiter)))


def looks_tabular(text: str, *, sure: bool = False) -> bool:
    r"""Tell whether text without a telling name holds separated values rather than prose.

    Args:
        text: with ``\n`` as the only line end.
        sure: the name says plain text, so ask for more evidence.
    """
    dialect = find_dialect(text)
    if dialect.stated:
        return True
    needed = 4 if sure else 2
    if dialect.rows < needed or dialect.columns < (3 if sure else 2) or dialect.share < _EVEN_SHARE:
        return False
    records = parse(_whole_lines(text), dialect.delimiter)[:_SAMPLE_ROWS]
    fields = [field for record in records for field in record.fields if field.strip()]
    spaced = sum(field.startswith(" ") for record in records for field in record.fields[1:])
    prose = dialect.delimiter in ",;|" and spaced > 0.5 * max(1, sum(len(record.fields) - 1 for record in records))
    return bool(fields) and not prose and sum(map(len, fields)) / len(fields) < _PROSE_CHARS


def parse(text: str, delimiter: str) -> list[Record]:
    """Split text into records; a quote that is never closed does not swallow the rest.

    Raises:
        csv.Error: a field is longer than the standard library accepts.
    """
    records = _parse_quoted(text, delimiter)
    if records is not None:
        return records
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        fields = next(csv.reader([line], delimiter=delimiter), []) if line else []
        found.append(Record(fields, number))
    return found


def _parse_quoted(text: str, delimiter: str) -> list[Record] | None:
    """Read by the rules of RFC 4180; None when a quoted field runs away."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    records: list[Record] = []
    before = 0
    try:
        for fields in reader:
            if reader.line_num - before > _RUNAWAY_LINES:
                return None
            records.append(Record(fields, before + 1))
            before = reader.line_num
    except csv.Error:
        return None
    return records


def _whole_lines(text: str) -> str:
    if len(text) <= _SAMPLE_CHARS:
        return text
    cut = text.rfind("\n", 0, _SAMPLE_CHARS)
    return text[: cut if cut > 0 else _SAMPLE_CHARS]


def _try(sample: str, delimiter: str) -> Dialect:
    if delimiter not in sample:
        return Dialect(delimiter, 0.0, 1, 0)
    try:
        records = parse(sample, delimiter)
    except csv.Error:
        return Dialect(delimiter, 0.0, 1, 0)
    counts = Counter(len(record.fields) for record in records[:_SAMPLE_ROWS] if any(field.strip() for field in record.fields))
    if not counts:
        return Dialect(delimiter, 0.0, 1, 0)
    columns, rows = max(counts.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]))
    return Dialect(delimiter, rows / counts.total(), columns, counts.total())


def _score(dialect: Dialect) -> float:
    """Evenness first, but two even columns by chance should not beat eight nearly even ones."""
    if dialect.columns <= 1:
        return 0.0
    return dialect.share**2 * (1 - 1 / dialect.columns)
