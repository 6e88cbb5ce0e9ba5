"""Where a table's header is: judged by what the rows hold and how they differ from the rows below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.lexicon import cache, words
from aligner.readers.grid import Placed, RawCell, is_data, is_period, own_cells, plain, without_brackets
from aligner.readers.table_periods import cells_by_column, heads_values, is_time_line, undated_periods

__all__ = ["HeaderRows", "find_header", "header_texts", "is_banner", "is_known_header", "known_share"]

_LOOK = 25  # rows from the top in which a header may begin
_SAMPLE = 30  # rows below a candidate that it is compared with
_THRESHOLD = 1.5
_LONGEST = 80  # characters of a header cell
_MOST_WORDS = 12
_SURVEY = 5  # columns from which a header may hold whole questions
_LONGEST_QUESTION = 300
_KNOWN_WORDS = 4  # words of a header that is known by its last word
_PAIR = 2  # fewest names that make a header, fewest columns of a table
_RUN = 3  # fewest dates that make a time line, fewest values that can be said to repeat
_SHORT = 40  # characters of a sub-header
_HALF = 0.5
_MOST_VALUES = 0.6  # share of a column's cells
_MARK = 3  # characters of a mark such as "x" or "R/A"
_ONLY_HEADER_SHARE = 0.6  # known names in the only row of a table that has no body yet
_EXTRA_ROWS = 2  # header rows above the main one, and below it
_BANNER_SHARE = 0.6  # share of the table's width that a merged section row covers


_SENTENCE_END = re.compile(r"\w{5,}[.;!]$")  # longer than the abbreviations that headers end in ("Req. No.")


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """The header rows of a grid: ``first`` inclusive, ``stop`` exclusive, both from 0."""

    first: int
    stop: int


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    topic = words("columns")
    return frozenset(topic["header_phrases"]), frozenset(topic["header_heads"])


def is_known_header(text: str, *, exact: bool = False) -> bool:
    """Tell whether a text is a usual column header; ``exact`` leaves out those known by their last word only."""
    phrases, heads = _lists()
    name = plain(text)
    if name in phrases:
        return True
    parts = name.split()
    return not exact and 1 < len(parts) <= _KNOWN_WORDS and (parts[-1] in heads or parts[-1].rstrip("s") in heads)


def known_share(cells: Sequence[Placed], *, exact: bool = False) -> float:
    """Return the share of cells that read like usual column headers, in [0, 1]."""
    return sum(is_known_header(placed.cell.text, exact=exact) for placed in cells) / len(cells) if cells else 0.0


def is_banner(row: Sequence[RawCell], width: int) -> bool:
    """Tell whether one merged cell spans most of a table that is ``width`` columns wide."""
    own = own_cells(row)
    if len(own) != 1 or own[0].cell.merged:
        return False
    covered = sum(1 for cell in row if cell.text)
    return covered > 1 and covered >= _BANNER_SHARE * width


def find_header(rows: Sequence[Sequence[RawCell]]) -> HeaderRows | None:
    """Return the header rows of a grid, or None when it has no header."""
    filled = [index for index, row in enumerate(rows) if own_cells(row)]
    columns = {placed.column for index in filled[:200] for placed in own_cells(rows[index])}
    if len(filled) == 1 and len(columns) >= _PAIR and known_share(own_cells(rows[filled[0]])) >= _ONLY_HEADER_SHARE:
        return HeaderRows(filled[0], filled[0] + 1)
    if len(filled) < _PAIR or _is_form([rows[index] for index in filled[:50]], len(columns)):
        return None
    best, best_score, penalty = -1, _THRESHOLD, 0.0
    for position, index in enumerate(filled[:_LOOK]):
        following = [rows[below] for below in filled[position + 1 : position + 1 + _SAMPLE]]
        score = _score(rows[index], following, len(columns)) - penalty
        if score >= best_score:
            best, best_score = index, score + 0.01  # the earlier of equals wins
        if len(own_cells(rows[index])) >= max(2, len(columns) / 2):
            penalty += 1.0
    return _extend(rows, best, len(columns)) if best >= 0 else None


def _is_form(rows: Sequence[Sequence[RawCell]], width: int) -> bool:
    """A two-column list of label and value, where the labels look like column headers but stand in the first column."""
    if width != _PAIR or _stands_out([own for own in map(own_cells, rows) if own]):
        return False
    firsts = [own[0] for own in map(own_cells, rows) if len(own) == _PAIR]
    labels = sum(is_known_header(first.cell.text) or first.cell.text.endswith(":") for first in firsts)
    return labels >= _PAIR and labels >= _HALF * len(firsts)


def _stands_out(rows: Sequence[Sequence[Placed]]) -> bool:
    """The first row alone is bold."""
    return all(placed.cell.bold for placed in rows[0]) and not any(placed.cell.bold for row in rows[1:] for placed in row[-1:])


def _score(row: Sequence[RawCell], following: Sequence[Sequence[RawCell]], width: int) -> float:
    own = own_cells(row)
    if not _could_head(own, following, width):
        return float("-inf")
    labels = [placed for placed in own if not is_period(placed.cell) and not is_data(placed.cell)]
    below = [other for other in (own_cells(other) for other in following) if [p.cell.text for p in other] != [p.cell.text for p in own]]
    by_column = cells_by_column(below)
    score = 3.0 * known_share(labels) + _coverage(own, by_column, len(below)) - 0.5
    for look in (_is_bold, _is_capitals):
        if look(own) and 2 * sum(map(look, below)) <= len(below):
            score += 1.0
            break
    if is_time_line(own, by_column):
        score += 1.5
    score += _contrast([placed for placed in own if not is_data(placed.cell) or is_period(placed.cell)], by_column)
    distinct = {plain(placed.cell.text) for placed in labels}
    return score - (1.0 if len(distinct) < 0.8 * len(labels) else 0.0)


def _is_bold(row: Sequence[Placed]) -> bool:
    return all(placed.cell.bold for placed in row)


def _is_capitals(row: Sequence[Placed]) -> bool:
    """Two words in capitals or more; one may be an acronym."""
    text = "".join(placed.cell.text for placed in row)
    return text.isupper() and sum(len(placed.cell.text) > _MARK + 1 for placed in row) >= _PAIR


def _could_head(own: Sequence[Placed], following: Sequence[Sequence[RawCell]], width: int) -> bool:
    if not following or len(own) < min(2, width):
        return False
    for placed in own:
        text = without_brackets(placed.cell.text)
        count = text.count(" ") + 1
        if len(own) >= _SURVEY and text.endswith("?") and len(text) <= _LONGEST_QUESTION:
            continue
        if len(text) > _LONGEST or count > _MOST_WORDS or (count > 1 and _SENTENCE_END.search(text)):
            return False
    periods = sum(is_period(placed.cell) for placed in own)
    data = sum(is_data(placed.cell) and not is_period(placed.cell) for placed in own)
    # one or two dates among words make a body row; a run of them is a time line, and so is one above anything but dates
    labels = len(own) - data - periods
    if periods >= _RUN and data == 0:
        return True
    timed = periods == 0 or undated_periods(own) or heads_values(own, following)
    if labels <= 1 and periods and data == 0 and heads_values(own, following):
        return (periods >= _PAIR and (labels == 1 or own[0].column > 0)) or is_known_header(own[0].cell.text)
    return labels >= min(2, width) and data <= 0.2 * len(own) and timed


def _coverage(own: Sequence[Placed], by_column: dict[int, list[RawCell]], count: int) -> float:
    """Share of the well-filled columns below that the candidate names; below one half it is no header."""
    full = [column for column, cells in by_column.items() if 2 * len(cells) >= count]
    if not full:
        return 0.5
    named = {placed.column for placed in own}
    share = sum(column in named for column in full) / len(full)
    return share if share >= _HALF else float("-inf")


def _contrast(labels: Sequence[Placed], by_column: dict[int, list[RawCell]]) -> float:
    """How differently the rows below look: numbers and dates under words, longer texts, repeated values."""
    numeric = repeated = reappearing = 0
    lengths: list[int] = []
    for placed in labels:
        below = by_column.get(placed.column, [])
        texts = [cell.text for cell in below]
        lengths.extend(map(len, texts))
        numeric += bool(below) and sum(_is_value(cell, placed.cell) for cell in below) >= _MOST_VALUES * len(below)
        repeated += len(texts) >= _RUN and len(set(texts)) <= _MOST_VALUES * len(texts)
        reappearing += placed.cell.text in texts
    mean = sum(lengths) / len(lengths) if lengths else 0.0
    own = sum(len(placed.cell.text) for placed in labels) / max(1, len(labels))
    longer = 1.0 if own < 0.4 * mean else 0.5 if own < 0.7 * mean else 0.0
    return (1.0 if numeric else 0.0) + longer + (0.5 if repeated else 0.0) - 3.0 * reappearing / max(1, len(labels))


def _is_value(cell: RawCell, header: RawCell) -> bool:
    """A number, a date, or a mark ("x", "R/A") under a name."""
    return is_data(cell) or (len(cell.text) <= _MARK and len(header.text) > _MARK)


def _extend(rows: Sequence[Sequence[RawCell]], index: int, width: int) -> HeaderRows:
    """Add group rows above the header row and rows of sub-headers below it."""
    first, stop = index, index + 1
    while first > 0 and index - first < _EXTRA_ROWS and _is_group(rows[first - 1], width):
        first -= 1
    while stop < len(rows) - 1 and stop - index <= _EXTRA_ROWS and _is_subheader(rows[stop - 1], rows[stop]):
        stop += 1
    return HeaderRows(first, stop)


def _is_group(row: Sequence[RawCell], width: int) -> bool:
    own = own_cells(row)
    if not own or is_banner(row, width) or any(len(placed.cell.text) > _LONGEST for placed in own):
        return False
    if any(is_data(placed.cell) and not is_period(placed.cell) for placed in own):
        return False
    if sum(1 for cell in row if cell.text) > len(own):
        return True
    return len(own) >= _PAIR and own[0].column > 0 and not any(placed.cell.text.endswith(":") for placed in own)


def _is_subheader(above: Sequence[RawCell], row: Sequence[RawCell]) -> bool:
    """The next row names columns that the row above leaves open: under its merged cells or its gaps."""
    own = [placed for placed in own_cells(row) if not placed.cell.merged]
    if not own or any((is_data(p.cell) and not is_period(p.cell)) or len(p.cell.text) > _SHORT for p in own):
        return False
    vertical = {column for column, cell in enumerate(row) if cell.merged and column < len(above) and cell.text == above[column].text}
    spans = _span_columns(above)
    for placed in own:
        over = above[placed.column].text if placed.column < len(above) else ""
        if over and placed.column not in spans:
            return False
    named = {column for column, cell in enumerate(above) if cell.text} - spans
    # without merged cells, two names must fill gaps, or a body row with an empty title would do
    fills = len(own) >= _PAIR and bool(named) and named <= vertical | (named - {p.column for p in own}) and _all_labels(own)
    return _splits(above, own) or fills


def _splits(above: Sequence[RawCell], own: Sequence[Placed]) -> bool:
    """Two cells stand under one merged cell."""
    for left, right in pairwise(own):
        over = above[left.column : right.column + 1]
        if len(over) > 1 and over[0].text and all(cell.merged and cell.text == over[0].text for cell in over[1:]):
            return True
    return False


def _all_labels(own: Sequence[Placed]) -> bool:
    return all(is_period(placed.cell) or is_known_header(placed.cell.text) for placed in own)


def _span_columns(row: Sequence[RawCell]) -> set[int]:
    found: set[int] = set()
    for column in range(1, len(row)):
        if row[column].merged and row[column].text and row[column].text == row[column - 1].text:
            found.update((column - 1, column))
    return found


def header_texts(rows: Sequence[Sequence[RawCell]]) -> list[str]:
    """Return one text per column from the header rows, several joined by " / "."""
    width = max((len(row) for row in rows), default=0)
    parts: list[list[str]] = [[] for _ in range(width)]
    for position, row in enumerate(rows):
        texts = _filled_right(row, width) if position < len(rows) - 1 else [cell.text for cell in row]
        for column, text in enumerate(texts):
            if text and (not parts[column] or parts[column][-1] != text):
                parts[column].append(text)
    return [" / ".join(part) for part in parts]


def _filled_right(row: Sequence[RawCell], width: int) -> list[str]:
    """Texts of a group row; where groups are written without merging, each runs on to the next one."""
    texts = [cell.text for cell in row] + [""] * (width - len(row))
    if _span_columns(row) or len(own_cells(row)) < _PAIR or texts[0]:
        return texts
    for column in range(1, width):
        texts[column] = texts[column] or texts[column - 1]
    return texts
