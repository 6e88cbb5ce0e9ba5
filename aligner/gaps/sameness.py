"""Whether two pieces of work make the same thing: what they speak of, in whose hands they are, and whether they are parts of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from aligner.domain.facts import OwnerKind
from aligner.domain.goals import Item
from aligner.lexicon import cache, words

__all__ = ["apart", "beside", "hands", "is_work", "objects", "one_team", "owners_apart", "parts_of_one", "siblings", "weighed"]

_WORD = re.compile(r"[^\W\d_][^\W_]{2,}")
_TOKEN = re.compile(r"\w+")
_STEM = 4
_TITLE = 2
_CUT = 6
_COMMON, _SHARE, _MANY = 4, 0.06, 3
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|\b[ivx]{1,4}\b", re.IGNORECASE)
_CODE = re.compile(r"\b(?:[A-Z][A-Z0-9]{2,}|[A-Z][a-z]+[A-Z]\w*)\b")
_HALF = 0.5


def objects(text: str) -> Mapping[str, str]:
    """Return what a text speaks of: stem to the word as written, without verbs of doing and words that say nothing."""
    hollow = _hollow()
    found = ((_stem(word), word) for word in _WORD.findall(text) if word.casefold() not in hollow)
    return {stem: word for stem, word in reversed(list(found)) if stem not in hollow}


def weighed(items: Sequence[Item]) -> Mapping[str, Mapping[str, float]]:
    """Return how much every object of every item tells, titles and descriptions together: 1, less where many items speak of it, or 0."""
    told = {item.id: objects(" ".join((item.text, *(quote.text for quote in item.description)))) for item in items}
    counts = Counter(stem for stems in told.values() for stem in stems)
    few = max(_COMMON, int(len(told) * _SHARE))
    weight = {stem: 1.0 if count <= few else 0.5 if count <= _MANY * few else 0.0 for stem, count in counts.items()}
    return {ident: {stem: weight[stem] for stem in stems} for ident, stems in told.items()}


def hands(item: Item) -> frozenset[str]:
    """Return the words that name who carries a piece of work: owner and team, without initials and titles."""
    return _owner(item) | _words_of([item.team] if item.team else [])


def _owner(item: Item) -> frozenset[str]:
    return _words_of([item.owner.text] if item.owner is not None and item.owner.kind is not OwnerKind.NOBODY else [])


def _words_of(named: Sequence[str]) -> frozenset[str]:
    found = {word.casefold() for text in named for word in re.findall(r"[^\W\d_]{2,}", text)}
    return frozenset(found - set(words("duplicates")["unit"]) or found)


def apart(one: Item, other: Item) -> bool:
    """Tell whether the two are known to be in different hands: by owner or, where one has none, by file, sheet or first heading."""
    mine, theirs = hands(one), hands(other)
    if mine and theirs:
        return not mine & theirs
    return bool(mine or theirs) and _shelf(one) != _shelf(other)


def owners_apart(one: Item, other: Item) -> bool:
    """Tell whether two different owners are named, be it within one team."""
    mine, theirs = _owner(one), _owner(other)
    return bool(mine and theirs) and not mine & theirs


def one_team(one: Item, other: Item) -> bool:
    """Tell whether both are done by persons who share a section of a plan and are of no named team."""
    return _alone(one) and _alone(other) and _shelf(one) == _shelf(other) and one.headings == other.headings


def _alone(item: Item) -> bool:
    return item.team is None and item.owner is not None and item.owner.kind in {OwnerKind.PERSON, OwnerKind.HANDLE}


def _shelf(item: Item) -> tuple[str, str | None, str]:
    return (item.locator.file, item.locator.sheet, item.headings[0] if item.headings else "")


def is_work(item: Item) -> bool:
    """Tell whether the item stands where work is listed, and not among benefits, risks or measures."""
    places = (item.locator.sheet or "", *item.headings)
    return not any(_pattern("no_work").fullmatch(place.strip()) for place in places)


def beside(item: Item) -> bool:
    """Tell whether the item is said to be done beside somebody else's work ("its own ...", "in parallel")."""
    return any(_pattern("beside").search(text) for text in (item.text, *(quote.text for quote in item.description)))


def parts_of_one(one: Item, other: Item) -> bool:
    """Tell whether the two are stages, turns, places or parts of one piece of work, or one is named by the other."""
    return (
        _above(one, other)
        or _above(other, one)
        or _names(one, other)
        or _names(other, one)
        or _stages(one.text, other.text)
        or _turns(one.text, other.text)
        or _places(one.text, other.text)
        or _only_names_differ(one.text, other.text)
    )


