"""Where the name of a piece of work and what is told of it end in a sentence."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from aligner.domain.statements import Statement
from aligner.extract.item_keys import tokens_of
from aligner.extract.item_text import lead_end
from aligner.extract.prose_class import finite, name_end

__all__ = ["own_clause", "subject_of", "title_span"]

_TELLING = 3
"""Words from which a name tells by itself what the work is."""
_CUT = re.compile(r"[,;] | (?:because|so that|although|while|whereas|which|but|and (?:we|it|they|the|a|an|our)) ")
_PLACE = re.compile(
    r"(?:on|in|at|for|with|from|under|across|along) (?:the |our )?(?:[\w'’-]+ ){0,3}[\w'’-]+, (?=[a-z])"
    r"|(?:once|when|after|before|due to|because of|owing to|in order to|prior to|following|as part of|together with|thanks to|under the) [^,;:]{3,90}, (?=\w)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"[,;:.] | (?:since|because|as|until|for|while|and) ")
_STALLED = re.compile(
    r"(?:nothing|little|not much|no (?:further )?(?:progress|work|movement))(?: new)? (?:has |have |had |was |is |can be )?\w+(?: been)?(?: \w+)? (?:on|with|about|for|in) (?=(?:the|our|a)\b)",
    re.IGNORECASE,
)


def subject_of(text: str) -> str:
    """Return what a sentence speaks of: the lead before a colon, else its grammatical subject."""
    return text[: min(lead_end(text), name_end(text))]


def title_span(text: str, start: int, people: AbstractSet[str], *, lead: bool) -> tuple[int, int, int]:
    """Return where the title begins, where the bare name of the work ends, and where the title ends.

    A telling name is the title ("Signalling between Kay and Dunmore"). Of a short one ("Marrow Quay", "PLOVER") the title goes
    on to the end of the clause, for by itself it does not say what the work is.

    Args:
        text: the sentence.
        start: where what is told begins.
        people: full names of persons; one of them is no name of work.
        lead: the sentence opens a paragraph or bullet, where a lead of one word before a colon names the work too.
    """
    stalled = _STALLED.match(text, start)
    skipped = stalled or _PLACE.match(text, start)
    start = skipped.end() if skipped else start
    rest = text[start:]
    if stalled:
        end = min([len(rest.rstrip(" .;,")), *(found.start() for found in _AFTER.finditer(rest))])
        return start, start + end, start + end
    whole = len(rest.rstrip(" .;,"))
    end, lead_stop = min(name_end(rest), whole), lead_end(rest)
    if rest[:end].strip() in people:
        return start, start + whole, start + whole
    if lead_stop < end and (lead or len(rest[:lead_stop].split()) > 1):
        name, clause = lead_stop, _clause(rest, lead_stop + 2)
        telling = len(_words(rest[:name])) > _TELLING
    else:
        name, clause = end, _clause(rest, end)
        telling = end < whole and len(_words(rest[:name])) >= _TELLING
    return start, start + name, start + (name if telling and 2 * name >= whole else clause)


_OTHER = re.compile(
    r"; (?!(?:he|she|it|they|this|that|these|we|now|but|so|one)\b)|, (?:and |but )?(?:the|a|an|our|his|her|their) (?=\w+ (?:\w+ ){0,4}(?:is|are|was|were|has|have|will|goes|follows|stays)\b)"
)


def own_clause(statement: Statement, end: int) -> Statement:
    """Return a sentence cut off where, behind the title that ends at ``end``, it goes on about something else."""
    other = _OTHER.search(statement.text, end)
    if other is None:
        return statement
    stop, facts = other.start(), statement.facts
    kept = replace(
        facts,
        metrics=tuple(metric for metric in facts.metrics if metric.end <= stop),
        dates=tuple(date for date in facts.dates if date.end_offset <= stop),
        owners=tuple(owner for owner in facts.owners if owner.end <= stop),
    )
    return replace(
        statement,
        text=statement.text[:stop],
        locator=statement.locator.slice(statement.locator.start, statement.locator.start + stop),
        facts=kept,
    )


def _words(text: str) -> list[str]:
    return [token for token in tokens_of(text) if token.isalpha()]


def _clause(text: str, beyond: int) -> int:
    """Return where the clause ends that goes on behind ``beyond``: at a comma, a conjunction, or a further verb of the same subject."""
    cuts = [found.start() for found in _CUT.finditer(text, min(beyond + 1, len(text)))]
    cuts += [
        found.start() for found in re.finditer(r" and (?=\w+)", text) if found.start() > beyond and finite().begins_at(text, found.end())
    ]
    stop = min([*cuts, len(text.rstrip(" .;,"))])
    stop = len(re.sub(r"\s(?:and|or)$", "", text[:stop]))
    return stop if len(text[:stop].split()) >= _TELLING else len(text.rstrip(" .;,"))
