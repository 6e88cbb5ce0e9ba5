"""The command line: a group that loads a command only when it is run."""

from __future__ import annotations

import gc
import sys
from importlib import import_module

import click

from aligner import __version__

__all__ = ["main"]

# Help lines stand here, so that listing the commands imports none of them.
_COMMANDS = {
    "compare": "Compare strategy documents with roadmaps, portfolios and status reports.",
    "check": "Check one draft, alone and against the other side.",
    "scan": "Read, pair and compare every document of an archive; resumable.",
    "explain": "Show everything behind one finding, goal, item or link of a report.",
    "diff": "Show what a new draft or a new quarter fixed, broke, weakened or dropped.",
    "report": "Show a scanned archive as a portfolio: html, xlsx or csv.",
    "pack": "Pack findings, hashes and a sample for review as evidence.",
    "verify": "Check an evidence pack and say what differs.",
    "stress": "Plant known faults in copies of your documents and count how many are caught.",
    "config": "Show the resolved settings and where each comes from.",
    "evaluate": "Measure the program on labelled documents.",
    "train": "Train the models again, or adapt the links to your reviewers' decisions.",
}
# These compile hundreds of patterns.
_ANALYSING = frozenset({"compare", "check", "scan", "evaluate", "stress"})


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the signature is click's
        if cmd_name not in _COMMANDS:
            return None
        if cmd_name in _ANALYSING:
            from aligner import precompiled  # noqa: PLC0415 - help needs no patterns

            precompiled.install()
        command: click.Command = import_module(f"aligner.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the signature is click's
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


# The mark \b keeps click from joining the lines of the paragraph behind it.
_HELP = """Show where an organisation's strategy and its execution do not meet.

\b
  aligner compare strategy.docx roadmap.xlsx
  aligner compare strategy.docx roadmap.xlsx -o report.html -o matrix.xlsx
  aligner check draft.docx --against strategy.docx
  aligner explain report.json G1a2b3c4d

Exit codes: 0 success, 1 findings at or above --fail-on, 2 bad usage or unreadable input.
"""


@click.group(cls=_LazyGroup, help=_HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="aligner", message="%(prog)s %(version)s")
def _group() -> None:
    """Hold the commands."""


def main() -> None:
    """Run the command line; every foreseen failure becomes one plain sentence on standard error."""
    from aligner.cli.console import Console  # noqa: PLC0415 - help needs no console
    from aligner.errors import AlignerError  # noqa: PLC0415 - as above

    # A run makes many small values and few cycles: looking for these less often saves a twentieth of the time and more.
    gc.set_threshold(500_000, 50, 50)
    try:
        code = _group.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except AlignerError as error:
        Console.fail(error.message)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        Console.fail("stopped; no output file was written")
        code = 130
    except BrokenPipeError:
        Console.swallow_broken_pipe()
        code = 0
    except Exception as error:  # noqa: BLE001 - whatever happens, the user gets a sentence and not a traceback
        Console.fail(
            f"unexpected fault in aligner ({type(error).__name__}: {error}); please report it together with the file that caused it"
        )
        code = 2
    # The process ends here: to look for cycles in all it holds would cost a tenth of a comparison, only to give memory back piece by piece.
    gc.freeze()
    sys.exit(code)
