"""``aligner check``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.console import Console, ProgressLine
from aligner.cli.options import FAIL_ON, analysis_options, fails, settings_of
from aligner.config import use_one_processor_for_arrays
from aligner.errors import EXIT_FINDINGS, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.check import Checked
    from aligner.domain.gaps import Gap

# Named here, so that help imports no stage; a test compares them with those there are.
_FORMS = ("text", "json", "sarif", "junit", "github")


@click.command()
@click.argument("draft", type=click.Path())
@click.option("--against", multiple=True, type=click.Path(), help="A file or folder of the other side; repeatable.")
@click.option("--as", "role", type=click.Choice(["strategy", "execution"]), help="What the draft is, instead of what it looks like.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", show_default=True, help="How findings are told.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the findings to this file instead of the terminal.")
@click.option("--annotate", "copy", type=click.Path(dir_okay=False), help="Also write a copy of the draft with a comment at each quote.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Exit with code 1 when a finding is at least this severe.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@analysis_options
def command(
    draft: str,
    against: tuple[str, ...],
    role: str | None,
    form: str,
    output: str | None,
    copy: str | None,
    fail_on: str | None,
    *,
    quiet: bool,
    **options: object,
) -> None:
    """Check DRAFT, a strategy or an execution document: alone, and against the files of the other side."""
    use_one_processor_for_arrays()
    # Imported when run, so that help stays quick.
    from aligner.pipeline.check import check  # noqa: PLC0415 - see above

    for path in (output, copy):
        _spare(path, (draft, *against))
    if copy is not None:
        from aligner.annotate import check_copy  # noqa: PLC0415 - brings the writers of Office files

        check_copy(draft, copy)
    config = settings_of(options).config
    with ProgressLine(quiet=quiet) as progress:
        checked = check(draft, against, config, role=role, progress=progress)
        if copy is not None:
            from aligner.annotate import annotate  # noqa: PLC0415 - as above

            unplaced = annotate(draft, checked.live, copy)
    if copy is not None and not quiet:
        Console.note(_copied(copy, checked, unplaced))
    _tell(checked, form, output, fail_on, quiet=quiet)
    if fails(checked.findings, fail_on):
        sys.exit(EXIT_FINDINGS)


def _tell(checked: Checked, form: str, output: str | None, fail_on: str | None, *, quiet: bool) -> None:
    from aligner.check import render  # noqa: PLC0415 - see above

    if output is not None:
        from aligner.files import write  # noqa: PLC0415 - as above

        write(output, render(checked, form, fail_on=fail_on).encode("utf-8", "replace"))
    elif form == "text" and not quiet:
        from aligner.check.text_form import lines  # noqa: PLC0415 - brings rich
        from aligner.report.terminal import layout  # noqa: PLC0415 - as above

        Console.show(layout(lines(checked), width=Console.width()))
    elif not quiet:
        Console.out(render(checked, form, fail_on=fail_on).rstrip("\n"))


def _copied(copy: str, checked: Checked, unplaced: Sequence[Gap]) -> str:
    """Say what became of the findings in the annotated copy; none is left out in silence."""
    from aligner.report.wording import count, listing  # noqa: PLC0415 - see above

    total = len(checked.live)
    told = f"{copy}: {total - len(unplaced)} of {count(total, 'finding')} stand beside their quotes."
    path = checked.draft.path
    lost = [gap.id for gap in unplaced if any(piece.locator.file == path for piece in gap.evidence)]
    bare = [gap.id for gap in unplaced if gap.id not in lost]
    if bare:
        told += f" Without a quote in the draft, so without a comment: {listing(bare)}."
    if lost:
        told += f" Not found again in the file, so without a comment: {listing(lost)}."
    return told


def _spare(output: str | None, inputs: tuple[str, ...]) -> None:
    """Never write over what is read."""
    if output is None:
        return
    if any(Path(output).exists() and Path(name).exists() and Path(output).samefile(name) for name in inputs):
        message = f"{output} is one of the files that are checked; choose another name for the output"
        raise UsageError(message)
    if not Path(output).absolute().parent.is_dir():
        message = f"cannot write {output}: its folder does not exist; create it or choose another place"
        raise UsageError(message)
