"""constraint: a risk, shortage or dependency that the execution documents state touches a goal, and the strategy is silent about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal
from aligner.domain.links import Evidence, Side
from aligner.domain.remarks import Remark, RemarkKind
from aligner.gaps.base import goal_evidence, item_evidence, make_gap, quoted
from aligner.gaps.refusals import stems
from aligner.gaps.touching import Touch, Touching
from aligner.lexicon import cache, words

__all__ = ["find"]

_LIMITS = frozenset({RemarkKind.RISK, RemarkKind.LIMIT})
_SHOWN = 3
_COMMON = 2
_FEWEST_WORDS = 4
_STEM = 5
_NAMES = ("people", "supply", "rules")


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per goal and piece of work that something stands in the way of."""
    known = [_subject(remark.quote.text) for remark in analysis.remarks if remark.role == "strategy" and remark.kind in _LIMITS]
    touching = Touching(analysis)
    groups: dict[tuple[str, str], tuple[Touch, list[Remark]]] = {}
    for remark in analysis.remarks:
        if remark.role != "execution" or remark.kind not in _LIMITS:
            continue
        touch = touching.of(remark)
        if touch is None or _named(remark, known) or _aimed_at(remark, touch.goal):
            continue
        groups.setdefault((touch.goal.id, touch.items[-1].id if touch.items else ""), (touch, []))[1].append(remark)
    for touch, remarks in groups.values():
        yield _gap(touch, remarks)


def _named(remark: Remark, known: list[frozenset[str]]) -> bool:
    """Tell whether the strategy names the same risk: two telling words in common, or all that a short remark has."""
    own = _subject(remark.quote.text)
    return any(len(own & theirs) >= min(_COMMON, max(1, len(own))) for theirs in known)


def _aimed_at(remark: Remark, goal: Goal) -> bool:
    """Tell whether the goal itself is about what is short ("halve the vacancies"): then the strategy knows."""
    about = stems(" ".join((goal.text, *(quote.text for quote in goal.description))))
    return bool(_short(stems(remark.quote.text)) & _short(about) & _shortages())


@cache
def _shortages() -> frozenset[str]:
    return _short(frozenset(stem for name in _NAMES for entry in words("remarks")[name] if " " not in entry for stem in stems(entry)))


def _short(found: frozenset[str]) -> frozenset[str]:
    """Cut stems so that "vacant" and "vacancies" meet."""
    return frozenset(stem[:_STEM] for stem in found)


@cache
def _hollow() -> frozenset[str]:
    return frozenset(stem for entry in words("remarks")["hollow"] for stem in stems(entry))


def _subject(text: str) -> frozenset[str]:
    return stems(text) - _hollow()


def _gap(touch: Touch, remarks: list[Remark]) -> Gap:
    quotes = [Evidence(Side.ITEM, remark.quote.text, remark.quote.locator) for remark in remarks[:_SHOWN]]
    sure = any(_is_plain(remark) for remark in remarks) and touch.items
    return make_gap(
        GapKind.CONSTRAINT,
        touch.severity if sure else Severity.QUESTION,
        goal=touch.goal,
        items=touch.items,
        message=f"The execution documents say {quoted(remarks[0].quote.text)}; this touches the goal {quoted(touch.goal.text)}, and the strategy says nothing of it.",
        question="Does the goal hold under this limit, and who would lift it?",
        remedy="Name the limit in the strategy and say what is done about it, or move the goal.",
        evidence=[*goal_evidence(touch.goal), *quotes, *(piece for item in touch.items[-1:] for piece in item_evidence(item))],
    )


def _is_plain(remark: Remark) -> bool:
    """A few words ("lead times") and a mere order of steps ("cannot start before") are asked about only."""
    text = remark.quote.text
    return len(text.split()) >= _FEWEST_WORDS and (_weak().search(text.casefold()) is None or _strong().search(text.casefold()) is not None)


@cache
def _weak() -> re.Pattern[str]:
    return _pattern(("sequence",))


@cache
def _strong() -> re.Pattern[str]:
    return _pattern((*_NAMES, "capacity"))


def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    entries = sorted({entry for name in names for entry in words("remarks")[name]}, key=lambda entry: (-len(entry), entry))
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(entry) for entry in entries) + r")(?![\w-])")
