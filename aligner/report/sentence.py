"""The one sentence that opens every report, and its companion about the work."""

from __future__ import annotations

from aligner.domain.goals import Support
from aligner.domain.report import Report, Summary

__all__ = ["sentence", "work_sentence"]

_PAIR = 2


def sentence(report: Report) -> str:
    """Return how many goals are supported, partly supported, without live work, and unclear, as one sentence."""
    summary = report.summary
    if not summary.goals:
        return "No goals were found."
    vague = sum(goal.vague for goal in report.goals if goal.support is Support.UNSUPPORTED)
    vague = min(vague, summary.unsupported)
    if summary.goals == 1:
        return _only(summary, vague=bool(vague))
    parts = [_opening(summary)]
    if summary.unsupported:
        parts.append(f"{_left(summary, summary.unsupported)} no live work{_also_vague(vague, summary.unsupported)}")
    if summary.unclear:
        everything = summary.unclear == summary.goals
        parts.append(f"{'all of them' if everything else summary.unclear} we cannot tell")
    return "; ".join(parts) + "."


def work_sentence(summary: Summary) -> str:
    """Return how many pieces of work serve a goal, serve none, are exempt, and are unclear, as one sentence."""
    if not summary.items:
        return "No work was found."
    if summary.items == 1:
        outcome = {summary.aligned: "serves a goal", summary.orphaned: "serves no goal", summary.exempt: "is exempt"}
        return f"The one piece of work {outcome.get(1, 'could not be placed')}."
    parts = [
        f"{summary.aligned or 'none'} {'serves' if summary.aligned <= 1 else 'serve'} a goal",
        f"{summary.orphaned} {'is' if summary.orphaned == 1 else 'are'} change work that serves none",
        f"{summary.exempt} {'is' if summary.exempt == 1 else 'are'} exempt",
        f"{summary.unclear_items} we cannot tell",
    ]
    kept = [parts[0], *(part for part in parts[1:] if not part.startswith("0 "))]
    return f"Of {summary.items} pieces of work, " + (f"{', '.join(kept[:-1])} and {kept[-1]}." if len(kept) > 1 else f"{kept[0]}.")


def _opening(summary: Summary) -> str:
    total = summary.goals
    partly = f", {summary.partial} partly" if summary.partial else ""
    if summary.supported == total:
        return f"Both goals are supported{partly}" if total == _PAIR else f"All {total} goals are supported{partly}"
    if summary.supported:
        return f"{summary.supported} of {total} goals {'is' if summary.supported == 1 else 'are'} supported{partly}"
    none = "Neither of the 2 goals" if total == _PAIR else f"None of the {total} goals"
    return f"{none} is fully supported{partly}" if summary.partial else f"{none} is supported"


def _left(summary: Summary, number: int) -> str:
    if number == summary.goals:
        return "all of them have"
    return f"{number} {'has' if number == 1 else 'have'}"


def _also_vague(vague: int, unsupported: int) -> str:
    if not vague:
        return ""
    if unsupported == 1:
        return " (and is also vague)"
    if vague == unsupported:
        return " (both are also vague)" if unsupported == _PAIR else " (all of these are also vague)"
    return f" ({vague} of these {'is' if vague == 1 else 'are'} also vague)"


def _only(summary: Summary, *, vague: bool) -> str:
    if summary.supported:
        return "The one goal found is supported."
    if summary.partial:
        return "The one goal found is partly supported."
    if summary.unsupported:
        return f"The one goal found has no live work{' and is also vague' if vague else ''}."
    return "For the one goal found we cannot tell whether it is supported."
