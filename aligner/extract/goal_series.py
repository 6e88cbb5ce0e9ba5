"""Numbered paragraphs that run through the chapters ("1.1", "1.2", "2.1" ...): what a programme or plan commits itself to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from aligner.extract.goal_features import has, looks_back
from aligner.extract.goal_outline import Carrier, Node

__all__ = ["mark_series"]

_MEMBER = re.compile(r"(\d{1,2})\.(\d{1,2})$")
_FEWEST, _MOST, _CHAPTERS = 4, 40, 2
_SHARE = 0.3


def mark_series(nodes: Sequence[Node]) -> bool:
    """Mark the members of the document's series of numbered commitments, and tell whether it has one.

    A writer who numbers some statements in every chapter, and nothing else, says that these are of one kind. When enough of
    them read like goals by themselves, the terse ones beside them ("End the queue at the gate.") are goals too. Reports that
    number all their paragraphs have longer series, in which few paragraphs read like goals.

    Args:
        nodes: of one document in reading order, judged.
    """
    members = [(node, match) for node in nodes if (match := _number(node)) is not None]
    if not _FEWEST <= len(members) <= _MOST or not _runs(members):
        return False
    if sum(node.odds > 0 for node, _ in members) < _SHARE * len(members):
        return False
    for node, _ in members:
        node.numbered = not (node.past or looks_back(node.text, node.facts.tense) or has(node.text, "refusals"))
    return True


def _number(node: Node) -> re.Match[str] | None:
    if node.label is None or node.label.word or node.carrier in (Carrier.HEADING, Carrier.CELL, Carrier.NOTE):
        return None
    return _MEMBER.match(node.label.number)


def _runs(members: Sequence[tuple[Node, re.Match[str]]]) -> bool:
    """Tell whether the numbers count up from 1 in each of several chapters."""
    chapters = [(chapter, [int(match[2]) for _, match in group]) for chapter, group in groupby(members, key=lambda member: member[1][1])]
    distinct = {chapter for chapter, _ in chapters}
    return len(distinct) == len(chapters) >= _CHAPTERS and all(numbers == list(range(1, len(numbers) + 1)) for _, numbers in chapters)
