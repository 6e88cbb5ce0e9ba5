"""``aligner pack``."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.console import Console
from aligner.errors import MissingFileError, NothingFoundError, OutputError, UsageError


@click.command()
@click.argument("report", required=False, type=click.Path())
@click.option("--db", metavar="FILE|URL", help="The database that aligner scan filled, instead of REPORT.")
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False), help="The pack to write, say pack.zip.")
@click.option("--seed", type=int, default=1, show_default=True, help="Draws the sample for manual review.")
@click.option("--sample", type=click.IntRange(0), default=5, show_default=True, help="How many of each sort of verdict to review.")
def command(report: str | None, db: str | None, out: str, seed: int, sample: int) -> None:
    """Pack findings with their quotes, the hashes of all documents, and a sample for manual review.

    REPORT is a .json file written by ``aligner compare -o report.json``. Keep the head that is printed: ``aligner verify`` asks for it.
    """
    # Imported when run, so that help stays quick.
    from aligner.files import writing  # noqa: PLC0415 - see above
    from aligner.pack import build  # noqa: PLC0415 - see above
    from aligner.pack.sources import from_database, from_report  # noqa: PLC0415 - see above
    from aligner.report.wording import count  # noqa: PLC0415 - see above

    if (report is None) == (db is None):
        message = "name either a report (aligner pack report.json --out pack.zip) or a database (--db audit.sqlite)"
        raise UsageError(message)
    if not Path(out).resolve().parent.is_dir():
        message = f"cannot write {out}: its folder does not exist; create it or choose another place"
        raise OutputError(message)
    if db is not None and "://" not in db and not Path(db).is_file():
        raise MissingFileError(db, "there is no such database", "Make one with aligner scan ARCHIVE --db FILE.")
    comparisons = from_database(db) if db is not None else from_report(report or "")
    with writing(out) as target:
        packed = build(comparisons, target, seed=seed, sample=sample)
        if not packed.comparisons:
            message = f"{db}: no pair of documents was compared, so there is nothing to pack"
            raise NothingFoundError(message)
    told = f"{count(packed.comparisons, 'comparison')}, {count(packed.findings, 'finding')}, {packed.sampled} verdicts to review"
    Console.out(f"{out}: {told}")
    Console.out(f"head {packed.head}")
