"""Edits of comma, semicolon, tab or bar separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from aligner.domain.text import Block, Document
from aligner.readers.csv_dialect import find_dialect, parse
from aligner.readers.office_text import cell_place
from aligner.readers.text_decode import clean, decode
from aligner.stress.edit.places import broken, by_block, cell_of, changed
from aligner.stress.faults import Copy, Edit, Remove, Replace, Unplantable

__all__ = ["edit"]


def edit(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes:
    """Make edits in a csv file; see ``Editor``. The file is written anew, in UTF-8, with the delimiter that it had."""
    text = clean(decode(data).text)
    dialect = find_dialect(text, prefer="\t" if document.path.lower().endswith((".tsv", ".tab")) else ",")
    records = parse(text, dialect.delimiter)
    rows = [list(record.fields) for record in records]
    at = {record.line: number for number, record in enumerate(records)}
    for _, block, told in by_block(document, edits):
        number = at.get(block.locator.line or 0)
        if number is None:
            message = f"{block.locator.describe()} is not to be found again"
            raise Unplantable(message)
        for one in told:
            if isinstance(one, Copy):
                rows.insert(number + 1, _filled(rows[number], block, list(one.changes)))
        if any(isinstance(one, Remove) for one in told):
            del rows[number]
        else:
            rows[number] = _filled(rows[number], block, [one for one in told if isinstance(one, Replace)])
    made = io.StringIO()
    csv.writer(made, delimiter=dialect.delimiter, lineterminator="\n").writerows(rows)
    return made.getvalue().encode()


def _filled(fields: list[str], block: Block, replacements: list[Replace]) -> list[str]:
    made = list(fields)
    for address in sorted({one.at.cell or "" for one in replacements}):
        mine = [one for one in replacements if one.at.cell == address]
        cell, place = cell_of(block, mine[0].at), cell_place(address)
        if cell is None or place is None or place[1] >= len(made):
            message = f"cell {address} is not to be found again"
            raise Unplantable(message)
        made[place[1]] = broken(cell, changed(cell.text, mine))
    return made
