"""``aligner config``."""

from __future__ import annotations

import click

from aligner.cli.console import Console
from aligner.cli.options import analysis_options, settings_of


@click.command()
@analysis_options
def command(**options: object) -> None:
    """Show the resolved settings and where each comes from.

    Options win over aligner.toml, and that over the defaults.
    """
    from aligner.cli.settings_page import page  # noqa: PLC0415 - imported when run, so that help stays quick

    for line in page(settings_of(options), width=Console.width()):
        Console.out(line)
