"""Measures the program on labelled organisations."""

from __future__ import annotations

from aligner.evaluate.gold import Gold, Plain, load
from aligner.evaluate.page import html
from aligner.evaluate.reliability import reliability
from aligner.evaluate.study import Study, study
from aligner.evaluate.subject import Subject, Tools, from_plain, from_report, labelled_pairs
from aligner.evaluate.tables import as_json, csv_text

__all__ = [
    "Gold",
    "Plain",
    "Study",
    "Subject",
    "Tools",
    "as_json",
    "csv_text",
    "from_plain",
    "from_report",
    "html",
    "labelled_pairs",
    "load",
    "reliability",
    "study",
]
