"""The statements of a document as a tree: what stands under which heading, bold line, bullet or table cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.domain.statements import Statement
from aligner.domain.text import BlockKind, Layer, SpanStyle
from aligner.extract.goal_features import plain
from aligner.extract.goal_labels import Label, parse_label, trimmed
from aligner.extract.goal_nodes import Carrier, Node, by_clause
from aligner.extract.goal_tables import RowFacts, numbered_row, row_parts

__all__ = ["Carrier", "Node", "outline_nodes"]

_TITLE_WORDS = 14
_PAGE = re.compile(r"[\s.\u2026]+\d{1,3}$")
_APPENDIX = re.compile(r"\W*(?:appendix|appendices|annex|annexes|annexure)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\d+(?:\.\d+)*[.)]?\s+")
_NUMBER_ONLY = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\.?\s*$")
_DECIMAL = re.compile(r"\d+\.\d+\.?$")
_BOLD_PARAGRAPH, _LABELLED, _PARAGRAPH, _ROW, _LIST = 20.0, 22.0, 30.0, 35.0, 40.0


def outline_nodes(statements: Sequence[Statement], *, today: str | None = None) -> list[Node]:
    """Return the statements of one document as nodes in reading order, each knowing its container.

    Args:
        statements: of one document, in reading order.
        today: the document's own date (ISO 8601), or None when unknown.
    """
    nodes: list[Node] = []
    stack: list[Node] = []
    part: tuple[int | None, str | None] = (None, None)
    previous: Statement | None = None
    merged: dict[tuple[int | None, str], Node] = {}
    introduction = ""
    pointers: list[tuple[Label, RowFacts]] = []
    titles = {_bare(statement.text) for statement in statements if statement.block.kind is BlockKind.HEADING}
    for statement in statements:
        if statement.block.kind is not BlockKind.HEADING and _PAGE.search(statement.text) and _bare(statement.text) in titles:
            continue  # a line of the table of contents
        here = (statement.block.locator.slide, statement.block.locator.sheet)
        if here != part:
            part, stack = here, []
        opens = previous is None or previous.block_index != statement.block_index
        if statement.block.kind is BlockKind.ROW:
            _contain(stack, _ROW)
            nodes.extend(_row_nodes(statement, stack[-1] if stack else None, merged, pointers))
        else:
            whole = _node(statement, opens=opens)
            for node in by_clause(whole):
                _contain(stack, node.depth)
                _attach(node, stack[-1] if stack else None)
                stack.append(node)
                if node.statement.block.kind is BlockKind.LIST_ITEM:
                    node.introduction = introduction
                nodes.append(node)
            if statement.block.kind is not BlockKind.LIST_ITEM:
                introduction = statement.text if whole.carrier is Carrier.SENTENCE else ""
        previous = statement
    _point(nodes, pointers)
    _entitle(nodes)
    appendix = False
    for node in nodes:
        appendix = appendix or (node.carrier is Carrier.HEADING and _APPENDIX.match(node.statement.text) is not None)
        node.appendix = appendix
        node.today = today
    return nodes


def _entitle(nodes: Sequence[Node]) -> None:
    """Mark the heading that names the document: the first one, when no other stands as high."""
    headings = [node for node in nodes if node.carrier is Carrier.HEADING]
    if len(headings) > 1 and all(node.depth > headings[0].depth for node in headings[1:]):
        headings[0].title = True


def _point(nodes: Sequence[Node], pointers: Sequence[tuple[Label, RowFacts]]) -> None:
    """Give the facts of rows that only point at a goal ("Objective 3 | ...") to the goal so labelled."""
    for label, facts in pointers:
        wanted = (label.word, label.number)
        aim = next(
            (node for node in nodes if node.text and node.label is not None and (node.label.word, node.label.number) == wanted), None
        )
        if aim is not None:
            aim.told.append(facts)


def _bare(text: str) -> str:
    """Return a title without its own number and without the page it stands on."""
    return _NUMBER.sub("", _PAGE.sub("", plain(text))).strip()


def _contain(stack: list[Node], depth: float) -> None:
    while stack and stack[-1].depth >= depth:
        stack.pop()


def _attach(node: Node, parent: Node | None) -> None:
    node.parent = parent
    if parent is not None:
        parent.children.append(node)


def _node(statement: Statement, *, opens: bool) -> Node:
    block = statement.block
    label = parse_label(statement.text, block.marker if opens else "") if opens else None
    start, end = trimmed(statement.text, label.end if label else 0, len(statement.text))
    carrier, depth = _place(statement, label, opens=opens)
    base = statement.locator.start
    return Node(
        statement=statement,
        text=statement.text[start:end],
        locator=block.locator.slice(base + start, base + end),
        carrier=carrier,
        depth=depth,
        label=label,
        whole=start == 0,
        facts=statement.facts,
    )


def _place(statement: Statement, label: Label | None, *, opens: bool) -> tuple[Carrier, float]:
    block = statement.block
    if block.layer is Layer.NOTE:
        return Carrier.NOTE, _PARAGRAPH
    if block.kind is BlockKind.HEADING:
        return Carrier.HEADING, float(max(1, block.level))
    bold = opens and _is_bold(statement)
    if block.kind is BlockKind.LIST_ITEM:
        # "2.1" heads the plain bullets after it, even where both are lists of the same level.
        depth = _LIST + block.level - (2 if _DECIMAL.match(block.marker) else 0)
        if not opens:
            return Carrier.SENTENCE, depth + 0.5
        return (Carrier.BOLD if bold else Carrier.BULLET), depth
    if bold:
        return Carrier.BOLD, _BOLD_PARAGRAPH
    if label is not None and label.level is not None:
        return Carrier.BOLD, _LABELLED + list(type(label.level)).index(label.level)
    if opens and block.locator.slide is not None and len(statement.text.split()) <= _TITLE_WORDS and statement.text == block.text:
        return Carrier.BULLET, _LIST + block.level
    numbered = opens and label is not None and not label.word and "." in label.number
    return Carrier.SENTENCE, _PARAGRAPH - (2 if numbered else 0)  # "2.1" heads what follows up to "2.2"


def _is_bold(statement: Statement) -> bool:
    """Tell whether the statement is set in bold and stands out: a lead with text after it, or a short line of its own."""
    start, end = statement.locator.start, statement.locator.end
    covered = sum(
        min(span.end, end) - max(span.start, start)
        for span in statement.block.spans
        if span.style is SpanStyle.BOLD and span.start < end and span.end > start
    )
    return covered >= 0.9 * (end - start - 1) and len(statement.text.split()) <= 2 * _TITLE_WORDS


def _row_nodes(
    statement: Statement, container: Node | None, merged: dict[tuple[int | None, str], Node], pointers: list[tuple[Label, RowFacts]]
) -> list[Node]:
    """Return a node for every goal cell of a row, the wider column containing the narrower; merged cells are one node."""
    found: list[Node] = []
    parent, latest = container, None
    for part in row_parts(statement.block):
        parent = parent if part.sibling or latest is None else latest
        key = (statement.block.table, part.text)
        known = merged.get(key) if part.repeats else None
        if known is not None:
            latest = known
            continue
        label = parse_label(part.text) or (
            Label(len(part.text), "", part.text.strip(" ."), None) if _NUMBER_ONLY.match(part.text) else None
        )
        start, end = trimmed(part.text, label.end if label else 0, len(part.text))
        if start >= end:  # nothing but "Objective 3": the row tells more of a goal that stands elsewhere
            if label is not None:
                pointers.append((label, part.facts))
            continue
        node = Node(
            statement=statement,
            text=part.text[start:end],
            locator=part.locator.slice(part.locator.start + start, part.locator.start + end),
            carrier=Carrier.CELL,
            depth=_ROW,
            label=label,
            whole=False,
            row=part.facts,
            column=part.role,
        )
        _attach(node, parent)
        merged[key] = latest = node
        found.append(node)
    if not found:
        pointing = numbered_row(statement.block)
        if pointing is not None:
            pointers.append((Label(0, "", pointing[0], None), pointing[1]))
        whole = Node(
            statement=statement, text=statement.text, locator=statement.locator, carrier=Carrier.CELL, depth=_ROW, facts=statement.facts
        )
        _attach(whole, container)
        found.append(whole)
    return found
