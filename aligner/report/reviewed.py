"""Reads back what reviewers decided in the workbook or the flat table of a report."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import CorruptFileError, MissingFileError

__all__ = ["Decision", "read_decisions"]

_SHEET = "Traceability"
_NEEDED = ("goal id", "item id", "decision")
_AS_IN_CSV = {"item ids": "item id"}  # the flat table has findings as well, and these name several
_MEANS = {"accept": True, "reject": False}


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's word on one goal-item pair."""

    goal: str
    item: str
    accepted: bool


def read_decisions(path: str) -> tuple[Decision, ...]:
    """Return the pairs marked "accept" or "reject" in the decision column; "defer" and empty cells are passed over.

    Args:
        path: the .xlsx (sheet "Traceability") or .csv that a comparison wrote, filled in since.

    Raises:
        MissingFileError: there is no such file.
        CorruptFileError: it is no such table, or a decision is neither accept, reject nor defer; the message names the row.
    """
    if not Path(path).is_file():
        raise MissingFileError(path, "does not exist", "Give the .xlsx or .csv with the reviewers' decisions.")
    rows = _sheet_rows(path) if path.lower().endswith((".xlsx", ".xlsm")) else _csv_rows(path)
    return tuple(_decisions(path, rows))


def _decisions(path: str, rows: Iterable[Sequence[str]]) -> Iterator[Decision]:
    columns: dict[str, int] | None = None
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if columns is None:
            titles = {_AS_IN_CSV.get(cell.lower(), cell.lower()): place for place, cell in enumerate(cells)}
            columns = titles if all(name in titles for name in _NEEDED) else None
            continue
        if "row" in columns and cells[columns["row"]] == "finding":
            continue  # a word on a finding is none on a pair
        goal, item, said = (cells[columns[name]] if columns[name] < len(cells) else "" for name in _NEEDED)
        word = said.lower()
        if word in _MEANS and goal and item:
            yield Decision(goal, item, _MEANS[word])
        elif word not in {"", "defer", *_MEANS}:
            raise CorruptFileError(path, f"row {number}: the decision '{said}' is none of accept, reject, defer")
    if columns is None:
        raise CorruptFileError(path, "has no table with the columns Goal id, Item id and Decision")


def _csv_rows(path: str) -> Iterator[Sequence[str]]:
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file)
    except (csv.Error, UnicodeDecodeError) as error:
        raise CorruptFileError(path, f"is not a readable csv file ({error})") from error


def _sheet_rows(path: str) -> Iterator[Sequence[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and needed here alone

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds for a damaged file
        raise CorruptFileError(path, f"is not a readable workbook ({type(error).__name__})") from error
    if _SHEET not in book.sheetnames:
        raise CorruptFileError(path, f"has no sheet '{_SHEET}'", "Give the .xlsx that 'aligner compare ... -o matrix.xlsx' wrote.")
    for row in book[_SHEET].iter_rows(values_only=True):
        yield ["" if cell is None else str(cell) for cell in row]
