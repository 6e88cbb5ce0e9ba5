"""One database for everything that a scan finds: SQLite by default, PostgreSQL by URL; the only importer of SQLAlchemy."""

from __future__ import annotations

from aligner.store.codec import from_json, to_json
from aligner.store.connect import files_of
from aligner.store.database import Database, open_database
from aligner.store.hold import hold

__all__ = ["Database", "files_of", "from_json", "hold", "open_database", "to_json"]
