"""Metric, deadline and owner of a goal: its own, its columns', its children's, its description's, or inherited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from aligner.domain.facts import Comparator, DateSpan, Facts, Metric, Owner, OwnerKind
from aligner.domain.goals import Quote
from aligner.extract.goal_dates import arrives, looks_at
from aligner.extract.goal_features import has, looks_back, plain
from aligner.extract.goal_nodes import Carrier, Node
from aligner.extract.goal_sections import Section, section_of
from aligner.extract.goal_tables import RowFacts, measured_row, row_label
from aligner.extract.goal_within import goal_of, in_section
from aligner.lexicon import words
from aligner.segment import Segmenter
from aligner.segment.names import classify

__all__ = ["Gathered", "Gatherer", "in_force"]

_LABEL_LENGTH = 5
_SUBJECT = 4
"""An owner that begins within so many characters ("The ...") is the subject of its sentence."""
_OPENING = 16
"""A limit begins so soon in a sentence that is nothing else ("No more than five")."""
_BOUNDS = frozenset({Comparator.AT_LEAST, Comparator.AT_MOST})
_MEANS = re.compile(r"(?:that|this|it) (?:means|is to say)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\((?P<name>[A-Z][^()]{2,60})\)\.?")
_NUMBER = re.compile(
    r"(?:(?:[<>~+\u2264\u2265]|below|under|over|above|at (?:most|least)|max\.?|min\.?)\s*)?(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*%?"
)


@dataclass(slots=True)
class Gathered:
    """What is stated about one goal, each value with the text it was read in (offsets count from that text's start)."""

    metrics: list[tuple[Metric, Quote]] = field(default_factory=list)
    deadlines: list[tuple[DateSpan, Quote]] = field(default_factory=list)
    owners: list[tuple[Owner, Quote]] = field(default_factory=list)

    def extend(self, other: Gathered) -> None:
        """Append what another text states, after what is already here."""
        self.metrics.extend(other.metrics)
        self.deadlines.extend(other.deadlines)
        self.owners.extend(other.owners)


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Collects facts for the goals of one document; ``date`` is the document's own, or None."""

    segmenter: Segmenter
    date: str | None = None
    _known: dict[int, list[tuple[Owner, Quote]]] = field(default_factory=dict, repr=False, compare=False)

    def own(self, node: Node) -> Gathered:
        """Return what the goal's words and its table row state."""
        facts = node.facts if node.whole else self._parse(node.text)
        found = _from_facts(facts, node.quote, limit=False)
        if node.row is not None:
            found.extend(self._from_row(node.row))
        for row in node.told:
            found.extend(self._from_row(row))
        return found

    def row(self, row: RowFacts) -> Gathered:
        """Return what the cells of a row state."""
        return self._from_row(row)

    def explained(self, node: Node) -> Gathered:
        """Return what the text that explains a goal states: targets and limits only, no history, reasons or benefits."""
        found = Gathered()
        for below in _explaining(node):
            labelled = self._labelled(below)
            indicator = measured_row(below.statement.block) if below.carrier is Carrier.CELL else None
            if labelled is not None:
                found.extend(labelled)
            elif indicator is not None:
                found.extend(self._from_row(indicator))
            elif not looks_back(below.text, below.facts.tense) and in_section(below) not in (Section.OTHER, Section.EXCLUDED):
                stated = _from_facts(below.facts, Quote(below.statement.text, below.statement.locator), limit=True)
                if not _intends(below):  # a price or a head count in passing is no target
                    stated.metrics.clear()
                stated.owners = [(owner, quote) for owner, quote in stated.owners if _answers(below, owner)] or _bracketed(below)
                found.extend(stated)
        return found

    def lent(self, node: Node) -> Gathered:
        """Return what a goal passes on to those below it: its own horizon and owner, and those its labelled lines name."""
        found = self.own(node)
        for below in _explaining(node):
            labelled = self._labelled(below)
            if labelled is not None:
                found.extend(labelled)
        found.metrics.clear()
        return found

    def inherited(self, node: Node) -> Gathered:
        """Return what stands above: the list's introduction, headings with a horizon, the owner of the section or of the whole document."""
        found = Gathered()
        for container in node.ancestors:
            if container.accepted:
                break
            if container.carrier in (Carrier.HEADING, Carrier.BOLD):
                quote = Quote(container.statement.text, container.statement.locator)
                announces = section_of(container.statement.text) is Section.GOALS
                found.deadlines.extend((date, quote) for date in container.facts.dates if date.end and (date.deadline or announces))
            found.owners.extend(self._section_owners(container))
        return found

    def _section_owners(self, container: Node) -> list[tuple[Owner, Quote]]:
        """Return whom the labelled lines right below a heading name; read once per heading."""
        if id(container) not in self._known:
            parts = [self._labelled(node) for node in container.children if not node.accepted and goal_of(node) is None]
            self._known[id(container)] = [entry for part in parts if part is not None for entry in part.owners]
        return self._known[id(container)]

    def introduced(self, node: Node, before: Node | None) -> Gathered:
        """Return owner and horizon of the line that introduces the list a goal stands in ("Harbour Services will, by 2028:")."""
        if before is None or not node.statement.lead or not before.statement.text.endswith(node.statement.lead):
            return Gathered()
        found = _from_facts(before.facts, Quote(before.statement.text, before.statement.locator), limit=True)
        found.metrics.clear()
        return found

    def _parse(self, text: str) -> Facts:
        return self.segmenter.facts(text, document_date=self.date)

    def _labelled(self, node: Node) -> Gathered | None:
        """Return the value of a labelled line or row ("Owner: Chief Nurse", "Deadline | March 2027"); None when the node is none."""
        label = row_label(node.statement.block) if node.carrier is Carrier.CELL else None
        if label is not None:
            role, cell = label
            return self._cell(role, Quote(cell.text, cell.locator.slice(0, len(cell.text))))
        head, colon, tail = node.statement.text.partition(":")
        if not colon or not tail.strip() or len(head.split()) > _LABEL_LENGTH:
            return None
        low = plain(head).strip(" *")
        for role in ("owner", "deadline", "measure"):
            if low in words("goals")[f"{role}_labels"]:
                start = len(head) + 1 + len(tail) - len(tail.lstrip())
                place = node.statement.locator
                return self._cell(role, Quote(node.statement.text[start:], place.slice(place.start + start, place.end)))
        return None

    def _cell(self, role: str, quote: Quote) -> Gathered:
        facts = self._parse(quote.text)
        if role == "owner":
            return Gathered(owners=_owners(facts, quote))
        if role == "deadline":
            return Gathered(deadlines=[(replace(date, deadline=True), quote) for date in facts.dates])
        return _from_facts(facts, quote, limit=True)

    def _from_row(self, row: RowFacts) -> Gathered:
        found = Gathered()
        target, measure = row.target, row.measure
        if target is not None:
            stated = [metric for metric in self._parse(target.text).metrics if metric.value is not None]
            found.metrics.extend((self._completed(metric, row), target) for metric in stated or _bare_number(target.text))
        if measure is not None:
            told = [metric for metric in self._parse(measure.text).metrics if metric.value is not None]
            # Beside a target the name of the measure may set a limit of its own: "answered within five days".
            found.metrics.extend((metric, measure) for metric in told if not found.metrics or metric.comparator in _BOUNDS)
        if row.owner is not None:
            found.owners.extend(_owners(self._parse(row.owner.text), row.owner))
        if row.deadline is not None:
            found.deadlines.extend(self._date(row.deadline, row.dated))
        for quote in (target, measure):
            if quote is not None:
                found.deadlines.extend(
                    (date, quote) for date in self._parse(quote.text).dates if date.end and not looks_at(quote.text, date)
                )
        for note in row.notes:
            found.extend(_from_facts(self._parse(note.text), note, limit=True))
        return found

    def _completed(self, metric: Metric, row: RowFacts) -> Metric:
        """Return the target cell's quantity with what the neighbouring cells add: what is measured, and from where."""
        base = metric.baseline
        if base is None and row.baseline is not None:
            stated = (*self._parse(row.baseline.text).metrics, *_bare_number(row.baseline.text))
            base = next((other.value for other in stated if other.value is not None), None)
        return replace(metric, of=row.measure.text if row.measure else metric.of, baseline=base)

    def _date(self, quote: Quote, dated: str | None) -> list[tuple[DateSpan, Quote]]:
        if dated:
            day = dated[:10]
            return [(DateSpan(quote.text, 0, len(quote.text), day, day, deadline=True), quote)]
        return [(replace(date, deadline=True), quote) for date in self._parse(quote.text).dates]


def _from_facts(facts: Facts, quote: Quote, *, limit: bool) -> Gathered:
    """Return the parsed values of a text; with ``limit`` only dates that set one, be it the day from which a promise holds."""
    dates = [
        date
        for date in facts.dates
        if ((date.end and (date.deadline or not limit or arrives(quote.text, date))) or (date.start and not date.end))
        and not looks_at(quote.text, date)
    ]
    dates.sort(key=lambda date: not date.deadline)
    return Gathered(
        metrics=[(metric, quote) for metric in facts.metrics if metric.value is not None],
        deadlines=[(date, quote) for date in dates],
        owners=[(owner, quote) for owner in facts.owners if owner.kind is not OwnerKind.NOBODY],
    )


def _answers(node: Node, owner: Owner) -> bool:
    """Tell whether somebody named in an explaining text carries the goal, as its subject or by a word that says so."""
    return has(node.statement.text, "owner_cues") or (owner.start <= _SUBJECT and has(node.statement.text, "ahead"))


def _bracketed(node: Node) -> list[tuple[Owner, Quote]]:
    """Return the role or unit that a line holds in brackets and nothing else ("(Estates Agency)")."""
    text = node.statement.text
    match = _BRACKETS.fullmatch(text)
    kind = classify(match["name"]) if match else None
    if match is None or kind not in (OwnerKind.ROLE, OwnerKind.UNIT):
        return []
    return [(Owner(match["name"], match.start("name"), match.end("name"), kind), Quote(text, node.statement.locator))]


def _bare_number(text: str) -> list[Metric]:
    """Return the quantity of a cell that holds nothing but a number; what it counts stands in another column."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return []
    value = float(match.group("value").replace(",", ""))
    return [Metric(text, 0, len(text), value, "%" if text.strip().endswith("%") else None)]


def _intends(node: Node) -> bool:
    """Tell whether the amounts of an explaining text are meant to be reached."""
    listed = node.carrier in (Carrier.BULLET, Carrier.BOLD, Carrier.CELL)
    wanted = any(metric.direction is not None for metric in node.facts.metrics)
    likely = (wanted and node.odds > 0) or (listed and (wanted or node.odds > 0 or node.text[:1].isdigit()))
    bound = any(metric.comparator in _BOUNDS and metric.start <= _OPENING for metric in node.facts.metrics)
    bound = bound and any(date.deadline for date in node.facts.dates)  # "No more than five by 2027"
    return (has(node.text, "ahead") or likely or bound or _MEANS.match(node.text) is not None) and not has(node.text, "estimates")


def _owners(facts: Facts, quote: Quote) -> list[tuple[Owner, Quote]]:
    """Return the owner an owner cell names: the parsed one, else the whole cell, for a column says what a lone name does not."""
    known = [owner for owner in facts.owners if owner.kind is not OwnerKind.NOBODY]
    if known or facts.owners or _is_open(quote.text):
        return [(owner, quote) for owner in known]
    return [(Owner(quote.text, 0, len(quote.text), OwnerKind.UNIT), quote)]


def in_force(deadlines: list[tuple[DateSpan, Quote]], today: str | None) -> list[tuple[DateSpan, Quote]]:
    """Return the deadlines with those that set no end ("from January 2027") last, before those already past on the document's own day."""
    return sorted(deadlines, key=lambda entry: 2 if today and entry[0].end and entry[0].end < today else int(entry[0].end is None))


def _is_open(text: str) -> bool:
    """Tell whether a cell leaves the name open ("TBC", "to be named", a dash)."""
    low = plain(text).strip()
    marks = words("vague")["placeholders"]
    return (
        not any(char.isalnum() for char in low)
        or low.startswith(("to be ", "vacant", "open ", "none"))
        or any(low.startswith(mark) for mark in marks)
    )


def _explaining(node: Node) -> Iterator[Node]:
    """Yield what stands below a goal and not below one of its own goals."""
    for child in node.children:
        if not child.accepted:
            yield child
            yield from _explaining(child)
