"""Options that several commands share: where settings come from, and what overrides them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import click

from aligner.config import Settings, find_settings, resolve
from aligner.domain.gaps import Gap
from aligner.errors import UsageError

__all__ = ["FAIL_ON", "analysis_options", "fails", "settings_of"]

FAIL_ON = ("high", "medium", "low", "question")

F = TypeVar("F", bound=Callable[..., object])

_OPTIONS = (
    click.option(
        "--config", "config_file", type=click.Path(dir_okay=False), help="Settings; by default the nearest aligner.toml, here or above."
    ),
    click.option("--no-config", is_flag=True, help="Read no aligner.toml."),
    click.option("--model", help="Encoder: default, fast, or any sentence-transformers name or folder."),
    click.option(
        "--glossary", multiple=True, type=click.Path(), help="Your own terms and project code names (csv, jsonl or toml); repeatable."
    ),
    click.option(
        "--fiscal-year-start",
        type=click.IntRange(1, 12),
        metavar="MONTH",
        help="Month in which the fiscal year begins; as the documents say when not given (else January).",
    ),
    click.option("--dates", type=click.Choice(["auto", "day-first", "month-first"]), help="How to read 03/04/2026.  [default: auto]"),
    click.option("--as-of", metavar="DAY", help="The day that counts as today, say 2026-06-30; by default the newest document's date."),
    click.option("--accept", type=float, metavar="P", help="Probability from which a pair counts as a link."),
    click.option("--reject", type=float, metavar="P", help="Probability below which a pair counts as unrelated."),
    click.option("--links", type=click.Path(), help="Links that 'aligner train links' adapted to your reviewers' decisions (a folder)."),
    click.option("--spacy-pipeline", metavar="NAME", help="Let an installed spaCy pipeline find the sentences, say en_core_web_sm."),
)


def analysis_options(command: F) -> F:
    """Give a command every option that changes an analysis; it receives them as keyword arguments for ``settings_of``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def settings_of(options: Mapping[str, object]) -> Settings:
    """Return the settings that the options, the settings file and the defaults make together.

    Raises:
        ConfigError: the settings file holds what it should not.
        UsageError: ``--config`` and ``--no-config`` at once.
    """
    given = {name.replace("_", "-"): value for name, value in options.items()}
    chosen, none = given.pop("config-file", None), given.pop("no-config", False)
    if chosen and none:
        message = "--config names a settings file and --no-config forbids one; give one of them"
        raise UsageError(message)
    file = Path(str(chosen)) if chosen else None if none else find_settings(Path())
    return resolve({name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if value != ()}, file=file)


def fails(gaps: Iterable[Gap], threshold: str | None) -> bool:
    """Tell whether a finding that is not suppressed is at least as severe as ``--fail-on`` says; never without that option."""
    if threshold is None:
        return False
    return any(gap.suppressed is None and FAIL_ON.index(gap.severity.value) <= FAIL_ON.index(threshold) for gap in gaps)
