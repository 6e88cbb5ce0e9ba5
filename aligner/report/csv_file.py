"""One flat table of all findings and all goal-item pairs.

UTF-8 with a byte order mark, so that spreadsheets read it as such; lines end in CR LF. A cell that a spreadsheet would take
for a formula (it begins with ``= + - @``, a tab or a line break) is preceded by an apostrophe. Whoever reads the table back
removes one leading apostrophe where one of these characters follows it.
"""

from __future__ import annotations

import csv
import io
from dataclasses import asdict

from aligner.domain.report import Report
from aligner.report.rows import DECISION, GapRow, PairRow, gap_rows, pair_rows
from aligner.report.spreadsheet import guarded, legal
from aligner.report.view import View

__all__ = ["COLUMNS", "render"]

COLUMNS = (
    "Row", "Id", "Kind", "Severity", "Goal id", "Goal", "Item ids", "Items", "Message", "Question", "Remedy",
    "Probability", "Strength", "Goal quote", "Goal place", "Item quote", "Item place", "Suppressed", *DECISION,
)  # fmt: skip


def render(report: Report) -> bytes:
    """Return the table: findings first, those that somebody accepted last among them, then pairs."""
    view = View(report)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows = [*map(_gap, gap_rows(view)), *map(_pair, pair_rows(view))]
    writer.writerows([guarded(legal(cell)) for cell in (*row, *("" for _ in DECISION))] for row in rows)
    return ("\ufeff" + text.getvalue()).encode("utf-8")


def _gap(row: GapRow) -> tuple[str, ...]:
    cells = asdict(row)
    first = [
        cells.pop(name) for name in ("id", "kind", "severity", "goal_id", "goal", "item_ids", "items", "message", "question", "remedy")
    ]
    return ("finding", *first, "", "", *cells.values())


def _pair(row: PairRow) -> tuple[str, ...]:
    probability = "" if row.probability is None else f"{row.probability:.4f}"
    quotes = (row.goal_quote, row.goal_place, row.item_quote, row.item_place)
    return (
        "pair",
        row.id,
        row.outcome,
        "",
        row.goal_id,
        row.goal,
        row.item_id,
        row.item,
        row.why,
        "",
        "",
        probability,
        row.strength,
        *quotes,
        "",
    )
