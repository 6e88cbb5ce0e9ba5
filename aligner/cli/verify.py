"""``aligner verify``."""

from __future__ import annotations

import sys
from textwrap import fill

import click

from aligner.cli.console import Console
from aligner.errors import EXIT_FINDINGS


@click.command()
@click.argument("pack", type=click.Path())
@click.option("--archive", type=click.Path(), metavar="DIR", help="The documents: hash them again and make a sample of comparisons again.")
@click.option("--head", metavar="HEX", help="The head that was printed when the pack was made.")
@click.option("--again", type=click.IntRange(0), default=3, show_default=True, help="How many comparisons to make again.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(pack: str, archive: str | None, head: str | None, again: int, *, quiet: bool) -> None:
    """Check an evidence pack and say what differs.

    Exit code 0 when everything is as the pack says, 1 when something differs, 2 when it cannot be checked.
    """
    from aligner.pack import verify  # noqa: PLC0415 - imported when run, so that help stays quick

    checked = verify(pack, archive=archive, head=head, again=again)
    if not quiet:
        for one in checked.differences:
            Console.out(fill(f"{one.where}: {one.what}", Console.width(), subsequent_indent="    ", break_on_hyphens=False))
        done = f"{checked.files} files and {checked.findings} findings"
        if archive is not None:
            done += f", {checked.inputs} documents, {checked.again} comparisons made again"
        Console.out(f"checked: {done}")
        Console.out(f"head {checked.head}")
        if head is None:
            Console.out("without --head a pack that was replaced as a whole goes unnoticed")
        Console.out("nothing differs" if not checked.differences else f"{len(checked.differences)} differences")
    if checked.differences:
        sys.exit(EXIT_FINDINGS)
