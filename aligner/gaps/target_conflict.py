"""target-conflict: a linked pair states different numbers, units or directions for the same metric."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.domain.analysis import Analysis
from aligner.domain.facts import Metric
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, State
from aligner.domain.links import Link, Strength
from aligner.gaps.base import accepted, goal_evidence, in_doubt, item_evidence, make_gap
from aligner.gaps.figures import Figure, figures
from aligner.gaps.finality import Standing, standing
from aligner.gaps.metrics import Comparison, Verdict, compare_bare, compare_metrics, is_counted, mentions
from aligner.gaps.sureness import telling_stems
from aligner.gaps.written import Day, days, told_of_before

__all__ = ["find"]

_CLAIMS = {
    Verdict.SHORT: (Severity.HIGH, "falls short of"),
    Verdict.BEYOND: (Severity.MEDIUM, "differs from"),
    Verdict.OPPOSITE: (Severity.HIGH, "points the other way than"),
    Verdict.OTHER_UNIT: (Severity.QUESTION, "is in another unit than"),
}
_PLANNED = frozenset({Standing.END, Standing.MOMENT})
_ANCHORED = _PLANNED | {Standing.LATER}
# The best link of the work, and far likelier than that of any chance pair.
_FOREMOST = 0.1
_FAIR, _LIKELY = 0.25, 0.5
_NAMED = 2
_PART = re.compile(r"[.;,:()]")


@dataclass(frozen=True, slots=True)
class _Clash:
    """``beside``: another figure of the same sentence agrees with the goal ("70% within five days"), so that both speak of one measure."""

    target: Metric
    stated: Figure
    comparison: Comparison
    standing: Standing
    beside: bool = False


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per pair, on its clearest disagreement.

    A measure that both sides name is evidence of a link by itself, so that pairs in the abstention band are looked at too, but
    only for numbers that are surely of the same measure.
    """
    told: dict[str, list[Item]] = {}
    for item in analysis.items:
        told.setdefault(item.same_as or item.id, []).append(item)
    stated = {ident: tuple(figures(group, analysis)) for ident, group in told.items()}
    adopted = days(analysis, "strategy")
    for goal in analysis.goals:
        targets = _targets(goal, adopted.get(goal.locator.file))
        for link in (*accepted(analysis, goal), *in_doubt(analysis, goal)) if targets else ():
            item = analysis.item_by_id[link.item]
            # What is finished reports what was reached.
            clash = None if item.state is State.DONE else _clash(goal, targets, item, stated[item.id])
            if clash is None:
                continue
            foremost = analysis.links_of_item[item.id][0].goal == goal.id and link.probability >= _FOREMOST
            sure = _sure(clash, link, len(_common(goal, item, clash)), foremost=foremost)
            if sure or _tellable(clash, link):
                yield _gap(goal, item, link, clash, sure=sure)


def _targets(goal: Goal, adopted: Day | None) -> tuple[Metric, ...]:
    """Return the goal's numbers without those that tell where things stand today ("83 per cent at the moment") or what once happened."""
    told = (goal.text, *(quote.text for quote in (*goal.description, *goal.mentions)))
    parts = [part for text in told for part in _PART.split(text)]
    over = [date.text for date in (goal.deadline, *goal.deadlines) if date is not None and told_of_before(date, adopted)]

    def is_reading(metric: Metric) -> bool:
        holding = [part for part in parts if metric.text in part]
        past = [part for part in holding if any(text in part for text in over)]
        return bool(holding) and (past == holding or (metric != goal.metric and all(mentions("actual", part) for part in holding)))

    return tuple(metric for metric in goal.metrics if not is_reading(metric))


def _clash(goal: Goal, targets: Sequence[Metric], item: Item, stated: Sequence[Figure]) -> _Clash | None:
    """Find the clearest disagreement; a target that some stated figure meets is met, and other figures have another scope."""
    found = [clash for target in targets for clash in _clashes(goal, target, item, stated)]
    best = max(found, key=_clarity, default=None)
    if best is None or not _agreed_beside(best, targets, stated):
        return best
    return replace(best, comparison=replace(best.comparison, same_measure=True), beside=True)


def _agreed_beside(clash: _Clash, targets: Sequence[Metric], stated: Sequence[Figure]) -> bool:
    """Tell whether the sentence repeats another number of the goal, unit and all."""
    others = {(target.value, target.unit) for target in targets if target is not clash.target and target.unit is not None}
    beside = (figure.metric for figure in stated if figure.sentence == clash.stated.sentence and figure.metric is not clash.stated.metric)
    return any((metric.value, metric.unit) in others for metric in beside)


