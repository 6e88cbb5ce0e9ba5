"""``aligner stress``."""

from __future__ import annotations

import click

from aligner.cli.console import Console, ProgressLine
from aligner.config import Config


@click.command()
@click.argument("strategy", type=click.Path())
@click.argument("execution", nargs=-1, required=True, type=click.Path())
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Decides what is planted where.")
@click.option("--per-kind", type=click.IntRange(1, 100), default=10, show_default=True, help="The most faults of each kind.")
@click.option(
    "-o",
    "--output",
    multiple=True,
    type=click.Path(dir_okay=False),
    help="Also write every fault and what noticed it to a .json; repeatable.",
)
@click.option("--fiscal-year-start", type=click.IntRange(1, 12), default=None, help="Month in which the fiscal year begins.")
@click.option("--top", type=click.IntRange(0), default=10, show_default=True, help="How many misses to show; files always hold all.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    strategy: str,
    execution: tuple[str, ...],
    seed: int,
    per_kind: int,
    output: tuple[str, ...],
    fiscal_year_start: int | None,
    top: int,
    *,
    quiet: bool,
) -> None:
    """Plant known faults in copies of your documents and count how many are noticed.

    STRATEGY and EXECUTION are files or folders; they stay untouched. Figures, dates, support, duplicates, negations and vague
    wording are planted in temporary copies, which are then compared as usual.
    """
    # Imported when run, so that help stays quick.
    from aligner.files import write  # noqa: PLC0415 - see above
    from aligner.report import check_target  # noqa: PLC0415 - see above
    from aligner.stress import stress  # noqa: PLC0415 - see above
    from aligner.stress.forms import EXTENSIONS, as_json  # noqa: PLC0415 - see above

    for path in output:
        check_target(path, EXTENSIONS)
    with ProgressLine(quiet=quiet) as progress:
        trial = stress([strategy], execution, Config(fiscal_year_start=fiscal_year_start), seed=seed, per_kind=per_kind, progress=progress)
    for path in output:
        write(path, as_json(trial).encode("utf-8", "backslashreplace"))
    if not quiet:
        from aligner.stress.text import text  # noqa: PLC0415 - brings rich

        Console.show(text(trial, width=Console.width(), top=top))
