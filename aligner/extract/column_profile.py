"""What stands in the columns of a table: shares of dates, states, names, money and the like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from aligner.domain.text import Block, Cell
from aligner.extract.status import is_state

__all__ = ["Column", "is_date_like", "plain_header", "profile"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table with what its cells look like; every share is in [0, 1] of the filled cells.

    Attributes:
        header: the header text, lower case, without brackets and punctuation; empty when there is none.
        cells: the filled cells, top down. filled: filled cells per row of the table.
        dates, states, names, money, ids, flags, numbers, percents: share of cells that look like one.
        distinct: different texts per filled cell. length: mean number of words.
    """

    index: int
    header: str
    cells: tuple[Cell, ...]
    filled: float
    dates: float = 0.0
    states: float = 0.0
    names: float = 0.0
    money: float = 0.0
    ids: float = 0.0
    flags: float = 0.0
    numbers: float = 0.0
    percents: float = 0.0
    distinct: float = 0.0
    length: float = 0.0
    values: frozenset[str] = field(default=frozenset())


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"(?:\b\d{{4}}-\d{{1,2}}(?:-\d{{1,2}})?\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|\b\d{{1,2}}[./]\d{{4}}\b|\b(?:q[1-4]|h[12])\b|\b\d{{2,4}}\s?[qh][1-4]\b|\b{_MONTH}\s*[-' ]?\d{{2,4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?[ /-]{_MONTH}\b|\b{_MONTH}\s+\d{{1,2}}\b|\bfy\s?\d{{2,4}}\b|\b20[2-4]\d\b|\b(?:end of|mid|late|early)\b|\b(?:spring|summer|autumn|fall|winter)\b|\beoy\b|^{_MONTH}$"
    r"|^(?:ongoing|continuous|tbd|tbc|asap|now|next|later)$)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?:[€$£¥]|\b(?:eur|usd|gbp|chf|cad|aud|sek|nok|dkk|pln|inr|jpy|keur|kusd|meur)\b|\d\s?(?:k|m|bn|mn|mio|million|billion|thousand)\b)",
    re.IGNORECASE,
)
_ID = re.compile(r"#?[A-Za-z]{0,6}[-_ .]?\d+(?:[.\-/]\d+)*[a-z]?\.?", re.IGNORECASE)
_NAME = re.compile(
    r"(?:@[\w-]+|(?:(?:Dr|Mr|Ms|Mrs|Prof)\.?\s)?(?:[A-Z]\.\s?)*[A-Z][\w'’-]+(?:\s(?:[A-Z]\.|van|de|der|von|al|bin|[A-Z][\w'’-]+)){0,3})"
)
_NAMES = re.compile(rf"{_NAME.pattern}(?:\s*(?:,|/|&|;|\+|\band\b)\s*{_NAME.pattern})*")
_FLAG = re.compile(r"(?:y|n|yes|no|x|✓|✔|✅|✗|✘|❌|true|false|[-–—]|n/a|not?\s\w+|selected|●|o)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+(]?\s*[\d., ]+\)?\s*(?:%|pp|pts|days?|hours?|h|weeks?|fte|k|m)?", re.IGNORECASE)
_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%")
_SHORT_STATE = 6
_PAIR = 2


def is_date_like(text: str) -> bool:
    """Whether a short text holds something that looks like a date, a quarter, a year or a vague time ("mid 2027", "later")."""
    return bool(_DATE.search(text.strip()))


def plain_header(text: str) -> str:
    """Return a header in lower case, without brackets, punctuation and doubled spaces."""
    bare = re.sub(r"\(.*?\)|\[.*?\]", " ", text.casefold().replace("%", " percent ").replace("&", " and "))
    return " ".join(re.findall(r"[a-z0-9#]+", bare)) or " ".join(re.findall(r"[a-z0-9#]+", text.casefold()))


def profile(rows: Sequence[Block]) -> tuple[Column, ...]:
    """Describe every column of a table's rows, left to right."""
    by_column: dict[int, list[Cell]] = {}
    for row in rows:
        for cell in row.cells:
            by_column.setdefault(cell.column, []).append(cell)
    return _shared_headers([_column(index, cells, len(rows)) for index, cells in sorted(by_column.items())], rows)


def _shared_headers(columns: Sequence[Column], rows: Sequence[Block]) -> tuple[Column, ...]:
    """Give each of the columns below one merged header ("Project / department") its own part of it."""
    raw = {cell.column: cell.header for row in rows for cell in row.cells if cell.header}
    found = list(columns)
    for place, column in enumerate(columns[:-1]):
        parts = [plain_header(part) for part in raw.get(column.index, "").split("/")]
        following = columns[place + 1]
        if len(parts) == _PAIR and all(parts) and following.index == column.index + 1 and following.header in ("", column.header):
            found[place], found[place + 1] = replace(column, header=parts[0]), replace(following, header=parts[1])
    return tuple(found)


def _column(index: int, cells: Sequence[Cell], rows: int) -> Column:
    texts = [cell.text.strip() for cell in cells]
    # Most columns of a long table say the same few things again and again.
    times = Counter(texts)
    undated = Counter(text for cell, text in zip(cells, texts, strict=True) if cell.iso_date is None)
    header = next((cell.header for cell in cells if cell.header), "")
    values = frozenset(text.casefold() for text in times)

    def share(test: re.Pattern[str], *, whole: bool = True) -> float:
        return sum(count for text, count in times.items() if (test.fullmatch(text) if whole else test.search(text))) / len(texts)

    return Column(
        index,
        plain_header(header),
        tuple(cells),
        len(cells) / rows,
        dates=(len(cells) - sum(count for text, count in undated.items() if len(text.split()) > _SHORT_STATE or not _DATE.search(text)))
        / len(cells),
        states=sum(count for text, count in times.items() if _is_state(text)) / len(texts),
        names=share(_NAMES),
        money=share(_MONEY, whole=False),
        ids=share(_ID),
        flags=share(_FLAG),
        numbers=share(_NUMBER),
        percents=share(_PERCENT),
        distinct=len(values) / len(texts),
        length=sum(count * len(text.split()) for text, count in times.items()) / len(texts),
        values=values,
    )


def _is_state(text: str) -> bool:
    return len(text.split()) <= _SHORT_STATE and is_state(text)
