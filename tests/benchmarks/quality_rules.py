"""Measures the rules of goal quality on hand-labelled hits: ``python tests/benchmarks/quality_rules.py [--sample N --seed S]``.

Goals come from two places: the organisations of the dev split under corpora/, as the program finds them in their documents, and
the goal statements of corpora/pairs and corpora/statements, one trade at a time, read without a document. The labels are in tests/quality/labelled_hits.jsonl.
``--sample`` prints up to so many hits per rule that carry no label yet, as lines to be labelled, organisations first.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from aligner.config import cache_folder  # noqa: E402 - found beside this file's own folder
from aligner.domain.goals import Goal  # noqa: E402
from aligner.domain.ids import content_id  # noqa: E402
from aligner.domain.text import Document, Locator  # noqa: E402
from aligner.encode import load_encoder  # noqa: E402
from aligner.evaluate.gold import load_gold  # noqa: E402
from aligner.extract.concrete import judge_wording  # noqa: E402
from aligner.pipeline import compare  # noqa: E402
from aligner.quality import HINTS, NAMES, hits  # noqa: E402
from aligner.readers import read_document  # noqa: E402
from aligner.segment import Segmenter  # noqa: E402

TRADES = ("pairs", "statements")
LABELS = ROOT / "tests" / "quality" / "labelled_hits.jsonl"


@dataclass(frozen=True)
class Fired:
    rule: str
    organisation: str
    goal: str
    words: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return (self.rule, self.organisation, self.goal, self.words)


@dataclass(frozen=True)
class Plan:
    organisation: str
    goals: tuple[Goal, ...]
    documents: tuple[Document, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rules", nargs="*", default=list(NAMES))
    options = parser.parse_args()
    plans = [*organisations(), *trades()]
    begun = time.process_time()
    fired = [
        Fired(one.rule, plan.organisation, goal.text, one.words.text)
        for plan in plans
        for found in [hits(plan.goals, plan.documents)]
        for goal in plan.goals
        for one in found[goal.id]
    ]
    took = time.process_time() - begun
    labels = {(row["rule"], row["organisation"], row["goal"], row["words"]): row["right"] for row in map(json.loads, LABELS.open())}
    if options.sample:
        show_sample(fired, labels, options.sample, options.seed, options.rules)
        return
    show_table(fired, labels)
    count = sum(len(plan.goals) for plan in plans)
    print(f"{count} goals, {1000 * 60 * took / count:.1f} ms for 60 goals")


def organisations() -> Iterator[Plan]:
    for path in sorted((ROOT / "corpora").glob("*/gold.json")):
        if json.loads(path.read_text("utf-8"))["split"] == "dev":
            gold = load_gold(path)
            report = compare(gold.strategy, gold.execution)
            yield Plan(path.parent.name, report.goals, tuple(read_document(one) for one in gold.strategy))


def trades() -> Iterator[Plan]:
    """Yield the goal statements of each file as if they were one plan, with what the parser reads in them."""
    segmenter, encoder = Segmenter(), load_encoder(cache=cache_folder())
    for path in sorted(one for folder in TRADES for one in (ROOT / "corpora" / folder).glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        texts = list(
            dict.fromkeys(row.get("statement", row.get("text")) for row in rows if "goal" in (row.get("statement_kind"), row.get("kind")))
        )
        goals = tuple(stated(segmenter, path.name, place, text) for place, text in enumerate(texts, 1))
        if goals:
            yield Plan(f"{path.parent.name}/{path.stem}", judge_wording(goals, encoder=encoder), ())


def stated(segmenter: Segmenter, file: str, line: int, text: str) -> Goal:
    facts = segmenter.facts(text, document_date="2026-01-15")
    metrics = tuple(one for one in facts.metrics if one.value is not None)
    dates = tuple(sorted(facts.dates, key=lambda one: not one.deadline))
    return Goal(
        content_id("G", file, text),
        text,
        Locator(file, line=line, end=len(text)),
        metric=next(iter(metrics), None),
        metrics=metrics,
        deadline=next(iter(dates), None),
        deadlines=dates,
        owner=next(iter(facts.owners), None),
    )


def show_sample(fired: list[Fired], labels: dict[tuple[str, str, str, str], bool], most: int, seed: int, rules: list[str]) -> None:
    for rule in rules:
        mine = [one for one in fired if one.rule == rule]
        done = sum(one.key in labels for one in mine)
        fresh = [one for one in dict.fromkeys(mine) if one.key not in labels]
        random.Random(seed).shuffle(fresh)
        fresh.sort(key=lambda one: "/" in one.organisation)
        for one in fresh[: max(0, most - done)]:
            print(
                json.dumps({"rule": one.rule, "organisation": one.organisation, "goal": one.goal, "words": one.words}, ensure_ascii=False)
            )


def show_table(fired: list[Fired], labels: dict[tuple[str, str, str, str], bool]) -> None:
    print(f"{'rule':<38}{'organisations':>14}{'trades':>8}{'labelled':>10}{'right':>7}{'precision':>11}")
    for rule, name in NAMES.items():
        mine = dict.fromkeys(one for one in fired if one.rule == rule)
        own = sum("/" not in one.organisation for one in mine)
        known = [labels[one.key] for one in mine if one.key in labels]
        share = f"{sum(known) / len(known):.2f}" if known else "-"
        title = f"{rule} {name}{' (hint)' if rule in HINTS else ''}"
        print(f"{title:<38}{own:>14}{len(mine) - own:>8}{len(known):>10}{sum(known):>7}{share:>11}")


if __name__ == "__main__":
    main()
