"""Which documents are compared: the classifier's pairs, without older versions of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from aligner.archive.likeness import near_duplicates
from aligner.archive.versions import versions
from aligner.domain.classification import EXECUTION_KINDS, Classification, DocumentKind, Pair
from aligner.store import Database, from_json
from aligner.store.schema import DOCUMENTS

__all__ = ["chosen_pairs", "mark_relations"]

_RELATIONS = ("near_of", "likeness", "family", "version", "versions")


def mark_relations(database: Database) -> None:
    """Note near duplicates and versions of every document, from signatures alone; rows that already say so stay as they are."""
    rows = database.rows(DOCUMENTS, "id", "path", "signature", *_RELATIONS)
    signatures = {row["path"]: bytes(row["signature"]) for row in rows}
    near = {one.key: one for one in near_duplicates(signatures)}
    family = {one.path: one for one in versions(signatures)}
    changed = []
    for row in rows:
        told, mine = near.get(row["path"]), family.get(row["path"])
        new = dict.fromkeys(_RELATIONS) | ({"near_of": told.of, "likeness": told.likeness} if told else {})
        new |= {"family": mine.family, "version": mine.number, "versions": mine.of} if mine else {}
        if any(row[name] != value for name, value in new.items()):
            changed.append({"id": row["id"], **new})
    database.update_all(DOCUMENTS, changed)


def chosen_pairs(database: Database, mapping: str | None) -> tuple[tuple[Pair, str, str], ...]:
    """Return the pairs to compare, each with the ids of its two documents.

    Only the latest of several versions of a document is compared.

    Args:
        database: with every document classified and ``mark_relations`` done.
        mapping: file with the user's own pairs, or None.
    """
    rows = database.rows(DOCUMENTS, "id", "path", "classification", "version", "versions")
    current = [row for row in rows if row["version"] == row["versions"] and row["classification"]]
    found = [from_json(row["classification"], Classification) for row in sorted(current, key=lambda row: (row["path"], row["id"]))]
    idents = {row["path"]: row["id"] for row in rows}
    return tuple((pair, idents[pair.strategy], idents[pair.execution]) for pair in _pairs(found, mapping) if _known(pair, idents))


def _known(pair: Pair, idents: Mapping[str, str]) -> bool:
    return pair.strategy in idents and pair.execution in idents


def _pairs(found: Sequence[Classification], mapping: str | None) -> Sequence[Pair]:
    try:
        package: Any = import_module("aligner.classify")
        if mapping:
            return tuple(package.pairs(found, package.load_mapping(mapping)))
        return tuple(package.pairs(found))
    except (ImportError, TypeError):
        return _same_folder(found)


def _same_folder(found: Sequence[Classification]) -> list[Pair]:
    return [
        Pair(one.path, other.path, one.organisation.value, "", other.period, ("both lie in the same folder",))
        for one in found
        if one.kind is DocumentKind.STRATEGY and one.organisation
        for other in found
        if other.kind in EXECUTION_KINDS and other.organisation and other.organisation.value == one.organisation.value
    ]
