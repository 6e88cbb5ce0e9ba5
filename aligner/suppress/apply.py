"""Which findings somebody accepted, by the settings or by a marker in a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from aligner.config import SuppressRule
from aligner.domain.gaps import Gap, Suppression
from aligner.domain.text import Document
from aligner.suppress.inline import Marker, markers

__all__ = ["suppress"]


def suppress(gaps: Sequence[Gap], rules: Sequence[SuppressRule], documents: Sequence[Document], *, today: str | None) -> tuple[Gap, ...]:
    """Return the findings in the same order, each with the decision that accepts it, or the last one that did and has expired.

    Args:
        gaps: all findings.
        rules: from the settings.
        documents: their markers count as well.
        today: ISO 8601 day; None where no day is known, and then nothing expires.

    Raises:
        ConfigError: a marker cannot be read.
    """
    marked = [marker for document in documents for marker in markers(document)]
    if not rules and not marked:
        return tuple(gaps)
    return tuple(_decided(gap, list(_decisions(gap, rules, marked)), today) for gap in gaps)


def _decided(gap: Gap, found: list[Suppression], today: str | None) -> Gap:
    """Of several decisions the one that holds longest counts."""
    if not found:
        return gap
    best = max(found, key=lambda one: (one.expires is None, one.expires or ""))
    over = best.expires is not None and today is not None and best.expires < today
    return replace(gap, lapsed=best) if over else replace(gap, suppressed=best)


def _decisions(gap: Gap, rules: Sequence[SuppressRule], marked: Sequence[Marker]) -> Iterator[Suppression]:
    for rule in rules:
        if _matches(rule, gap):
            yield Suppression(rule.reason, rule.expires, rule.origin)
    for marker in marked:
        if (marker.kinds is None or gap.kind in marker.kinds) and any(marker.covers(piece.locator) for piece in gap.evidence):
            yield marker.suppression


def _matches(rule: SuppressRule, gap: Gap) -> bool:
    """Every condition that is given must hold."""
    if rule.kind is not None and rule.kind != gap.kind.value:
        return False
    if rule.id is not None and not gap.id.casefold().startswith(rule.id.casefold()):
        return False
    if rule.file is not None and not any(_named(rule.file, piece.locator.file) for piece in gap.evidence):
        return False
    return rule.text is None or any(_plain(rule.text) in _plain(text) for text in (gap.message, *(piece.quote for piece in gap.evidence)))


def _named(pattern: str, path: str) -> bool:
    return fnmatchcase(path, pattern) or fnmatchcase(PurePosixPath(path).name, pattern)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
