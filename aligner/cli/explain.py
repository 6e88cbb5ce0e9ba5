"""``aligner explain``."""

from __future__ import annotations

import click

from aligner.cli.console import Console


@click.command()
@click.argument("report", type=click.Path())
@click.argument("ident", metavar="ID")
def command(report: str, ident: str) -> None:
    """Show everything behind one finding, goal, item or link.

    REPORT is a .json written by ``aligner compare -o report.json``; ID is an id in it (or its first characters); GOAL:ITEM names a link.
    """
    from aligner.report.decode import load  # noqa: PLC0415 - imported when run, so that help stays quick
    from aligner.report.explain import explain  # noqa: PLC0415 - as above

    Console.show(explain(load(report), ident, width=Console.width()))
