"""What stands beside reports of work: guidance to the reader, news of people, definitions, another language, papers of another sort."""

from __future__ import annotations

import re
from collections import Counter

from aligner.domain.text import BlockKind, Document
from aligner.extract.goal_features import matcher, plain
from aligner.lexicon import cache, words

__all__ = ["is_foreign", "is_other_paper", "speaks_to_reader", "tells_of_people"]

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST, _TIMES = 4, 2
_DEFINED = re.compile(r"[^=<>\d]{2,40}\s=\s[^=\d]+$")
_OPENS = re.compile(
    r"(?:for|find|read)\s(?:more|further|additional)\b|(?:further|more|additional|all|full)\b.{0,80}\bcan\sbe\s(?:viewed|found|read|seen|downloaded)\b"
    r"|(?:source|source of data|data source|note|intro|legend)\s?:",
    re.IGNORECASE,
)


def speaks_to_reader(text: str) -> bool:
    """Tell whether a line leads the reader elsewhere, names a source or says what a term stands for."""
    bare = text.lstrip(" *_>-")
    return _OPENS.match(bare) is not None or _DEFINED.match(bare) is not None


def tells_of_people(text: str) -> bool:
    """Tell whether a line is about who is away or takes over a post."""
    return matcher("item_verbs", "people-news").search(plain(text)) is not None


def is_foreign(text: str) -> bool:
    """Tell whether a sentence is plainly in another language than English, which the judges of sentences cannot read."""
    votes: Counter[str] = Counter()
    for word in _WORD.findall(plain(text)):
        votes.update(_languages().get(word, ()))
    english = votes.pop("en", 0)
    return any(count >= _FEWEST and count > _TIMES * english for count in votes.values())


def is_other_paper(document: Document) -> bool:
    """Tell whether a document calls itself something that tells of no work: notes for a speech, a definition, a guide."""
    first = next((block.text for block in document.blocks if block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH}), "")
    name = document.path.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ").replace("-", " ")
    return any(matcher("item_sections", "other-papers").search(plain(title)) for title in (name, document.title, first[:120]) if title)


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, common in words("languages").items():
        for word in common:
            found.setdefault(word, []).append(language)
    return {word: tuple(spoken) for word, spoken in found.items()}
