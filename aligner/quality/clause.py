"""What a goal's main clause hangs on: its first and last word, and its head verbs. No parser: goals are short and formulaic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.quality.tokens import Token, phrases, word_set

__all__ = ["Clause", "clause_of"]

_MODAL_PHRASES = (("want", "to"), ("wants", "to"), ("need", "to"), ("needs", "to"), ("is", "to"), ("are", "to"), ("going", "to"))
_LEADS = (
    ("let", "us"),
    ("our", "aim", "is", "to"),
    ("the", "aim", "is", "to"),
    ("our", "ambition", "is", "to"),
    ("the", "ambition", "is", "to"),
)
_OPENER_TOKENS = 14


@dataclass(frozen=True, slots=True)
class Clause:
    """Token indices: the main clause from ``first`` to ``last`` (exclusive), and its head verbs in order (none: a noun phrase).

    ``bare`` says that the first head is an imperative or infinitive.
    """

    first: int
    last: int
    heads: tuple[int, ...]
    bare: bool = False


def clause_of(text: Sequence[Token], opening_end: int = 0) -> Clause:
    """Find the main clause.

    Args:
        text: the goal's tokens.
        opening_end: code-point offset at which a date that opens the text ends; 0 for none.
    """
    first = _start(text, opening_end)
    last = next((index for index in range(first + 1, len(text)) if _ends(text, index, first)), len(text))
    found, bare = _heads(text, first, last)
    heads = tuple(place for place in found if place < len(text))  # "We will" has none
    return Clause(first, last, (*heads, *(_joined(text, heads[-1], last) if heads else ())), bare)


def _start(text: Sequence[Token], opening_end: int) -> int:
    first = 0
    if any(token.low in word_set("labels") for token in text[:3]):
        first = next((index + 1 for index, token in enumerate(text[:4]) if token.low in {":", "–", "—", "-"}), 0)
    after_date = next((index for index, token in enumerate(text) if token.start >= opening_end), 0) if opening_end else 0
    if first < len(text) and text[first].low in word_set("clause_openers") and not (text[first].low == "to" and _is_verb(text, first + 1)):
        comma = next((index for index in range(first, min(len(text), first + _OPENER_TOKENS)) if text[index].low == ","), None)
        if comma is not None and comma + 1 < len(text):
            return comma + 1
        return after_date if first < after_date < len(text) else first
    return first


def _ends(text: Sequence[Token], index: int, first: int) -> bool:
    low = text[index].low
    if low in {"by", "through", "via"} and index + 1 < len(text) and text[index + 1].low.endswith("ing"):
        return True
    # A label of a few words before a colon ("Stop fraud: ...") is the main clause; "that" after "so" has ended it already.
    return low in word_set("clause_stops") and index > first


def _heads(text: Sequence[Token], first: int, last: int) -> tuple[tuple[int, ...], bool]:
    for lead in _LEADS:
        if tuple(token.low for token in text[first : first + len(lead)]) == lead:
            return (_skip(text, first + len(lead), last),), True
    if first >= last:
        return (), False
    low = text[first].low
    if low == "to":
        return (_skip(text, first + 1, last),), True
    modal = _after_modal(text, first, last)
    if modal is not None:
        return (_skip(text, modal, last),), False
    if low in word_set("subjects") and first + 1 < last:
        return (_skip(text, first + 1, last),), False
    place = _skip(text, first, last)
    return ((place,), True) if place < last and _opens(text, place) else ((), False)


def _after_modal(text: Sequence[Token], first: int, last: int) -> int | None:
    for index in range(first, last):
        if text[index].low in word_set("modals") and index > first:
            return index + 1
        if index + 1 < last and (text[index].low, text[index + 1].low) in _MODAL_PHRASES:
            return index + 2
    return None


def _skip(text: Sequence[Token], index: int, last: int) -> int:
    while index + 1 < last and (text[index].low in word_set("fillers") or (text[index].low.endswith("ly") and text[index].low != "apply")):
        index += 1
    return index


def _is_verb(text: Sequence[Token], index: int) -> bool:
    return phrases("verbs", "direction_verbs", "output_verbs", verbs=True).at(text, index) is not None


def _opens(text: Sequence[Token], index: int) -> bool:
    """Tell whether a listed verb in its base or "-ing" form opens the clause, and is no noun ("Support calls answered")."""
    span = phrases("verbs", "direction_verbs", "output_verbs", verbs=True).at(text, index)
    low = text[index].low
    if span is None or low.endswith("ed"):
        return False
    if low.endswith("s") and low != span.entry.split()[0]:
        return False
    if phrases("noun_like").at(text, index) is None:
        return True
    return span.last < len(text) and (text[span.last].low in word_set("determiners") or text[span.last].low[0].isdigit())


def _joined(text: Sequence[Token], head: int, last: int) -> tuple[int, ...]:
    """Return further verbs that "and" joins to the head, in the same form as the head."""
    known = phrases("verbs", "direction_verbs", "output_verbs", verbs=True)
    own = known.at(text, head)
    ing = text[head].low.endswith("ing")
    found = []
    for index in range(head + 1, last - 1):
        if text[index].low not in {"and", "&"}:
            continue
        place = _skip(text, index + 1, last)
        span = known.at(text, place)
        if own is None or span is None or place + 1 >= len(text):
            continue
        base = text[place].low == span.entry.split()[0]
        same_form = text[place].low.endswith("ing") if ing else base
        noun = (
            phrases("noun_like").at(text, place) is not None and text[span.last].low not in word_set("determiners")
            if span.last < len(text)
            else True
        )
        if same_form and not noun:
            found.append(place)
    return tuple(found)
