"""Small analyses for the tests of the gap rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aligner.domain.analysis import Analysis
from aligner.domain.facts import DateSpan, Metric, Owner, OwnerKind
from aligner.domain.goals import Goal, Item, Quote, State, Status
from aligner.domain.links import Evidence, Link, Side, Strength
from aligner.domain.text import Block, BlockKind, Document, Locator


def place(number: int, text: str, file: str = "strategy.docx") -> Locator:
    return Locator(file, paragraph=number, start=0, end=len(text))


_place = place


def paragraphs(texts: Sequence[str], file: str = "strategy.docx") -> Document:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text, place(number, text, file)) for number, text in enumerate(texts, 700))
    return Document(file, "0" * 64, "docx", blocks)


def owner(text: str = "Chief Operating Officer", kind: OwnerKind = OwnerKind.ROLE) -> Owner:
    return Owner(text, 0, len(text), kind)


def day(end: str, start: str | None = "same", *, deadline: bool = False) -> DateSpan:
    return DateSpan(end, 0, len(end), end if start == "same" else start, end, deadline)


def metric(text: str, value: float | None, unit: str | None = "%", of: str | None = None, **more) -> Metric:
    return Metric(text, 0, len(text), value, unit, of, **more)


def goal(ident: str, text: str | None = None, *, place: Locator | None = None, **more) -> Goal:
    text = text or f"Goal {ident} is stated here"
    return Goal(ident, text, place or _place(int(ident.strip("G")), text), **more)


def item(
    ident: str, text: str | None = None, *, state: State | None = None, told: str | None = None, metrics: tuple[Metric, ...] = (), **more
) -> Item:
    text = text or f"Work package {ident} of the plan"
    number = int(ident.strip("I"))
    status = Status(state.value, state) if state else None
    quote = Quote(told or text, place(number + 500, told or text, "roadmap.xlsx"))
    return Item(
        ident, text, place(number, text, "roadmap.xlsx"), status=status, metrics=metrics, metric_quotes=(quote,) * len(metrics), **more
    )


def link(
    one: Goal,
    other: Item,
    probability: float = 0.9,
    strength: Strength = Strength.DIRECT,
    *,
    accepted: bool = True,
    similarity: float = 0.5,
) -> Link:
    evidence = (Evidence(Side.GOAL, one.text, one.locator), Evidence(Side.ITEM, other.text, other.locator))
    return Link(one.id, other.id, probability, strength, evidence, ("close in meaning",), accepted, similarity)


def analysis(goals=(), items=(), links=(), strategy=(), execution=()) -> Analysis:
    strategy = strategy or (Document("strategy.docx", "0" * 64, "docx", ()),)
    return Analysis(tuple(strategy), tuple(execution or (readable(),)), tuple(goals), tuple(items), tuple(links))


def readable() -> Document:
    return Document("roadmap.xlsx", "1" * 64, "xlsx", (Block(BlockKind.PARAGRAPH, "Plan", place(1, "Plan", "roadmap.xlsx")),))


def with_kids(parent: Goal, *kids: Goal) -> list[Goal]:
    return [parent, *(replace(kid, parent=parent.id) for kid in kids)]
