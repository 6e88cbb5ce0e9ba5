"""Whether somebody who may carry a goal is named around it: in its paragraph, just below, or in a table row about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.facts import OwnerKind
from aligner.domain.goals import Goal
from aligner.domain.text import BlockKind
from aligner.lexicon import cache, words

__all__ = ["people", "somebody_named"]

_ACRONYM = 4
_BELOW, _LINE = 2, 14
_STEM, _SHARED = 6, 2
_WORD = re.compile(r"[^\W\d_]{4,}")
_PERSON = re.compile(r"[A-Z][\w’'-]+ (?:[\w’'-]+ )?[A-Z][\w’'-]+")
_PLAIN = frozenset({OwnerKind.NOBODY, OwnerKind.HANDLE})


def somebody_named(goal: Goal, analysis: Analysis, known: frozenset[str]) -> bool:
    """Tell whether a role, a unit or a known person stands beside the goal, even if no words say that they own it.

    Args:
        goal: without an owner of its own.
        analysis: holds the documents.
        known: names from ``people``.
    """
    told = [goal.text, *(quote.text for quote in (*goal.description, *goal.mentions)), *_around(goal, analysis), *_rows(goal, analysis)]
    text = "\n".join(told)
    return _role().search(text) is not None or any(name in text for name in known)


def _around(goal: Goal, analysis: Analysis) -> Iterator[str]:
    """Yield the rest of the goal's own block, up to the next goal in it, and a few paragraphs below, up to the next heading or goal."""
    document = analysis.document_by_path.get(goal.locator.file)
    place = goal.locator.place
    at = next((number for number, block in enumerate(document.blocks) if block.locator.place == place), None) if document else None
    if document is None or at is None:
        return
    others = [other.locator for other in analysis.goals if other.id != goal.id]
    following = [other.start for other in others if other.place == place and other.start >= goal.locator.end]
    yield document.blocks[at].text[goal.locator.end : min(following, default=None)]
    if following:
        return
    goals = {other.place for other in others}
    for block in document.blocks[at + 1 : at + 1 + _BELOW]:
        if block.kind is BlockKind.HEADING or block.locator.place in goals:
            return
        if len(block.text.split()) <= _LINE:  # "Responsible: ..." in a line of its own; longer paragraphs speak of other things
            yield block.text


def _rows(goal: Goal, analysis: Analysis) -> Iterator[str]:
    """Yield the table rows of the strategy that bear the goal's number or speak of it in two of its own words."""
    own = _stems(goal.text)
    # A number of two levels is the goal's own; "4" alone names a chapter of many goals.
    numbers = {number for number in goal.reference if "." in number}
    for document in analysis.strategy:
        for block in document.blocks:
            numbered = bool(block.cells) and block.cells[0].text.casefold() in numbers
            if numbered or any(len(own & _stems(cell.text)) >= _SHARED for cell in block.cells):
                yield block.text


def _stems(text: str) -> frozenset[str]:
    hollow = words("conflicts")["hollow"]
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in hollow)


def people(analysis: Analysis) -> frozenset[str]:
    """Return the full names of persons who own something, or whose role the strategy tells ("Ines Aske, Estates Director")."""
    owners = [*(goal.owner for goal in analysis.goals), *(item.owner for item in analysis.items)]
    named = [name for owner in owners if owner is not None and owner.kind not in _PLAIN for name in _PERSON.findall(owner.text)]
    told = [name for document in analysis.strategy for block in document.blocks for name in _titled().findall(block.text)]
    return frozenset((*named, *told))


@cache
def _titled() -> re.Pattern[str]:
    heads = "|".join(re.escape(_shown(head)) for head in words("owners")["role_heads"])
    return re.compile(rf"({_PERSON.pattern}), (?:the )?(?:[A-Z][\w&’'-]* (?:of |for |and )?)*(?:{heads})\b")


@cache
def _role() -> re.Pattern[str]:
    heads = "|".join(re.escape(_shown(head)) for head in words("owners")["role_heads"])
    units = "|".join(re.escape(head.capitalize()) for head in words("owners")["safe_heads"])
    codes = "|".join(code.upper() for code in words("owners")["lone_roles"] if len(code) <= _ACRONYM)
    before = r"(?:[A-Z][\w&’'-]*(?:,? (?:of|for|and) (?:the )?| ))+"
    return re.compile(rf"\b{before}(?:{heads}|{units})\b|\b(?:Head|Director|Department|Office) (?:of|for) (?:the )?[A-Z]|\b(?:{codes})\b")


def _shown(head: str) -> str:
    return head.upper() if len(head) <= _ACRONYM and head not in {"head", "lead", "dean"} else head.capitalize()
