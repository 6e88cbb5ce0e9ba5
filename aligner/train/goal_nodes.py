"""The statements of labelled documents in their places, as the goal finder sees them: what its judges are trained on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aligner.domain.encoding import Encoder
from aligner.domain.text import Document
from aligner.evaluate.gold import load_gold
from aligner.evaluate.pairing import similarity
from aligner.extract.classifier import LinearClassifier
from aligner.extract.goal_chapters import mark_surroundings
from aligner.extract.goal_filter import is_placeholder, labelled
from aligner.extract.goal_nodes import Carrier, Node
from aligner.extract.goal_outline import outline_nodes
from aligner.extract.goal_place import mark_patterns, place_features
from aligner.extract.goal_sections import Section
from aligner.extract.goal_select import judge, only_holds
from aligner.extract.goal_series import mark_leads, mark_series
from aligner.extract.goal_within import among_rules, goal_of, in_section, is_detail, is_rule
from aligner.extract.grams import GramModel
from aligner.readers import read_document
from aligner.segment import Segmenter
from aligner.train.passages import load_passages

__all__ = ["Labelled", "apart", "load_labelled", "rows"]

_SAME = 0.6
_SEVERAL = 3
_BLANK = GramModel(LinearClassifier(("goal", "other"), np.zeros((0, 2), dtype=np.float32), np.zeros(2, dtype=np.float32), {}), {})
"""Knows nothing, so that every statement is judged by its wording."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with its outline, judged by the shipped statement classifier.

    Attributes:
        organisation: the unit that figures hold out.
        sort: "organisation" (a whole strategy) or "passage".
        nodes: in reading order, ``accepted`` set by the labels.
        known: ids of nodes that carry a label, for passages; what no label covers (names of pillars) counts for neither side.
    """

    organisation: str
    sort: str
    nodes: tuple[Node, ...]
    known: frozenset[int]


def load_labelled(corpus: Path, encoder: Encoder) -> tuple[Labelled, ...]:
    """Return the strategies of all organisations that are not set apart for tests, then all passages."""
    out = apart(corpus)
    found: list[Labelled] = []
    for path in sorted(corpus.glob("*/gold.json")):
        if path.parent.name in out:
            continue
        gold = load_gold(path)
        documents = [read_document(one) for one in gold.strategy]
        segmenter = Segmenter()
        segmenter.learn_calendar([*documents, *(read_document(one) for one in gold.execution)])
        texts = [text for goal in gold.goals for text in goal.texts]
        found.extend(_labelled(gold.organisation, "organisation", one, segmenter, texts, None, encoder) for one in documents)
    for passage in load_passages(corpus / "passages"):
        segmenter = Segmenter()
        segmenter.learn_calendar([passage.document])
        labels = [text for text, _ in passage.labels]
        found.append(_labelled(passage.name, "passage", passage.document, segmenter, passage.goals, labels, encoder))
    return tuple(found)


def apart(corpus: Path) -> frozenset[str]:
    """Return the folders of the organisations that are there to measure with, and must teach nothing."""
    manifest = json.loads((corpus / "manifest.json").read_text("utf-8"))
    return frozenset(name for name, entry in _entries(manifest) if entry.get("split") == "test")


def _entries(manifest: object) -> Iterator[tuple[str, dict[str, object]]]:
    assert isinstance(manifest, dict)
    listed = manifest["corpora"]
    for entry in listed if isinstance(listed, list) else ():
        yield str(entry["folder"]), entry


def _labelled(  # noqa: PLR0913, PLR0917 - what one document brings
    organisation: str,
    sort: str,
    document: Document,
    segmenter: Segmenter,
    goals: Sequence[str],
    labels: Sequence[str] | None,
    encoder: Encoder,
) -> Labelled:
    nodes = outline_nodes(segmenter.statements(document), today=segmenter.document_date(document))
    judge(nodes, encoder, patterns=_BLANK)
    mark_surroundings(nodes)
    if not mark_series(nodes):
        mark_leads(nodes)
    for node in nodes:
        node.accepted = any(similarity(node.text, text) >= _SAME for text in goals)
    known = (node for node in nodes if labels is None or any(similarity(node.text, text) >= _SAME for text in labels))
    return Labelled(organisation, sort, tuple(nodes), frozenset(map(id, known)))


def rows(labelled: Labelled, patterns: GramModel | None = None) -> Iterator[tuple[Node, list[float]]]:
    """Yield the statements that only wording and place can tell, with their features.

    Args:
        labelled: a document.
        patterns: judge of the build of sentences that has not seen the document; the shipped one when None.
    """
    mark_patterns(labelled.nodes, patterns)
    announced = [node for node in labelled.nodes if node.accepted and (_announced(node) or in_section(node) is Section.GOALS)]
    structured = [node for node in labelled.nodes if node.accepted and node.carrier is not Carrier.SENTENCE]
    for node in labelled.nodes:
        if id(node) not in labelled.known or not _open(node):
            continue
        rule = is_rule(node) or among_rules(node)
        elsewhere, enough = len(announced) >= _SEVERAL, len(structured) >= _SEVERAL and node.carrier is Carrier.SENTENCE
        yield node, place_features(node, in_section(node), detail=is_detail(node), rule=rule, elsewhere=elsewhere, enough=enough)


def _announced(node: Node) -> bool:
    """Tell whether the document itself says that a node is a goal."""
    return labelled(node) or bool(node.column)


def _open(node: Node) -> bool:
    if node.carrier is Carrier.CELL or node.numbered or _announced(node) or only_holds(node) or is_placeholder(node.text):
        return False
    section = in_section(node)
    if section is Section.EXCLUDED or (section is Section.GOALS and node.carrier is not Carrier.SENTENCE):
        return False
    above = goal_of(node)
    return above is None or above.carrier is Carrier.CELL
