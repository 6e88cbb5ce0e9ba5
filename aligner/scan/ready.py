"""Tells whether a worker of a cluster sees what a scan sees: run in a process of its own, before the first task."""

from __future__ import annotations

import sys

from aligner.archive import open_archive
from aligner.encode import load_encoder
from aligner.errors import AlignerError
from aligner.scan.keys import keys_of
from aligner.scan.remote import Order, machine
from aligner.store import from_json, open_database
from aligner.store.connect import url_of

__all__ = ["main", "reason_not"]


def main() -> None:
    """Read an order from standard input; write what is wrong with it here, if anything, and exit with 1 then."""
    reason = reason_not(from_json(sys.stdin.read(), Order))
    if reason:
        sys.stdout.write(reason)
        sys.exit(1)


def reason_not(order: Order) -> str:
    """Return why this machine cannot do the tasks of a scan, as a clause; empty when it can."""
    setup = order.setup
    if order.machine != machine() and url_of(setup.database).get_backend_name() == "sqlite":
        return "is another machine, and SQLite is for one; give --db the URL of a PostgreSQL database"
    try:
        keys = keys_of(setup.config, setup.limits, load_encoder(setup.config.model).sha256)
        open_archive(setup.archive)
        open_database(setup.database, owner=setup.owner).close()
    except AlignerError as error:
        return f"does not find what the scan finds: {error.message}"
    if (keys.read, keys.extract, keys.compare) != (setup.read_key, setup.extract_key, setup.compare_key):
        return "has other models, glossaries or word lists than the scan; install the same and put them at the same places"
    return ""


if __name__ == "__main__":
    main()
