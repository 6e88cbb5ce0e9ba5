"""``aligner stress``."""

from __future__ import annotations

import click

from aligner.cli.console import Console, ProgressLine
from aligner.cli.options import analysis_options, settings_of

_KINDS = ("renumbered", "redated", "deleted-support", "duplicated", "negated", "vague-rewrite")


@click.command()
@click.argument("strategy", type=click.Path())
@click.argument("execution", nargs=-1, required=True, type=click.Path())
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Decides what is planted where.")
@click.option("--per-kind", type=click.IntRange(1, 100), default=10, show_default=True, help="The most faults of each kind.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Plant faults of this kind only; repeatable.")
@click.option(
    "-o",
    "--output",
    multiple=True,
    type=click.Path(dir_okay=False),
    help="Also write every fault and what noticed it to a .json; repeatable.",
)
@analysis_options
@click.option("--top", type=click.IntRange(0), default=10, show_default=True, help="How many misses to show; files always hold all.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    strategy: str,
    execution: tuple[str, ...],
    seed: int,
    per_kind: int,
    kinds: tuple[str, ...],
    output: tuple[str, ...],
    top: int,
    *,
    quiet: bool,
    **options: object,
) -> None:
    """Plant known faults in copies of your documents and count how many are noticed.

    STRATEGY and EXECUTION are files or folders; they stay untouched. Figures, dates, support, duplicates, negations and vague
    wording are planted in temporary copies, which are then compared as usual.
    """
    # Imported when run, so that help stays quick.
    from aligner.files import write  # noqa: PLC0415 - see above
    from aligner.report import check_target  # noqa: PLC0415 - see above
    from aligner.stress import FaultKind, Plan, stress  # noqa: PLC0415 - see above
    from aligner.stress.forms import EXTENSIONS, as_json  # noqa: PLC0415 - see above

    for path in output:
        check_target(path, EXTENSIONS)
    with ProgressLine(quiet=quiet) as progress:
        plan = Plan(seed, per_kind, frozenset(map(FaultKind, kinds or _KINDS)))
        trial = stress([strategy], execution, settings_of(options).config, plan, progress=progress)
    for path in output:
        write(path, as_json(trial).encode("utf-8", "backslashreplace"))
    if not quiet:
        from aligner.report.terminal import layout  # noqa: PLC0415 - brings rich
        from aligner.stress.text import text  # noqa: PLC0415 - see above

        Console.show(layout(text(trial, top=top), width=Console.width()))
