"""Goals of strategy documents, whatever carries them: headings, bold leads, bullets, slide lines, table cells or prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.domain.encoding import Encoder
from aligner.domain.goals import Goal
from aligner.domain.statements import Statement
from aligner.domain.text import BlockKind, Document
from aligner.extract.goal_build import build_goals
from aligner.extract.goal_drafts import replaced_drafts
from aligner.extract.goal_facts import Gatherer
from aligner.extract.goal_indicators import measured_by_tables
from aligner.extract.goal_outline import Node, outline_nodes
from aligner.extract.goal_sections import is_guidance, is_other_document, is_vision
from aligner.extract.goal_select import select, sift, weigh
from aligner.extract.merge import merge_goals
from aligner.segment import Segmenter

__all__ = ["Sifted", "extract_goals", "sift_goals"]

_DOUBT, _GUIDANCE = 3.0, 20.0
"""Log odds that an unlabelled candidate must make up for in a document that is no strategy by its title, or that gives rules to work by."""
_OPENING = 3


@dataclass(frozen=True, slots=True, eq=False)
class Sifted:
    """What may be a goal in each document, before anything is encoded.

    Attributes:
        dates: ISO day of every document, or None.
        outlines: nodes of every document in reading order. asked: those of all documents that the classifier will be asked about.
    """

    dates: tuple[str | None, ...]
    outlines: tuple[list[Node], ...]
    asked: tuple[Node, ...]

    @property
    def texts(self) -> list[str]:
        """What will be encoded, for those who want to encode it ahead of time."""
        return [node.text for node in self.asked]


def sift_goals(documents: Sequence[Document], statements: Mapping[str, Sequence[Statement]], *, segmenter: Segmenter) -> Sifted:
    """Return what may be a goal, by cheap signs; the first half of ``extract_goals``."""
    dates = tuple(segmenter.document_date(document) for document in documents)
    outlines = tuple(outline_nodes(statements[document.path], today=date) for document, date in zip(documents, dates, strict=True))
    return Sifted(dates, outlines, tuple(sift([node for nodes in outlines for node in nodes])))


def extract_goals(
    documents: Sequence[Document],
    statements: Mapping[str, Sequence[Statement]],
    *,
    encoder: Encoder,
    segmenter: Segmenter,
    sifted: Sifted | None = None,
) -> tuple[Goal, ...]:
    """Return the goals of strategy documents, repeats merged, parents before their children.

    Args:
        documents: in the order given by the user.
        statements: of every document, by ``Document.path``.
        encoder: turns texts into unit vectors; called once for all candidates and once for all goals.
        segmenter: parses table cells and labelled values.
        sifted: what ``sift_goals`` gave for the same documents; made here when None.

    Raises:
        ModelError: the shipped classifier is missing or damaged.
    """
    sifted = sifted or sift_goals(documents, statements, segmenter=segmenter)
    weigh([node for nodes in sifted.outlines for node in nodes], sifted.asked, encoder)
    goals: list[Goal] = []
    gatherers: dict[str, Gatherer] = {}
    for document, date, nodes in zip(documents, sifted.dates, sifted.outlines, strict=True):
        accepted = select(nodes, doubt=_doubt(document), pictured=_pictures(document))
        if accepted:
            gatherers[document.path] = Gatherer(segmenter, date)
            goals.extend(build_goals(nodes, accepted, gatherers[document.path]))
    merged = merge_goals(goals, encoder, replaced=replaced_drafts([(document.path, _titles(document)) for document in documents]))
    return measured_by_tables(merged, documents, gatherers, encoder)


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
