"""How well kinds, organisations, units, periods and days of documents are told, against labels.

    python tests/benchmarks/classification_quality.py [CORPORA] [--show]

Two settings for the invented organisations' own documents (``corpora/documents/organisations.json``): each in its folder, which is
named like the organisation, and flat, without a folder, where only the text tells. Openings written to measure with
(``corpora/whose/openings.jsonl``; nothing is trained on them) are read flat, and their kinds are counted too.
"wrong" is what counts against a tool that may say "unknown".
The judge of kinds has seen these documents: its own figures, held out, are in ``models/documents/manifest.json``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from aligner.classify import classify
from aligner.classify.alike import same_name
from aligner.domain.classification import Classification, Period
from aligner.domain.text import Document
from aligner.readers import read_document
from aligner.segment import Segmenter
from aligner.train.document_labels import opening
from aligner.train.goal_nodes import apart

_ALIKE = 0.8
"""Two periods are the same when their common days are so much of all their days."""


@dataclass(frozen=True, slots=True)
class Case:
    """A document with what should be told of it; ``whose`` lists forms of the name, ``named`` says that one stands in the text or the path."""

    setting: str
    document: Document
    whose: tuple[str, ...]
    named: bool
    unit: str | None
    period: list[str] | None
    day: str | None
    kind: str | None = None


def cases(corpora: Path) -> Iterator[Case]:
    """Yield every labelled document, those of organisations twice."""
    out = apart(corpora)
    listed = json.loads((corpora / "documents" / "organisations.json").read_text("utf-8"))
    for folder, said in sorted(listed.items()):
        if folder in out:
            continue
        names = (json.loads((corpora / folder / "gold.json").read_text("utf-8"))["organisation"], *said["also"])
        for name, about in sorted(said["files"].items()):
            document = read_document(corpora / folder / name)
            told = " ".join(block.text for block in document.blocks)
            inside = any(one in told for one in names)
            placed = replace(document, path=f"{folder}/{name}")
            yield Case("in folder", placed, (*names, folder), True, about["unit"], about["period"], about["date"])
            yield Case("flat", replace(document, path=name), names, inside, about["unit"], about["period"], about["date"])
    for path in sorted((corpora / "whose").glob("*.jsonl")):
        for text in path.read_text("utf-8").splitlines():
            line = json.loads(text)
            yield _opening(line)


def _opening(line: dict[str, Any]) -> Case:
    whose = (line["whose"],) if line["whose"] else ()
    return Case("openings", opening(line), whose, bool(whose), line.get("unit"), line.get("period"), line.get("date"), line["kind"])


def verdicts(case: Case, found: Classification) -> Iterator[tuple[str, str, str]]:
    """Yield what was asked ("organisation"), the verdict and what was told."""
    name = found.organisation.value if found.organisation else None
    right = bool(name) and any(same_name(name or "", one) for one in case.whose)
    yield "organisation", _verdict(name, right=right, asked=case.named), name or "-"
    unit = found.unit.value if found.unit else None
    yield "unit", _verdict(unit, right=unit == case.unit, asked=case.unit is not None), unit or "-"
    span = f"{found.period.start}..{found.period.end}" if found.period else None
    yield "period", _verdict(span, right=_alike(found.period, case.period), asked=case.period is not None), span or "-"
    day = found.date.value if found.date else None
    if case.kind is not None:
        yield "kind", _verdict(found.kind.value, right=found.kind.value == case.kind, asked=True), found.kind.value
    yield "date", _verdict(day, right=day == case.day, asked=case.day is not None), day or "-"


def _verdict(told: str | None, *, right: bool, asked: bool) -> str:
    if told is None:
        return "missed" if asked else "rightly unknown"
    return "right" if right else "wrong"


def _alike(found: Period | None, wanted: list[str] | None) -> bool:
    if found is None or wanted is None:
        return False
    first, second = (_days(found.start, found.end), _days(*wanted))
    return len(first & second) >= _ALIKE * len(first | second)


def _days(start: str, end: str) -> set[int]:
    return set(range(date.fromisoformat(start).toordinal(), date.fromisoformat(end).toordinal() + 1))


def main() -> None:
    """Print a line for each setting and question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="?", default="corpora", type=Path)
    parser.add_argument("--show", action="store_true", help="list what was told wrongly or missed")
    chosen = parser.parse_args()
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for case in cases(chosen.corpora):
        segmenter = Segmenter()
        segmenter.learn_calendar([case.document])
        found = classify(case.document, segmenter.statements(case.document), segmenter=segmenter)
        for asked, verdict, told in verdicts(case, found):
            counts[case.setting, asked][verdict] += 1
            if chosen.show and verdict in {"wrong", "missed"}:
                print(f"  {case.setting} {case.document.path}: {asked} {verdict}: {told}")
    print(f"{'setting':<10} {'asked':<13} {'right':>6} {'wrong':>6} {'missed':>7} {'rightly unknown':>16}  accuracy")
    for (setting, asked), told in counts.items():
        good = told["right"] + told["rightly unknown"]
        print(
            f"{setting:<10} {asked:<13} {told['right']:>6} {told['wrong']:>6} {told['missed']:>7} {told['rightly unknown']:>16}  {good / told.total():.3f}"
        )


if __name__ == "__main__":
    main()
