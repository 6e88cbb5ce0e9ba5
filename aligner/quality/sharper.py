"""A wording that could be checked, filled with what the documents say; what they do not say stays in angle brackets."""

from __future__ import annotations

from aligner.domain.facts import Direction, Metric, OwnerKind
from aligner.quality.base import Case
from aligner.quality.tokens import phrases

__all__ = ["sharpen"]

_CUT = frozenset({"the", "a", "an", "our", "their", "its", "with", "of", "to", "in", "for"})
_LIMIT = 60
_LONGEST = 9


def sharpen(case: Case) -> str:
    """Return "reduce <metric> from <baseline> to <target> by <date>, owner <role>" with the verb and the values of the goal.

    Values are the documents' own: measure, baseline, target and date of the goal or of a goal beneath it, and who answers for it.
    """
    metric = _metric(case)
    verb = _verb(case, metric)
    name = (metric.of if metric is not None else None) or _about(case)
    target = metric.text if metric is not None and metric.value is not None else "<target>"
    if verb == "keep":
        change = f"keep {name} at {target}"
    elif metric is not None and metric.baseline is not None:
        change = f"{verb} {name} {_span(metric)}"
    else:
        change = f"{verb} {name} from <baseline> to {target}"
    return f"{change} {_date(case)}, owner {_owner(case)}"


def _metric(case: Case) -> Metric | None:
    """Return the measure that says most: with a value, else only with a name."""
    found = [metric for member in case.family for metric in (member.metric, *member.metrics) if metric is not None]
    return next((one for one in found if one.value is not None), found[0] if found else None)


def _span(metric: Metric) -> str:
    if metric.text.lower().startswith("from "):
        return metric.text
    base = f"{metric.baseline:,.10g}" if metric.baseline is not None else "<baseline>"
    unit = "" if metric.unit is None else "%" if metric.unit == "%" else f" {metric.unit}"
    return f"from {base}{unit} to {metric.text if metric.value is not None else '<target>'}"


def _verb(case: Case, metric: Metric | None) -> str:
    """Return the direction of the goal's own words, else of its measure; both where neither tells."""
    text, clause = case.tokens, case.clause
    for name, verb in (("hold", "keep"), ("down", "reduce"), ("up", "raise")):
        if any(phrases(name, verbs=True).at(text, head) for head in clause.heads):
            return verb
    told = {Direction.DECREASE: "reduce", Direction.INCREASE: "raise", Direction.MAINTAIN: "keep"}
    if metric is not None and metric.direction is not None:
        return told[metric.direction]
    for name, verb in (("down", "reduce"), ("up", "raise")):
        if any(phrases(name, verbs=True).find(text, clause.first, clause.last)):
            return verb
    return "reduce or raise"


def _about(case: Case) -> str:
    """Return a stand-in for the measure that quotes what the goal acts on."""
    text, clause = case.tokens, case.clause
    first = clause.first
    if clause.heads and text[clause.heads[0]].low in {"be", "become", "is", "are"}:
        return "<measure>"  # "be the first choice of shippers" acts on nothing
    if clause.heads:
        span = phrases("verbs", "direction_verbs", "output_verbs", verbs=True).at(text, clause.heads[0])
        first = span.last if span is not None else clause.heads[0] + 1
    while first < clause.last and text[first].low in _CUT:
        first += 1
    last = min(clause.last, first + _LONGEST)
    stop = next((index for index in range(first + 1, last) if text[index].low in {",", ".", "!"}), last)
    if stop == clause.first + _LONGEST and stop < clause.last:
        return "<measure>"
    words = case.goal.text[text[first].start : text[stop - 1].end] if first < stop else ""
    return f"<measure of: {words}>" if words and len(words) <= _LIMIT else "<measure>"


def _date(case: Case) -> str:
    span = next((member.deadline for member in case.family if member.deadline is not None), None)
    if span is None:
        return "by <date>"
    text = span.text[0].lower() + span.text[1:] if span.text[:3] in {"By ", "Bef", "Wit", "Unt", "End"} else span.text
    return (
        text
        if text.lower().startswith(("by ", "before ", "within ", "until ", "no later ", "from ", "in ", "not later "))
        else f"by {text}"
    )


def _owner(case: Case) -> str:
    owner = next((member.owner for member in case.family if member.owner is not None and member.owner.kind is not OwnerKind.NOBODY), None)
    return owner.text.strip(" .") if owner is not None else "<role>"
