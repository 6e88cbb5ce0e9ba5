"""What stands on each sheet of the workbook, as plain values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from aligner.domain.goals import Goal, Item
from aligner.report.definitions import definitions
from aligner.report.kinds import KINDS, SEVERITIES
from aligner.report.rows import DECISION, GapRow, PairRow, gap_rows, pair_rows
from aligner.report.sentence import sentence, work_sentence
from aligner.report.view import View
from aligner.report.wording import ALIGNMENT, LEVEL, STATE, SUPPORT, WORK_CLASS, goal_measure, unread

__all__ = ["Cell", "Column", "Sheet", "sheets"]

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title and its width in characters."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: lines of text above a table, and the table.

    Attributes:
        name: at most 31 characters.
        heading: lines above the table, the first one set large.
        rows: cells from left to right, gone through once; shorter rows leave the last columns empty. Fractions in [0, 1] are shown as
            percentages.
        frozen: how many columns on the left stay in view.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    heading: tuple[str, ...] = ()
    frozen: int = 1


_DECISION = tuple(Column(title, width) for title, width in zip(DECISION, (10, 14, 22, 11), strict=True))


def sheets(view: View) -> tuple[Sheet, ...]:
    """Return all sheets in order."""
    return (_summary(view), _gaps(view), _pairs(view), _goals(view), _items(view), _inputs(view), _method(view))


def _columns(*pairs: tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(title, width) for title, width in pairs)


def _summary(view: View) -> Sheet:
    summary = view.report.summary
    rows: list[tuple[Cell, ...]] = [
        ("Goals supported", summary.supported, summary.goals, "Live work serves them."),
        ("Goals partly supported", summary.partial, summary.goals, "Their only work is weakly related, finished, or covers part of them."),
        ("Goals without live work", summary.unsupported, summary.goals, "No running or planned work serves them."),
        ("Goals where we cannot tell", summary.unclear, summary.goals, "The evidence is too thin to say either way."),
        ("Work that serves a goal", summary.aligned, summary.items, "Linked to at least one goal."),
        ("Change work without a goal", summary.orphaned, summary.items, "It should serve a goal, and none was found."),
        ("Exempt work", summary.exempt, summary.items, "Running the business, compliance, security upkeep, technical debt, enablers."),
        ("Work where we cannot tell", summary.unclear_items, summary.items, "The evidence is too thin to say either way."),
    ]
    counted = View(replace(view.report, gaps=tuple(gap for gap in view.report.gaps if gap.suppressed is None)))
    total = len(counted.report.gaps)
    rows += [(text.plural, counted.gap_counts[kind], total, text.when) for kind, text in KINDS.items()]
    rows.append(
        ("Findings suppressed", len(view.report.gaps) - total, len(view.report.gaps), "Somebody accepted them; they are not counted above.")
    )
    heading = (
        sentence(view.report),
        work_sentence(summary),
        f"{view.files('strategy')} against {view.files('execution')}. {view.unread()}".strip(),
    )
    return Sheet("Summary", _columns(("What", 40), ("Count", 9), ("Out of", 9), ("Meaning", 80)), tuple(rows), heading)


def _gaps(view: View) -> Sheet:
    columns = _columns(
        ("Id", 13), ("Kind", 18), ("Severity", 10), ("Goal id", 11), ("Goal", 28), ("Item ids", 11), ("Items", 26), ("Message", 34), ("Question", 30),
        ("Remedy", 28), ("Goal quote", 32), ("Goal place", 20), ("Item quote", 32), ("Item place", 20), ("Suppressed", 24),
    )  # fmt: skip
    return Sheet("Gaps", (*columns, *_DECISION), tuple(_gap(row) for row in gap_rows(view)), frozen=3)


def _gap(row: GapRow) -> tuple[Cell, ...]:
    return (
        row.id, row.kind, row.severity, row.goal_id, row.goal, row.item_ids, row.items, row.message, row.question,
        row.remedy, row.goal_quote, row.goal_place, row.item_quote, row.item_place, row.suppressed,
    )  # fmt: skip


def _pairs(view: View) -> Sheet:
    columns = _columns(
        ("Id", 20), ("Outcome", 11), ("Goal id", 11), ("Goal", 32), ("Item id", 11), ("Item", 32), ("Probability", 11), ("Strength", 10), ("Why", 30),
        ("Goal quote", 32), ("Goal place", 20), ("Item quote", 32), ("Item place", 20),
    )  # fmt: skip
    return Sheet("Traceability", (*columns, *_DECISION), tuple(_pair(row) for row in pair_rows(view)), frozen=2)


def _pair(row: PairRow) -> tuple[Cell, ...]:
    return (
        row.id, row.outcome, row.goal_id, row.goal, row.item_id, row.item, row.probability, row.strength, row.why,
        row.goal_quote, row.goal_place, row.item_quote, row.item_place,
    )  # fmt: skip


def _goals(view: View) -> Sheet:
    columns = _columns(
        ("Id", 11), ("Goal", 44), ("Support", 16), ("Level", 10), ("Part of", 11), ("Under", 24), ("Metric", 22), ("Target", 18), ("Date", 16),
        ("Last day", 11), ("Owner", 18), ("Vague", 7), ("Why vague", 24), ("Linked work", 8), ("Place", 22), ("Also at", 22),
    )  # fmt: skip
    return Sheet("Goals", columns, tuple(_goal(view, goal) for goal in view.report.goals), frozen=2)


def _goal(view: View, goal: Goal) -> tuple[Cell, ...]:
    measure, target = goal_measure(goal.metric)
    date, last = (goal.deadline.text, goal.deadline.end) if goal.deadline else ("", "")
    return (
        goal.id, goal.text, SUPPORT[goal.support], LEVEL[goal.level], goal.parent, " > ".join(goal.headings), measure, target, date,
        last, goal.owner.text if goal.owner else "", "yes" if goal.vague else "no", "; ".join(goal.vague_because),
        len(view.links_of_goal.get(goal.id, ())), view.place(goal.locator), _lines(view.place(quote.locator) for quote in goal.mentions),
    )  # fmt: skip


def _items(view: View) -> Sheet:
    columns = _columns(
        ("Id", 11), ("Work", 40), ("Outcome", 14), ("Goals served", 34), ("Class", 18), ("Why this class", 20), ("Status", 11), ("As written", 14),
        ("Owner", 18), ("Due", 12), ("Last day", 11), ("Budget", 11), ("Under", 22), ("Description", 34), ("Place", 22), ("Repeats", 11),
    )  # fmt: skip
    return Sheet("Items", columns, tuple(_item(view, item) for item in view.report.items), frozen=2)


def _item(view: View, item: Item) -> tuple[Cell, ...]:
    serves = _lines(view.goal_by_id[link.goal].text for link in view.links_of_item.get(item.id, ()))
    due, last = (item.due.text, item.due.end) if item.due else ("", "")
    state, written = (STATE[item.state], item.status.text) if item.status else ("", "")
    return (
        item.id, item.text, ALIGNMENT[item.alignment], serves, WORK_CLASS[item.work_class], item.work_class_reason, state, written,
        item.owner.text if item.owner else "", due, last, item.budget, " > ".join(item.headings), _lines(quote.text for quote in item.description),
        view.place(item.locator), item.same_as,
    )  # fmt: skip


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _inputs(view: View) -> Sheet:
    rows = tuple(
        (info.path, info.role, info.format, info.blocks, unread(info.unread) or "nothing left out", info.sha256)
        for info in view.report.inputs
    )
    return Sheet(
        "Inputs", _columns(("Document", 48), ("Role", 12), ("Format", 10), ("Blocks read", 12), ("Not read", 40), ("SHA-256", 68)), rows
    )


def _method(view: View) -> Sheet:
    return Sheet("Method", _columns(("What", 40), ("Value or meaning", 110)), tuple(_method_rows(view)))


def _method_rows(view: View) -> Iterator[tuple[Cell, ...]]:
    tool = view.report.tool
    yield "Tool", f"{tool.name} {tool.version}"
    yield "Model", f"{tool.model.name}, SHA-256 {tool.model.sha256}"
    yield "Report schema", view.report.schema
    for key, value in tool.config:
        yield f"Setting: {key}", json.dumps(value, ensure_ascii=False)
    yield from definitions(tool)
    for severity in SEVERITIES.values():
        yield f"Severity: {severity.label.lower()}", severity.meaning
    for kind in KINDS.values():
        yield f"Finding: {kind.title}", f"{kind.when} Checked first: {kind.guard}"
    yield (
        "Decision columns",
        "For the reviewer: accept, reject or defer; who decided; why; until when that holds (YYYY-MM-DD). Ids stay the same from run to run.",
    )
    yield (
        "Cell texts",
        "Every text is stored as text. Where one begins like a formula, its cell is marked so that no program runs it; the text itself is unchanged.",
    )
