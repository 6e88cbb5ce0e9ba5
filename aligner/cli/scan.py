"""``aligner scan``."""

from __future__ import annotations

import click

from aligner.cli.console import Console, ScanProgress
from aligner.cli.options import analysis_options, settings_of
from aligner.errors import UsageError

_GIGABYTE = 1 << 30


@click.command()
@click.argument("archive", type=click.Path())
@click.option(
    "--db", "database", default="audit.sqlite", show_default=True, help="A file for SQLite, or postgresql+psycopg://user@host/name."
)
@click.option("-j", "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes.")
@click.option("--scheduler", metavar="ADDRESS", help="Let the workers of a Dask cluster do the work, say tcp://host:8786.")
@click.option("--mapping", type=click.Path(dir_okay=False), help="What documents are, and which belong together, where you know better.")
@click.option("--include", multiple=True, metavar="PATTERN", help="Only files like this, say '*.docx' or 'board/**'; repeatable.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="No files like this; repeatable, wins over --include.")
@click.option(
    "--seconds", type=click.FloatRange(1), default=120.0, show_default=True, help="The longest that one document or pair may take."
)
@click.option("--memory", type=click.FloatRange(1), default=4.0, show_default=True, help="The most address space of a worker, in GB.")
@click.option("--json-progress", is_flag=True, help="Tell how far it is as one JSON object a line on standard error.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@analysis_options
def command(
    archive: str,
    database: str,
    jobs: int,
    scheduler: str | None,
    mapping: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    seconds: float,
    memory: float,
    *,
    json_progress: bool,
    quiet: bool,
    **options: object,
) -> None:
    """Read, classify, pair and compare every document of an archive.

    ARCHIVE is a folder, a zip file or a URL such as s3://bucket/folder. What the database holds already is not done again: run the
    same command once more after an interruption, or after files have changed.

    What a file may cost is bounded: 200 MB, 500 MB and 10,000 members unpacked, 200 times its packed size, 5,000 pages, 2,000,000
    cells, 200,000 blocks, 256 levels of nesting, 60 seconds for a pdf; and --seconds and --memory for the process that reads it. What
    exceeds a limit, is hidden or leads out of the archive is listed with the reason, never left out. No macro is run, no external
    reference is followed, and nothing is unpacked to the disk.
    """
    # Imported when run, so that help stays quick.
    from aligner.archive import Patterns  # noqa: PLC0415 - see above
    from aligner.scan import Options, scan  # noqa: PLC0415 - see above
    from aligner.scan.words import told  # noqa: PLC0415 - see above

    if scheduler and jobs > 1:
        message = "--jobs counts processes on this machine and --scheduler names a cluster that brings its own; give one of the two"
        raise UsageError(message)
    config = settings_of(options).config
    patterns = Patterns(include, exclude)
    bytes_most = int(memory * _GIGABYTE)
    wanted = Options(archive, database, config, jobs, patterns, mapping, seconds=seconds, memory=bytes_most, scheduler=scheduler)
    with ScanProgress(quiet=quiet, as_json=json_progress) as progress:
        tally = scan(wanted, progress=progress)
    if not quiet:
        Console.out(told(tally, database))
