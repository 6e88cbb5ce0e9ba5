"""Measures the whole program on labelled organisations: ``python tests/benchmarks/quality.py corpora [--json FILE] [--errors]``.

Every folder below the given ones that holds a gold.json is one organisation. The figures are pooled over organisations and
given for each; nothing is tuned here.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import fields
from pathlib import Path

from aligner.domain.report import Report
from aligner.evaluate.gold import Gold, load_gold
from aligner.evaluate.pairing import pair_texts, similarity
from aligner.evaluate.scores import Count, Scores, score
from aligner.pipeline import compare


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--split", help="only organisations of this split")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was wrongly taken")
    options = parser.parse_args()
    rows: dict[str, Scores] = {}
    for path in sorted({path for folder in options.folders for path in folder.rglob("gold.json")}):
        gold = load_gold(path)
        if options.split and json.loads(path.read_text("utf-8")).get("split") != options.split:
            continue
        report = compare(gold.strategy, gold.execution)
        rows[gold.organisation] = score(report, gold)
        if options.errors:
            show_errors(report, gold)
    for name, scores in rows.items():
        show(name, scores)
    if len(rows) > 1:
        show("all together", pooled(list(rows.values())))
    if options.json:
        options.json.write_text(json.dumps({name: table(scores) for name, scores in rows.items()}, indent=1) + "\n", "utf-8")


def pooled(rows: list[Scores]) -> Scores:
    total = {
        field.name: sum((getattr(row, field.name) for row in rows), Count(0, 0, 0)) for field in fields(Scores) if field.name != "gaps"
    }
    kinds = sorted({kind for row in rows for kind in row.gaps})
    return Scores(**total, gaps={kind: sum((row.gaps.get(kind, Count(0, 0, 0)) for row in rows), Count(0, 0, 0)) for kind in kinds})


def table(scores: Scores) -> dict[str, dict[str, float]]:
    counts = {field.name: getattr(scores, field.name) for field in fields(Scores) if field.name != "gaps"}
    counts |= {f"gap {kind}": count for kind, count in scores.gaps.items()}
    return {
        name: {
            "precision": round(c.precision, 3),
            "recall": round(c.recall, 3),
            "f1": round(c.f1, 3),
            "hits": c.hits,
            "found": c.found,
            "wanted": c.wanted,
        }
        for name, c in counts.items()
    }


def show(name: str, scores: Scores) -> None:
    print(f"\n{name}")
    print(f"{'':28}{'precision':>10}{'recall':>8}{'F1':>7}{'hits':>7}{'found':>7}{'wanted':>8}")
    for row, value in table(scores).items():
        print(
            f"{row:28}{value['precision']:10.3f}{value['recall']:8.3f}{value['f1']:7.3f}{value['hits']:7}{value['found']:7}{value['wanted']:8}"
        )


def show_errors(report: Report, gold: Gold) -> None:
    for title, found, wanted in (
        (
            "goal",
            [(goal.text, *(mention.text for mention in goal.mentions)) for goal in report.goals],
            [label.texts for label in gold.goals],
        ),
        ("item", [(item.text,) for item in report.items], [(label.text,) for label in gold.items]),
    ):
        pairs = pair_texts(found, wanted)
        for place, options in enumerate(found):
            if place not in pairs:
                print(f"extra {title}: {options[0][:150]}")
        for place, texts in enumerate(wanted):
            if place not in pairs.values():
                near = max((option for options in found for option in options), key=lambda text: similarity(text, texts[0]), default="")
                print(f"missed {title}: {texts[0][:150]}   (nearest: {near[:60]})")


if __name__ == "__main__":
    main()
