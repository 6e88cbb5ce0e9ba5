"""A report that reads well in a wiki or a pull request."""

from __future__ import annotations

import json
from collections.abc import Sequence

from aligner.domain.gaps import Gap
from aligner.domain.goals import Alignment, Goal, Item
from aligner.domain.links import Evidence
from aligner.domain.report import Report
from aligner.report.accepted import facts
from aligner.report.definitions import definitions
from aligner.report.kinds import KINDS, SEVERITIES
from aligner.report.markdown_text import safe
from aligner.report.sentence import sentence, work_sentence
from aligner.report.view import View
from aligner.report.wording import ALIGNMENT, STATE, SUPPORT, WORK_CLASS, date, goal_measure, percent, printable, unread

__all__ = ["render"]


def render(report: Report) -> bytes:
    """Return the report as UTF-8 Markdown; quoted text is escaped and can never become markup."""
    view = View(report)
    lines = [
        f"# {sentence(report)}",
        "",
        f"{safe(view.files('strategy'))} against {safe(view.files('execution'))}. {work_sentence(report.summary)} {safe(view.unread())}".rstrip(),
        *_findings(view),
        *_goals(view),
        *_work(view),
        *_methods(view),
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _findings(view: View) -> list[str]:
    counted = [gap for gap in view.report.gaps if gap.suppressed is None]
    lines = ["", f"## Findings ({len(counted)})"]
    if not counted:
        lines += ["", "No findings were made."]
    for severity, text in SEVERITIES.items():
        gaps = [gap for gap in counted if gap.severity is severity]
        if gaps:
            lines += ["", f"### {text.label} ({len(gaps)})", "", text.meaning]
        for gap in gaps:
            lines += _finding(view, gap)
    accepted = [gap for gap in view.report.gaps if gap.suppressed is not None]
    if accepted:
        lines += ["", f"### Suppressed ({len(accepted)})", "", "Somebody accepted these; they are not counted above."]
    return lines + [line for gap in accepted for line in _finding(view, gap)]


def _finding(view: View, gap: Gap) -> list[str]:
    sides = view.sides(gap)
    lines = ["", f"**{KINDS[gap.kind].title}** `{gap.id}`", "", safe(gap.message)]
    lines += _side(view, "Strategy", sides.goal, sides.goal_absent) + _side(view, "Work", sides.item, sides.item_absent)
    lines += ["", f"Ask: {safe(gap.question)}"]
    lines += [line for title, told in facts(gap) for line in ("", f"{title} {safe(told)}")]
    return [*lines, "", f"To clear it: {safe(gap.remedy)}"] if gap.remedy else lines


def _side(view: View, title: str, pieces: Sequence[Evidence], absent: str) -> list[str]:
    if not pieces:
        return ["", f"{title}: {safe(absent)}"] if absent else []
    return [line for piece in pieces for line in ("", f"> “{safe(piece.quote)}”", ">", f"> {title}: {safe(view.place(piece.locator))}")]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = ["", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return lines + [f"| {' | '.join(cell or ' ' for cell in row)} |" for row in rows]


def _goals(view: View) -> list[str]:
    lines = ["", f"## Goals ({view.report.summary.goals})"]
    rows = [_goal(view, goal) for group in view.groups for goal in group.goals]
    return lines + (
        _table(("Goal", "Metric", "Target", "Date", "Owner", "Support", "Work"), rows) if rows else ["", "No goals were found."]
    )


def _goal(view: View, goal: Goal) -> list[str]:
    measure, target = goal_measure(goal.metric)
    work = "; ".join(
        f"{safe(view.item_by_id[link.item].text)} ({percent(link.probability)})" for link in view.links_of_goal.get(goal.id, ())
    )
    text = "– " * view.depth(goal) + safe(goal.text) + f" `{goal.id}`"
    owner = goal.owner.text if goal.owner else ""
    return [text, safe(measure), safe(target), safe(date(goal.deadline)), safe(owner), SUPPORT[goal.support], work or "no link"]


def _work(view: View) -> list[str]:
    lines = ["", f"## Work ({view.report.summary.items})"]
    if not view.items:
        return [*lines, "", "No work was found."]
    for alignment in (Alignment.ORPHANED, Alignment.UNCLEAR, Alignment.ALIGNED, Alignment.EXEMPT):
        rows = [_item(view, item) for item in view.items if item.alignment is alignment]
        if rows:
            lines += ["", f"### {ALIGNMENT[alignment]} ({len(rows)})", *_table(("Work", "Status", "Class", "Owner", "Due", "Serves"), rows)]
    return lines


def _item(view: View, item: Item) -> list[str]:
    serves = "; ".join(
        f"{safe(view.goal_by_id[link.goal].text)} ({percent(link.probability)})" for link in view.links_of_item.get(item.id, ())
    )
    owner = item.owner.text if item.owner else ""
    status = STATE[item.state] if item.status else ""
    return [
        f"{safe(item.text)} `{item.id}`",
        status,
        WORK_CLASS[item.work_class],
        safe(owner),
        safe(date(item.due)),
        serves or "no link",
    ]


def _methods(view: View) -> list[str]:
    tool = view.report.tool
    lines = ["", "## Methods and provenance"]
    rows = [
        [safe(info.path), info.role, safe(info.format), str(info.blocks), safe(unread(info.unread)), f"`{printable(info.sha256)}`"]
        for info in view.report.inputs
    ]
    lines += _table(("Document", "Role", "Format", "Blocks read", "Not read", "SHA-256"), rows)
    settings = ", ".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in tool.config)
    lines += [
        "",
        safe(f"{tool.name} {tool.version}, model {tool.model.name}, SHA-256 {tool.model.sha256}. Settings: {settings or 'none'}."),
        "",
    ]
    return lines + [f"- {name}: {meaning}" for name, meaning in definitions(tool)]
