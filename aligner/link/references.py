"""Explicit references: what a document itself says a piece of work serves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.domain.goals import Goal, Item
from aligner.lexicon import cache, words
from aligner.link.words import content_words

__all__ = ["References", "ancestors", "find_references", "parts_of"]

_NUMBER = r"(?P<number>\d+(?:\.\d+)*|[ivx]+|[a-z])"
_NAME_OVERLAP = 0.6
# Letters that a single word needs to name a piece of work.
_TELLING = 6
_NAME_END = re.compile(r"\s*(?:[:\u2013\u2014]|$)")
_LABELS_END = re.compile(r"\s*[:\u2013\u2014]\s*")
# Share of a heading that a name must make up.
_NAME_SHARE = 0.4
_SIBLINGS = re.compile(r"(?<![\w.])(?P<stem>(?:[a-z]{1,4}-?)?(?:\d+\.)+)(?P<ends>\d+(?:\s*/\s*\d+)+)(?![\w.]*\w)", re.IGNORECASE)
_HIERARCHICAL = re.compile(
    r"(?P<name>(?:[a-z]{1,12}[-#. ]{1,2}){0,2}(?:[a-z]{1,4})?)(?P<number>\d{1,3}(?:\.\d{1,3}){1,5})\.?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class References:
    """What documents say work serves; keys are (position of goal, position of item), values the words that say so.

    Attributes:
        named: the goal itself is named.
        near: the goal stands below the named one, or in the part of the strategy that is named.
    """

    named: Mapping[tuple[int, int], str]
    near: Mapping[tuple[int, int], str]


def find_references(goals: Sequence[Goal], items: Sequence[Item]) -> References:
    """Return the pairs that a document names itself.

    A reference is an identifier of the goal ("O2", "Pillar 2"), its name, or the heading it stands under, in the item's
    reference column or in that of the work it is part of. A number that no goal bears ("3.2.1") stands for the nearest
    above it that one does ("3.2", "3"). References that fit several goals equally are left out, unless these restate each other.
    """
    names = {place: _identifiers(goal) for place, goal in enumerate(goals)}
    above = ancestors(goals)
    named: dict[tuple[int, int], str] = {}
    near: dict[tuple[int, int], str] = {}
    read: dict[str, list[int]] = {}
    wholes = parts_of(items)
    for place, item in enumerate(items):
        source = item if item.goal_reference is not None or wholes[place] is None else items[wholes[place] or 0]
        if source.goal_reference is None:
            continue
        for part in filter(None, (piece.strip() for piece in re.split(r"[;\n|]", source.goal_reference.text))):
            if part not in read:
                read[part] = _named(part, goals, names)
            hits = read[part]
            named |= {(goal, place): part for goal in hits}
            area = [] if hits else _under_heading(part, goals)
            below = [goal for goal, line in enumerate(above) if set(line) & set(hits) or goal in area]
            near |= {(goal, place): part for goal in below}
    return References(named, {pair: words for pair, words in near.items() if pair not in named})


def ancestors(goals: Sequence[Goal]) -> list[tuple[int, ...]]:
    """Return the positions of every goal's ancestors, nearest first."""
    place = {goal.id: position for position, goal in enumerate(goals)}
    found = []
    for goal in goals:
        line: list[int] = []
        parent = goal.parent
        while parent in place and place[parent] not in line:
            line.append(place[parent])
            parent = goals[place[parent]].parent
        found.append(tuple(line))
    return found


def parts_of(items: Sequence[Item]) -> list[int | None]:
    """Return for every item the position of the work that its heading names (the epic of a ticket), or None.

    The heading is the other item's title or, when only one title fits, a shortened form of it.
    """
    titles = [frozenset(stem for stem, _ in content_words(item.text)) for item in items]
    wholes: dict[str, int | None] = {}
    found: list[int | None] = []
    for place, item in enumerate(items):
        heading = item.headings[-1] if item.headings else ""
        if heading not in wholes:
            wholes[heading] = _whole(heading, items, titles)
        whole = wholes[heading]
        found.append(None if whole == place or (whole is not None and items[whole].headings == item.headings) else whole)
    return found


def _whole(heading: str, items: Sequence[Item], titles: Sequence[frozenset[str]]) -> int | None:
    name = _plain(heading)
    wanted = frozenset(stem for stem, _ in content_words(heading))
    if not name:
        return None
    spelt = re.findall(r"\w+", heading.lower())
    same = [place for place, item in enumerate(items) if titles[place] == wanted and re.findall(r"\w+", item.text.lower()) == spelt]
    if same:
        return same[0]
    fits = [place for place, title in enumerate(titles) if wanted <= title and items[place].same_as is None]
    return fits[0] if len(fits) == 1 and (len(wanted) > 1 or len(name) >= _TELLING) else None


