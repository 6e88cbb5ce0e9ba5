"""The published JSON form of a report: ``aligner.report/1``. Reading it back is in ``aligner.report.decode``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from aligner.domain.facts import DateSpan, Metric, Owner
from aligner.domain.gaps import Gap, Suppression
from aligner.domain.goals import Goal, Item, Quote
from aligner.domain.links import Evidence, Link
from aligner.domain.quality import RuleHit
from aligner.domain.report import InputInfo, Report, Summary, ToolInfo
from aligner.domain.text import Locator
from aligner.report.decode import from_dict, load

__all__ = ["from_dict", "gap_to_dict", "load", "to_dict", "tool_to_dict"]

PLACES = 4

Json = dict[str, object]


def to_dict(report: Report) -> Json:
    """Return the report as plain JSON values.

    Key order is fixed, a field that does not apply is None and never missing, and numbers are rounded to four places.
    ``links`` holds the accepted links, ``candidates`` the pairs in the abstention band.
    """
    return {
        "schema": report.schema,
        "tool": _tool(report.tool),
        "inputs": [_input(info) for info in report.inputs],
        "goals": [_goal(goal) for goal in report.goals],
        "items": [_item(item) for item in report.items],
        "links": _links(link for link in report.links if link.accepted),
        "candidates": _links(link for link in report.links if not link.accepted),
        "gaps": [_gap(gap) for gap in report.gaps],
        "summary": _summary(report.summary),
    }


def gap_to_dict(gap: Gap) -> Json:
    """Return one finding in the form it has in a report."""
    return _gap(gap)


def tool_to_dict(tool: ToolInfo) -> Json:
    """Return what produced a report in the form it has in one."""
    return _tool(tool)


def _tool(tool: ToolInfo) -> Json:
    return {
        "name": tool.name,
        "version": tool.version,
        "model": {"name": tool.model.name, "sha256": tool.model.sha256},
        "config": {key: _plain(value) for key, value in tool.config},
    }


def _input(info: InputInfo) -> Json:
    unread = [{"what": part.what, "count": part.count} for part in info.unread]
    return {"role": info.role, "path": info.path, "sha256": info.sha256, "format": info.format, "blocks": info.blocks, "unread": unread}


def _goal(goal: Goal) -> Json:
    return {
        "id": goal.id,
        "text": goal.text,
        "parent": goal.parent,
        "level": goal.level.value,
        "locator": _locator(goal.locator),
        "headings": list(goal.headings),
        "metric": _metric(goal.metric),
        "deadline": _date(goal.deadline),
        "owner": _owner(goal.owner),
        "vague": goal.vague,
        "vague_because": list(goal.vague_because),
        "support": goal.support.value,
        "mentions": [_locator(quote.locator) for quote in goal.mentions],
        "description": [quote.text for quote in goal.description],
        "quality": [_rule_hit(one) for one in goal.quality],
        "sharper": goal.sharper,
    }


def _rule_hit(one: RuleHit) -> Json:
    return {"rule": one.rule, "name": one.name, "words": one.words.text, "locator": _locator(one.words.locator), "message": one.message}


def _item(item: Item) -> Json:
    return {
        "id": item.id,
        "text": item.text,
        "description": _joined(item.description),
        "locator": _locator(item.locator),
        "headings": list(item.headings),
        "owner": _owner(item.owner),
        "due": _date(item.due),
        "status": {"text": item.status.text, "state": item.status.state.value} if item.status else None,
        "budget": item.budget,
        "work_class": item.work_class.value,
        "alignment": item.alignment.value,
        "same_as": item.same_as,
        "work_class_reason": item.work_class_reason or None,
    }


def _joined(quotes: Sequence[Quote]) -> str | None:
    """Join quotes by line feeds: readers collapse white space, so that no quote holds one of its own."""
    return "\n".join(quote.text for quote in quotes) if quotes else None


def _links(links: Iterable[Link]) -> list[Json]:
    return [
        {
            "goal": link.goal,
            "item": link.item,
            "probability": _number(link.probability),
            "strength": link.strength.value,
            "evidence": [_evidence(piece) for piece in link.evidence],
            "why": list(link.why),
        }
        for link in links
    ]


def _gap(gap: Gap) -> Json:
    return {
        "id": gap.id,
        "kind": gap.kind.value,
        "severity": gap.severity.value,
        "goal": gap.goal,
        "items": list(gap.items),
        "message": gap.message,
        "question": gap.question,
        "evidence": [_evidence(piece) for piece in gap.evidence],
        "remedy": gap.remedy or None,
        "suppressed": _suppression(gap.suppressed),
        "lapsed": _suppression(gap.lapsed),
    }


def _suppression(found: Suppression | None) -> Json | None:
    return {"reason": found.reason, "expires": found.expires, "origin": found.origin} if found else None


def _summary(summary: Summary) -> Json:
    return {
        "goals": summary.goals,
        "supported": summary.supported,
        "partial": summary.partial,
        "unsupported": summary.unsupported,
        "unclear": summary.unclear,
        "items": summary.items,
        "aligned": summary.aligned,
        "orphaned": summary.orphaned,
        "exempt": summary.exempt,
        "unclear_items": summary.unclear_items,
    }


def _evidence(piece: Evidence) -> Json:
    return {"side": piece.side.value, "quote": piece.quote, "locator": _locator(piece.locator)}


def _locator(locator: Locator) -> Json:
    return {
        "file": locator.file,
        "paragraph": locator.paragraph,
        "page": locator.page,
        "slide": locator.slide,
        "sheet": locator.sheet,
        "cell": locator.cell,
        "line": locator.line,
        "start": locator.start,
        "end": locator.end,
    }


def _metric(metric: Metric | None) -> Json | None:
    if metric is None:
        return None
    return {
        "text": metric.text,
        "value": _number(metric.value),
        "unit": metric.unit,
        "of": metric.of,
        "direction": metric.direction.value if metric.direction else None,
        "baseline": _number(metric.baseline),
    }


def _date(span: DateSpan | None) -> Json | None:
    return {"text": span.text, "start": span.start, "end": span.end} if span else None


def _owner(owner: Owner | None) -> Json | None:
    return {"text": owner.text} if owner else None


def _number(value: float | None) -> float | None:
    """Round to four places; adding zero turns a negative zero into a plain one."""
    return round(float(value), PLACES) + 0.0 if value is not None and math.isfinite(value) else None


def _plain(value: object) -> object:
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    return value
