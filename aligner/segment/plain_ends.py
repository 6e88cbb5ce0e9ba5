"""Sentence ends that can be told without a tokenizer; whatever is less than plain is left to spaCy.

Most texts of a plan end their sentences in the plainest way, a word, a full stop and a capital letter, and loading spaCy for them
costs more than all other segmentation together. A text is cut here only when every mark in it is of a kind for which the rules of
``aligner.segment.sentences`` give the same answer on spaCy's tokens; a property test holds the two together.
"""

from __future__ import annotations

import re
from functools import cache

from aligner.segment.sentences import CLOSERS, ends_after, is_unsure, may_begin

__all__ = ["plain_spans"]

_LONGEST_RUN = 150


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(r"(\S*?)([.!?…])([)\]\"'”’»*_]{0,4})\s(?=\S)")


@cache
def _beyond() -> re.Pattern[str]:
    """Match what only the tokenizer can tell: line breaks, bullets, wide or odd spaces, addresses, and very long runs."""
    return re.compile(rf"[•▪●◦‣]|[^\S ]|  |://|www\.|@|\S{{{_LONGEST_RUN}}}")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"\d+(?:[.,]\d+)+$")


@cache
def _first_token() -> re.Pattern[str]:
    """Match a first token: an opening mark, or a word to which no apostrophe, hyphen or other mark is joined."""
    return re.compile(r"[(\[\"'“‘«£$€]|[^\W_]+(?=[,:;)\]!?.]*(?: |$))")


@cache
def _last_word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+$")


def plain_spans(text: str) -> list[tuple[int, int]] | None:
    """Return the sentences as offsets (end exclusive) without surrounding white space; None when a tokenizer has to decide."""
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if _beyond().search(text, begin, end):
        return None
    starts = [begin]
    for found in _mark().finditer(text, begin, end):
        # With a space before it, the first word is not where numbering stands on spaCy's tokens.
        ends = _ends(found, text[found.end() : end], first=found.start() == 0)
        if ends is None:
            return None
        if ends:
            starts.append(found.end())
    return [(start, stop - 1) for start, stop in zip(starts, [*starts[1:], end + 1], strict=True)]


def _ends(found: re.Match[str], rest: str, *, first: bool) -> bool | None:
    """Tell whether a sentence ends at a mark before ``rest``; None when it is not plain."""
    before, mark = found[1], found[2]
    if not may_begin(rest[0]):
        return False
    if not before or before[-1] in ".!?…":
        return None
    if mark != ".":
        return True
    word = _number().match(before) or _last_word().search(before)
    if word is None:
        return True if before[-1] in CLOSERS or before[-1] == "%" else None
    ahead = before[: word.start()].lstrip("([")
    if any(char in ahead for char in ".*_#") or (ahead and is_unsure(word[0])):
        return None
    following = _first_token().match(rest)
    if following is None:
        return None if is_unsure(word[0]) else True
    return ends_after(word[0], 0 if first and word.start() == 0 else 1, following[0])
