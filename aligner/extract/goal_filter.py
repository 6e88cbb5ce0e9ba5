"""Cheap signs by which most statements are known to be no goals, so that few texts need encoding."""

from __future__ import annotations

import re

from aligner.domain.text import SpanStyle
from aligner.extract.goal_asides import defines, speaks_of_paper
from aligner.extract.goal_features import has, plain, starts_with_verb, states_deadline, states_quantity
from aligner.extract.goal_nodes import Carrier, Node
from aligner.extract.goal_sections import Section, lead_section, section_of
from aligner.lexicon import words

__all__ = ["assigns", "is_note", "is_placeholder", "labelled", "refuses", "worth_asking"]

_WORD = re.compile(r"[^\W\d_]{3}")
_MIN_WORDS, _MAX_WORDS = 2, 70
_LINKED = 0.8
_UNLIKELY, _LIKELY = -3.5, 0.5
"""Log odds by its build under which a sentence is not worth encoding: one goal in fifty is lost there, and half of all sentences are saved."""
_STANDS = re.compile(r"\b(?:today|at present|currently|so far|at the moment)\b", re.IGNORECASE)
_MOVES = re.compile(r"\b(?:by|from|to|until|below|above|under|over|at least|at most|than)\b|[<>\u2264\u2265\u2192]|->", re.IGNORECASE)
_ADOPTED = re.compile(
    r"(?:resolved|adopted|approved|endorsed|published|issued|printed|last (?:edited|updated|changed))\s+(?:by|on|in)\b", re.IGNORECASE
)


def labelled(node: Node) -> bool:
    """Tell whether the document itself calls the node a goal, objective or the like."""
    if node.column == "label":
        return True
    return node.label is not None and node.label.level is not None


def worth_asking(node: Node) -> bool:
    """Tell whether a node could be a goal at all, by cheap signs, so that few texts need encoding."""
    size = len(node.text.split())
    if node.carrier in (Carrier.SENTENCE, Carrier.BULLET, Carrier.NOTE) and node.statement.text.endswith(":"):
        return False  # introduces what follows
    if _is_link(node) or is_placeholder(node.text) or is_note(node):
        return False
    if node.label is None and not node.column and (defines(node.text) or speaks_of_paper(node.text)):
        return False
    if assigns(node) or (refuses(node.text) and node.pattern < _LIKELY):
        return False
    if size > _MAX_WORDS or "?" in node.text[-2:] or (size < _MIN_WORDS and node.label is None):
        return False
    if node.carrier is Carrier.CELL and (not node.column or not _WORD.search(node.text)):
        return False  # a cell that holds a bare value is the target of a goal
    if node.carrier is Carrier.HEADING:
        return labelled(node) or section_of(node.title_text) is Section.NEUTRAL
    if node.carrier is Carrier.CELL:
        return not _out_of_reach(node) and _not_excluded(node)
    return _not_excluded(node) and (
        node.pattern > _UNLIKELY or node.label is not None or node.carrier is Carrier.BOLD or _is_announced(node)
    )


def _is_announced(node: Node) -> bool:
    """Tell whether a bullet stands where goals are announced: however terse, it may be one."""
    return node.carrier is Carrier.BULLET and lead_section(node.statement.lead or node.introduction) is Section.GOALS


def _out_of_reach(node: Node) -> bool:
    """Tell whether a text that commits to nothing stands where only a commitment would count."""
    if node.column or node.label is not None or has(node.text, "promises") or states_quantity(node.text) or states_deadline(node.text):
        return False
    titles = [container.title_text for container in node.ancestors if container.carrier is Carrier.HEADING and not container.title]
    nearest = next((title for title in titles if section_of(title) is not Section.NEUTRAL), None)
    led = lead_section(node.statement.lead or node.introduction) is not Section.NEUTRAL
    return nearest is not None and not led and {section_of(nearest), section_of(nearest, below_goal=True)} == {Section.OTHER}


def refuses(text: str) -> bool:
    """Tell whether a text rules something out; a bound ("will not wait more than ten minutes") makes the same words a goal."""
    return has(text, "refusals") and not has(text, "bounds")


def assigns(node: Node) -> bool:
    """Tell whether a text says who answers for a field and commits to nothing in it."""
    return has(node.statement.text, "mandates") and not has(node.statement.text, "ahead")


def is_note(node: Node) -> bool:
    """Tell whether a line says how things stand ("21 % today") or when the paper was adopted, and wants nothing."""
    if node.label is not None and node.label.word:
        return False
    wants = has(node.text, "intent") or starts_with_verb(node.text) or _MOVES.search(node.text) is not None
    stands = states_quantity(node.text) and _STANDS.search(node.text) is not None
    return (stands and not wants) or _ADOPTED.match(node.text) is not None


def is_placeholder(text: str) -> bool:
    """Tell whether a goal is only announced ("TBD, something about trust")."""
    low = plain(text)
    return any(
        low.startswith(mark) and not low[len(mark) : len(mark) + 1].isalnum() for mark in words("vague")["placeholders"] if mark.isalpha()
    )


def _is_link(node: Node) -> bool:
    """Tell whether a line only leads elsewhere, as the lines of a table of contents do."""
    spans = [span for span in node.statement.block.spans if span.style is SpanStyle.LINK]
    place = node.locator
    if spans and any(char.isdigit() for char in node.statement.block.text[spans[-1].end : place.end]):
        return False  # "[Change failure rate](...) < 15%" leads elsewhere for its definition only
    covered = sum(max(0, min(span.end, place.end) - max(span.start, place.start)) for span in spans)
    return node.carrier is not Carrier.HEADING and not node.column and covered >= _LINKED * (place.end - place.start)


def _not_excluded(node: Node) -> bool:
    return all(
        section_of(container.title_text) is not Section.EXCLUDED for container in node.ancestors if container.carrier is Carrier.HEADING
    )
