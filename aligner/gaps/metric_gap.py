"""metric-gap: the measure of a goal is reported nowhere, or departments report measures that no goal uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Level, Support
from aligner.domain.links import Evidence, Link, Side
from aligner.gaps.base import PARKED, family_links, goal_evidence, make_gap, quoted, shorten
from aligner.gaps.measures import Kind, Names, Reading, kind_of, kinds_in, names_of, readings
from aligner.gaps.odds import FIRM
from aligner.gaps.sureness import telling_stems
from aligner.gaps.unused import unused
from aligner.lexicon import cache, words

__all__ = ["find"]

# A side that states hardly any share, time, sum or score reports by other means: nothing follows from its silence.
_REPORTING = 5
# A word that many goals use tells no measure.
_RARE = 2
_LIVE = frozenset({Support.SUPPORTED, Support.PARTIAL, Support.UNCLEAR})
_SHOWN = 4
_WIDTH = 60


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a goal is measured by: sorts of its figures, known names, and the rare words of its text and of all that is said about it.

    ``subject``: the text says what is counted, and not only "58 cents". ``said``: without any figure, it says that it is measured.
    """

    kinds: frozenset[Kind]
    names: frozenset[str]
    own: frozenset[str]
    told: frozenset[str]
    subject: bool
    said: bool


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield a finding per goal whose measure is reported nowhere, then one on all measures that no goal uses."""
    names = names_of(analysis)
    reported = readings(analysis, names)
    if sum(bool(reading.kinds) for reading in reported) >= _REPORTING:
        uses = Counter(stem for goal in analysis.goals for stem in telling_stems(_told(goal)))
        common = frozenset(stem for stem, count in uses.items() if count > _RARE)
        for goal in analysis.goals:
            measure = _measure(goal, names, common)
            if _measurable(measure) and _carried(goal, analysis) and not _reported(goal, measure, reported, analysis):
                yield _silent(goal, measure)
    found = unused(analysis, names, reported)
    if found:
        yield _unserved(found, analysis)


def _told(goal: Goal) -> str:
    subjects = (metric.of for metric in goal.metrics if metric.of)
    return " ".join((goal.text, *(quote.text for quote in (*goal.description, *goal.mentions)), *subjects))


def _measure(goal: Goal, names: Names, common: frozenset[str]) -> _Measure:
    """Counted things ("45 shops") are left out: the work itself tells how many of them are done."""
    aside = [phrase for phrase in words("metric_gap")["aside"] if phrase in goal.text.casefold()]
    stated = [
        metric for metric in goal.metrics if metric.value is not None and not any(metric.text.casefold() in phrase for phrase in aside)
    ]
    kinds = {kind for kind in map(kind_of, stated) if kind is not None}
    # "Halve the falls" is told by their number in so many days, and "95 per cent within five days" by the days too.
    if kinds:
        kinds |= {Kind.RATE} if any(metric.relative for metric in stated) else set()
        kinds |= {kind for metric in stated for kind in kinds_in(metric.of or "")}
    told = _told(goal)
    hollow = common | _units()
    subject = any(not metric.of or telling_stems(metric.of) - telling_stems(metric.unit or "") - _units() for metric in stated)
    said = not goal.metrics and _measured().search(told) is not None
    return _Measure(
        frozenset(kinds), frozenset(names.find(told)), telling_stems(goal.text) - hollow, telling_stems(told) - hollow, subject, said
    )


@cache
def _measured() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words("metric_gap")["measured"]) + r")\b", re.IGNORECASE)


@cache
def _units() -> frozenset[str]:
    return telling_stems(" ".join(words("metric_gap")["units"]))


def _measurable(measure: _Measure) -> bool:
    """A figure by itself ("58 cents") does not tell what is measured; a name does, where the goal says that it is measured."""
    return bool(measure.names) if measure.said else bool(measure.kinds) and (bool(measure.names) or measure.subject)


def _carried(goal: Goal, analysis: Analysis) -> bool:
    """Only a goal that somebody works on is expected to be reported on; a whole is reported by its parts."""
    if goal.support not in _LIVE or goal.level is Level.THEME or analysis.children.get(goal.id):
        return False
    return (
        any(analysis.item_by_id[link.item].state not in PARKED for link in family_links(analysis, goal))
        or goal.support is not Support.UNCLEAR
    )


def _reported(goal: Goal, measure: _Measure, reported: Sequence[Reading], analysis: Analysis) -> bool:
    for reading in reported:
        if measure.names & reading.names:
            return True
        if measure.kinds & reading.kinds and (measure.own & reading.stems or len(measure.told & reading.stems) > 1):
            return True
    # A measure with a name of its own would be called by one of its names.
    return not measure.names and any(_by_work(link, measure, analysis) for link in family_links(analysis, goal))


def _by_work(link: Link, measure: _Measure, analysis: Analysis) -> bool:
    """Work that serves the goal surely, or before all others, and states a figure of that sort may report it in words of its own."""
    item = analysis.item_by_id[link.item]
    if link.probability < FIRM and analysis.links_of_item[item.id][0].goal != link.goal:
        return False
    mentions = [one for one in analysis.items if item.id in {one.id, one.same_as}]
    texts = [text for one in mentions for text in (one.text, *(quote.text for quote in one.description))]
    return any(kinds_in(text) & measure.kinds for text in texts)


def _silent(goal: Goal, measure: _Measure) -> Gap:
    fitting = [metric for metric in goal.metrics if kind_of(metric) in measure.kinds]
    shown = goal.metric if measure.names and goal.metric is not None else next(iter(fitting), None)
    severity = Severity.MEDIUM if measure.names else Severity.LOW
    subject = min(measure.names) if measure.names else shown.of if shown else None
    by = f"“{shown.text}” for {subject}" if shown and subject else f"“{shown.text}”" if shown else f"its {subject}"
    return make_gap(
        GapKind.METRIC_GAP,
        severity,
        goal=goal,
        message=f"The goal {quoted(goal.text)} is measured by {by}, and no execution document reports that measure.",
        question="Who measures this today, where is the figure reported, and which work is expected to move it?",
        remedy="Report the measure beside the work that should move it, or measure the goal by what is reported.",
        evidence=goal_evidence(goal, goal.metric_quote if shown is not None and shown == goal.metric else None),
    )


def _unserved(found: Sequence[tuple[str, Reading]], analysis: Analysis) -> Gap:
    """One finding on all: each measure by itself would be a trifle."""
    named = "; ".join(shorten(name, _WIDTH) for name, _ in found[:_SHOWN])
    places = {reading.quote.locator.place for _, reading in found}
    items = [item for item in analysis.items if item.same_as is None and item.locator.place in places]
    return make_gap(
        GapKind.METRIC_GAP,
        Severity.LOW,
        items=items,
        message=f"The execution documents report measures that no goal uses: {named}.",
        question="Which goal should these figures inform, or are they for the department's own use?",
        remedy="Name the goal that each measure serves, or keep it out of reports to the board.",
        evidence=[Evidence(Side.ITEM, reading.quote.text, reading.quote.locator) for _, reading in found[:_SHOWN]],
        distinguish=" ".join(name for name, _ in found),
    )
