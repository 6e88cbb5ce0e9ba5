"""Years, quarters and dates in a row: whether they name columns or are what a body row says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.readers.grid import Placed, RawCell, is_data, is_period, own_cells

__all__ = ["cells_by_column", "heads_values", "is_time_line", "undated_periods"]

_PAIR, _RUN = 2, 3  # fewest periods of a time line beside an empty corner, and elsewhere
_SHORT_PERIOD = 12
_FEW_PERIODS = 0.25  # share of the cells below a year that heads a column which may be years too


def cells_by_column(rows: Sequence[Sequence[Placed]]) -> dict[int, list[RawCell]]:
    """Return the cells of each column, from top to bottom."""
    found: dict[int, list[RawCell]] = {}
    for row in rows:
        for placed in row:
            found.setdefault(placed.column, []).append(placed.cell)
    return found


def heads_values(own: Sequence[Placed], following: Sequence[Sequence[RawCell]]) -> bool:
    """Below each year or date of a row stand values or texts, seldom years or dates, as they would below one of a body row."""
    below = cells_by_column([own_cells(row) for row in following])
    for placed in own:
        cells = below.get(placed.column, []) if is_period(placed.cell) else []
        if is_period(placed.cell) and (not cells or sum(map(is_period, cells)) > _FEW_PERIODS * len(cells)):
            return False
    return True


def is_time_line(own: Sequence[Placed], by_column: dict[int, list[RawCell]]) -> bool:
    """Three different periods or more (two beside an empty corner), with anything but periods below: no body row looks like this."""
    periods = [placed for placed in own if is_period(placed.cell)]
    below = [cell for placed in periods for cell in by_column.get(placed.column, [])]
    distinct = {placed.cell.text for placed in periods}
    fewest = _PAIR if own[0].column > 0 and len(distinct) == len(own) else _RUN
    return len(distinct) >= max(fewest, len(own) / 2) and sum(map(is_period, below)) <= _FEW_PERIODS * len(below)


def undated_periods(own: Sequence[Placed]) -> bool:
    """Tell whether the periods of a row are words such as "Q3" or "May" rather than dates or numbers."""
    return all(
        placed.cell.iso_date is None and len(placed.cell.text) <= _SHORT_PERIOD and not is_data(placed.cell)
        for placed in own
        if is_period(placed.cell)
    )
