"""Collects styled pieces of text into one block's text with white space collapsed, and the spans that fit it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from aligner.domain.text import Span, SpanStyle
from aligner.readers.grid import RawCell

__all__ = ["Runs", "Styled"]

_TITLE_CHARS = 90
_TITLE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Styled:
    """A finished text.

    Attributes:
        spans: sorted by start; offsets in code points of ``text``, end exclusive.
        breaks: offsets where a further line begins (see ``Cell.breaks``).
    """

    text: str
    spans: tuple[Span, ...] = ()
    breaks: tuple[int, ...] = ()

    def has_all(self, style: SpanStyle) -> bool:
        """Tell whether the whole text, apart from punctuation at its end, bears one style."""
        return any(span.style is style and span.start == 0 and not self.text[span.end :].strip(" .,;:") for span in self.spans)

    def is_bold_title(self) -> bool:
        """Tell whether a paragraph is a heading in disguise: short, all bold, not a sentence."""
        short = 0 < len(self.text) <= _TITLE_CHARS and self.text.count(" ") < _TITLE_WORDS
        return short and not self.text.endswith((".", "!", "?", ";", ",")) and self.has_all(SpanStyle.BOLD)


@dataclass(slots=True)
class _Assembly:
    """Text under construction, with white space collapsed as it grows."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    space: bool = False
    broken: bool = False
    breaks: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def piece(self, text: str, styles: Sequence[SpanStyle]) -> None:
        words = text.split()
        if not words or text[0].isspace():
            self.space = True
        if not words:
            return
        spaced = bool(self.length) and (self.space or self.broken)
        if spaced:
            self.parts.append(" ")
            self.length += 1
        if self.length and self.broken:
            self.breaks.append(self.length)
        self.broken = False
        start = self.length
        joined = " ".join(words)
        self.parts.append(joined)
        self.length += len(joined)
        self.space = text[-1].isspace()
        for style in styles:
            self._span(style, start, start - spaced)

    def _span(self, style: SpanStyle, start: int, near: int) -> None:
        """Add a span up to the present end; one that only a space parts from the last of its style grows instead."""
        for index in range(len(self.spans) - 1, max(-1, len(self.spans) - 4), -1):
            last = self.spans[index]
            if last.style is style and last.end >= near:
                self.spans[index] = Span(style, last.start, self.length)
                return
        self.spans.append(Span(style, start, self.length))

    def finish(self) -> Styled:
        spans = tuple(sorted(self.spans, key=lambda span: (span.start, span.end, span.style)))
        return Styled("".join(self.parts), spans, tuple(self.breaks))


class Runs:
    """Pieces of one paragraph or cell in reading order; None marks a break between two lines."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, tuple[SpanStyle, ...]] | None] = []

    def add(self, text: str, styles: Sequence[SpanStyle] = ()) -> None:
        """Append text as it stands in the file; white space is collapsed later."""
        if text:
            self._pieces.append((text, tuple(styles)))

    def line_break(self) -> None:
        """Append a break between two lines of the same block."""
        self._pieces.append(None)

    def __bool__(self) -> bool:
        return any(piece is not None and not piece[0].isspace() for piece in self._pieces)

    def styled(self, *, without: SpanStyle | None = None) -> Styled:
        """Return the collapsed text with its spans, leaving out pieces that bear the style ``without``."""
        made = _Assembly()
        for piece in self._pieces:
            if piece is None:
                made.broken = True
            elif without is None or without not in piece[1]:
                made.piece(*piece)
            else:
                made.space = True
        return made.finish()

    def lines(self) -> list[tuple[int, Styled]]:
        """Return the text between line breaks, each with the number of breaks before it; empty lines left out."""
        found: list[tuple[int, Styled]] = []
        made, number = _Assembly(), 0
        for piece in [*self._pieces, None]:
            if piece is not None:
                made.piece(*piece)
                continue
            if made.parts:
                found.append((number, made.finish()))
            made, number = _Assembly(), number + 1
        return found

    def cell(self, *, indent: int = 0) -> RawCell:
        """Return a table cell: what was struck through is left out unless nothing else is there."""
        kept = self.styled(without=SpanStyle.STRIKE)
        struck = not kept.text
        styled = self.styled() if struck else kept
        return RawCell(
            styled.text,
            indent=indent,
            strike=struck and bool(styled.text),
            bold=styled.has_all(SpanStyle.BOLD),
            breaks=styled.breaks,
        )
