"""Everything behind one finding, goal, item or link."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from aligner.domain.gaps import Gap
from aligner.domain.goals import Goal, Item, Support
from aligner.domain.links import Evidence, Link, Side
from aligner.domain.report import Report
from aligner.errors import UsageError
from aligner.report import wording
from aligner.report.accepted import facts
from aligner.report.kinds import KINDS, SEVERITIES
from aligner.report.lines import BLANK, Line, Look, severity_look
from aligner.report.view import View

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["explain", "find"]

_LABEL = 13  # columns of the label before a fact
_NEAR = 5  # how many similar ids an error names
_SUPPORT_LOOK = {Support.SUPPORTED: Look.GOOD, Support.PARTIAL: Look.WARN, Support.UNSUPPORTED: Look.BAD, Support.UNCLEAR: Look.MUTED}


def explain(report: Report, ident: str, *, width: int = 80) -> Text:
    """Return everything behind one finding, goal, item or link.

    Args:
        report: where to look.
        ident: the id of a finding, goal or item, or its beginning if no other id begins so, in either case of letters;
            for a link the goal's and the item's id with a colon or blank between them.
        width: columns; no line is longer.

    Raises:
        UsageError: no such id, or several begin so.
    """
    from aligner.report.terminal import layout  # noqa: PLC0415 - rich is loaded only when something is shown

    view = View(report)
    thing = find(view, ident)
    if isinstance(thing, Gap):
        lines = _gap(view, thing)
    elif isinstance(thing, Goal):
        lines = _goal(view, thing)
    elif isinstance(thing, Item):
        lines = _item(view, thing)
    else:
        lines = _pair(view, thing)
    return layout(lines, width=width)


def find(view: View, ident: str) -> Gap | Goal | Item | Link:
    """Return what an id, or the unique beginning of one, names.

    Raises:
        UsageError: nothing or several things are named; the message lists what comes near.
    """
    halves = re.split(r"[\s:,]+", ident.strip())
    if len(halves) > 1:
        return _find_link(view, halves[0], halves[1])
    things: tuple[Gap | Goal | Item, ...] = (*view.report.gaps, *view.report.goals, *view.report.items)
    known = {thing.id: thing for thing in things}
    return known[_resolve(halves[0], list(known), "finding, goal or item")]


def _find_link(view: View, first: str, second: str) -> Link:
    goal = _resolve(first, list(view.goal_by_id), "goal")
    item = _resolve(second, list(view.item_by_id), "item")
    for link in view.report.links:
        if (link.goal, link.item) == (goal, item):
            return link
    linked = [link.item for link in (*view.links_of_goal.get(goal, ()), *view.candidates_of_goal.get(goal, ()))]
    message = f"{goal} and {item} are not linked; " + (f"{goal} is linked to {', '.join(linked)}" if linked else f"{goal} has no links")
    raise UsageError(message)


def _resolve(ident: str, known: Sequence[str], what: str) -> str:
    wanted = ident.casefold()
    exact = [one for one in known if one.casefold() == wanted]
    begins = exact or [one for one in known if wanted and one.casefold().startswith(wanted)]
    if len(begins) == 1:
        return begins[0]
    if begins:
        shown = ", ".join(begins[:_NEAR]) + (f" and {len(begins) - _NEAR} more" if len(begins) > _NEAR else "")
        message = f"'{ident}' is the beginning of several ids: {shown}; give more of the one you mean"
        raise UsageError(message)
    near = difflib.get_close_matches(ident, known, n=_NEAR, cutoff=0.5)
    hint = f"the nearest ids are {', '.join(near)}" if near else "a report lists all ids in its JSON, HTML and xlsx forms"
    message = f"the report holds no {what} '{ident}'; {hint}"
    raise UsageError(message)


def _fact(label: str, text: str, look: Look = Look.PLAIN) -> Line:
    return Line(text, look, 0, f"{label:<{_LABEL}}")


def _quote(view: View, label: str, piece: Evidence) -> Iterator[Line]:
    yield Line(piece.quote, Look.QUOTE, 0, f"{label:<{_LABEL}}")
    yield Line(view.place(piece.locator), Look.MUTED, _LABEL)


def _gap(view: View, gap: Gap) -> list[Line]:
    kind, severity = KINDS[gap.kind], SEVERITIES[gap.severity]
    lines = [
        Line(kind.title, Look.TITLE, tail=gap.id),
        Line(f"{severity.label}: {severity.meaning}", severity_look(gap.severity)),
        BLANK,
        _fact("Why", gap.message),
        _fact("Ask", gap.question),
        *([_fact("To clear it", gap.remedy)] if gap.remedy else []),
        *(_fact(title, told) for title, told in facts(gap)),
    ]
    owners = view.owners(gap)
    lines += [_fact("Owners", owners)] if owners else []
    sides = view.sides(gap)
    for label, pieces, absent in (("Goal", sides.goal, sides.goal_absent), ("Work", sides.item, sides.item_absent)):
        for piece in pieces:
            lines += [BLANK, *_quote(view, label, piece)]
        if not pieces and absent:
            lines += [BLANK, _fact(label, absent, Look.MUTED)]
    lines += [
        BLANK,
        Line("The rule", Look.HEADING),
        _fact("Name", gap.kind.value),
        _fact("Raised when", kind.when),
        _fact("Guard", kind.guard),
    ]
    goal = view.goal_by_id.get(gap.goal or "")
    if goal:
        lines += [BLANK, Line("The goal", Look.HEADING), *_goal_facts(view, goal), *_links(view, goal.id, of_goal=True)]
    for ident in gap.items:
        item = view.item_by_id[ident]
        lines += [BLANK, Line("The work", Look.HEADING), *_item_facts(view, item), *_links(view, item.id, of_goal=False)]
    return lines


def _goal(view: View, goal: Goal) -> list[Line]:
    lines = [Line(wording.LEVEL[goal.level], Look.TITLE, tail=goal.id), BLANK]
    lines += [*_quote(view, "Text", Evidence(Side.GOAL, goal.text, goal.locator)), *_goal_facts(view, goal)]
    lines += [_fact("Described as", quote.text, Look.QUOTE) for quote in goal.description]
    lines += [_fact("Also at", view.place(quote.locator), Look.MUTED) for quote in goal.mentions]
    for child in view.children.get(goal.id, ()):
        lines.append(_fact("Sub-goal", f"{child.id}  {child.text} ({wording.SUPPORT[child.support].lower()})"))
    return [*lines, *_links(view, goal.id, of_goal=True), *_findings(view, goal.id)]


def _goal_facts(view: View, goal: Goal) -> list[Line]:
    measure, target = wording.goal_measure(goal.metric)
    parent = view.goal_by_id.get(goal.parent or "")
    vague = f"cannot be told when it is met: {wording.listing(goal.vague_because)}" if goal.vague else ""
    facts = [
        ("Under", " > ".join(goal.headings)),
        ("Part of", f"{parent.id}  {parent.text}" if parent else ""),
        ("Metric", measure),
        ("Target", target or "none stated"),
        ("Date", wording.date(goal.deadline) or "none stated"),
        ("Owner", goal.owner.text if goal.owner else "none stated"),
        ("Vague", vague),
    ]
    lines = [_fact(label, text) for label, text in facts if text]
    lines += [_fact("Wording" if place == 0 else "", f"{one.rule} {one.name}: {one.message}") for place, one in enumerate(goal.quality)]
    lines += [_fact("Sharper", goal.sharper)] if goal.sharper else []
    return [_fact("Support", wording.SUPPORT[goal.support], _SUPPORT_LOOK[goal.support]), *lines]


def _item(view: View, item: Item) -> list[Line]:
    lines = [Line("Work", Look.TITLE, tail=item.id), BLANK]
    lines += [*_quote(view, "Text", Evidence(Side.ITEM, item.text, item.locator)), *_item_facts(view, item)]
    lines += [_fact("Described as", quote.text, Look.QUOTE) for quote in item.description]
    if item.same_as:
        lines.append(_fact("Repeats", f"{item.same_as}  {view.item_by_id[item.same_as].text}"))
    lines += [_fact("Also at", view.place(again.locator), Look.MUTED) for again in view.repeats.get(item.id, ())]
    return [*lines, *_links(view, item.same_as or item.id, of_goal=False), *_findings(view, item.id)]


def _item_facts(view: View, item: Item) -> list[Line]:
    status = f"{item.status.text} (read as {wording.STATE[item.state].lower()})" if item.status else "none stated"
    facts = [
        ("Outcome", wording.ALIGNMENT[item.alignment]),
        ("Class", view.exempt_reason(item) or wording.WORK_CLASS[item.work_class]),
        ("Under", " > ".join(item.headings)),
        ("Status", status),
        ("Due", wording.date(item.due) or "none stated"),
        ("Owner", item.owner.text if item.owner else "none stated"),
        ("Team", item.team or ""),
        ("Budget", item.budget or ""),
    ]
    return [_fact(label, text) for label, text in facts if text]


def _links(view: View, ident: str, *, of_goal: bool) -> list[Line]:
    accepted = (view.links_of_goal if of_goal else view.links_of_item).get(ident, ())
    candidates = (view.candidates_of_goal if of_goal else view.candidates_of_item).get(ident, ())
    lines: list[Line] = [BLANK, Line("Linked work" if of_goal else "Goals it serves", Look.HEADING)]
    for link in (*accepted, *candidates):
        other = view.item_by_id[link.item] if of_goal else view.goal_by_id[link.goal]
        verdict = wording.STRENGTH[link.strength] if link.accepted else "cannot tell"
        lines.append(Line(f"{other.text} ({verdict}, {other.id})", indent=2, label=f"{wording.percent(link.probability):>4}  "))
    return lines if accepted or candidates else [*lines, Line("None was found.", Look.MUTED, 2)]


def _findings(view: View, ident: str) -> list[Line]:
    gaps = view.gaps_of.get(ident, ())
    lines = [BLANK, Line("Findings", Look.HEADING)] if gaps else []
    return lines + [Line(f"{KINDS[gap.kind].title}: {gap.message}", indent=2, label=f"{gap.id}  ") for gap in gaps]


def _pair(view: View, link: Link) -> list[Line]:
    verdict = f"Linked, {wording.STRENGTH[link.strength]}" if link.accepted else "Cannot tell: too likely to drop, too unlikely to claim"
    lines = [
        Line("Link", Look.TITLE, tail=f"{link.goal}:{link.item}"),
        Line(f"{verdict}. Calibrated probability that the work serves the goal: {wording.percent(link.probability)}."),
    ]
    goal, item = view.goal_by_id[link.goal], view.item_by_id[link.item]
    quotes = link.evidence or (Evidence(Side.GOAL, goal.text, goal.locator), Evidence(Side.ITEM, item.text, item.locator))
    for piece in quotes:
        lines += [BLANK, *_quote(view, "Goal" if piece.side is Side.GOAL else "Work", piece)]
    lines += [BLANK, *(_fact("Because", reason) for reason in link.why)] if link.why else []
    lines += [BLANK, Line("The goal", Look.HEADING), *_goal_facts(view, goal), *_findings(view, goal.id)]
    return [*lines, BLANK, Line("The work", Look.HEADING), *_item_facts(view, item), *_findings(view, item.id)]
