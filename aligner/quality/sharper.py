"""A wording that could be checked, filled with what the documents say; what they do not say stays in angle brackets."""

from __future__ import annotations

from aligner.domain.facts import Direction, Metric, OwnerKind
from aligner.quality.base import Case
from aligner.quality.tokens import phrases, word_set

__all__ = ["sharpen"]

_CUT = frozenset({"the", "a", "an", "our", "their", "its", "with", "of", "to", "in", "for"})
_TRAILING = frozenset({"and", "or", "those", "of", "the", "with", "in", "to", "for", "us", "them", "our", "a", "an"})
_NOUNS = frozenset({"family", "supply", "assembly", "reply", "monopoly", "anomaly"})
_LONGEST = 9  # words of a name; more would be a sentence


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
    for place in _changed(case)[:1]:
        return "reduce" if phrases("fewer").at(text, place) is not None else "raise"
    return "reduce or raise"


def _changed(case: Case) -> list[int]:
    """Return the tokens of comparatives that speak of what the goal acts on, and not of something said in passing."""
    text, clause = case.tokens, case.clause
    aside = next((place for place in range(clause.first + 1, clause.last) if text[place].low in word_set("aside")), clause.last)
    return [span.first for span in phrases("fewer", "more").find(text, clause.first, aside)]


def _about(case: Case) -> str:
    """Return a stand-in for the measure; it quotes what the goal acts on where its verb or a comparative asks for a change of that."""
    text, clause = case.tokens, case.clause
    first, last = clause.first, clause.last
    moves = phrases("down", "up", "hold", "direction_verbs", verbs=True)
    changed = _changed(case)
    if clause.heads:
        head = moves.at(text, clause.heads[0])
        if head is None and not changed:
            return "<metric>"
        first = head.last if head is not None else clause.heads[0] + 1
    elif changed[:1] != [first]:
        return "<metric>"
    while first < last and (text[first].low in _CUT or first in changed):
        first += 1
    stop = next((place for place in range(first, last) if _ends_name(text[place].low) or place in changed), last)
    while stop > first and text[stop - 1].low in _TRAILING:
        stop -= 1
    if first < stop and text[first].low in {"us", "them", "it", "this", "that"}:
        return "<metric>"
    words = case.goal.text[text[first].start : text[stop - 1].end] if first < stop else ""
    return f"<metric for {words}>" if words and stop - first <= _LONGEST else "<metric>"


def _ends_name(low: str) -> bool:
    return (
        not low[0].isalnum() or low in {"by", "over", "so", "as", "is", "are", "will", "do"} or (low.endswith("ly") and low not in _NOUNS)
    )


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
