"""Goals of strategy documents, whatever carries them: headings, bold leads, bullets, slide lines, table cells or prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.domain.encoding import Encoder
from aligner.domain.goals import Goal
from aligner.domain.statements import Statement
from aligner.domain.text import BlockKind, Document
from aligner.extract.goal_build import build_goals
from aligner.extract.goal_facts import Gatherer
from aligner.extract.goal_outline import outline_nodes
from aligner.extract.goal_sections import is_other_document
from aligner.extract.goal_select import judge, select
from aligner.extract.merge import merge_goals
from aligner.segment import Segmenter

__all__ = ["extract_goals"]

_DOUBT = 1.5
"""Log odds that an unlabelled candidate must make up for in a document that is no strategy by its title."""


def extract_goals(
    documents: Sequence[Document],
    statements: Mapping[str, Sequence[Statement]],
    *,
    encoder: Encoder,
    segmenter: Segmenter,
) -> tuple[Goal, ...]:
    """Return the goals of strategy documents, repeats merged, parents before their children.

    Args:
        documents: in the order given by the user.
        statements: of every document, by ``Document.path``.
        encoder: turns texts into unit vectors; called once for all candidates and once for all goals.
        segmenter: parses table cells and labelled values.

    Raises:
        ModelError: the shipped classifier is missing or damaged.
    """
    dates = [segmenter.document_date(document) for document in documents]
    outlines = [outline_nodes(statements[document.path], today=date) for document, date in zip(documents, dates, strict=True)]
    judge([node for nodes in outlines for node in nodes], encoder)
    goals: list[Goal] = []
    for document, date, nodes in zip(documents, dates, outlines, strict=True):
        accepted = select(nodes, doubt=_DOUBT if is_other_document(_title(document)) else 0.0)
        if accepted:
            goals.extend(build_goals(nodes, accepted, Gatherer(segmenter, date)))
    return merge_goals(goals, encoder)


def _title(document: Document) -> str:
    name = document.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    first = next((block.text for block in document.blocks if block.kind is BlockKind.HEADING), "")
    return f"{name} | {document.title} | {first}"
