"""Small plans of invented goals for the tests of goal quality, with what the parser reads in them."""

from __future__ import annotations

from aligner.domain.facts import Owner, OwnerKind
from aligner.domain.goals import Goal, Quote
from aligner.domain.quality import RuleHit
from aligner.domain.text import Block, BlockKind, Document, Locator
from aligner.quality import hits
from aligner.segment import Segmenter

FILE = "plan.md"
SEGMENTER = Segmenter()


def goal(text: str, *told: str, line: int = 1, start: int = 0, **more) -> Goal:
    """Return a goal with the values that its own words state; ``told`` are the quotes that explain it."""
    facts = SEGMENTER.facts(text, document_date="2026-01-15")
    metrics = tuple(one for one in facts.metrics if one.value is not None)
    quotes = tuple(Quote(words, Locator(FILE, line=line + 500 + place, end=len(words))) for place, words in enumerate(told))
    values = {
        "metric": next(iter(metrics), None),
        "metrics": metrics,
        "deadline": next(iter(facts.dates), None),
        "deadlines": facts.dates,
        "owner": next(iter(facts.owners), None),
    }
    return Goal(f"G{line}", text, Locator(FILE, line=line, start=start, end=start + len(text)), description=quotes, **(values | more))


def plan(*texts: str, **more) -> list[Goal]:
    return [goal(text, line=line, **more) for line, text in enumerate(texts, 1)]


def document(*texts: str) -> Document:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text, Locator(FILE, line=line, end=len(text))) for line, text in enumerate(texts, 1))
    return Document(FILE, "0" * 64, "md", blocks)


def owner(text: str, kind: OwnerKind = OwnerKind.ROLE) -> Owner:
    return Owner(text, 0, len(text), kind)


def fired(rule: str, goals: list[Goal], *documents: Document) -> list[RuleHit]:
    found = hits(goals, documents)
    return [one for entry in goals for one in found[entry.id] if one.rule == rule]


def words(rule: str, goals: list[Goal], *documents: Document) -> list[str]:
    return [one.words.text for one in fired(rule, goals, *documents)]
