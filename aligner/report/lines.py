"""Lines of text with a meaning, before anyone decides about width and colour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aligner.domain.gaps import Severity

__all__ = ["BLANK", "Line", "Look", "severity_look"]


class Look(StrEnum):
    """What a piece of text is, for whoever chooses the colours."""

    PLAIN = "plain"
    TITLE = "title"
    HEADING = "heading"
    QUOTE = "quote"
    MUTED = "muted"
    GOOD = "good"
    BAD = "bad"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of terminal text, wrapped when it is laid out.

    Attributes:
        indent: columns left free before the label, in every line.
        label: stands before the text; later lines of the paragraph align with the text.
        tail: set flush right on the first line when it fits there, otherwise left out.
        most: shorten the text until it fits this many lines; 0 for no limit. A quote is set between quotation marks after that.
    """

    text: str
    look: Look = Look.PLAIN
    indent: int = 0
    label: str = ""
    label_look: Look = Look.MUTED
    tail: str = ""
    most: int = 0


BLANK = Line("")


def severity_look(severity: Severity) -> Look:
    """Return how the word of a severity is shown."""
    return {Severity.HIGH: Look.BAD, Severity.MEDIUM: Look.WARN, Severity.LOW: Look.PLAIN, Severity.QUESTION: Look.MUTED}[severity]
