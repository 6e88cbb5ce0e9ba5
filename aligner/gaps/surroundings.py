"""Whether somebody who may carry a goal is named around it: in its paragraph, just below, or in a table row about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.facts import OwnerKind
from aligner.domain.goals import Goal
from aligner.domain.text import BlockKind, Layer
from aligner.gaps.slide_notes import noted
from aligner.lexicon import bounded, cache, words

__all__ = ["people", "said_whose", "somebody_named"]

_ACRONYM = 4
_BELOW, _LINE = 2, 14
_STEM, _SHARED = 6, 2
_WORD = re.compile(r"[^\W\d_]{4,}")
_PERSON = re.compile(r"[A-Z][\w’'-]+ (?:[\w’'-]+ )?[A-Z][\w’'-]+")
# "She has taken on the tills too": whoever the sentence before named.
_SPOKEN_OF = re.compile(r"(?:S?[Hh]e|Hers|His|Her)\b(?! (?:own|majesty))")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_KEPT = 1024
_LABEL = 8
_PLAIN = frozenset({OwnerKind.NOBODY, OwnerKind.HANDLE})


def somebody_named(goal: Goal, analysis: Analysis, known: frozenset[str]) -> bool:
    """Tell whether a role, a unit or a known person stands beside the goal, even if no words say that they own it.

    Args:
        goal: without an owner of its own.
        analysis: holds the documents.
        known: names from ``people``.
    """
    around = tuple(_around(goal, analysis))
    told = [goal.text, *(quote.text for quote in (*goal.description, *goal.mentions)), *around, *_rows(goal, analysis)]
    text = "\n".join(told)
    if _role().search(text) is not None or any(name in text for name in known) or _SPOKEN_OF.match(goal.text):
        return True
    return said_whose(goal, analysis) or any(_title_and(part).search("\n".join((goal.text, *around))) for part in _surnames(known))


def said_whose(goal: Goal, analysis: Analysis) -> bool:
    """Tell whether words say whose the goal is: in speaker's notes, in a short line beneath it, or in a phrase such as "has the lead"."""
    short = (quote.text for quote in goal.description if len(quote.text.split()) <= _LABEL)
    if noted(goal, analysis) or any(_lone_role().search(text) for text in short):
        return True
    near = "\n".join((goal.text, *(quote.text for quote in goal.description), *_around(goal, analysis)))
    return _answering().search(near) is not None


def _around(goal: Goal, analysis: Analysis) -> Iterator[str]:
    """Yield the rest of the goal's own block, up to the next goal in it, and a few paragraphs below, up to the next heading or goal."""
    document = analysis.document_by_path.get(goal.locator.file)
    place = goal.locator.place
    at = next((number for number, block in enumerate(document.blocks) if block.locator.place == place), None) if document else None
    if document is None or at is None:
        return
    others = [other.locator for other in analysis.goals if other.id != goal.id]
    following = [other.start for other in others if other.place == place and other.start >= goal.locator.end]
    text = document.blocks[at].text
    yield text[goal.locator.end : min(following, default=None)]
    if following:
        # "All three are with the Finance Director" stands behind the last of them.
        yield from (part for part in _SENTENCE.split(text[min(following) :]) if _several().search(part) and _answering().search(part))
        return
    goals = {other.place for other in others}
    for block in document.blocks[at + 1 : at + 1 + _BELOW]:
        if block.kind is BlockKind.HEADING or block.locator.place in goals or block.layer is Layer.NOTE:
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


def _surnames(known: frozenset[str]) -> frozenset[str]:
    return frozenset(name.split()[-1] for name in known)


@bounded(_KEPT)
def _title_and(name: str) -> re.Pattern[str]:
    """A person named again by family name alone ("again under Mr Aske")."""
    return re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? (?:[A-Z][\w’'-]+ )?{re.escape(name)}\b")


@cache
def _lone_role() -> re.Pattern[str]:
    """A role in a line that says little else ("Chancellor", "patron: Vice-President for Studies")."""
    heads = "|".join(re.escape(_shown(head)) for head in words("owners")["role_heads"])
    return re.compile(rf"(?:^|[\s:-])(?:{heads})\b(?!\s*:)")


@cache
def _answering() -> re.Pattern[str]:
    """Somebody whose name has a capital, and words that say that the goal is theirs, either first."""
    cues = "|".join(re.escape(cue).replace(r"\ ", r"\s+") for cue in words("hands")["answering"])
    somebody = (
        r"(?:(?!(?:The|An?|It|Its|This|That|These|Those|All|Both|Each|They|There|We|Our|One|Every|No|Nobody|What|Who)\b)[A-Z][\w’'-]+)"
    )
    return re.compile(rf"{somebody}[^.;:\n]{{0,60}}\b(?:{cues})\b|\b(?:{cues})\s+(?:the\s+)?{somebody}|\b{somebody},? again\.")


@cache
def _several() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(entry) for entry in words("hands")["several"]) + r")\b", re.IGNORECASE)


@bounded(_KEPT)
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
