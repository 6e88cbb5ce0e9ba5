"""Whether a text affirms or denies."""

from __future__ import annotations

from aligner.domain.facts import Polarity
from aligner.lexicon import cache, words
from aligner.segment.text import Scan, Word

__all__ = ["polarity_of"]

_CLAUSE_ENDS = frozenset(".;:!?—|()")


@cache
def _cues() -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(entry.split()) for entry in words("polarity")["cues"]), key=len, reverse=True))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(cue[0] for cue in _cues())


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words("polarity")[name])


def polarity_of(scan: Scan) -> Polarity:
    """Return NEGATIVE when the main statement is denied, given up or contrasted with what it rejects.

    "Not only", "no more than 5", "no later than June" affirm; so does a denial inside a relative clause ("people who do not
    travel").
    """
    if not any(cue in scan.low for cue in _set("roots")):
        return Polarity.POSITIVE
    tokens = scan.words
    for index, word in enumerate(tokens):
        contracted = word.low.endswith("n't")
        if not contracted and word.low not in _first_words():
            continue
        cue = () if contracted else _cue_at(tokens, index)
        if (contracted or cue) and _denies(tokens, index, cue):
            return Polarity.NEGATIVE
    return Polarity.POSITIVE


def _cue_at(tokens: list[Word], index: int) -> tuple[str, ...]:
    for cue in _cues():
        if tuple(word.low for word in tokens[index : index + len(cue)]) == cue:
            return cue
    return ()


def _denies(tokens: list[Word], index: int, cue: tuple[str, ...]) -> bool:
    following = [word.low for word in tokens[index + max(1, len(cue)) : index + max(1, len(cue)) + 2]]
    if cue == ("not",) and (not following or following[0] in _set("after_not") or " ".join(following) in _set("after_not")):
        return False
    if cue == ("without",) and following and following[0] in _set("after_without"):
        return False
    if cue and cue[0] in _set("only_first"):
        return _opens_clause(tokens, index)
    return not _subordinate(tokens, index)


def _opens_clause(tokens: list[Word], index: int) -> bool:
    """Tell whether a verb such as "stop" heads its clause: first word, or after "will", "to", "we", "and"."""
    before = tokens[index - 1].low if index else "."
    return before in _CLAUSE_ENDS or before in _set("before_verb")


def _subordinate(tokens: list[Word], index: int) -> bool:
    """Tell whether the denial stands in a clause opened by "who", "if" ... after the main statement began."""
    for back in range(index - 1, max(-1, index - 12), -1):
        word = tokens[back].low
        if word in _CLAUSE_ENDS:
            return False
        if word == "," and back < index - 1:
            return False
        if word in _set("subordinators"):
            return back > 0
    return False
