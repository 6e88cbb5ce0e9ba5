"""Which documents are compared: the classifier's pairs, without older versions of a document."""

from __future__ import annotations

from aligner.archive.likeness import near_duplicates
from aligner.archive.versions import versions
from aligner.classify import Mapping, pairs
from aligner.domain.classification import Classification, Pair
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


def chosen_pairs(database: Database, mapping: Mapping | None) -> tuple[tuple[Pair, str, str], ...]:
    """Return the pairs to compare, each with the ids of its two documents.

    Of several versions of a document only the latest is compared, unless the mapping names another one.

    Args:
        database: with every document classified and ``mark_relations`` done.
        mapping: the user's own pairs, or None.

    Raises:
        ConfigError: the mapping names a document that is not there.
    """
    # Of two documents with one path (a file that holds another twice) the one with the lesser id counts.
    rows = {row["path"]: row for row in reversed(database.rows(DOCUMENTS, "id", "path", "classification", "version", "versions"))}
    found = [from_json(row["classification"], Classification) for _, row in sorted(rows.items()) if row["classification"]]
    superseded = {path for path, row in rows.items() if row["version"] != row["versions"]}
    return tuple((pair, rows[pair.strategy]["id"], rows[pair.execution]["id"]) for pair in pairs(found, mapping, superseded=superseded))
