"""Work filed under the name of a paper of the strategy: what it serves is told there, whether or not a goal was found in it."""

from __future__ import annotations

import re
from collections import Counter

from aligner.domain.analysis import Analysis
from aligner.domain.text import BlockKind, Document
from aligner.gaps.refusals import stems

__all__ = ["filed_under_papers"]

_PAPERS, _TELLING, _WHOLE = 3, 2, 3
_COMMON = 0.5
_WORD = re.compile(r"[^\W_]+")


def filed_under_papers(analysis: Analysis) -> frozenset[str]:
    """Return the ids of items whose board, milestone or section bears the name of one of the strategy's papers.

    Needs several papers: words that most of them share (the organisation's name, "strategy") tell none of them from the others,
    and a heading over most of the work tells nothing either.
    """
    titles = [_called(document) for document in analysis.strategy]
    if len(titles) < _PAPERS:
        return frozenset()
    shared = Counter(stem for title in titles for stem in stems(title))
    papers = [frozenset(stem for stem in stems(title) if shared[stem] <= _COMMON * len(titles)) for title in titles]
    uses = Counter(heading for item in analysis.items for heading in item.headings)
    named = {heading for heading, count in uses.items() if count <= _COMMON * len(analysis.items) and _names(heading, papers, titles)}
    return frozenset(item.id for item in analysis.items if named.intersection(item.headings))


def _names(heading: str, papers: list[frozenset[str]], titles: list[str]) -> bool:
    """Tell whether a heading, up to the first colon, is what a paper is called: by its telling words, or by all of its words."""
    name = heading.partition(":")[0].replace("-", " ")
    own, whole = stems(name), frozenset(_WORD.findall(name.casefold()))
    telling = any(len(paper & own) >= max(_TELLING, len(own) - 1) for paper in papers)
    in_full = len(whole) >= _WHOLE and any(
        paper & own and whole <= set(_WORD.findall(title)) for paper, title in zip(papers, titles, strict=True)
    )
    return telling or in_full


def _called(document: Document) -> str:
    """Return the words of a document's file name, title and first heading, in lower case."""
    first = next((block.text for block in document.blocks if block.kind is BlockKind.HEADING), "")
    name = document.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return f"{name} {document.title} {first}".replace("_", " ").replace("-", " ").casefold()
