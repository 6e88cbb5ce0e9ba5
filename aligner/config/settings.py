"""Resolved settings of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

__all__ = ["EXEMPT", "Config", "Named", "SuppressRule"]

EXEMPT = ("run", "compliance", "security-upkeep", "debt", "enabler")
"""Classes of work that need not serve a goal unless the settings say otherwise."""

Named = tuple[tuple[str, tuple[str, ...]], ...]
"""A table of lists, frozen: name and entries, in the order of the file."""


@dataclass(frozen=True, slots=True)
class SuppressRule:
    """A ``[[suppress]]`` entry: a finding matches when every condition that is given does.

    Attributes:
        reason: why the finding is accepted.
        origin: where the entry stands ("aligner.toml:12").
        kind: name of a kind of finding, or None for any.
        id: id of a finding (or its first characters), or None.
        text: words that a quote or the message of the finding holds (any case, white space collapsed), or None.
        file: name or path pattern ("draft*.docx") of a document that the finding quotes, or None.
        expires: ISO 8601 day, the last one on which the entry counts, or None for no end.
    """

    reason: str
    origin: str
    kind: str | None = None
    id: str | None = None
    text: str | None = None
    file: str | None = None
    expires: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting that can change a result; all of it goes into the report.

    Attributes:
        model: "default", or the name or folder of a sentence-transformers model.
        glossary: files with an organisation's own terms, read after the shipped glossary.
        fiscal_year_start: month (1 to 12) in which a fiscal year begins; FY2026 is the year that ends in 2026 unless it is 1. None for
            what the documents say, else January.
        accept: probability from which a pair counts as a link, or None for the calibrated value of the shipped scorer.
        reject: probability below which a pair counts as unrelated, or None likewise; between the two lies the abstention band.
        day_first: how to read 03/04/2026: True for 3 April, False for 4 March, None to decide per document.
        links: folder of a linker made by ``aligner train links``, or None for the shipped one.
        spacy_pipeline: name or folder of an installed spaCy pipeline that finds the sentences, or None for the own rules.
        as_of: ISO 8601 day that counts as today (suppressions expire by it), or None for the date of the newest document.
        exempt: classes of work that need not serve a goal; "change" never is one.
        metric_aliases: other names of a measure, by its name.
        names: acronyms and other names of units, systems and programmes, by the full name.
        words: additions to the shipped word lists, by "topic.list" ("vague.adjectives").
        suppress: findings that were accepted.
    """

    model: str = "default"
    glossary: tuple[str, ...] = ()
    fiscal_year_start: int | None = None
    accept: float | None = None
    reject: float | None = None
    day_first: bool | None = None
    spacy_pipeline: str | None = None
    links: str | None = None
    as_of: str | None = None
    exempt: tuple[str, ...] = EXEMPT
    metric_aliases: Named = ()
    names: Named = ()
    words: Named = ()
    suppress: tuple[SuppressRule, ...] = ()

    def as_pairs(self) -> tuple[tuple[str, object], ...]:
        """Return settings as key and JSON value, sorted by key."""
        return tuple(sorted((field.name, _plain(field.name, getattr(self, field.name))) for field in fields(self)))

    def additions(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Return the additions to the word lists by topic and list."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for name, entries in self.words:
            topic, _, listed = name.partition(".")
            found.setdefault(topic, {})[listed] = entries
        return found


_TABLES = frozenset({"metric_aliases", "names", "words"})


def _plain(name: str, value: object) -> object:
    if name in _TABLES and isinstance(value, tuple):
        return {key: list(entries) for key, entries in value}
    if isinstance(value, tuple):
        return [asdict(part) if isinstance(part, SuppressRule) else part for part in value]
    return value
