"""How much the wording and the place of a statement count where nothing announces goals."""

from __future__ import annotations

from aligner.extract.goal_chapters import is_topic
from aligner.extract.goal_features import has, looks_back, starts_with_verb, states_deadline, states_quantity
from aligner.extract.goal_outline import Carrier, Node

__all__ = ["CAUTION", "unannounced_odds"]

CAUTION = 0.45
"""How much of the doubt about a document or a section remains beside these weights."""
_WORDING, _LONG = 0.45, 20
_FIRM = 0.5
_TELLING = ("achievement", "values", "boilerplate")
_PLACE = {
    Carrier.HEADING: -0.85,
    Carrier.BOLD: -0.1,
    Carrier.BULLET: 0.1,
    Carrier.CELL: -2.0,
    Carrier.SENTENCE: -0.85,
    Carrier.NOTE: -2.0,
}


def unannounced_odds(node: Node, odds: float, *, chapter: bool) -> float:
    """Return log odds of a candidate that nothing around it announces.

    The weights are those of a logistic regression with a ridge on such candidates of eleven labelled organisations, rounded;
    with each organisation left out in turn it finds 60 % of their goals and is right in 77 %. These organisations speak of goals in
    every other paragraph, public plans far less often: a sentence without an amount and a date ahead has more to make up for.

    Args:
        node: judged, with its surroundings marked.
        odds: log odds of being a goal by the wording.
        chapter: it stands in a chapter that holds commitments.
    """
    bound = node.assigned or ((node.ahead or states_deadline(node.text)) and (states_quantity(node.text) or has(node.text, "promises")))
    dated, counted = states_deadline(node.text), states_quantity(node.text)
    reports = node.past or looks_back(node.text, node.facts.tense) or (has(node.text, "past") and not has(node.text, "ahead"))
    return (
        _WORDING * odds
        + _PLACE[node.carrier]
        + 0.3 * (chapter)
        + 0.2 * dated
        + 0.2 * (counted and node.ahead)
        + 0.15 * (has(node.text, "promises") + has(node.text, "intent"))
        + 0.35 * starts_with_verb(node.text)
        + 0.2 * node.company
        + 0.04 * min(len(node.text.split()), _LONG)
        + 0.4 * node.assigned
        - 0.8 * (node.carrier is Carrier.HEADING and is_topic(node))
        - 0.7 * (node.carrier is Carrier.SENTENCE and not bound)
        - 0.35 * (node.carrier is not Carrier.SENTENCE and not (counted or dated))
        - 1.0 * (node.carrier is Carrier.SENTENCE and not (dated or counted) and odds < _FIRM)
        - 0.5 * reports
        - 0.6 * (node.kind in _TELLING and not (counted and node.ahead))
        - 1.4 * has(node.text, "estimates")
    )
