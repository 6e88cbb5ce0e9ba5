"""What is written beside a quote: one note for each place of a file that findings quote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from aligner.domain.gaps import Gap
from aligner.domain.links import Evidence

__all__ = ["AUTHOR", "INITIALS", "Note", "legal", "lines_of", "notes_of", "title_of"]

AUTHOR, INITIALS = "aligner", "al"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_LONGEST_QUOTE = 300  # characters of another file's quote that a comment repeats


@dataclass(frozen=True, slots=True)
class Note:
    """One quote of a finding in the file being annotated.

    Attributes:
        lines: what the comment says; the first line is its title.
    """

    gap: Gap
    piece: Evidence
    lines: tuple[str, ...]


def notes_of(findings: Sequence[Gap], path: str) -> tuple[Note, ...]:
    """Return a note for every quote from the file ``path``; the first of a finding says all, others refer to it unless they lie within one."""
    notes: list[Note] = []
    for gap in findings:
        here = [piece for piece in gap.evidence if _same_file(piece.locator.file, path)]
        others = [piece for piece in gap.evidence if piece not in here]
        for number, piece in enumerate(here):
            if number == 0:
                notes.append(Note(gap, piece, lines_of(gap, others)))
            elif not any(_holds(other, piece) for other in here[:number]):
                first = here[0].locator.describe()
                notes.append(Note(gap, piece, (title_of(gap), legal(f"Belongs to the comment at {first}: {gap.message}"))))
    return tuple(notes)


def title_of(gap: Gap) -> str:
    """Return severity, kind and id of a finding on one line."""
    return f"{gap.severity.value.capitalize()}: {gap.kind.value.replace('-', ' ')} ({gap.id})"


def lines_of(gap: Gap, others: Sequence[Evidence]) -> tuple[str, ...]:
    """Return the paragraphs of a comment: title, message, question, remedy, and the quotes from other files."""
    quoted = [f"{PurePosixPath(piece.locator.file).name}, {piece.locator.describe()}: “{_short(piece.quote)}”" for piece in others]
    told = [gap.message, f"Ask: {gap.question}" if gap.question else "", f"To clear it: {gap.remedy}" if gap.remedy else "", *quoted]
    return (title_of(gap), *(legal(line) for line in told if line))


def legal(text: str) -> str:
    """Return a text on one line without characters that XML forbids or that turn its direction around."""
    return " ".join(_ILLEGAL.sub("", text).split())


def _short(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else f"{quote[: _LONGEST_QUOTE - 1].rstrip()}…"


def _holds(one: Evidence, other: Evidence) -> bool:
    """The second quote lies within the first."""
    same = one.locator.place == other.locator.place
    return same and one.locator.start <= other.locator.start and other.locator.end <= one.locator.end


def _same_file(one: str, other: str) -> bool:
    return one == other or Path(one).resolve() == Path(other).resolve()
