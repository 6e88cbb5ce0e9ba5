"""Rows of the database from values of the domain."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aligner.archive.language import language
from aligner.archive.likeness import signature
from aligner.domain.classification import Classification
from aligner.domain.goals import Goal, Item
from aligner.domain.report import Report
from aligner.domain.text import Block, Document, Layer, Locator, Unread
from aligner.report.contract import gap_to_dict, to_dict
from aligner.scan.keys import identity
from aligner.store import from_json, to_json

__all__ = ["Parts", "block_rows", "document_of", "document_row", "examined_rows", "judged", "report_rows", "report_totals"]

Parts = dict[str, list[dict[str, Any]]]

_READ = frozenset({Layer.BODY, Layer.NOTE})


def document_row(document: Document, file: str) -> dict[str, Any]:
    """Return the row of a document that was read, without what is judged of it later."""
    texts = [block.text for block in document.blocks if block.layer in _READ]
    spoken = language(texts)
    return {
        "id": identity("D", document.path, document.sha256),
        "file": file,
        "path": document.path,
        "sha256": document.sha256,
        "format": document.format,
        "title": document.title,
        "language": spoken.code,
        "language_share": spoken.share,
        "analysed": spoken.code in {"", "en"},
        "blocks": len(document.blocks),
        "unread": to_json(document.unread),
        "properties": json.dumps({"title": document.title, "date": document.date}),
        "signature": signature(texts),
        "extract_key": "",
        **_UNJUDGED,
        **dict.fromkeys(("near_of", "likeness", "family", "version", "versions")),
    }


_UNJUDGED: Mapping[str, Any] = dict.fromkeys(
    ("kind", "kind_probability", "organisation", "unit", "period_start", "period_end", "dated", "classification")
)


def block_rows(document: Document, ident: str) -> list[dict[str, Any]]:
    """Return the rows of a document's blocks."""
    return [
        {
            "document": ident,
            "number": number,
            "kind": block.kind.value,
            "layer": block.layer.value,
            "place": block.locator.describe(),
            "text": block.text,
            "data": to_json(block),
        }
        for number, block in enumerate(document.blocks)
    ]


def document_of(row: Mapping[str, Any], blocks: Sequence[Mapping[str, Any]]) -> Document:
    """Return the document that its row and the rows of its blocks hold."""
    told = json.loads(row["properties"])
    return Document(
        row["path"],
        row["sha256"],
        row["format"],
        tuple(from_json(block["data"], Block) for block in blocks),
        from_json(row["unread"], tuple[Unread, ...]),
        told["title"],
        told["date"],
    )


def judged(found: Classification | None) -> dict[str, Any]:
    """Return the columns of a document that its classification fills."""
    if found is None:
        return {**_UNJUDGED}
    return {
        "kind": found.kind.value,
        "kind_probability": round(found.probability, 4),
        "organisation": found.organisation.value if found.organisation else None,
        "unit": found.unit.value if found.unit else None,
        "period_start": found.period.start if found.period else None,
        "period_end": found.period.end if found.period else None,
        "dated": found.date.value if found.date else None,
        "classification": to_json(found),
    }


def examined_rows(goals: Sequence[Goal], items: Sequence[Item], ident: str) -> Parts:
    """Return the rows of a document's goals and items; of two with one id the first counts."""
    return {
        "goals": _first([_goal(goal, number, ident) for number, goal in enumerate(goals)], "id"),
        "items": _first([_item(item, number, ident) for number, item in enumerate(items)], "id"),
    }


def _goal(goal: Goal, number: int, ident: str) -> dict[str, Any]:
    return {
        "document": ident,
        "id": goal.id,
        "number": number,
        "text": goal.text,
        "place": goal.locator.describe(),
        "level": goal.level.value,
        "parent": goal.parent,
        "metric": goal.metric.text if goal.metric else None,
        "deadline": goal.deadline.end if goal.deadline else None,
        "owner": goal.owner.text if goal.owner else None,
        "data": to_json(goal),
    }


def _item(item: Item, number: int, ident: str) -> dict[str, Any]:
    return {
        "document": ident,
        "id": item.id,
        "number": number,
        "text": item.text,
        "place": item.locator.describe(),
        "state": item.state.value,
        "due": item.due.end if item.due else None,
        "owner": item.owner.text if item.owner else None,
        "work_class": item.work_class.value,
        "same_as": item.same_as,
        "data": to_json(item),
    }


def report_totals(report: Report) -> dict[str, Any]:
    """Return the columns of a pair that its comparison fills."""
    counts = report.summary
    return {
        "goals": counts.goals,
        "supported": counts.supported,
        "partial": counts.partial,
        "unsupported": counts.unsupported,
        "unclear": counts.unclear,
        "items": counts.items,
        "orphaned": counts.orphaned,
        "report": json.dumps(to_dict(report), separators=(",", ":")),
    }


def report_rows(report: Report, ident: str) -> Parts:
    """Return the rows of a pair's judgements, links and gaps."""
    goals = [
        {"goal": goal.id, "text": goal.text, "place": _where(goal.locator), "support": goal.support.value, "vague": goal.vague}
        for goal in report.goals
    ]
    items = [
        {"item": item.id, "text": item.text, "place": _where(item.locator), "alignment": item.alignment.value} for item in report.items
    ]
    links = [
        {
            "goal": link.goal,
            "item": link.item,
            "probability": link.probability,
            "strength": link.strength.value,
            "accepted": link.accepted,
            "data": to_json(link),
        }
        for link in report.links
    ]
    gaps = [
        {
            "id": gap.id,
            "kind": gap.kind.value,
            "severity": gap.severity.value,
            "goal": gap.goal,
            "items": json.dumps(gap.items),
            "message": gap.message,
            "question": gap.question,
            "remedy": gap.remedy,
            "suppressed": gap.suppressed is not None,
            "data": json.dumps(gap_to_dict(gap), separators=(",", ":")),
        }
        for gap in report.gaps
    ]
    return {
        "pair_goals": _numbered(goals, ident, "goal"),
        "pair_items": _numbered(items, ident, "item"),
        "links": [{"pair": ident, **row} for row in _first(links, "goal", "item")],
        "gaps": _numbered(gaps, ident, "id"),
    }


def _numbered(rows: Sequence[dict[str, Any]], ident: str, *key: str) -> list[dict[str, Any]]:
    return [{"pair": ident, "number": number, **row} for number, row in enumerate(_first(rows, *key))]


def _first(rows: Sequence[dict[str, Any]], *key: str) -> list[dict[str, Any]]:
    """Keep the first of several rows with one key."""
    kept: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        kept.setdefault(tuple(row[name] for name in key), row)
    return list(kept.values())


def _where(locator: Locator) -> str:
    return f"{locator.file}, {place}" if (place := locator.describe()) else locator.file
