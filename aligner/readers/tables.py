"""From a grid of cells to row blocks with named columns: finds the header row wherever it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from aligner.domain.text import Block, BlockKind, Cell, Locator, Shade
from aligner.readers.grid import Placed, RawCell, own_cells, plain
from aligner.readers.table_header import HeaderRows, find_header, header_texts, is_banner, known_share

__all__ = ["SECTION_LEVEL", "TITLE_LEVEL", "RawCell", "table_blocks", "title_blocks"]

TITLE_LEVEL = 2  # heading level of a title line right above a table's header
SECTION_LEVEL = 3  # heading level of a section row within a table
_HEADING_CHARS = 120
_HEADING_WORDS = 16
_NEW_HEADER_SHARE = 0.75  # known names among the cells of a row that begins another table
_NEW_HEADER_CELLS = 3
_MOST_PAIRS = 0.1  # share of rows with two cells or more up to which a grid is text
_PAIR = 2  # fewest cells of a row that goes on below the name of its group
_WIDE = 3  # columns from which a lone bold cell stands out


@dataclass(slots=True)
class _Table:
    """What the rows of one table share."""

    locate: Callable[[int, int | None], Locator]
    table: int
    caption: str
    width: int
    headers: list[str]
    names: list[set[str]]
    bold_rows: bool


def table_blocks(
    rows: Sequence[Sequence[RawCell]],
    *,
    locate: Callable[[int, int | None], Locator],
    table: int,
    caption: str = "",
    header_rows: int | None = None,
) -> list[Block]:
    """Turn a grid into row blocks.

    Args:
        rows: the grid; rows may differ in length. Cells that repeat the text of a merged range say so by ``merged``.
        locate: gives the locator of a cell (row and column from 0 within ``rows``) or, with column None, of the row itself.
        table: ordinal of the table in its document, from 0.
        caption: sheet name or table caption.
        header_rows: how many leading rows are headers when the format says so; None to find the header row.

    Returns:
        One ``ROW`` block per body row that holds text. Lines above the header become paragraph blocks (a short bold or merged
        one right above it a heading), section rows become headings of level ``SECTION_LEVEL``, rows that repeat the header
        are left out, and text that only uses cells to place it (a single column, say) becomes paragraphs.
    """
    header = _header(rows, header_rows)
    used = {placed.column for row in rows[:1000] for placed in own_cells(row)}
    named = header is not None and header.stop > header.first
    first, stop = (header.first, header.stop) if header is not None and named else (0, 0)
    while first < stop and is_banner(rows[first], len(used)):
        first += 1
    body = rows[stop:]
    shared = _Table(locate, table, caption, len(used), [], [], _mostly_bold(body))
    _set_header(shared, rows[first:stop])
    blocks = [block for index in range(first) for block in _title(shared, rows, index, last=index == first - 1)]
    as_rows = named or not _is_text(rows)
    for index in range(stop, len(rows)):
        blocks.extend(_body(shared, rows, index) if as_rows else _outline(shared, rows, index))
    return blocks


def title_blocks(rows: Sequence[Sequence[RawCell]], *, locate: Callable[[int, int | None], Locator], caption: str = "") -> list[Block]:
    """Turn lines right above a table, or between two, into paragraph blocks; a short bold or merged last one into a heading.

    Args:
        rows: the lines.
        locate: as for ``table_blocks``.
        caption: as for ``table_blocks``.
    """
    width = max((len(row) for row in rows), default=0)
    shared = _Table(locate, 0, caption, width, [], [], bold_rows=False)
    return [block for index in range(len(rows)) for block in _title(shared, rows, index, last=index == len(rows) - 1)]


def _header(rows: Sequence[Sequence[RawCell]], stated: int | None) -> HeaderRows | None:
    """What the format states counts; it often leaves out the second row of a header, never the first."""
    if stated == 0:
        return None
    found = find_header(rows)
    width = max((len(row) for row in rows), default=0)
    if stated is None or (found is not None and found.first < stated < found.stop) or all(is_banner(row, width) for row in rows[:stated]):
        return found
    return HeaderRows(0, min(stated, len(rows)))


def _mostly_bold(rows: Sequence[Sequence[RawCell]]) -> bool:
    own = [cells for cells in (own_cells(row) for row in rows[:100]) if cells]
    return 2 * sum(all(placed.cell.bold for placed in cells) for cells in own) >= len(own)


def _set_header(shared: _Table, rows: Sequence[Sequence[RawCell]]) -> None:
    shared.headers = header_texts(rows)
    shared.names = [{plain(placed.cell.text) for placed in own_cells(row)} for row in rows]


def _title(shared: _Table, rows: Sequence[Sequence[RawCell]], index: int, *, last: bool) -> list[Block]:
    """A line outside the table proper."""
    own = own_cells(rows[index])
    if not own:
        return []
    single = len(own) == 1
    heading = last and single and (own[0].cell.bold or is_banner(rows[index], shared.width)) and _is_short(own[0].cell.text)
    locator = shared.locate(index, own[0].column if single else None)
    text = " | ".join(placed.cell.text for placed in own)
    return [_line(shared, text, locator, TITLE_LEVEL if heading else 0)]


def _is_text(rows: Sequence[Sequence[RawCell]]) -> bool:
    """Lines of text that only use cells to place them: hardly a row has two."""
    counts = [len(cells) for cells in (own_cells(row) for row in rows[:1000]) if cells]
    return sum(count > 1 for count in counts) <= _MOST_PAIRS * len(counts)


def _outline(shared: _Table, rows: Sequence[Sequence[RawCell]], index: int) -> list[Block]:
    """A line of text; a short one is a heading when the next line stands further to the right."""
    made = _title(shared, rows, index, last=False)
    own = own_cells(rows[index])
    below = own_cells(rows[index + 1]) if index + 1 < len(rows) else []
    if made and below and below[0].column > own[0].column and len(own) == 1 and _is_short(own[0].cell.text):
        return [replace(made[0], kind=BlockKind.HEADING, level=TITLE_LEVEL)]
    return made


def _line(shared: _Table, text: str, locator: Locator, level: int) -> Block:
    kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
    return Block(kind, text, locator.slice(0, len(text)), level=level, caption=shared.caption)


def _is_short(text: str) -> bool:
    return len(text) <= _HEADING_CHARS and text.count(" ") < _HEADING_WORDS and not text.endswith((".", ";", ","))


def _body(shared: _Table, rows: Sequence[Sequence[RawCell]], index: int) -> list[Block]:
    row = rows[index]
    own = own_cells(row)
    if all(placed.cell.merged for placed in own):
        return []  # nothing, or only the continuation of cells merged from above
    if _is_repeat(shared, own):
        return []
    if len(own) == 1 and shared.width > 1:
        found = _section(shared, rows, own[0], index)
        if found is not None:
            return [found]
    if _is_new_header(own):
        _set_header(shared, [row])
        return []
    return [_row(shared, own, row, index)]


def _is_new_header(own: Sequence[Placed]) -> bool:
    """Nearly all cells are usual column names: another table begins without a gap."""
    if len(own) < _NEW_HEADER_CELLS or not (known_share(own[:2], exact=True)):
        return False
    return known_share(own, exact=True) >= _NEW_HEADER_SHARE


def _is_repeat(shared: _Table, own: Sequence[Placed]) -> bool:
    first = plain(own[0].cell.text)
    if len(own) == 1 or not any(first in names for names in shared.names):
        return False
    texts = {plain(placed.cell.text) for placed in own}
    return any(texts == names for names in shared.names)


def _section(shared: _Table, rows: Sequence[Sequence[RawCell]], only: Placed, index: int) -> Block | None:
    """A row that names or explains the rows below it: one merged cell, or one at the left of a wide table, bold or outdented."""
    banner = is_banner(rows[index], shared.width)
    bold = only.cell.bold and not shared.bold_rows and only.column <= 1
    apart = shared.width >= _WIDE and (bold or _is_outdented(rows, only.column, index))
    if not (banner or apart) or only.cell.number is not None:
        return None
    short = _is_short(only.cell.text)
    if not short and not banner:
        return None
    return _line(shared, only.cell.text, shared.locate(index, only.column), SECTION_LEVEL if short else 0)


def _is_outdented(rows: Sequence[Sequence[RawCell]], column: int, index: int) -> bool:
    """The next row begins further to the right and has several cells: the column on the left is kept for names of groups."""
    below = next((own for own in (own_cells(row) for row in rows[index + 1 :]) if own), [])
    return len(below) >= _PAIR and below[0].column > column


def _row(shared: _Table, own: Sequence[Placed], row: Sequence[RawCell], index: int) -> Block:
    cells = tuple(_cell(shared, placed, index) for placed in own)
    text = " | ".join(cell.text for cell in cells)
    locator = shared.locate(index, None).slice(0, len(text))
    headers = shared.headers
    shades = tuple(
        Shade(column, headers[column] if column < len(headers) else "", cell.colour) for column, cell in enumerate(row) if cell.colour
    )
    return Block(BlockKind.ROW, text, locator, cells=cells, table=shared.table, caption=shared.caption, shades=shades)


def _cell(shared: _Table, placed: Placed, index: int) -> Cell:
    raw, column = placed.cell, placed.column
    header = shared.headers[column] if column < len(shared.headers) else ""
    locator = shared.locate(index, column).slice(0, len(raw.text))
    return Cell(raw.text, column, header, locator, raw.iso_date, raw.number, raw.indent, raw.merged, raw.strike, raw.bold, raw.breaks)
