"""``aligner compare``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aligner.cli.console import Console, ProgressLine
from aligner.config import Config
from aligner.errors import EXIT_FINDINGS, UsageError

_SEVERITIES = ("high", "medium", "low", "question")


@click.command()
@click.argument("files", nargs=-1, type=click.Path())
@click.option("-s", "--strategy", multiple=True, type=click.Path(), help="A strategy file or folder; repeatable.")
@click.option("-e", "--execution", multiple=True, type=click.Path(), help="A roadmap, portfolio or status file or folder; repeatable.")
@click.option(
    "-o", "--output", multiple=True, type=click.Path(dir_okay=False), help="Also write .html, .xlsx, .json, .csv or .md; repeatable."
)
@click.option("--model", default="default", show_default=True, help="Encoder: default, or any sentence-transformers name or folder.")
@click.option(
    "--glossary", multiple=True, type=click.Path(), help="Your own terms and project code names (csv, jsonl or toml); repeatable."
)
@click.option(
    "--fiscal-year-start",
    type=click.IntRange(1, 12),
    default=None,
    help="Month in which the fiscal year begins; as the documents say when not given (else January).",
)
@click.option(
    "--dates", type=click.Choice(["auto", "day-first", "month-first"]), default="auto", show_default=True, help="How to read 03/04/2026."
)
@click.option("--links", type=click.Path(), help="Links that 'aligner train links' adapted to your reviewers' decisions (a folder).")
@click.option("--spacy-pipeline", metavar="NAME", help="Let an installed spaCy pipeline find the sentences, say en_core_web_sm.")
@click.option("--fail-on", type=click.Choice(_SEVERITIES), help="Exit with code 1 when a finding is at least this severe.")
@click.option("--top", type=click.IntRange(0), default=5, show_default=True, help="How many findings to show; files always hold all.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    files: tuple[str, ...],
    strategy: tuple[str, ...],
    execution: tuple[str, ...],
    output: tuple[str, ...],
    model: str,
    glossary: tuple[str, ...],
    fiscal_year_start: int | None,
    dates: str,
    links: str | None,
    spacy_pipeline: str | None,
    fail_on: str | None,
    top: int,
    *,
    quiet: bool,
) -> None:
    """Compare strategy documents with execution documents.

    The first of FILES is the strategy, the rest are plans and reports; or name the sides with -s and -e.
    """
    # Imported when run, so that help stays quick.
    from aligner.pipeline import compare  # noqa: PLC0415 - see above
    from aligner.report import check_target, export  # noqa: PLC0415 - see above

    goals_in, work_in = _sides(files, strategy, execution)
    for path in output:
        check_target(path)
        _spare(path, (*goals_in, *work_in))
    config = Config(
        model,
        glossary,
        fiscal_year_start,
        day_first={"auto": None, "day-first": True, "month-first": False}[dates],
        spacy_pipeline=spacy_pipeline,
        links=links,
    )
    with ProgressLine(quiet=quiet) as progress:
        report = compare(goals_in, work_in, config, progress=progress)
        for path in output:
            progress(f"writing {path}", 0, 1)
            export(report, path)
    if not quiet:
        from aligner.report.terminal import summary  # noqa: PLC0415 - brings rich

        Console.show(summary(report, width=Console.width(), top=top, saved=output))
    worst = min((_SEVERITIES.index(gap.severity.value) for gap in report.gaps), default=len(_SEVERITIES))
    if fail_on is not None and worst <= _SEVERITIES.index(fail_on):
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
