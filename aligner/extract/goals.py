"""Goals of strategy documents, whatever carries them: headings, bold leads, bullets, slide lines, table cells or prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.domain.encoding import Encoder
from aligner.domain.goals import Goal
from aligner.domain.statements import Statement
from aligner.domain.text import BlockKind, Document
from aligner.extract.goal_build import build_goals
from aligner.extract.goal_drafts import replaced_drafts
from aligner.extract.goal_facts import Gatherer
from aligner.extract.goal_outline import outline_nodes
from aligner.extract.goal_sections import is_guidance, is_other_document, is_vision
from aligner.extract.goal_select import judge, select
from aligner.extract.merge import merge_goals
from aligner.segment import Segmenter

__all__ = ["extract_goals"]

_DOUBT, _GUIDANCE = 3.0, 20.0
"""Log odds that an unlabelled candidate must make up for in a document that is no strategy by its title, or that gives rules to work by."""
_OPENING = 3


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
        accepted = select(nodes, doubt=_doubt(document), pictured=_pictures(document))
        if accepted:
            goals.extend(build_goals(nodes, accepted, Gatherer(segmenter, date)))
    return merge_goals(goals, encoder, replaced=replaced_drafts([(document.path, _titles(document)) for document in documents]))


def _doubt(document: Document) -> float:
    titles = _titles(document)
    if any(is_guidance(title) for title in titles):
        return _GUIDANCE
    return _DOUBT if is_other_document(" | ".join(titles)) else 0.0


def _pictures(document: Document) -> bool:
    """Tell whether a document is announced, by its title or its first lines, as a picture of the future."""
    return any(is_vision(text) for text in (*_titles(document), *(block.text for block in document.blocks[:_OPENING])))


def _titles(document: Document) -> tuple[str, ...]:
    """Return what a document is called: by its file, by its properties, by its first heading."""
    name = document.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    first = next((block.text for block in document.blocks if block.kind is BlockKind.HEADING), "")
    return tuple(title for title in (name.replace("_", " ").replace("-", " "), document.title, first) if title)
