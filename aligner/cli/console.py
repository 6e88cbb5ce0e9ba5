"""The only place that prints."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["Console", "ProgressLine", "ScanProgress"]


_WIDEST = 100
_SELDOM = 0.1


class Console:
    """Writes results to standard output and messages to standard error."""

    @staticmethod
    def out(text: str) -> None:
        """Write a result; characters that the terminal's encoding lacks are replaced."""
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
        sys.stdout.flush()

    @staticmethod
    def width() -> int:
        """Return how many columns a result may take: those of the terminal, at most 100; 80 when there is none."""
        return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST) if sys.stdout.isatty() else 80

    @staticmethod
    def show(text: Text) -> None:
        """Write a laid-out result: in colour on a terminal that wants it (rich honours NO_COLOR), plain elsewhere."""
        if not sys.stdout.isatty():
            Console.out(text.plain.rstrip("\n"))
            return
        from rich.console import Console as RichConsole  # noqa: PLC0415 - costs time that a pipe need not spend

        RichConsole(highlight=False, soft_wrap=True).print(text)

    @staticmethod
    def note(text: str) -> None:
        """Write one sentence about what was done beside the result."""
        sys.stderr.write(f"{' '.join(text.split())}\n")

    @staticmethod
    def fail(text: str) -> None:
        """Write one sentence about what went wrong."""
        sys.stderr.write(f"aligner: {' '.join(text.split())}\n")

    @staticmethod
    def swallow_broken_pipe() -> None:
        """Keep the interpreter quiet at exit when the reader of a pipe has gone."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class ProgressLine:
    """One line on standard error that tells what is going on, only when that is a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._live = not quiet and sys.stderr.isatty()
        self._shown = 0

    def __call__(self, stage: str, done: int, whole: int) -> None:
        """Show a stage and how far it is."""
        if self._live:
            text = f"{stage} {done}/{whole}" if whole > 1 else stage
            sys.stderr.write("\r" + text.ljust(self._shown))
            sys.stderr.flush()
            self._shown = len(text)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Clear the line."""
        if self._live:
            sys.stderr.write("\r" + " " * self._shown + "\r")
            sys.stderr.flush()


class ScanProgress:
    """How far a scan is, with its rate and the time left: one line on a terminal, or one JSON object a line for other programs."""

    def __init__(self, *, quiet: bool, as_json: bool) -> None:
        self._as_json = as_json
        self._line = ProgressLine(quiet=quiet or as_json)
        self._stage = ""
        self._begun = self._told = 0.0

    def __call__(self, stage: str, done: int, whole: int) -> None:
        """Show a stage and how far it is; at most ten times a second, and whenever a stage begins or ends."""
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._begun = stage, now
        elif now - self._told < _SELDOM and done < whole:
            return
        self._told = now
        rate = done / (now - self._begun) if now > self._begun else 0.0
        left = (whole - done) / rate if rate else None
        if self._as_json:
            told = {"stage": stage, "done": done, "whole": whole, "per_second": round(rate, 2), "seconds_left": left and round(left)}
            sys.stderr.write(json.dumps(told) + "\n")
            sys.stderr.flush()
        elif left is None or not whole:
            self._line(stage, done, whole)
        else:
            self._line(f"{stage} ({rate:,.1f}/s, {_clock(left)} left)", done, whole)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Clear the line."""
        self._line.__exit__(kind, error, trace)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
