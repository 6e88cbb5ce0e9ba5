"""``aligner report``."""

from __future__ import annotations

import click

from aligner.cli.console import Console
from aligner.errors import MissingFileError


@click.command()
@click.option("--db", required=True, metavar="FILE|URL", help="The database that aligner scan filled.")
@click.option(
    "-o", "--output", required=True, multiple=True, type=click.Path(dir_okay=False), help="Write .html, .xlsx or .csv; repeatable."
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(db: str, output: tuple[str, ...], *, quiet: bool) -> None:
    """Show a scanned archive as a portfolio: organisations by periods, worst gaps, findings over time, what was not read."""
    # Imported when run, so that help stays quick.
    from pathlib import Path  # noqa: PLC0415 - see above

    from aligner.history.portfolio import load_portfolio  # noqa: PLC0415 - see above
    from aligner.report.base import check_target  # noqa: PLC0415 - see above
    from aligner.report.portfolio import EXTENSIONS, export_portfolio  # noqa: PLC0415 - see above
    from aligner.store import open_database  # noqa: PLC0415 - see above

    for path in output:
        check_target(path, EXTENSIONS)
    if "://" not in db and not Path(db).is_file():
        raise MissingFileError(db, "there is no such database", "Make one with aligner scan ARCHIVE --db FILE.")
    database = open_database(db)
    try:
        portfolio = load_portfolio(database)
    finally:
        database.close()
    for path in output:
        export_portfolio(portfolio, path)
    if not quiet:
        from aligner.report.wording import count  # noqa: PLC0415 - see above

        organisations = len({cell.organisation for cell in portfolio.cells})
        found = (count(len(portfolio.cells), "period"), count(len(portfolio.found), "finding"), f"{len(portfolio.trends)} over time")
        Console.out(f"{count(organisations, 'organisation')}, {', '.join(found)}")
        Console.out(f"{len(portfolio.failures)} not read or not compared, {len(portfolio.unpaired)} strategies without a pair")
        Console.out(f"written: {', '.join(output)}")
