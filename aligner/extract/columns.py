"""Which column of a table holds what: told by its header words and by what stands in it, in any order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from aligner.domain.goals import State
from aligner.domain.text import Block, Cell
from aligner.extract.status import field_status
from aligner.lexicon import words

__all__ = ["Column", "Role", "assign_roles", "header_match", "is_date_like", "plain_header", "profile"]


class Role(StrEnum):
    """What a column says about the row."""

    TITLE = "title"
    DESCRIPTION = "description"
    OWNER = "owner"
    TEAM = "team"
    DUE = "due"
    START = "start"
    STATUS = "status"
    HEALTH = "health"
    PERCENT = "percent"
    BUDGET = "budget"
    PRIORITY = "priority"
    DEPENDS = "depends"
    GOAL = "goal"
    PARENT = "parent"
    ID = "id"
    LABELS = "labels"
    KIND = "kind"
    IGNORE = "ignore"


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
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?[ -]{_MONTH}\b|\b{_MONTH}\s+\d{{1,2}}\b|\bfy\s?\d{{2,4}}\b|\b20[2-4]\d\b|\b(?:end of|mid|late|early)\b|\b(?:spring|summer|autumn|fall|winter)\b|\beoy\b|^{_MONTH}$"
    r"|^(?:ongoing|continuous|tbd|tbc|asap|now|next|later)$)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"(?:[€$£¥]|\b(?:eur|usd|gbp|chf|cad|aud|sek|nok|dkk|pln|inr|jpy|keur|kusd|meur)\b|\d\s?(?:k|m|bn|mn|mio|million|billion|thousand)\b)", re.IGNORECASE)
_ID = re.compile(r"#?[A-Za-z]{0,6}[-_ .]?\d+(?:[.\-/]\d+)*[a-z]?\.?", re.IGNORECASE)
_NAME = re.compile(r"(?:@[\w-]+|(?:(?:Dr|Mr|Ms|Mrs|Prof)\.?\s)?[A-Z][\w'’-]+(?:\s(?:[A-Z]\.|van|de|der|von|al|bin|[A-Z][\w'’-]+)){0,3})")
_NAMES = re.compile(rf"{_NAME.pattern}(?:\s*(?:,|/|&|;|\+|\band\b)\s*{_NAME.pattern})*")
_FLAG = re.compile(r"(?:y|n|yes|no|x|✓|✔|✅|✗|✘|❌|true|false|[-–—]|n/a|not?\s\w+|selected|●|o)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+(]?\s*[\d., ]+\)?\s*(?:%|pp|pts|days?|hours?|h|weeks?|fte|k|m)?", re.IGNORECASE)
_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%")
_SHORT_STATE = 6


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
    return tuple(_column(index, cells, len(rows)) for index, cells in sorted(by_column.items()))


def _column(index: int, cells: Sequence[Cell], rows: int) -> Column:
    texts = [cell.text.strip() for cell in cells]
    header = next((cell.header for cell in cells if cell.header), "")

    def share(test: re.Pattern[str], *, whole: bool = True) -> float:
        return sum(bool(test.fullmatch(text) if whole else test.search(text)) for text in texts) / len(texts)

    return Column(
        index,
        plain_header(header),
        tuple(cells),
        len(cells) / rows,
        dates=sum(cell.iso_date is not None or (len(text.split()) <= _SHORT_STATE and bool(_DATE.search(text))) for cell, text in zip(cells, texts, strict=True)) / len(cells),
        states=sum(_is_state(text) for text in texts) / len(texts),
        names=share(_NAMES),
        money=share(_MONEY, whole=False),
        ids=share(_ID),
        flags=share(_FLAG),
        numbers=share(_NUMBER),
        percents=share(_PERCENT),
        distinct=len({text.casefold() for text in texts}) / len(texts),
        length=sum(len(text.split()) for text in texts) / len(texts),
        values=frozenset(text.casefold() for text in texts),
    )


def _is_state(text: str) -> bool:
    if len(text.split()) > _SHORT_STATE or re.fullmatch(r"[\d.,]+", text):
        return False
    status = field_status(text)
    return status is not None and status.state is not State.UNKNOWN


@cache
def header_match(header: str, topic: str) -> int:
    """Say how well a plain header fits a list of header phrases: 0 not at all, then by length, an equal phrase counting most."""
    if not header:
        return 0
    padded = f" {header} "
    best = 0
    for phrase in _phrases(topic):
        if header == phrase:
            return 100 + len(phrase)
        if len(phrase) > 1 and f" {phrase} " in padded:
            best = max(best, len(phrase) + (20 if padded.endswith(f" {phrase} ") else 0))
    return best


@cache
def _phrases(topic: str) -> tuple[str, ...]:
    return words("item_columns")[topic]


# Roles told by the header alone, and the least share of fitting cells that keeps the claim.
_BY_HEADER: Mapping[Role, str] = {role: role.value for role in Role if role is not Role.TITLE}
_ENOUGH = 0.5
_SOME = 0.25


def assign_roles(columns: Sequence[Column]) -> Mapping[int, Role]:
    """Give every column that can be told a role; at most one is the title.

    Header words come first; the content can refuse a header's claim ("Target" with percentages is no date) and names the
    columns that have no telling header.
    """
    roles: dict[int, Role] = {}
    title = _title(columns)
    if title is not None:
        roles[title.index] = Role.TITLE
    for column in columns:
        if column.index not in roles:
            role = _header_role(column) or _content_role(column, roles, has_title=title is not None)
            if role is not None:
                roles[column.index] = role
    if title is None:
        guess = _title_by_content([column for column in columns if roles.get(column.index) in (None, Role.DESCRIPTION, Role.PARENT, Role.GOAL)])
        if guess is not None:
            roles[guess.index] = Role.TITLE
    return roles


def _header_role(column: Column) -> Role | None:
    ranked = sorted(((header_match(column.header, topic), role) for role, topic in _BY_HEADER.items()), key=lambda pair: -pair[0])
    for score, role in ranked:
        if score == 0:
            return None
        if _fits(column, role, exact=score > 100):
            return role
    return None


def _fits(column: Column, role: Role, *, exact: bool) -> bool:
    """Whether the cells can be what the header says."""
    if role is Role.DUE:
        return column.dates >= (_SOME if exact else _ENOUGH)
    if role is Role.START:
        return column.dates >= _SOME
    if role is Role.PERCENT:
        return column.percents + column.numbers >= _ENOUGH
    if role in {Role.STATUS, Role.HEALTH}:
        return column.percents < _ENOUGH and (column.length <= 8 or column.states >= _ENOUGH)
    if role is Role.BUDGET:
        return column.money + column.numbers >= _SOME
    if role is Role.PRIORITY:
        return column.length <= 2.5
    if role is Role.GOAL:
        return not (column.distinct > 0.9 and column.length > 9 and len(column.cells) > 2)
    if role is Role.OWNER:
        return column.length <= 8 and column.dates < _ENOUGH
    if role is Role.ID:
        return column.length <= 2
    return not (role is Role.PARENT and column.length > 12)


def _content_role(column: Column, taken: Mapping[int, Role], *, has_title: bool) -> Role | None:
    held = set(taken.values())
    if column.dates >= _ENOUGH and column.length <= 5:
        return Role.DUE
    if column.percents >= _ENOUGH:
        return Role.PERCENT
    if column.states >= 0.6 and column.length <= 4 and Role.STATUS not in held:
        return Role.STATUS
    if column.money >= _ENOUGH and column.length <= 4:
        return Role.BUDGET
    if column.ids >= 0.7 and column.distinct > 0.8 and Role.ID not in held:
        return Role.ID
    if column.names >= 0.7 and column.length <= 4 and Role.OWNER not in held and not column.header and (column.distinct < 0.8 or has_title or column.length >= 1.5):
        return Role.OWNER
    if column.length > 5:
        return Role.DESCRIPTION
    return None


def _title(columns: Sequence[Column]) -> Column | None:
    named = [column for column in columns if column.header and _can_name(column)]
    always = _best(named, "title-always")
    if always is not None:
        return always
    unique = _best([column for column in named if column.distinct >= 0.75 and column.filled >= 0.6], "title-unique")
    return unique or _best([column for column in named if column.distinct >= _ENOUGH], "title-other") or _best(named, "title-unique") or _best(named, "title-other")


def _can_name(column: Column) -> bool:
    return column.dates < _ENOUGH and column.states < 0.7 and column.numbers < _ENOUGH and column.flags < _ENOUGH and column.ids < 0.7 and column.filled >= 0.2


def _best(columns: Sequence[Column], topic: str) -> Column | None:
    order = {phrase: len(_phrases(topic)) - place for place, phrase in enumerate(_phrases(topic))}
    scored = [(header_match(column.header, topic) > 100, order.get(column.header, 0), header_match(column.header, topic), -column.index, column) for column in columns]
    fitting = [entry for entry in scored if entry[2] > 0 and (entry[0] or not _claimed(entry[-1]))]
    return max(fitting, key=lambda entry: entry[:4])[-1] if fitting else None


def _claimed(column: Column) -> bool:
    """Whether the header says something else more exactly: "Project manager" holds "project" and names an owner."""
    other = max(header_match(column.header, topic) for topic in ("owner", "due", "start", "status", "health", "budget", "id", "team", "ignore", "percent", "goal", "kind", "priority", "depends"))
    return other > max(header_match(column.header, topic) for topic in ("title-always", "title-unique", "title-other"))


def _title_by_content(columns: Sequence[Column]) -> Column | None:
    fitting = [column for column in columns if _can_name(column) and column.filled >= _ENOUGH and 1.2 <= column.length <= 25]
    if not fitting:
        return None
    return max(fitting, key=lambda column: (column.distinct >= 0.8, column.length <= 14, -column.index))
