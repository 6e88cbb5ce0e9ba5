"""Goal tables: which cells of a row are goals, and what the other cells say about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.domain.goals import Quote
from aligner.domain.text import Block, Cell, Locator
from aligner.extract.goal_features import plain
from aligner.lexicon import cache, words

__all__ = ["Part", "RowFacts", "column_role", "is_period", "measured_row", "numbered_row", "row_label", "row_parts"]

_ROLES = ("priority", "theme", "result", "goal", "measure", "target", "baseline", "owner", "deadline", "description")
_LABELS = ("goal", "owner", "deadline", "measure")
_HEADER_WORDS = 5
_LIST_LENGTH = 60
_IDENT_WORDS = 3
_ROUTINE = 2
"""From so many columns on that only routines have, a table is a calendar of meetings and messages."""
_IDENT = re.compile(r"(?:[^\W\d_]{1,6}[-._ #]?)?\d{1,4}(?:\.\d{1,3})*[.)]?")
_HEADER_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|#")
_DOTTED = re.compile(r"\d+(?:\.\d+)+\.?")
_ENTRY = re.compile(r"\s*(?:[•▪●‣◦·]|(?<=[.;])\s+(?:[-\u2013]|\(?[a-z0-9]{1,2}[.)])(?=\s))\s*")
_OPENING = re.compile(r"\s*(?:[•▪●‣◦·]|[-\u2013](?=\s)|\(?(?:[a-z]|\d{1,2})[.)](?=\s))\s*")
_YEARS = re.compile(r"(?:fy\s?)?(?:\d{2}|\d{4})(?:\s?[-/\u2013]\s?\d{2,4})?(?:\s+\w+)?")
_RANK = re.compile(
    r"(?:very\s+)?(?:high|medium|low|critical|urgent|normal|must|should|could|won't|p?\d|[abc])(?:[\s-]have)?", re.IGNORECASE
)
_PERIOD = re.compile(r"\b(?:19|20)\d\d\b|\bfy\s?\d\d+\b|\bq[1-4]\b|\(.*?\)|[^\w\s/&-]")


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What the cells beside a goal cell say, as quotes.

    ``dated`` is the deadline cell's own ISO date, if the file types it; ``ident`` the goal's identifier, lower case ("g2", "1.1").
    """

    measure: Quote | None = None
    target: Quote | None = None
    baseline: Quote | None = None
    owner: Quote | None = None
    deadline: Quote | None = None
    dated: str | None = None
    notes: tuple[Quote, ...] = ()
    ident: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A goal within a row.

    Attributes:
        text: the cell's text or one entry of the list in it; ``locator`` names exactly that.
        role: "theme", "goal", "result" or "label" (a row whose first cell says what the second is).
        repeats: the same text in a later row is the same goal (merged cells, group columns).
        sibling: stands beside the part before it instead of below it.
    """

    text: str
    locator: Locator
    role: str
    facts: RowFacts
    repeats: bool = False
    sibling: bool = False


@cache
def column_role(header: str) -> str:
    """Return what a column of a goal table holds by its header; an empty string when the header does not say."""
    parts = [part for part in reversed(header.split(" / ")) if part.strip()]
    for part in parts:
        low = " ".join(_PERIOD.sub(" ", plain(part)).split())
        for role in _ROLES:
            if low in words("goals")[f"{role}_columns"]:
                return role
    low = " ".join(_PERIOD.sub(" ", plain(parts[0])).split()) if parts else ""
    tokens = low.split()
    if not 0 < len(tokens) <= _HEADER_WORDS:
        return ""
    for role in _ROLES:
        if tokens[-1] in words("goals")[f"{role}_columns"] or tokens[0] in words("goals")[f"{role}_columns"]:
            return role
    return ""


def is_period(header: str) -> bool:
    """Tell whether a column's header is a year or another period ("2025", "FY27")."""
    return _YEARS.fullmatch(plain(header).strip()) is not None


def row_label(block: Block) -> tuple[str, Cell] | None:
    """Return "goal", "owner", "deadline" or "measure" and the cell so labelled, for a row that names what its second cell is."""
    if len(block.cells) != 2:  # noqa: PLR2004 - a label and its value
        return None
    low = plain(block.cells[0].text).strip(" :*")
    role = next((role for role in _LABELS if low in words("goals")[f"{role}_labels"]), None)
    return (role, block.cells[1]) if role else None


def measured_row(block: Block) -> RowFacts | None:
    """Return measure, baseline, target and owner of a row of indicators; None for any other row.

    Where columns are named by years, the first is where things stand and the last is the target.
    """
    roles = [column_role(cell.header) for cell in block.cells]
    if "measure" not in roles:
        return None
    years = [place for place, cell in enumerate(block.cells) if not roles[place] and is_period(cell.header)]
    if "target" not in roles and len(years) > 1:
        roles[years[0]], roles[years[-1]] = "baseline", "target"
    return _facts(block.cells, roles) if "target" in roles else None


def numbered_row(block: Block) -> tuple[str, RowFacts] | None:
    """Return the identifier and the facts of a row of indicators that names its goal by number only ("1.1"); None for any other row."""
    facts = measured_row(block)
    ident = next((cell for cell in block.cells if _is_ident(cell)), None)
    if facts is None or ident is None:
        return None
    return ident.text.strip().rstrip(".)").lower(), facts