def _above(whole: Item, part: Item) -> bool:
    """The heading of the part names the whole, by the greater part of either's words."""
    title = objects(whole.text).keys()
    for heading in part.headings:
        name = objects(heading).keys()
        if heading.casefold() == whole.text.casefold() or (title and name and len(title & name) > _HALF * min(len(title), len(name))):
            return True
    return False


def _names(one: Item, other: Item) -> bool:
    """The one waits for the other, or says so in its remarks by title or number."""
    title = objects(other.text).keys()
    for quote in one.depends_on:
        if title and len(title & objects(quote.text).keys()) >= max(1, _HALF * len(title)):
            return True
    return any(len(other.text.split()) > 1 and other.text.casefold() in quote.text.casefold() for quote in one.description)


def _stages(one: str, other: str) -> bool:
    """Both are numbered parts, or they are the same but for a number."""
    staged = _pattern("stage")
    if staged.search(one) and staged.search(other):
        return True
    bare, rest = (_NUMBER.sub("", text).casefold().split() for text in (one, other))
    return bare == rest and one.casefold() != other.casefold()


def siblings(one: str, other: str) -> bool:
    """Tell whether they are the same but for the name of a thing in the same place: "Export of addresses", "Export of invoices"."""
    first, second = (_TOKEN.findall(text.casefold()) for text in (one, other))
    if len(first) != len(second) or len(first) < _TITLE:
        return False
    differing = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and all(objects(word) for word in differing[0])


def _turns(one: str, other: str) -> bool:
    """One of them tries out, prepares or follows what the other does."""
    first, second = ({(match["turn"] or match["end"]).casefold() for match in _turned().finditer(text)} for text in (one, other))
    tries = set(words("duplicates")["try"])
    return first != second and not (first & tries and second & tries)


def _places(one: str, other: str) -> bool:
    """Both count the places that they are done at, and the counts differ."""
    first, second = ({match["what"].casefold(): match["count"] for match in _counts().finditer(text)} for text in (one, other))
    return any(first[what] != second[what] for what in first.keys() & second.keys())


def _only_names_differ(one: str, other: str) -> bool:
    """Each names a system of its own: "Upgrade of SAP", "Upgrade of HELM"."""
    first, second = set(_CODE.findall(one)), set(_CODE.findall(other))
    return bool(first and second and not first & second) and not objects(one).keys() & objects(other).keys() - _stems(first | second)


def _stems(found: Iterable[str]) -> frozenset[str]:
    return frozenset(_stem(word) for word in found)


def _stem(word: str) -> str:
    lowered = word.casefold()
    if lowered.endswith("s") and not lowered.endswith(("ss", "us", "is")) and len(lowered) > _STEM:
        lowered = lowered[:-1]
    for ending in words("link")["endings"]:
        if lowered.endswith(ending) and len(lowered) - len(ending) >= _STEM:
            lowered = lowered[: -len(ending)]
            break
    return lowered[:_CUT]


@cache
def _hollow() -> frozenset[str]:
    listed = {*words("duplicates")["doing"], *words("conflicts")["hollow"], *words("link")["stop"], *words("duplicates")["counted"]}
    return frozenset(listed | {_stem(word) for word in words("duplicates")["doing"] if len(word) > _STEM})


@cache
def _pattern(topic: str) -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(words("duplicates")[topic], key=len, reverse=True))
    return re.compile(rf"\b(?:{listed})s?\s*(?:\d+|[a-f]|[ivx]+)\b" if topic == "stage" else rf"\b(?:{listed})\b", re.IGNORECASE)


@cache
def _turned() -> re.Pattern[str]:
    """Such a word leads a title ("Pilot of ...", "DPIA for ...") or ends it or a part of it; within it means something else ("pilot boats")."""
    listed = "|".join(re.escape(word) for word in sorted(words("duplicates")["turn"], key=len, reverse=True))
    return re.compile(rf"(?:^|[,(:–-]\s*)(?P<turn>{listed})\s+(?:of|for|in|at|with)\b|\b(?P<end>{listed})\s*(?:[),:;–]|$)", re.IGNORECASE)


@cache
def _counts() -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in words("duplicates")["counted"])
    return re.compile(rf"\b(?P<count>\d+(?:,\d+)*)\s+(?:\w+\s+)?(?P<what>{listed})\b", re.IGNORECASE)
