"""What a board is asked to decide about each kind of finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.report.wording import listing

__all__ = ["decisions"]

# One finding, several findings ("{n}" is their number). Kinds that are not listed ask nothing of a board.
_DECISIONS: Mapping[GapKind, tuple[str, str]] = {
    GapKind.VAGUE_UNSUPPORTED_GOAL: (
        "Withdraw one goal that is vague and has no live work, or sharpen and resource it",
        "Withdraw {n} goals that are vague and have no live work, or sharpen and resource them",
    ),
    GapKind.TARGET_CONFLICT: ("Rule which figure holds in one conflict of targets", "Rule which figure holds in {n} conflicts of targets"),
    GapKind.CONTRADICTION: (
        "Decide between the strategy and the work that goes against it",
        "Decide between the strategy and the work in {n} contradictions",
    ),
    GapKind.TIMELINE_CONFLICT: (
        "Move the date, or cut the scope, of one piece of work that ends after its goal's deadline",
        "Move the date, or cut the scope, where work ends after its goal's deadline ({n} cases)",
    ),
    GapKind.UNSUPPORTED_GOAL: (
        "Fund, assign or withdraw one goal without live work",
        "Fund, assign or withdraw {n} goals without live work",
    ),
    GapKind.AT_RISK_SUPPORT: (
        "Rescue or plan anew the work behind one goal, all of which is in trouble",
        "Rescue or plan anew the work behind {n} goals, all of which is in trouble",
    ),
    GapKind.CONSTRAINT: (
        "Lift, fund or accept one constraint on which the strategy is silent",
        "Lift, fund or accept {n} constraints on which the strategy is silent",
    ),
    GapKind.AUTHORITY_GAP: (
        "Give one owner the budget or right to decide that the work needs",
        "Give {n} owners the budget or right to decide that their work needs",
    ),
    GapKind.DUPLICATED_WORK: (
        "Merge, or clearly divide, one pair of duplicated work",
        "Merge, or clearly divide, {n} pairs of duplicated work",
    ),
    GapKind.FRAGMENTED_GOAL: (
        "Appoint one lead for a goal spread over many owners",
        "Appoint a lead for each of {n} goals spread over many owners",
    ),
    GapKind.ORPHANED_WORK: (
        "Stop one piece of change work that serves no goal, or name the goal it serves",
        "Stop {n} pieces of change work that serve no goal, or name the goals they serve",
    ),
    GapKind.METRIC_GAP: (
        "Agree how one metric is measured and reported on both sides",
        "Agree how {n} metrics are measured and reported on both sides",
    ),
    GapKind.PRIORITY_INVERSION: (
        "Bring effort in line with the stated priorities",
        "Bring effort in line with the stated priorities ({n} inversions)",
    ),
    GapKind.STALE_GOAL: ("Close or renew one goal whose time has passed", "Close or renew {n} goals whose time has passed"),
    GapKind.CASCADE_BREAK: (
        "Mend one break between themes, objectives and key results",
        "Mend {n} breaks between themes, objectives and key results",
    ),
    GapKind.THIN_SUPPORT: (
        "Strengthen one goal that rests on a single weak piece of work, or accept the risk",
        "Strengthen {n} goals that each rest on a single weak piece of work, or accept the risk",
    ),
    GapKind.VAGUE_GOAL: ("Set a measure, a target and a date for one vague goal", "Set a measure, a target and a date for {n} vague goals"),
    GapKind.UNOWNED_GOAL: ("Name one accountable owner for a goal that has none", "Name an accountable owner for each of {n} goals"),
    GapKind.UNOWNED_ITEM: ("Have an owner named for one piece of work", "Have an owner named for each of {n} pieces of work"),
    GapKind.UNEVIDENCED_CLAIM: ("Ask for the evidence behind one claim of success", "Ask for the evidence behind {n} claims of success"),
}
_RANK = {severity: rank for rank, severity in enumerate(Severity)}
_KINDS = list(_DECISIONS)


def decisions(gaps: Sequence[Gap], shown: Sequence[Gap], most: int) -> tuple[str, ...]:
    """Return what to decide, the most severe first; findings that are questions ask for an answer, not for a decision.

    Args:
        gaps: all findings.
        shown: those that stand numbered on the same page.
        most: how many sentences at most.
    """
    groups: dict[GapKind, list[Gap]] = {}
    for gap in gaps:
        if gap.kind in _DECISIONS and gap.severity is not Severity.QUESTION:
            groups.setdefault(gap.kind, []).append(gap)
    order = sorted(groups, key=lambda kind: (min(_RANK[gap.severity] for gap in groups[kind]), _KINDS.index(kind)))
    return tuple(_sentence(kind, groups[kind], shown) for kind in order[:most])


def _sentence(kind: GapKind, group: Sequence[Gap], shown: Sequence[Gap]) -> str:
    one, many = _DECISIONS[kind]
    text = one if len(group) == 1 else many.format(n=len(group))
    numbers = [str(number) for number, gap in enumerate(shown, start=1) if gap.kind is kind and gap in group]
    return f"{text} (see {listing(numbers)})." if numbers else f"{text}."
