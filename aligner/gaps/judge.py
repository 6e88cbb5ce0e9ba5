"""Judges every goal (vague? supported?) and every item (aligned?) before the rules speak."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from aligner.domain.analysis import Analysis
from aligner.domain.goals import Alignment, Goal, Item, Level, State, Support, WorkClass
from aligner.gaps.base import PARKED, RED, accepted, unfunded
from aligner.gaps.odds import chance, direct_chance, firm_links
from aligner.gaps.titled import filed_under_papers
from aligner.gaps.vagueness import reasons
from aligner.gaps.wording import spoken_of

__all__ = ["judge"]

# With less than one chance in five of healthy work, troubled work that is firmly linked is all there is.
_DOUBT = 0.2
# Two chances in five of healthy direct work: titles say little, so that probabilities of true links seldom come near one.
_LIKELY = 0.4
_THIN_TITLE = 2
_SURE_CLASS = 0.5
_FILED = 2


def judge(analysis: Analysis) -> Analysis:
    """Return the analysis with ``vague``, ``support`` and ``alignment`` set on every goal and item."""
    support = _support(analysis)
    goals = []
    for goal in analysis.goals:
        because = reasons(goal, analysis)
        goals.append(replace(goal, vague=bool(because), vague_because=because, support=support[goal.id]))
    known = _known_names(analysis)
    alignment = {item.id: _alignment(item, analysis, known) for item in analysis.items}
    _inherit_from_parent_work(analysis, alignment)
    filed = filed_under_papers(analysis)
    alignment.update({ident: Alignment.UNCLEAR for ident in filed if alignment[ident] is Alignment.ORPHANED})
    items = [replace(item, alignment=alignment[item.same_as or item.id]) for item in analysis.items]
    return replace(analysis, goals=tuple(goals), items=tuple(items))


def _support(analysis: Analysis) -> dict[str, Support]:
    """Judge goals from the bottom up, so that a parent sees its children's verdicts."""
    verdicts: dict[str, Support] = {}

    def settle(goal: Goal) -> Support:
        if goal.id not in verdicts:
            kids = [settle(child) for child in analysis.children.get(goal.id, ())]
            verdicts[goal.id] = _combine(_own_support(goal, analysis), kids)
        return verdicts[goal.id]

    for goal in analysis.goals:
        settle(goal)
    told = spoken_of(analysis)
    for goal in analysis.goals:
        if verdicts[goal.id] is Support.UNSUPPORTED and goal.id in told and not accepted(analysis, goal):
            verdicts[goal.id] = Support.UNCLEAR  # work speaks of it in the same words: no claim that nothing is done
    for goal in analysis.goals:
        parent = verdicts.get(goal.parent or "")
        if verdicts[goal.id] is Support.UNSUPPORTED and parent in {Support.SUPPORTED, Support.PARTIAL}:
            verdicts[goal.id] = _beneath_supported(goal, analysis, verdicts)
    return verdicts


def _own_support(goal: Goal, analysis: Analysis) -> Support:
    """Judge by odds: healthy direct work that is likely enough supports; thin or troubled work that is firmly linked does so in part."""
    well = direct_chance(goal, analysis, _moves)
    if well >= _LIKELY:
        return Support.SUPPORTED
    live = [link for link in firm_links(goal, analysis) if _lives(analysis.item_by_id[link.item])]
    if live:
        return Support.PARTIAL if well < _DOUBT else Support.UNCLEAR
    # Of goals with even one faint link, fewer than half are without work; of those with none, seven in eight.
    return Support.UNCLEAR if chance(goal, analysis, _lives) > 0 else Support.UNSUPPORTED


def _lives(item: Item) -> bool:
    return item.state not in PARKED


def _moves(item: Item) -> bool:
    """Finished, red and unfunded work will not carry a goal the rest of the way."""
    return item.state not in RED | {State.DONE} and not unfunded(item)


def _combine(own: Support, kids: list[Support]) -> Support:
    """Work on the parts is work on the whole: enough of it when most parts are carried, or all at least in part."""
    if not kids or own is Support.SUPPORTED:
        return own
    carried, partly = kids.count(Support.SUPPORTED), kids.count(Support.PARTIAL)
    if 2 * carried > len(kids) or (carried and carried + partly == len(kids)):
        return Support.SUPPORTED
    if carried or partly or own is Support.PARTIAL:
        return Support.PARTIAL
    if own is Support.UNCLEAR or Support.UNCLEAR in kids:
        return Support.UNCLEAR
    return Support.UNSUPPORTED


def _beneath_supported(goal: Goal, analysis: Analysis, verdicts: dict[str, Support]) -> Support:
    """Judge a part that no work names, beneath a goal that work does name.

    Where the plan tells the parts apart, by naming another of them, this one was left out. Where it names the whole only, a
    key result measures that whole and shares its verdict, and an objective may be carried: abstain.
    """
    parent = analysis.goal_by_id[goal.parent or ""]
    parts_told_apart = any(accepted(analysis, part) for part in analysis.children[parent.id])
    if parts_told_apart or not accepted(analysis, parent):
        return Support.UNSUPPORTED
    return verdicts[parent.id] if goal.level is Level.KEY_RESULT else Support.UNCLEAR


def _alignment(item: Item, analysis: Analysis, known: frozenset[str]) -> Alignment:
    links = analysis.links_of_item.get(item.id, ())
    if any(link.accepted for link in links):
        return Alignment.ALIGNED
    if item.work_class is not WorkClass.CHANGE and _is_exempt(item, analysis):
        return Alignment.EXEMPT
    if links or _names_unknown_goal(item, known) or item.confidence < _SURE_CLASS or _says_too_little(item):
        return Alignment.UNCLEAR
    return Alignment.ORPHANED


def _is_exempt(item: Item, analysis: Analysis) -> bool:
    """Every class but change is, unless the settings name fewer."""
    named = analysis.settings.get("exempt")
    return not isinstance(named, list) or item.work_class.value in named


def _known_names(analysis: Analysis) -> frozenset[str]:
    """Return the goal names of the plan under which work is known to serve goals: they file work under a chapter.

    Whoever names a goal has one in mind, even if it is in no document at hand: a broken reference makes no orphan. But a name
    that other, linked work carries as well says nothing about what this piece does for its chapter.
    """
    linked = [analysis.item_by_id[ident] for ident, links in analysis.links_of_item.items() if any(link.accepted for link in links)]
    names = Counter(item.goal_reference.text.casefold() for item in linked if item.goal_reference is not None)
    return frozenset(name for name, count in names.items() if count >= _FILED)


def _names_unknown_goal(item: Item, known: frozenset[str]) -> bool:
    return item.goal_reference is not None and item.goal_reference.text.casefold() not in known


def _says_too_little(item: Item) -> bool:
    """A ticket line such as "Testing" means nothing by itself: no claim is made about it."""
    return len(item.text.split()) < _THIN_TITLE and not item.description


def _inherit_from_parent_work(analysis: Analysis, alignment: dict[str, Alignment]) -> None:
    """Work under an aligned programme or epic may serve the goal through it: never call it an orphan outright."""
    aligned = {item.text.casefold() for item in analysis.items if alignment[item.id] is Alignment.ALIGNED}
    for item in analysis.items:
        if alignment[item.id] is Alignment.ORPHANED and any(heading.casefold() in aligned for heading in item.headings):
            alignment[item.id] = Alignment.UNCLEAR