def _under_heading(text: str, goals: Sequence[Goal]) -> list[int]:
    """Return the goals below a heading of this name, unless that says nothing because it is all of them."""
    found = [place for place, goal in enumerate(goals) if any(_names(text, heading) for heading in goal.headings)]
    return found if len(found) < len(goals) else []


def _names(reference: str, heading: str) -> bool:
    """A reference names a heading when it stands in it, or in what follows its label, as whole words and makes up much of that."""
    name = reference.strip()
    if not name:
        return False
    parts = [part for part in (heading, *_LABELS_END.split(heading)) if len(name) >= _NAME_SHARE * len(part)]
    if not parts:
        return False
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    return any(whole.search(part) for part in parts)


def _plain(text: str) -> str:
    """Return the content words as written, in lower case: numbering and punctuation carry no name."""
    return " ".join(word.lower() for _, word in content_words(text) if not word.isdigit())


def _named(text: str, goals: Sequence[Goal], names: dict[int, frozenset[str]]) -> list[int]:
    if not text:
        return []
    # "O1, O3": several identifiers in one cell.
    parts = re.split(r",|/|&|\band\b", _SIBLINGS.sub(_written_out, text))
    several = [_by_number(part, goals, names) or _above(part, goals, names) for part in parts]
    if all(several):
        return list(dict.fromkeys(hit for hits in several for hit in hits))
    single = _by_number(text, goals, names)
    if single:
        return single
    scored = sorted(((_overlap(text, goal.text), -place) for place, goal in enumerate(goals)), reverse=True)
    best, runner = scored[0], scored[1] if len(scored) > 1 else (0.0, 0)
    return [-best[1]] if best[0] >= _NAME_OVERLAP and best[0] > runner[0] else []


def _written_out(match: re.Match[str]) -> str:
    """Turn "3.1.3/4" into "3.1.3, 3.1.4": behind a dotted number, bare ones are its siblings."""
    return ", ".join(match["stem"] + end.strip() for end in match["ends"].split("/"))


def _by_number(text: str, goals: Sequence[Goal], names: dict[int, frozenset[str]]) -> list[int]:
    wanted = _keys(text.strip())
    hits = [place for place, known in names.items() if known & wanted]
    # A list and its rewording may both be there under the same numbers: each of the two is then meant.
    alike = all(_overlap(goals[hits[0]].text, goals[hit].text) >= _NAME_OVERLAP for hit in hits[1:])
    return hits if alike else []


def _above(text: str, goals: Sequence[Goal], names: dict[int, frozenset[str]]) -> list[int]:
    """Return the goal that bears the nearest number above a hierarchical one; a text of more than such a number names none."""
    match = _HIERARCHICAL.fullmatch(text.strip())
    number = match["number"] if match else ""
    while match and "." in number:
        number = number.rpartition(".")[0]
        hits = _by_number(match["name"] + number, goals, names)
        if hits:
            return hits
    return []


def _identifiers(goal: Goal) -> frozenset[str]:
    return frozenset(key for reference in goal.reference for key in _keys(reference))


def _keys(text: str) -> frozenset[str]:
    """Return normal forms of an identifier: "Strategic Pillar 2: Growth" gives "pillar 2"; "O2" gives "o2"."""
    # "R-03" and "R-3" are the same; after a dot a zero counts ("1.01" is not "1.1").
    lowered = re.sub(r"(?<![\d.])0+(?=\d)", "", " ".join(text.lower().split()))
    keys = set()
    match = _numbered_kind().match(lowered)
    if match:
        keys.add(f"# {match['number']}")
    match = re.match(r"([a-z]{1,4})[-. ]?(\d+(?:\.\d+)*)(?![\w.]*\w)", lowered)
    if match:
        keys.add(f"{match[1]}{match[2]}")
    match = re.match(r"(\d+(?:\.\d+)*)\b", lowered)
    if match:
        keys.add(f"# {match[1]}")
    return frozenset(keys)


@cache
def _numbered_kind() -> re.Pattern[str]:
    kinds = "|".join(re.escape(word) for word in sorted(words("link")["reference"], key=len, reverse=True))
    return re.compile(rf"(?:{kinds})\s*[-#:]?\s*{_NUMBER}(?![\w.]*\w)")


def _overlap(text: str, goal: str) -> float:
    """Share of the shorter text's content words that the other holds as well.

    A single shared word proves nothing, unless it is the whole name or what stands before the goal's colon.
    """
    if goal[: len(text)].lower() == text.lower() and _NAME_END.match(goal, len(text)):
        return 1.0
    a, b = ({stem for stem, _ in content_words(side)} for side in (text, goal))
    shared = len(a & b)
    return shared / min(len(a), len(b)) if shared > 1 else 0.0
