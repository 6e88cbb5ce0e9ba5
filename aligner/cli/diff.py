"""``aligner diff``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aligner.cli.console import Console
from aligner.errors import EXIT_FINDINGS

_SEVERITIES = ("high", "medium", "low", "question")


@click.command()
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@click.option("--format", "form", type=click.Choice(["text", "json", "md"]), default="text", show_default=True, help="What to print.")
@click.option("-o", "--output", multiple=True, type=click.Path(dir_okay=False), help="Also write .json, .md or .html; repeatable.")
@click.option("--fail-on", type=click.Choice(_SEVERITIES), help="Exit with code 1 when a change for the worse is at least this severe.")
@click.option("--top", type=click.IntRange(0), default=5, show_default=True, help="How many changes of each sort the text shows.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(old: str, new: str, form: str, output: tuple[str, ...], fail_on: str | None, top: int, *, quiet: bool) -> None:
    """Show what a new draft or a new quarter fixed, broke, weakened or silently dropped.

    OLD and NEW are .json files written by ``aligner compare -o report.json``.
    """
    # Imported when run, so that help stays quick.
    from aligner.diff import diff, worst  # noqa: PLC0415 - see above
    from aligner.diff.forms import EXTENSIONS, as_json, as_markdown, render  # noqa: PLC0415 - see above
    from aligner.report import check_target  # noqa: PLC0415 - see above
    from aligner.report.base import write  # noqa: PLC0415 - see above
    from aligner.report.decode import load  # noqa: PLC0415 - see above

    for path in output:
        check_target(path, EXTENSIONS)
    found, names = diff(load(old), load(new)), (old, new)
    for path in output:
        write(path, render(found, names, Path(path).suffix))
    if not quiet and form == "text":
        from aligner.diff.text import text  # noqa: PLC0415 - see above
        from aligner.report.terminal import layout  # noqa: PLC0415 - brings rich

        Console.show(layout(text(found, names, width=Console.width(), top=top), width=Console.width()))
    elif not quiet:
        Console.out((as_json if form == "json" else as_markdown)(found, names).rstrip("\n"))
    gravest = worst(found)
    if fail_on is not None and gravest is not None and _SEVERITIES.index(gravest.value) <= _SEVERITIES.index(fail_on):
        sys.exit(EXIT_FINDINGS)
