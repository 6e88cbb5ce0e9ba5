"""The labelled organisations under corpora/, and what the program says about them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from aligner.domain.report import Report
from aligner.evaluate.gold import Gold, load_gold
from aligner.pipeline import compare

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
ORGANISATIONS = sorted(path.parent.name for path in CORPORA.glob("*/gold.json"))


@cache
def gold_of(name: str) -> Gold:
    return load_gold(CORPORA / name / "gold.json")


@cache
def report_on(name: str) -> Report:
    gold = gold_of(name)
    return compare(gold.strategy, gold.execution)


def arguments(name: str) -> list[str]:
    gold = gold_of(name)
    return [part for flag, paths in (("-s", gold.strategy), ("-e", gold.execution)) for path in paths for part in (flag, path)]
