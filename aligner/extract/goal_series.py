"""Statements of one form that run through the chapters, numbered ("1.1", "1.2", "2.1") or bold: what a plan commits itself to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from aligner.domain.text import BlockKind
from aligner.extract.goal_features import has, looks_back, states_quantity
from aligner.extract.goal_nodes import Carrier, Node

__all__ = ["mark_leads", "mark_series"]

_MEMBER = re.compile(r"(\d{1,2})\.(\d{1,2})$")
_FEWEST, _MOST, _CHAPTERS = 4, 40, 2
_SHARE = 0.3
_FEWEST_LEADS, _LEAD_WORDS = 6, 4
_PLAUSIBLE, _LEAD_SHARE, _BOUND_SHARE = -1.0, 0.5, 0.25


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
        node.numbered = _may_commit(node)
    return True


def mark_leads(nodes: Sequence[Node]) -> bool:
    """Mark the bold sentences that open paragraphs throughout the document, and tell whether it has such a series.

    A writer who opens section after section with a bold sentence, and explains it in the text behind, says that these are of one
    kind. When enough of them commit to something, by themselves or in the text behind them, the mottos among them ("One customer,
    one record.") are goals too. Bold labels ("Talent.") are no sentences, and bold openings of risks or principles do not commit.

    Args:
        nodes: of one document in reading order, judged.
    """
    members = [node for node in nodes if _is_lead(node)]
    places = {id(node.parent) for node in members}
    if not _FEWEST_LEADS <= len(members) <= _MOST or len(places) < _CHAPTERS:
        return False
    if sum(node.odds > _PLAUSIBLE or _is_bound(node) for node in members) < _LEAD_SHARE * len(members):
        return False
    if sum(map(_is_bound, members)) < _BOUND_SHARE * len(members):
        return False
    for node in members:
        node.numbered = _may_commit(node)
    return True


def _is_lead(node: Node) -> bool:
    block = node.statement.block
    sentence = node.text.rstrip().endswith((".", "!")) and len(node.text.split()) >= _LEAD_WORDS
    followed = node.statement.locator.end < block.locator.start + len(block.text) - 1
    return node.carrier is Carrier.BOLD and block.kind is BlockKind.PARAGRAPH and sentence and followed and not node.appendix


def _is_bound(node: Node) -> bool:
    """Tell whether a lead, or the text behind it, names an amount and a date ahead."""
    told = (node, *(below for below in node.children if below.carrier is Carrier.SENTENCE))
    return any(one.odds > _PLAUSIBLE and one.ahead and states_quantity(one.text) for one in told)


def _may_commit(node: Node) -> bool:
    return not (node.past or looks_back(node.text, node.facts.tense) or has(node.text, "refusals"))


def _number(node: Node) -> re.Match[str] | None:
    if node.label is None or node.label.word or node.carrier in (Carrier.HEADING, Carrier.CELL, Carrier.NOTE):
        return None
    return _MEMBER.match(node.label.number)


def _runs(members: Sequence[tuple[Node, re.Match[str]]]) -> bool:
    """Tell whether the numbers count up from 1 in each of several chapters."""
    chapters = [(chapter, [int(match[2]) for _, match in group]) for chapter, group in groupby(members, key=lambda member: member[1][1])]
    distinct = {chapter for chapter, _ in chapters}
    return len(distinct) == len(chapters) >= _CHAPTERS and all(numbers == list(range(1, len(numbers) + 1)) for _, numbers in chapters)
