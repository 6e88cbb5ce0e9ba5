"""Which work and which goal a remark is about: the row or sentence that holds it, else the nearest in wording and meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Severity
from aligner.domain.goals import Goal, Item, State
from aligner.domain.remarks import Remark
from aligner.gaps.refusals import general, pairs, stems
from aligner.lexicon import cache, words

__all__ = ["Touch", "Touching"]

# A remark that stands elsewhere is about the work whose title it repeats: half a point for two rare words, the rest for the meaning.
_WORD, _AROUND, _MOST_WORDS = 0.25, 0.12, 3.0
# Two words side by side in both ("service lines") are more than two words.
_NAME = 0.35
_ENOUGH, _MARGIN = 0.6, 0.5
_PARAGRAPH_WORDS = 90
_RARE = 2
# Of the goals that its work may serve, the one that the remark or the title speaks of as well.
_MEANING, _SHARED = 0.25, 0.1
_POSSIBLE = 0.05
# Measured on labelled remarks: of those whose goal was found by a link of one in ten and more, six of seven touch it.
_LIKELY, _FAIR = 0.35, 0.1
_SUBJECT = 0.45
OVER = frozenset({State.CANCELLED, State.DONE})


@dataclass(frozen=True, slots=True)
class Touch:
    """A goal that a remark bears on, with the work in between.

    Attributes:
        items: the mention that holds the remark first, then the work it repeats; empty when the remark speaks of the goal itself.
        severity: MEDIUM where the link is likely, LOW where it is fair, QUESTION where the goal is a guess.
    """

    goal: Goal
    items: tuple[Item, ...]
    severity: Severity


@dataclass(slots=True)
class Touching:
    """Finds the work and the goal of remarks; made once for an analysis."""

    analysis: Analysis
    _titles: dict[str, frozenset[str]] = field(init=False)
    _common: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        firsts = [item for item in self.analysis.items if item.same_as is None]
        self._titles = {item.id: stems(item.text) for item in firsts}
        self._common = Counter(stem for title in self._titles.values() for stem in title)

    def of(self, remark: Remark, *, over: frozenset[State] = OVER) -> Touch | None:
        """Return what a remark bears on; None when there is no goal, or when all its work is in one of the states ``over``."""
        items = self._bearers(remark)
        if items and all(item.state in over for item in items):
            return None
        ranked = sorted(self._goals(remark, items), key=lambda pair: (-pair[0], pair[2].id))
        if ranked:
            _, probability, goal = ranked[0]
            return Touch(goal, items, _severity(probability))
        near = max(self.analysis.goals, key=lambda goal: self.analysis.alike(remark.id, goal.id), default=None)
        if near is None or self.analysis.alike(remark.id, near.id) < _SUBJECT:
            return None
        return Touch(near, items, Severity.QUESTION)

    def _goals(self, remark: Remark, items: tuple[Item, ...]) -> Iterator[tuple[float, float, Goal]]:
        """Yield goals that the work may serve: rank, probability of the link, goal."""
        said = stems(" ".join((remark.quote.text, *(item.text for item in items))))
        for item in items:
            for link in self.analysis.links_of_item.get(item.id, ()):
                goal = self.analysis.goal_by_id[link.goal]
                shared = len(said & stems(goal.text))
                if link.accepted or (link.probability >= _POSSIBLE and shared):
                    rank = link.probability + _MEANING * self.analysis.alike(remark.id, goal.id) + _SHARED * shared
                    yield rank, link.probability, goal

    def _bearers(self, remark: Remark) -> tuple[Item, ...]:
        """Return the work that a remark is said of, mentions before the work they repeat."""
        known = self.analysis.item_by_id
        own = [known[ident] for ident in remark.items if ident in known]
        if not own or not any(_holds(item, remark) for item in own):
            own = self._nearest(remark, own)
        elif not any(self.analysis.links_of_item.get(item.same_as or item.id) for item in own):
            own = self._nearest(remark, []) or own  # a sentence taken for work of its own speaks of the work that it names
        firsts = [known[item.same_as] for item in own if item.same_as is not None and item.same_as in known]
        return tuple(dict.fromkeys((*own, *firsts)))

    def _nearest(self, remark: Remark, own: list[Item]) -> list[Item]:
        """Return the work whose title a remark repeats, rather than that of the sentence before it where that shares far fewer words."""
        if remark.quote.locator.cell is not None and own:
            return own
        said, around = _telling(remark.quote.text), self._around(remark)
        names = {pair for pair in pairs(remark.quote.text) if not general() >= set(pair)}
        shared_words = {ident: self._shared(ident, said, around, names) for ident in self._titles if ident not in remark.items or own}
        scores = {ident: shared + self.analysis.alike(remark.id, ident) for ident, shared in shared_words.items()}
        best = max(scores, key=lambda ident: scores[ident], default=None)
        if best is None or scores[best] < _ENOUGH:
            return own
        held = max((shared_words.get(item.same_as or item.id, 0.0) for item in own), default=0.0)
        return own if own and shared_words[best] - held < _MARGIN else [self.analysis.item_by_id[best]]

    def _shared(self, ident: str, said: frozenset[str], around: frozenset[str], names: set[tuple[str, str]]) -> float:
        title = self._titles[ident]
        here, near = self._weight(title & said), self._weight((title & around) - said)
        name = _NAME if names & pairs(self.analysis.item_by_id[ident].text) else 0.0
        return _WORD * min(_MOST_WORDS, here) + _AROUND * min(_MOST_WORDS, near) + name

    def _weight(self, shared: frozenset[str]) -> float:
        return sum(1.0 if self._common[stem] <= _RARE and stem not in general() else 0.5 for stem in shared)

    def _around(self, remark: Remark) -> frozenset[str]:
        """Return the words of the paragraph that a remark stands in, none of a long one."""
        document = self.analysis.document_by_path.get(remark.quote.locator.file)
        text = document.places().get(remark.quote.locator.place, "") if document is not None else ""
        return _telling(text) if len(text.split()) <= _PARAGRAPH_WORDS else frozenset()


def _telling(text: str) -> frozenset[str]:
    return stems(text) - _hollow()


@cache
def _hollow() -> frozenset[str]:
    return frozenset(stem for entry in words("remarks")["hollow"] for stem in stems(entry))


def _holds(item: Item, remark: Remark) -> bool:
    """Tell whether a remark stands in the row or in the very sentence of the work; what follows it may be about something else."""
    here, title = remark.quote.locator, item.locator
    return here.cell is not None or (title.place == here.place and title.start < here.end and here.start < title.end)


def _severity(probability: float) -> Severity:
    if probability >= _LIKELY:
        return Severity.MEDIUM
    return Severity.LOW if probability >= _FAIR else Severity.QUESTION
