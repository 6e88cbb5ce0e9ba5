"""Tables of indicators: what their rows say about goals told elsewhere in the paper: target, date and owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from aligner.domain.encoding import Encoder
from aligner.domain.goals import Goal, Quote
from aligner.domain.text import Block, Cell, Document
from aligner.extract.goal_facts import Gathered, Gatherer
from aligner.extract.goal_features import plain
from aligner.extract.goal_measures import Yardstick, pair_up
from aligner.extract.goal_tables import RowFacts, column_role, is_period
from aligner.lexicon import words

__all__ = ["measured_by_tables"]

_FEWEST_ROWS, _FILLED = 3, 0.5


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of indicators: its name, what its cells state, and the place of its block."""

    name: str
    told: Gathered
    place: object

    @property
    def yardstick(self) -> Yardstick:
        """What the row is compared with goals by."""
        return Yardstick(self.name, tuple(metric for metric, _ in self.told.metrics), tuple(date for date, _ in self.told.deadlines))


def measured_by_tables(
    goals: Sequence[Goal], documents: Sequence[Document], gatherers: Mapping[str, Gatherer], encoder: Encoder
) -> tuple[Goal, ...]:
    """Return the goals with target, date and owner from the row that measures each, where the goal's own place names none.

    A row and a goal belong together when they share an amount, a date, words or their meaning, and no other goal shares as much.

    Args:
        goals: of all documents, merged.
        documents: the same documents.
        gatherers: parse cells, by ``Document.path``; documents without one are passed over.
        encoder: called once, if there are such rows at all.
    """
    own = {goal.locator.place for goal in goals} | {mention.locator.place for goal in goals for mention in goal.mentions}
    found = dict(enumerate(goals))
    for document in documents:
        rows = [row for row in _rows(document, gatherers.get(document.path)) if row.place not in own]
        here = [index for index, goal in found.items() if goal.locator.file == document.path]
        if rows and here:
            told = {index: found[index] for index in here}
            vectors = encoder.encode([*(row.name for row in rows), *(goal.text for goal in told.values())])
            cosine = vectors[: len(rows)] @ vectors[len(rows) :].T
            for place, index in pair_up([row.yardstick for row in rows], told, cosine):
                found[index] = _with_row(found[index], rows[place].told)
    return tuple(found.values())


def _rows(document: Document, gatherer: Gatherer | None) -> Iterator[_Row]:
    if gatherer is None:
        return
    tabled = [block for block in document.blocks if block.cells and block.table is not None]
    for _, group in groupby(tabled, key=lambda block: block.table):
        blocks = list(group)
        roles, body = _roles(blocks)
        if roles is None:
            continue
        found = [(block, _facts(block, roles)) for block in body]
        filled = sum(facts.target is not None and any(map(str.isdigit, facts.target.text)) for _, facts in found)
        if len(found) >= _FEWEST_ROWS and filled >= _FILLED * len(found):
            for block, facts in found:
                if facts.measure is not None:
                    yield _Row(facts.measure.text, gatherer.row(facts), _place(block))


def _place(block: Block) -> object:
    return block.cells[0].locator.place


def _roles(blocks: Sequence[Block]) -> tuple[Mapping[int, str] | None, Sequence[Block]]:
    """Return what each column of a table of indicators holds and the rows below its headers; None for any other table.

    A first row without digits heads a table that has no headers. Where no header speaks of a target, it is the column behind the
    one of an earlier year, if a further column names dates or owners.
    """
    headers = {cell.column: cell.header for block in blocks for cell in block.cells}
    body = blocks
    if not any(headers.values()):
        headers = {cell.column: cell.text for cell in blocks[0].cells}
        body = blocks[1:]
    plainly = any(column_role(header) == "target" for header in headers.values())
    roles = {column: _role(header, target=not plainly) for column, header in sorted(headers.items())}
    periods = [column for column, header in headers.items() if not roles[column] and is_period(header)]
    if "target" not in roles.values() and len(periods) == 1:
        behind = min((column for column in headers if column > periods[0]), default=None)
        if behind is not None and roles[behind] in {"", "goal"} and {"deadline", "owner"} & set(roles.values()):
            roles[behind] = "target"
    for column in periods:
        roles[column] = "baseline"
    if "target" not in roles.values() or not {"deadline", "owner"} & set(roles.values()):
        return None, body
    if "measure" not in roles.values():
        named = next((column for column, role in roles.items() if role in {"", "result", "description"}), None)
        if named is None or named != min(roles):
            return None, body
        roles[named] = "measure"
    return roles, body


def _role(header: str, *, target: bool) -> str:
    """Return what a column holds; words that are as good for a goal itself name its target only where no other column does (``target``)."""
    low = plain(header).strip(" :*.")
    asked = ("owner", "deadline", "target") if target else ("owner", "deadline")
    known = next((role for role in asked if low in words("goals")[f"indicator_{role}s"]), None)
    return known or column_role(header)


def _facts(block: Block, roles: Mapping[int, str]) -> RowFacts:
    by_role: dict[str, Cell] = {}
    for cell in block.cells:
        by_role.setdefault(roles.get(cell.column, ""), cell)
    quotes = {role: Quote(cell.text, cell.locator.slice(0, len(cell.text))) for role, cell in by_role.items()}
    deadline = by_role.get("deadline")
    return RowFacts(
        quotes.get("measure"),
        quotes.get("target"),
        quotes.get("baseline"),
        quotes.get("owner"),
        quotes.get("deadline"),
        deadline.iso_date if deadline is not None else None,
    )


def _with_row(goal: Goal, told: Gathered) -> Goal:
    """Return the goal with what the row adds: every amount and date, and an owner where the goal names none."""
    metrics = [
        metric for metric, _ in told.metrics if not any(metric.value == one.value and metric.unit == one.unit for one in goal.metrics)
    ]
    dates = [date for date, _ in told.deadlines]
    changes: dict[str, object] = {
        "metrics": (*goal.metrics, *metrics),
        "deadlines": tuple(dict.fromkeys((*goal.deadlines, *dates))),
    }
    if goal.metric is None and told.metrics:
        changes |= {"metric": told.metrics[0][0], "metric_quote": told.metrics[0][1]}
    if (goal.deadline is None or goal.deadline.end is None) and told.deadlines:
        changes |= {"deadline": told.deadlines[0][0], "deadline_quote": told.deadlines[0][1]}
    if goal.owner is None and told.owners:
        changes |= {"owner": told.owners[0][0], "owner_quote": told.owners[0][1]}
    return replace(goal, **changes)  # type: ignore[arg-type]  # names and types as the fields above
