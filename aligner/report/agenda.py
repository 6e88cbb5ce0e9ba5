"""The agenda of a joint steering committee: findings by the two who must talk, each with its question and its quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aligner.domain.facts import Owner, OwnerKind
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.links import Evidence
from aligner.domain.report import Report
from aligner.report.board import live
from aligner.report.kinds import KINDS, SEVERITIES
from aligner.report.markdown_text import safe
from aligner.report.sentence import sentence
from aligner.report.view import View
from aligner.report.wording import count, listing, printable

__all__ = ["Meeting", "meetings", "render"]

_WORD = re.compile(r"\w+")
# A high finding outweighs any handful of low ones; a question still costs the committee its time.
_WEIGHTS = {Severity.HIGH: 9, Severity.MEDIUM: 3, Severity.LOW: 1, Severity.QUESTION: 1}


@dataclass(frozen=True, slots=True)
class Meeting:
    """Findings that the same two have to settle.

    Attributes:
        goal_owner, work_owner: as the documents name them, else the document that names nobody; empty where a side is not concerned
            or the same one answers for both.
        gaps: by falling severity.
    """

    goal_owner: str
    work_owner: str
    gaps: tuple[Gap, ...]

    @property
    def weight(self) -> int:
        """How much there is to settle."""
        return sum(_WEIGHTS[gap.severity] for gap in self.gaps)

    @property
    def title(self) -> str:
        """Who has to be there."""
        return " with ".join(name for name in (self.goal_owner, self.work_owner) if name) or "Everyone"


def meetings(view: View) -> tuple[Meeting, ...]:
    """Return who must talk about what, the weightiest first; parts that could not be read are nobody's talk."""
    groups: dict[tuple[str, str], list[Gap]] = {}
    names: dict[str, str] = {}
    order = {severity: rank for rank, severity in enumerate(Severity)}
    for gap in sorted(view.report.gaps, key=lambda gap: order[gap.severity]):
        if gap.kind is not GapKind.NOT_ANALYSABLE:
            pair = _pair(view, gap)
            for name in pair:
                names.setdefault(name.casefold(), name)  # one person, however the documents spell the capitals
            groups.setdefault((pair[0].casefold(), pair[1].casefold()), []).append(gap)
    made = [Meeting(names[goal], names[work], tuple(gaps)) for (goal, work), gaps in groups.items()]
    return tuple(sorted(made, key=lambda meeting: -meeting.weight))


def _pair(view: View, gap: Gap) -> tuple[str, str]:
    """The owners of the two sides; one who answers for both is named once, by the fuller name."""
    goal, work = _goal_owner(view, gap), _work_owner(view, gap)
    return (max(goal, work, key=len), "") if goal and work and _one(goal, work) else (goal, work)


def _one(name: str, other: str) -> bool:
    """All words of the shorter name stand in the longer: "Dr Veitch" and "Dr Lorcan Veitch", "A. Kestle" and "Amaury Kestle"."""
    short, long = sorted((_WORD.findall(name.casefold()), _WORD.findall(other.casefold())), key=len)
    matched = all(word in long or (len(word) == 1 and any(full.startswith(word) for full in long)) for word in short)
    return matched and any(len(word) > 1 and word in long for word in short)


def _goal_owner(view: View, gap: Gap) -> str:
    goal = view.goal_by_id.get(gap.goal or "")
    if goal is None:
        return ""
    return _named(goal.owner) or f"whoever answers for {view.file(goal.locator.file)}"


def _work_owner(view: View, gap: Gap) -> str:
    items = [view.item_by_id[ident] for ident in gap.items if ident in view.item_by_id]
    known = list(dict.fromkeys(_named(item.owner) or printable(item.team or "") for item in items))
    owners = [name for name in known if name]
    if owners or not items:
        return listing(owners)
    places = [f"{view.file(item.locator.file)}{f', sheet {item.locator.sheet}' if item.locator.sheet else ''}" for item in items]
    return f"whoever answers for {listing(list(dict.fromkeys(places)))}"


def _named(owner: Owner | None) -> str:
    return printable(owner.text).rstrip(" .,;:") if owner is not None and owner.kind is not OwnerKind.NOBODY else ""


def render(report: Report) -> bytes:
    """Return the agenda as UTF-8 Markdown; quoted text is escaped and can never become markup."""
    report, accepted = live(report)
    view = View(report)
    found = meetings(view)
    total = sum(len(meeting.gaps) for meeting in found)
    lines = [
        "# Joint steering committee: agenda",
        "",
        f"{safe(view.files('strategy'))} against {safe(view.files('execution'))}. {sentence(report)}",
        "",
        f"{count(total, 'finding').capitalize()} in {count(len(found), 'conversation')}, the weightiest first; owners are those the documents name."
        + (f" {count(accepted, 'accepted finding is', 'accepted findings are')} left out." if accepted else ""),
    ]
    for number, meeting in enumerate(found, start=1):
        lines += _meeting(view, number, meeting)
    unread = view.unread()
    lines += ["", "## Before the meeting", "", safe(unread)] if unread else []
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _meeting(view: View, number: int, meeting: Meeting) -> list[str]:
    counted = [
        f"{sum(gap.severity is severity for gap in meeting.gaps)} {text.label.lower()}"
        for severity, text in SEVERITIES.items()
        if any(gap.severity is severity for gap in meeting.gaps)
    ]
    lines = [
        "",
        f"## {number}. {safe(_capital(meeting.title))}",
        "",
        f"{count(len(meeting.gaps), 'finding').capitalize()}: {', '.join(counted)}.",
    ]
    for place, gap in enumerate(meeting.gaps, start=1):
        lines += _point(view, f"{number}.{place}", gap)
    return lines


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _point(view: View, number: str, gap: Gap) -> list[str]:
    sides = view.sides(gap)
    return [
        "",
        f"### {number} {KINDS[gap.kind].title} ({SEVERITIES[gap.severity].label.lower()}, `{gap.id}`)",
        "",
        f"**{safe(gap.question)}**",
        "",
        safe(gap.message),
        *_quotes(view, "Strategy", sides.goal, sides.goal_absent),
        *_quotes(view, "Work", sides.item, sides.item_absent),
        *(["", f"What would clear it: {safe(gap.remedy)}"] if gap.remedy else []),
        "",
        "Agreed: \\_\\_\\_\\_\\_\\_\\_\\_ Who: \\_\\_\\_\\_\\_\\_\\_\\_ By when: \\_\\_\\_\\_\\_\\_\\_\\_",
    ]


def _quotes(view: View, title: str, pieces: Sequence[Evidence], absent: str) -> list[str]:
    if not pieces:
        return ["", f"{title}: {safe(absent)}"] if absent else []
    return [line for piece in pieces for line in ("", f"> “{safe(piece.quote)}”", ">", f"> {title}: {safe(view.place(piece.locator))}")]
