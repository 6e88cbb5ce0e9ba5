"""Plans drawn as bars: a column for each period, marked or painted while the work of the row goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from aligner.extract.column_profile import is_date_like
from aligner.extract.columns import Role
from aligner.extract.item_draft import Unit

__all__ = ["Bars"]

_FEWEST = 3
"""Periods from which a table can be a chart."""
_HEADER_WORDS = 4
_HALF = 0.5
_MARK = re.compile(r"[xX✓✔●•■▪█▇▬▲◆★*=>oO1–—-]{1,4}")
_NAMED = {Role.TITLE, Role.DUE, Role.START, Role.OWNER, Role.ID}


class Bars:
    """The periods of a chart, and which of them a row marks."""

    def __init__(self, units: Sequence[Unit], roles: Mapping[int, Role]) -> None:
        """``roles``: of the table's columns; a table with a column of due dates or with fewer than three periods draws no bars."""
        headers: dict[int, str] = {}
        marks: dict[int, list[bool]] = {}
        for unit in units:
            for cell in unit.block.cells:
                headers.setdefault(cell.column, cell.header)
                marks.setdefault(cell.column, []).append(bool(_MARK.fullmatch(cell.text.strip())))
            headers.update({shade.column: shade.header for shade in unit.block.shades if shade.column not in headers})
        drawn = {
            column
            for column, header in headers.items()
            if _is_period(header)
            and roles.get(column) not in _NAMED - {Role.DUE, Role.START}
            and sum(marks.get(column, ())) >= _HALF * len(marks.get(column, ()))
        }
        self._headers = {column: header for column, header in headers.items() if column in drawn}
        stated = any(role is Role.DUE and column not in drawn for column, role in roles.items())
        if stated or len(set(self._headers.values())) < _FEWEST:
            self._headers = {}

    def last(self, unit: Unit) -> str | None:
        """Return the header of the last period that a row marks, or None: rows painted in every column say nothing."""
        marked = {cell.column for cell in unit.block.cells if _MARK.fullmatch(cell.text.strip())}
        marked |= {shade.column for shade in unit.block.shades}
        drawn = sorted(marked & set(self._headers))
        return self._headers[drawn[-1]] if drawn and len(unit.block.shades) <= len(self._headers) else None


def _is_period(header: str) -> bool:
    return 0 < len(header.replace("/", " ").split()) <= _HEADER_WORDS and is_date_like(header)
