"""The portfolio of a scanned archive as page, workbook and flat table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from aligner.domain.portfolio import Cell, Portfolio
from aligner.files import writing
from aligner.report.base import check_target
from aligner.report.kinds import KINDS
from aligner.report.sheets import Column, Sheet
from aligner.report.spreadsheet import guarded, legal

__all__ = ["EXTENSIONS", "TREND_TITLES", "coverage", "export_portfolio", "render_portfolio"]

EXTENSIONS = (".csv", ".html", ".xlsx")
TREND_TITLES: Mapping[str, str] = {
    "goal-vanished": "Goal that vanished",
    "goal-weakened": "Goal that asks for less",
    "goal-slipped": "Goal whose date slipped",
    "carried-over": "Work carried over",
    "work-outlives-goal": "Work that outlives its goal",
}
_COLUMNS = (
    "Row", "Organisation", "Period", "Id", "Kind", "Severity", "Goal", "Work", "Message", "Question", "Quotes", "Places",
    "Goals", "Supported", "Partly", "Unsupported", "Cannot tell", "Work items", "Orphaned", "Strategy", "Execution",
)  # fmt: skip
_Row = tuple[str | int | float | None, ...]


def export_portfolio(portfolio: Portfolio, path: str) -> None:
    """Write the portfolio to a file; the extension chooses the form.

    Raises:
        UsageError: the extension is not known.
        OutputError: the file cannot be written; what was there before is untouched.
    """
    check_target(path, EXTENSIONS)
    with writing(path) as target:
        _write(portfolio, Path(path).suffix.lower(), target)


def render_portfolio(portfolio: Portfolio, extension: str) -> bytes:
    """Return the portfolio in one of ``EXTENSIONS``; equal portfolios give equal bytes."""
    made = io.BytesIO()
    _write(portfolio, extension, made)
    return made.getvalue()


def _write(portfolio: Portfolio, extension: str, target: BinaryIO) -> None:
    if extension == ".csv":
        _csv(portfolio, target)
    elif extension == ".xlsx":
        from aligner.report.xlsx_file import write_workbook  # noqa: PLC0415 - brings openpyxl

        write_workbook(_sheets(portfolio), "Portfolio: strategy and execution", target)
    else:
        from aligner.report.web.portfolio import page  # noqa: PLC0415 - one form never pays for another

        target.write(page(portfolio))


def coverage(cell: Cell) -> float | None:
    """Return the share of goals that work supports, whole or in part, in [0, 1]; None without goals."""
    summary = cell.summary
    return (summary.supported + summary.partial) / summary.goals if summary.goals else None


def _csv(portfolio: Portfolio, target: BinaryIO) -> None:
    text = io.TextIOWrapper(target, "utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for sort, rows in (
        ("coverage", _cells(portfolio)),
        ("finding", _findings(portfolio)),
        ("over time", _trends(portfolio)),
        ("not read", _failures(portfolio)),
    ):
        for row in rows:
            cells = {"Row": sort, **dict(zip(_TITLES[sort], row, strict=True))}
            writer.writerow([guarded(legal(str(cells.get(title) if cells.get(title) is not None else ""))) for title in _COLUMNS])
    text.detach()  # what is left is written; the file stays open


_TITLES: Mapping[str, tuple[str, ...]] = {
    "coverage": (
        "Organisation", "Period", "Goals", "Supported", "Partly", "Unsupported", "Cannot tell", "Share", "Work items", "Orphaned",
        "High", "Medium", "Low", "Questions", "Strategy", "Execution",
    ),
    "finding": ("Organisation", "Period", "Id", "Kind", "Severity", "Goal", "Work", "Message", "Question", "Quotes", "Places"),
    "over time": ("Organisation", "Period", "Id", "Kind", "Severity", "Goal", "Message", "Question", "Quotes", "Places"),
    "not read": ("Work", "Period", "Kind", "Message"),
}  # fmt: skip


def _cells(portfolio: Portfolio) -> Iterator[_Row]:
    for cell in portfolio.cells:
        one = cell.summary
        yield (
            cell.organisation, cell.period, one.goals, one.supported, one.partial, one.unsupported, one.unclear, coverage(cell),
            one.items, one.orphaned, cell.high, cell.medium, cell.low, cell.questions, "\n".join(cell.strategy), "\n".join(cell.execution),
        )  # fmt: skip


def _findings(portfolio: Portfolio) -> Iterator[_Row]:
    for one in portfolio.found:
        gap = one.gap
        quotes = "\n".join(piece.quote for piece in gap.evidence)
        places = "\n".join(f"{piece.locator.file}, {piece.locator.describe()}" for piece in gap.evidence)
        kind = KINDS[gap.kind].title
        yield one.organisation, one.period, gap.id, kind, gap.severity.value, one.goal, one.work, gap.message, gap.question, quotes, places


def _trends(portfolio: Portfolio) -> Iterator[_Row]:
    for one in portfolio.trends:
        trend = one.trend
        quotes = "\n".join(f"{told.period}: {told.quote}" for told in trend.evidence)
        places = "\n".join(f"{told.locator.file}, {told.locator.describe()}" if told.locator else "" for told in trend.evidence)
        periods = f"{trend.periods[0]} / {trend.periods[1]}"
        yield (
            one.organisation, periods, trend.id, TREND_TITLES[trend.kind], trend.severity.value, trend.about, trend.message, trend.question,
            quotes, places,
        )  # fmt: skip


def _failures(portfolio: Portfolio) -> Iterator[_Row]:
    for one in portfolio.failures:
        yield one.path, one.stage, one.kind, one.reason
    for path in portfolio.unpaired:
        yield (
            path,
            "pair",
            "strategy without execution documents",
            "no document of the same organisation and period was found, or other strategies were nearer to all of them",
        )


_WIDTHS: Mapping[str, int] = {
    "Organisation": 30, "Period": 26, "Id": 13, "Kind": 24, "Severity": 10, "Goal": 40, "Work": 40, "Message": 50, "Question": 40, "Quotes": 50,
    "Places": 40, "Strategy": 40, "Execution": 40,
}  # fmt: skip


def _sheets(portfolio: Portfolio) -> Iterator[Sheet]:
    heading = (f"Portfolio of {portfolio.archive}" if portfolio.archive else "Portfolio", portfolio.program)
    for name, sort, rows in (
        ("Coverage", "coverage", _cells(portfolio)),
        ("Findings", "finding", _findings(portfolio)),
        ("Over time", "over time", _trends(portfolio)),
        ("Not read", "not read", _failures(portfolio)),
    ):
        titles = {"Work": "Path", "Period": "Stage", "Message": "Reason"} if sort == "not read" else {}
        columns = tuple(Column(titles.get(title, title), _WIDTHS.get(title, 11)) for title in _TITLES[sort])
        yield Sheet(name, columns, rows, heading)
