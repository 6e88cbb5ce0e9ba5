"""A study as plain rows and as JSON: the forms that files and the terminal are made of."""

from __future__ import annotations

import csv
import io
from typing import Any

from aligner.evaluate.matching import average_precision, best_f1
from aligner.evaluate.scores import Count
from aligner.evaluate.study import Study, counts
from aligner.report.spreadsheet import guarded

__all__ = ["HEADINGS", "as_json", "csv_text", "decimals", "rows", "span"]

SCHEMA = "aligner.evaluation/1"
HEADINGS = ("organisation", "measure", "precision", "recall", "F1", "95% interval of F1", "right", "found", "labelled")
_DIGITS = 4


def decimals(value: float | None, digits: int = 3) -> str:
    """Return a figure for reading; a dash where it does not apply."""
    return "–" if value is None else f"{value:.{digits}f}"


def span(interval: tuple[float, float] | None, digits: int = 3) -> str:
    """Return an interval for reading; empty when there is none."""
    return "" if interval is None else f"{interval[0]:.{digits}f}–{interval[1]:.{digits}f}"


def rows(study: Study) -> list[tuple[str, ...]]:
    """Return one row a measure for all organisations together and then for each, matching ``HEADINGS``."""
    found = [("all", figure.name, *_cells(figure.count, span(figure.f1_interval))) for figure in study.figures]
    found += [
        ("all", f"links: {one.name}", *_cells(one.decision, span(one.decision_interval)))
        for one in study.matchers
        if one.decision is not None
    ]
    for subject in study.subjects:
        table = counts(subject.scores) if subject.scores is not None else {}
        found += [(subject.name, name, *_cells(count, "")) for name, count in table.items()]
    return found


def _cells(count: Count, interval: str) -> tuple[str, ...]:
    return (
        *(decimals(value) for value in (count.precision, count.recall, count.f1)),
        interval,
        *(str(value) for value in (count.hits, count.found, count.wanted)),
    )


def csv_text(study: Study) -> str:
    """Return the rows as csv with its heading line."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows([(guarded(row[0]), *row[1:]) for row in rows(study)])
    return buffer.getvalue()


def as_json(study: Study) -> dict[str, Any]:
    """Return everything measured, rounded to four digits."""
    return {
        "schema": SCHEMA,
        "organisations": len(study.subjects),
        "figures": {one.name: _counted(one.count) | {"interval": _pair(one.f1_interval)} for one in study.figures},
        "matchers": {
            one.name: {
                "decision": _counted(one.decision) if one.decision else None,
                "decision_f1_mean": _round(one.decision_f1),
                "decision_f1_interval": _pair(one.decision_interval),
                "best_threshold_f1": _round(one.best_f1),
                "best_threshold_f1_interval": _pair(one.best_interval),
                "mean_average_precision": _round(one.mean_average_precision),
                "mean_average_precision_interval": _pair(one.precision_interval),
            }
            for one in study.matchers
        },
        "calibration": {
            "brier": _round(study.calibration.brier),
            "expected_calibration_error": _round(study.calibration.error),
            "bins": [{"stated": _round(stated), "observed": _round(seen), "pairs": size} for stated, seen, size in study.calibration.bins],
        },
        "abstention": {"items_left_open": _counted(study.doubt), "labelled_aligned_among_them": _counted(study.doubted_aligned)},
        "subjects": {
            subject.name: {
                "figures": {name: _counted(count) for name, count in counts(subject.scores).items()} if subject.scores else None,
                "matchers": {
                    name: {"best_threshold_f1": _round(best_f1(trial)), "average_precision": _round(average_precision(trial))}
                    for name, trial in subject.trials.items()
                },
            }
            for subject in study.subjects
        },
    }


def _counted(count: Count) -> dict[str, float | int | None]:
    return {
        "precision": _round(count.precision),
        "recall": _round(count.recall),
        "f1": _round(count.f1),
        "right": count.hits,
        "found": count.found,
        "labelled": count.wanted,
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _pair(interval: tuple[float, float] | None) -> list[float | None] | None:
    return None if interval is None else [_round(end) for end in interval]