def row_parts(block: Block) -> list[Part]:
    """Return the goals of a table row, the widest first; empty when no column or label says that it holds any."""
    labelled = row_label(block)
    if labelled is not None:
        role, cell = labelled
        return list(_entries(cell, "label", RowFacts())) if role == "goal" else []
    roles = ["ident" if _is_ident(cell) else _settled(column_role(cell.header), cell, block) for cell in block.cells]
    if not {"goal", "result", "theme"} & set(roles) or _tells_of_routine(block) or _details_requirement(block):
        return []
    facts = _facts(block.cells, roles)
    idents = _idents(block.cells, roles)
    found: list[Part] = []
    goal_cells = [
        (cell, role) for wanted in ("theme", "goal", "result") for cell, role in zip(block.cells, roles, strict=True) if role == wanted
    ]
    for place, (cell, role) in enumerate(goal_cells):
        last = place == len(goal_cells) - 1
        # A cell of a wider column groups the rows below it: the same text again is the same goal.
        own = replace(facts if last else RowFacts(), ident=idents.get(cell.column, ""))
        found.extend(part if last else replace(part, repeats=True) for part in _entries(cell, role, own))
    return found


def _is_ident(cell: Cell) -> bool:
    """Tell whether a cell holds an identifier by its column's header ("ID", "Goal no.", "ReqId") and its own form ("1.1", "R-03")."""
    if not _IDENT.fullmatch(cell.text.strip()) or column_role(cell.header) not in {"", "theme", "goal", "result", "priority"}:
        return False
    tokens = [token.lower() for token in _HEADER_TOKEN.findall(cell.header.split(" / ")[-1])]
    return 0 < len(tokens) <= _IDENT_WORDS and tokens[-1] in words("goals")["ident_columns"]


def _idents(cells: Sequence[Cell], roles: Sequence[str]) -> dict[int, str]:
    """Return the identifier of every goal cell, by its column.

    One identifier numbers the row and so its narrowest goal; of several, each stands left of what it numbers.
    """
    found: dict[int, str] = {}
    waiting = ""
    alone = roles.count("ident") == 1
    for cell, role in zip(cells, roles, strict=True):
        if role == "ident":
            waiting = waiting or cell.text.strip().rstrip(".)").lower()
        elif role in {"theme", "goal", "result"} and waiting and not alone:
            found[cell.column], waiting = waiting, ""
    narrowest = next(
        (cell for wanted in ("result", "goal", "theme") for cell, role in zip(cells, roles, strict=True) if role == wanted), None
    )
    if alone and narrowest is not None:
        found[narrowest.column] = waiting
    return found


def _tells_of_routine(block: Block) -> bool:
    """Tell whether a table plans meetings and messages: its "goal" column says what each of them is for."""
    headers = [plain(cell.header) for cell in block.cells]
    return sum(header in words("goals")["routine_columns"] for header in headers) >= _ROUTINE


def _details_requirement(block: Block) -> bool:
    """Tell whether a row of a list of requirements spells out another ("3.2" below "3"): only those at the top state an intent."""
    asks = any(plain(cell.header).startswith("requirement") for cell in block.cells)
    return asks and any(_DOTTED.fullmatch(cell.text.strip()) for cell in block.cells)


def _settled(role: str, cell: Cell, block: Block) -> str:
    """Return what a "Priority" column is: a rank, the group of the goals beside it, or the goals themselves."""
    if role != "priority":
        return role
    if _RANK.fullmatch(cell.text.strip()):
        return ""
    return "theme" if any(column_role(other.header) in {"goal", "result"} for other in block.cells) else "goal"


def _entries(cell: Cell, role: str, facts: RowFacts) -> Iterator[Part]:
    """Yield the cell whole, or the entries of the list written into it."""
    bounds = _bounds(cell.text)
    if len(bounds) > 1:  # one number for several goals tells none of them from the others
        facts = replace(facts, ident="")
    for place, (start, end) in enumerate(bounds):
        yield Part(cell.text[start:end], cell.locator.slice(start, end), role, facts, repeats=cell.merged, sibling=place > 0)


def _bounds(text: str) -> list[tuple[int, int]]:
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    if len(lines) == 1 and len(text) > _LIST_LENGTH:
        cuts = [(match.start(), match.end()) for match in _ENTRY.finditer(text)]
        starts = [0, *(end for _, end in cuts)]
        ends = [*(start for start, _ in cuts), len(text)]
        lines = list(zip(starts, ends, strict=True))
    found = []
    for start, end in lines:
        opening = _OPENING.match(text, start, end)
        first = opening.end() if opening else start
        piece = text[first:end]
        if any(char.isalnum() for char in piece):
            found.append((first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())))
    return found


def _facts(cells: Sequence[Cell], roles: Sequence[str]) -> RowFacts:
    by_role: dict[str, Cell] = {}
    notes = []
    for cell, role in zip(cells, roles, strict=True):
        if role == "description" or (role and role in by_role and role not in {"goal", "theme", "result"}):
            notes.append(_quote(cell))
        elif role:
            by_role[role] = cell
    deadline = by_role.get("deadline")
    return RowFacts(
        measure=_quoted(by_role.get("measure")),
        target=_quoted(by_role.get("target")),
        baseline=_quoted(by_role.get("baseline")),
        owner=_quoted(by_role.get("owner")),
        deadline=_quoted(deadline),
        dated=deadline.iso_date if deadline else None,
        notes=tuple(notes),
    )


def _quoted(cell: Cell | None) -> Quote | None:
    return _quote(cell) if cell else None


def _quote(cell: Cell) -> Quote:
    return Quote(cell.text, cell.locator.slice(0, len(cell.text)))
