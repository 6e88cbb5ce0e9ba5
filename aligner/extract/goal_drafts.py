"""Drafts that another of the documents has replaced: what only they state is no goal any more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.extract.goal_features import has, plain
from aligner.lexicon import words

__all__ = ["replaced_drafts"]

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"the", "a", "an", "of", "for", "and", "to", "in", "on", "our", "final", "version", "revised", "v"})
_SHARED = 2
"""So many words at least must a draft's title share with that of the document that replaced it."""


def replaced_drafts(titled: Sequence[tuple[str, Sequence[str]]]) -> frozenset[str]:
    """Return the paths of drafts for which a later version is among the documents.

    Args:
        titled: every document's path and what it is called (file name, title, first heading).
    """
    drafts = [(path, _subject(titles)) for path, titles in titled if _is_draft(titles)]
    finals = [_subject(titles) for path, titles in titled if not _is_draft(titles)]
    return frozenset(path for path, subjects in drafts if any(_same(one, two) for one in subjects for final in finals for two in final))


def _is_draft(titles: Sequence[str]) -> bool:
    return any(has(title, "draft_marks") for title in titles)


def _subject(titles: Sequence[str]) -> tuple[frozenset[str], ...]:
    marks = {word for mark in words("goals")["draft_marks"] for word in mark.split()}
    return tuple(frozenset(_WORD.findall(plain(title))) - marks - _SMALL for title in titles)


def _same(one: frozenset[str], two: frozenset[str]) -> bool:
    """Tell whether two titles name the same plan: all words of the shorter are in the longer."""
    small, large = sorted((one, two), key=len)
    return len(small) >= _SHARED and small <= large
