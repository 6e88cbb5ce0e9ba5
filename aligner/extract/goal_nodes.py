"""A statement of a strategy, or a part of one, in its place: what the outline is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from aligner.domain.facts import Facts
from aligner.domain.goals import Quote
from aligner.domain.statements import Statement
from aligner.domain.text import Locator
from aligner.extract.goal_clauses import goal_clauses
from aligner.extract.goal_labels import ONLY_NUMBERED, Label
from aligner.extract.goal_tables import RowFacts

__all__ = ["Carrier", "Node", "by_clause"]


class Carrier(StrEnum):
    """What a statement is set in."""

    HEADING = "heading"
    BOLD = "bold"
    BULLET = "bullet"
    CELL = "cell"
    SENTENCE = "sentence"
    NOTE = "note"


@dataclass(slots=True)
class Node:
    """A statement, or a part of one, in its place.

    Attributes:
        text: the goal's own words if it is one: the exact slice that ``locator`` names, without numbering and label.
        depth: how far inside; a node contains those after it that are deeper, up to the next that is not.
        parent: the node that contains this one, or None.
        whole: the node spans its statement, so that the statement's facts are its own.
        introduction: the sentence right before the list that a bullet stands in.
        row: what the other cells of a table row state; None outside tables.
        told: what rows elsewhere state that name the goal by its number only.
        appendix: stands behind the first heading that opens an appendix.
        today: the document's own date, or None.
        odds: log odds of being a goal by the statement classifier; ``announced`` the same for an entry where goals are announced.
        pattern: log odds of being a goal by how the sentence is built; ``beside`` those of the nodes before and after it;
            ``density`` the share of statements so built in the document, and under the same heading.
        company: what the entries beside this one add to its odds.
        title: the heading that names the whole document.
        numbered: one of a series of numbered paragraphs that runs through the chapters and states what the document commits to.
        chapter: a heading over commitments; ``names_field`` when it merely names what they are about.
        assigned: somebody is named right behind who answers for it.
        kind: the likeliest other kind.
        accepted: decided to be a goal.
    """

    statement: Statement
    text: str
    locator: Locator
    carrier: Carrier
    depth: float
    parent: Node | None = None
    label: Label | None = None
    whole: bool = True
    row: RowFacts | None = None
    told: list[RowFacts] = field(default_factory=list)
    column: str = ""
    introduction: str = ""
    appendix: bool = False
    today: str | None = None
    chapter: bool = False
    names_field: bool = False
    assigned: bool = False
    odds: float = 0.0
    announced: float = 0.0
    pattern: float = 0.0
    beside: tuple[float, float] = (0.0, 0.0)
    density: tuple[float, float] = (0.0, 0.0)
    company: float = 0.0
    numbered: bool = False
    title: bool = False
    kind: str = ""
    accepted: bool = False
    facts: Facts = field(default_factory=Facts)
    children: list[Node] = field(default_factory=list)

    @property
    def past(self) -> bool:
        """Every date the statement names lies before the document's own."""
        dates = self.facts.dates if self.today else ()
        return bool(dates) and all(date.end is not None and date.end < str(self.today) for date in dates)

    @property
    def ahead(self) -> bool:
        """It names a date that lies after the document's own."""
        return any(date.end is not None and date.end > (self.today or "") for date in self.facts.dates)

    @property
    def quote(self) -> Quote:
        """The node's words and their place."""
        return Quote(self.text, self.locator)

    @property
    def title_text(self) -> str:
        """What a heading announces: without its label where the label, numbered, means no more than "chapter" ("Mission 2: ...")."""
        return self.text if self.label is not None and self.label.word in ONLY_NUMBERED else self.statement.text

    @property
    def ancestors(self) -> Iterator[Node]:
        """The containing nodes, nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    @property
    def descendants(self) -> Iterator[Node]:
        """Everything inside, in document order."""
        for child in self.children:
            yield child
            yield from child.descendants


def by_clause(node: Node) -> list[Node]:
    """Return a node for each goal that a sentence of prose sets, or the node itself."""
    clauses = goal_clauses(node.text) if node.carrier is Carrier.SENTENCE and node.whole else ()
    if not clauses:
        return [node]
    base = node.locator.start
    return [
        replace(
            node,
            text=node.text[start:end],
            locator=node.statement.block.locator.slice(base + start, base + end),
            whole=False,
            facts=_facts_within(node.facts, start, end),
            children=[],
            told=[],
        )
        for start, end in clauses
    ]


def _facts_within(facts: Facts, start: int, end: int) -> Facts:
    """Return the values stated between two offsets, counted from the first."""
    return replace(
        facts,
        metrics=tuple(
            replace(one, start=one.start - start, end=one.end - start) for one in facts.metrics if start <= one.start and one.end <= end
        ),
        dates=tuple(
            replace(one, start_offset=one.start_offset - start, end_offset=one.end_offset - start)
            for one in facts.dates
            if start <= one.start_offset and one.end_offset <= end
        ),
        owners=tuple(
            replace(one, start=one.start - start, end=one.end - start) for one in facts.owners if start <= one.start and one.end <= end
        ),
    )
