"""``aligner compare``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aligner.cli.console import Console, ProgressLine
from aligner.cli.options import FAIL_ON, analysis_options, fails, settings_of
from aligner.config import use_one_processor_for_arrays
from aligner.errors import EXIT_FINDINGS, UsageError


@click.command()
@click.argument("files", nargs=-1, type=click.Path())
@click.option("-s", "--strategy", multiple=True, type=click.Path(), help="A strategy file or folder; repeatable.")
@click.option("-e", "--execution", multiple=True, type=click.Path(), help="A roadmap, portfolio or status file or folder; repeatable.")
@click.option(
    "-o",
    "--output",
    multiple=True,
    type=click.Path(dir_okay=False),
    help="Also write .html, .xlsx, .json, .csv or .md, StratML as .stratml, the one-page board brief as .docx or .pdf, or a steering agenda as agenda.md; repeatable.",
)
@analysis_options
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Exit with code 1 when a finding is at least this severe.")
@click.option("--top", type=click.IntRange(0), default=5, show_default=True, help="How many findings to show; files always hold all.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    files: tuple[str, ...],
    strategy: tuple[str, ...],
    execution: tuple[str, ...],
    output: tuple[str, ...],
    fail_on: str | None,
    top: int,
    *,
    quiet: bool,
    **options: object,
) -> None:
    """Compare strategy documents with execution documents.

    The first of FILES is the strategy, the rest are plans and reports; or name the sides with -s and -e.
    """
    use_one_processor_for_arrays()
    # Imported when run, so that help stays quick.
    from aligner.pipeline import compare  # noqa: PLC0415 - see above
    from aligner.report import check_target, export  # noqa: PLC0415 - see above

    goals_in, work_in = _sides(files, strategy, execution)
    for path in output:
        check_target(path)
        _spare(path, (*goals_in, *work_in))
    config = settings_of(options).config
    with ProgressLine(quiet=quiet) as progress:
        report = compare(goals_in, work_in, config, progress=progress)
        for path in output:
            progress(f"writing {path}", 0, 1)
            export(report, path)
    if not quiet:
        from aligner.report.terminal import summary  # noqa: PLC0415 - brings rich

        Console.show(summary(report, width=Console.width(), top=top, saved=output))
    if fails(report.gaps, fail_on):
        sys.exit(EXIT_FINDINGS)


def _spare(output: str, inputs: tuple[str, ...]) -> None:
    """Never write over what is read."""
    if any(Path(output).exists() and Path(name).exists() and Path(output).samefile(name) for name in inputs):
        message = f"{output} is one of the files to compare; choose another name for the output"
        raise UsageError(message)


def _sides(files: tuple[str, ...], strategy: tuple[str, ...], execution: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split the arguments into the two sides."""
    if strategy and execution and files:
        message = "name every file with -s or -e, or give the strategy first and the plans after it, but not both"
        raise UsageError(message)
    if strategy:
        execution = execution or files
    elif execution:
        strategy = files
    else:
        strategy, execution = files[:1], files[1:]
    if not strategy or not execution:
        message = "two sides are needed: aligner compare STRATEGY ROADMAP [MORE...], or -s STRATEGY -e ROADMAP"
        raise UsageError(message)
    return strategy, execution