def _clashes(goal: Goal, target: Metric, item: Item, stated: Sequence[Figure]) -> list[_Clash]:
    found = []
    for figure in stated:
        place = standing(goal, figure.told_by, figure.metric, figure.sentence.text)
        comparison = _compare(goal, target, item, figure, place)
        if comparison.verdict is Verdict.AGREES:
            return []
        wanted = comparison.same_measure or target == goal.metric
        # What a plan gives for a later year contradicts an earlier promise only where it falls short of it even then.
        late = place is Standing.LATER and comparison.verdict is not Verdict.SHORT
        if comparison.verdict in _CLAIMS and wanted and place is not Standing.STEP and not late:
            found.append(_Clash(target, figure, comparison, place))
    return found


def _compare(goal: Goal, target: Metric, item: Item, figure: Figure, place: Standing) -> Comparison:
    """Compare by meaning; a bare number is read in the goal's unit when the plan gives it for the goal's date or as its end."""
    # "190 of 212" is a part of what the goal promises in full, and "92, not 80" is set against the goal's own number.
    told_with = target.value is not None and target.value in (figure.whole, *figure.against)
    if told_with and place in _ANCHORED:
        return replace(compare_bare(target, figure.metric), same_measure=True)
    if figure.bare or (target.unit is None and not target.of and is_counted(figure.metric)):
        readable = place in _ANCHORED and target == goal.metric and figure.whole is None
        return compare_bare(target, figure.metric) if readable else Comparison(Verdict.UNRELATED, same_measure=False)
    text = f"{item.text} {figure.told_by.text} {figure.sentence.text}"
    return compare_metrics(target, figure.metric, goal_text=goal.text, item_text=text, anchored=place in _ANCHORED)


def _clarity(clash: _Clash) -> tuple[bool, bool, bool]:
    return (clash.comparison.same_measure, not clash.stated.bare, clash.standing in _ANCHORED)


def _common(goal: Goal, item: Item, clash: _Clash) -> frozenset[str]:
    told = " ".join((goal.text, clash.target.of or "", *(quote.text for quote in goal.description)))
    return telling_stems(told) & telling_stems(f"{item.text} {clash.stated.sentence.text}")


def _sure(clash: _Clash, link: Link, shared: int, *, foremost: bool) -> bool:
    """Tell whether the two figures may be claimed to clash.

    Measured on labelled pairs: a figure that is planned as final, or given for the goal's date, in work that fits no goal better
    contradicts the goal in nine of ten cases, however faint the link. Anything less needs a measure that both sides name.
    """
    same = clash.comparison.same_measure
    if clash.beside or (foremost and clash.standing in _PLANNED):
        return True
    if clash.standing in _PLANNED:
        return same and (shared >= _NAMED or link.probability >= _LIKELY)
    if clash.standing is Standing.LATER:
        return foremost and bool(shared) and link.probability >= _FAIR
    return same and foremost and link.probability >= _FAIR


def _tellable(clash: _Clash, link: Link) -> bool:
    """Without a measure that both sides name, only a direct link, or a figure for the goal's own date, makes numbers worth a question."""
    if clash.comparison.same_measure:
        return True
    return link.accepted and (link.strength is Strength.DIRECT or (clash.standing in _PLANNED and not clash.stated.bare))


def _gap(goal: Goal, item: Item, link: Link, clash: _Clash, *, sure: bool) -> Gap:
    severity, claim = _CLAIMS[clash.comparison.verdict]
    if not sure:
        severity = Severity.QUESTION
    elif severity is Severity.HIGH and not (clash.comparison.same_measure and link.accepted):
        severity = Severity.MEDIUM
    figure = clash.stated
    subject = clash.target.of or figure.metric.of
    about = f" for {subject}" if subject else ""
    retold = item_evidence(figure.told_by, figure.sentence)[1:] if figure.told_by is not item else []
    return make_gap(
        GapKind.TARGET_CONFLICT,
        severity,
        goal=goal,
        items=[item],
        message=f"The plan's figure “{figure.metric.text}”{about} {claim} the strategy's “{clash.target.text}”.",
        question="Which of the two figures holds, and do both sides mean the same measure, scope and period?",
        remedy="Correct one of the figures, or say how they relate (interim, scope, baseline).",
        evidence=[*goal_evidence(goal, goal.metric_quote), *item_evidence(item, None if retold else figure.sentence), *retold],
    )
