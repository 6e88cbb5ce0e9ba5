"""Which column of a table holds what: told by its header words and by what stands in it, in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from aligner.extract.column_profile import Column, plain_header
from aligner.lexicon import cache, words

__all__ = ["Role", "assign_roles", "header_match"]

_FEW_OF_THEM = 0.2
_MORE_THAN_HALF = 0.6
_MOST = 0.7
_THREE_QUARTERS = 0.75
_NEARLY_ALL = 0.8
_ALL_BUT_ALL = 0.9
_ONE_WORD_AND_MORE = 1.2
_MORE_THAN_A_WORD = 1.5
_PAIR = 2
_SHORT = 2.5
_FOUR = 4
_FIVE = 5
_EIGHT = 8
_NINE = 9
_DOZEN = 12
_FOURTEEN = 14
_LONG = 25
_EXACT = 100


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
        if len(phrase) > 1 and phrase not in _ASKING and f" {phrase} " in padded:
            best = max(best, len(phrase) + (20 if padded.endswith(f" {phrase} ") else 0))
    return best


@cache
def _phrases(topic: str) -> tuple[str, ...]:
    return words("item_columns")[topic]


# Inside a longer header ("What is going on") this says nothing.
_ASKING = frozenset({"what"})

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
            role = _state_role(column, columns, roles) or _header_role(column) or _content_role(column, roles, has_title=title is not None)
            if role is not None:
                roles[column.index] = role
    if title is None:
        guess = _title_by_content(
            [column for column in columns if roles.get(column.index) in (None, Role.DESCRIPTION, Role.PARENT, Role.GOAL)]
        )
        if guess is not None:
            roles[guess.index] = Role.TITLE
    return roles


def _state_role(column: Column, columns: Sequence[Column], taken: Mapping[int, Role]) -> Role | None:
    """A column of marks under "Done?" holds the status; so does one named after phases the status where several of its cells are states ("Not started", "On hold") and no other column does."""
    if header_match(column.header, "percent") > _EXACT and column.percents + column.numbers == 0 and column.length <= _SHORT:
        return Role.STATUS  # "Done?" over ticks and dashes
    if header_match(column.header, "phases") <= _EXACT or column.states < _SOME or column.length > _FOUR:
        return None
    rivals = any(other.index != column.index and _header_role(other) in {Role.STATUS, Role.HEALTH} for other in columns)
    return None if rivals or Role.STATUS in taken.values() else Role.STATUS


def _header_role(column: Column) -> Role | None:
    ranked = sorted(
        ((header_match(column.header, topic), role) for role, topic in _BY_HEADER.items()),
        key=lambda pair: (-pair[0], pair[1] is Role.DESCRIPTION),
    )
    for score, role in ranked:
        if score == 0:
            return None
        if _fits(column, role, exact=score > _EXACT):
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
        return column.percents < _ENOUGH and (column.length <= _EIGHT or column.states >= _ENOUGH)
    if role is Role.BUDGET:
        return column.money + column.numbers >= _SOME
    if role is Role.PRIORITY:
        return column.length <= _SHORT
    if role is Role.GOAL:
        return not (column.distinct > _ALL_BUT_ALL and column.length > _NINE and len(column.cells) > _PAIR)
    if role is Role.OWNER:
        return column.length <= _EIGHT and column.dates < _ENOUGH
    if role is Role.ID:
        return column.length <= _PAIR
    return not (role is Role.PARENT and column.length > _DOZEN)


def _names_kinds(column: Column) -> bool:
    """Whether the cells are words for kinds of work ("run", "law", "debt")."""
    if column.distinct > _MORE_THAN_HALF or column.length > _SHORT:
        return False
    known = {phrase for name, phrases in words("work_class").items() if name.startswith("called-") for phrase in phrases}
    return sum(plain_header(cell.text) in known for cell in column.cells) >= _MORE_THAN_HALF * len(column.cells)


def _content_role(column: Column, taken: Mapping[int, Role], *, has_title: bool) -> Role | None:
    held = set(taken.values())
    if _names_kinds(column):
        return Role.KIND
    if column.dates >= _ENOUGH and column.length <= _FIVE:
        return Role.DUE
    if column.percents >= _ENOUGH:
        return Role.PERCENT
    if column.states >= _MORE_THAN_HALF and column.length <= _FOUR and Role.STATUS not in held:
        return Role.STATUS
    if column.money >= _ENOUGH and column.length <= _FOUR:
        return Role.BUDGET
    if column.ids >= _MOST and column.distinct > _NEARLY_ALL and Role.ID not in held:
        return Role.ID
    if (
        column.names >= _MOST
        and column.length <= _FOUR
        and Role.OWNER not in held
        and not column.header
        and (column.distinct < _NEARLY_ALL or has_title or column.length >= _MORE_THAN_A_WORD)
    ):
        return Role.OWNER
    if column.length > _FIVE:
        return Role.DESCRIPTION
    return None


def _title(columns: Sequence[Column]) -> Column | None:
    named = [column for column in columns if column.header and _can_name(column)]
    always = _best(named, "title-always")
    if always is not None:
        return always
    unique = _best([column for column in named if column.distinct >= _THREE_QUARTERS and column.filled >= _MORE_THAN_HALF], "title-unique")
    return (
        unique
        or _best([column for column in named if column.distinct >= _THREE_QUARTERS], "title-other")
        or _best([column for column in named if column.distinct >= _ENOUGH], "title-other")
        or _best(named, "title-unique")
        or _best(named, "title-other")
    )


def _can_name(column: Column) -> bool:
    return (
        column.dates < _ENOUGH
        and column.states < _MOST
        and column.numbers < _ENOUGH
        and column.flags < _ENOUGH
        and column.ids < _MOST
        and column.filled >= _FEW_OF_THEM
    )


def _best(columns: Sequence[Column], topic: str) -> Column | None:
    order = {phrase: len(_phrases(topic)) - place for place, phrase in enumerate(_phrases(topic))}
    scored = [
        (
            header_match(column.header, topic) > _EXACT,
            order.get(column.header, 0),
            header_match(column.header, topic),
            -column.index,
            column,
        )
        for column in columns
    ]
    fitting = [entry for entry in scored if entry[2] > 0 and (entry[0] or not (_claimed(entry[-1]) or _named_elsewhere(entry[-1], topic)))]
    return max(fitting, key=lambda entry: entry[:4])[-1] if fitting else None


def _named_elsewhere(column: Column, topic: str) -> bool:
    """Whether another list of titles has the header word for word: "Epic name" is an epic's, although names name rows too."""
    return any(header_match(column.header, other) > _EXACT for other in ("title-always", "title-unique", "title-other") if other != topic)


def _claimed(column: Column) -> bool:
    """Whether the header says something else more exactly: "Project manager" holds "project" and names an owner."""
    other = max(
        header_match(column.header, topic)
        for topic in (
            "owner",
            "due",
            "start",
            "status",
            "health",
            "budget",
            "id",
            "team",
            "ignore",
            "percent",
            "goal",
            "kind",
            "priority",
            "depends",
        )
    )
    return other > max(header_match(column.header, topic) for topic in ("title-always", "title-unique", "title-other"))


def _title_by_content(columns: Sequence[Column]) -> Column | None:
    fitting = [
        column for column in columns if _can_name(column) and column.filled >= _ENOUGH and _ONE_WORD_AND_MORE <= column.length <= _LONG
    ]
    if not fitting:
        return None
    return max(fitting, key=lambda column: (column.distinct >= _NEARLY_ALL, column.length <= _FOURTEEN, -column.index))
