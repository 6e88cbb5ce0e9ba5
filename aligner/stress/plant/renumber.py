"""Numbers: a goal and the work for it no longer state the same figure."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.facts import Metric
from aligner.domain.goals import Goal, Item, Quote
from aligner.domain.text import Locator
from aligner.gaps.metrics import Verdict, compare_metrics
from aligner.stress.faults import FITTING, Fault, FaultKind, Replace
from aligner.stress.plant.amounts import other_figure
from aligner.stress.plant.ground import Ground

__all__ = ["faults"]

_LONG_NAME = 6
_FEWEST_WORDS = 3


def faults(ground: Ground) -> Iterator[Fault]:
    """Yield changes of figures that both sides state alike, then figures of the goal that the plan is made to restate otherwise."""
    seen: set[tuple[str, str]] = set()
    for goal, item, _ in ground.sure_pairs:
        if ground.known(FITTING[FaultKind.RENUMBERED], goal.id, item.id) or goal.metric is None or not _own_figure(goal, ground):
            continue
        fault = _both(goal, item, ground) or _restated(goal, item, ground)
        if fault is not None and (goal.id, item.id) not in seen:
            seen.add((goal.id, item.id))
            yield fault


def _own_figure(goal: Goal, ground: Ground) -> bool:
    """What a theme has from one of its parts binds the work for that part alone."""
    kids = [other for other in ground.report.goals if other.parent == goal.id]
    return not any(kid.metric_quote == goal.metric_quote for kid in kids)


def _both(goal: Goal, item: Item, ground: Ground) -> Fault | None:
    assert goal.metric is not None
    for told in ground.told[item.id]:
        for metric, quote in zip(told.metrics, told.metric_quotes, strict=True):
            found = compare_metrics(goal.metric, metric, goal_text=goal.text, item_text=f"{item.text} {quote.text}")
            if found.verdict is Verdict.AGREES and found.same_measure:
                fault = _changed(ground, goal, told, metric, quote)
                if fault is not None:
                    return fault
    return None


def _changed(ground: Ground, goal: Goal, told: Item, metric: Metric, quote: Quote) -> Fault | None:
    new = other_figure(metric.text, ground.seed, goal.id, told.id)
    at = quote.text.find(metric.text)
    whole = ground.text(quote.locator)
    if new is None or at < 0 or whole[quote.locator.start : quote.locator.end] != quote.text:
        return None
    start = quote.locator.start + at
    edit = Replace(quote.locator.slice(start, start + len(metric.text)), new)
    after = whole[:start] + new + whole[start + len(metric.text) :]
    return Fault(FaultKind.RENUMBERED, (edit,), goal.id, (told.same_as or told.id,), quote.locator, whole, after, (after,))


def _restated(goal: Goal, item: Item, ground: Ground) -> Fault | None:
    """Let the plan name the goal's own measure with another figure, behind what it says about the work."""
    assert goal.metric is not None
    subject = " ".join((goal.metric.of or "").split())
    value = _bare(goal.metric)
    if len(subject) < _LONG_NAME or value is None or any(told.metrics for told in ground.told[item.id]):
        return None
    new = other_figure(value, ground.seed, goal.id, item.id)
    place = _room(item, ground)
    if new is None or place is None:
        return None
    before = ground.text(place)
    added = f"{'' if before.rstrip().endswith(('.', ';', ':')) else '.'} Target for {subject}: {new}."
    edit = Replace(place.slice(len(before), len(before)), added)
    return Fault(FaultKind.RENUMBERED, (edit,), goal.id, (item.id,), place, before, f"{before}{added}", (added.lstrip(". "),))


def _bare(metric: Metric) -> str | None:
    """Return the target of "from 8 days to 12 days" alone."""
    if metric.value is None or metric.relative:
        return None
    return metric.text.rpartition(" to ")[2] if metric.baseline is not None else metric.text


def _room(item: Item, ground: Ground) -> Locator | None:
    """Return where a remark about the work belongs: its description, else a sentence of its own behind it."""
    for quote in item.description:
        if len(quote.text.split()) >= _FEWEST_WORDS and ground.block(quote.locator) is not None:
            return quote.locator
    block = ground.block(item.locator)
    return item.locator if block is not None and not block.cells and item.locator.end == len(block.text) else None
