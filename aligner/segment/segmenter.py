"""From a document to statements with parsed values."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from aligner.domain.facts import Facts
from aligner.domain.statements import Statement
from aligner.domain.text import Block, BlockKind, Document, SpanStyle
from aligner.segment.context import Context, usable_day
from aligner.segment.document_date import document_date
from aligner.segment.evidence import day_first, decimal_comma
from aligner.segment.outline import ANALYSED, Place, outline
from aligner.segment.parse import parse
from aligner.segment.plain_ends import plain_spans
from aligner.segment.sentences import needs_splitting
from aligner.segment.stated_calendar import StatedCalendar, learn, speaks_fiscally
from aligner.segment.years import year_hint

__all__ = ["Segmenter"]

_LEAD_WORDS = 3
"""A bold label shorter than this ("Owner:") belongs to the text that follows it."""
_REMEMBERED = 32
"""Documents whose context is kept: several stages of a run ask for the day of the same few."""


@dataclass(slots=True)
class Segmenter:
    """Cuts documents into statements and parses what they state.

    Attributes:
        fiscal_year_start: month (1 to 12) in which a fiscal year begins; None for what the documents say, else January.
        day_first: how to read 03/04/2026; None to decide per document, and to give both days as an interval where it cannot be told.
        pipeline: name or folder of a spaCy pipeline that finds the sentences; None for the own rules.
    """

    fiscal_year_start: int | None = None
    day_first: bool | None = None
    pipeline: str | None = None
    _learnt_from: tuple[Document, ...] = field(default=(), init=False, repr=False)
    _shared: tuple[StatedCalendar | None, bool | None] = field(default=(None, None), init=False, repr=False)
    _known: dict[tuple[object, ...], tuple[Document, Context, str | None]] = field(default_factory=dict, init=False, repr=False)

    def learn_calendar(self, documents: Sequence[Document]) -> None:
        """Take the fiscal calendar that any of the documents of a run states, for all of them and for ``facts``.

        Strategy and plans of one organisation share a calendar, and often only one of them says how the year runs. A calendar
        given to the constructor stays. Call it before ``statements``; a second call replaces what the first one learnt.
        """
        self._learnt_from = tuple(documents)
        self._shared = (learn(documents), speaks_fiscally(documents))

    @property
    def calendar(self) -> Hashable:
        """What ``learn_calendar`` learnt: two segmenters of the same settings with equal calendars find the same in any document."""
        return self._shared

    def statements(self, document: Document) -> tuple[Statement, ...]:
        """Return the statements of the analysed blocks in reading order; each text is the exact slice that its locator names."""
        context, _ = self._context(document)
        places = outline(document)
        contexts: dict[Place, Context] = {}
        found = []
        for index, start, end in _pieces(document, self.pipeline):
            block, place = document.blocks[index], places[index]
            if place not in contexts:
                contexts[place] = replace(context, year=year_hint((*place.headings, place.lead)))
            text = block.text[start:end]
            facts = parse(text, contexts[place])
            found.append(Statement(text, block.locator.slice(start, end), block, index, place.headings, place.lead, facts))
        return tuple(found)

    def facts(self, text: str, *, document_date: str | None = None) -> Facts:
        """Return the values stated in a text.

        Args:
            text: any text; never raises, time grows linearly with its length.
            document_date: ISO day from which relative dates count and that gives bare quarters their year; None when unknown.
        """
        return parse(text, replace(self._calendar(), document_date=usable_day(document_date), day_first=self.day_first))

    def document_date(self, document: Document) -> str | None:
        """Return the day the document speaks from (ISO 8601), from its text, title or properties; None when it cannot be told."""
        return self._context(document)[1]

    def _context(self, document: Document) -> tuple[Context, str | None]:
        # A document is known again by being the same object, which is kept so that no other can take its place.
        key = (id(document), self._shared, self.fiscal_year_start, self.day_first)
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = (document, *self._fresh_context(document))
        _, context, day = self._known[key]
        return context, day

    def _fresh_context(self, document: Document) -> tuple[Context, str | None]:
        texts = [block.text for block in document.blocks]
        first = self.day_first if self.day_first is not None else day_first(texts)
        undated = replace(self._calendar(document), day_first=first, decimal_comma=decimal_comma(texts))
        found = document_date(document, undated)
        return replace(undated, document_date=usable_day(found)), found

    def _calendar(self, document: Document | None = None) -> Context:
        """Return a context that knows the fiscal calendar: the user's, the one learnt for the run, or the document's own."""
        stated, fiscally = self._shared
        if document is not None:
            # What several documents do not state none of them states.
            known = any(document is other for other in self._learnt_from)
            stated = stated or (learn([document]) if self.fiscal_year_start is None and not known else None)
            own = fiscally if known and len(self._learnt_from) == 1 else speaks_fiscally([document])
            fiscally = fiscally if own is None else own
        if self.fiscal_year_start is not None:
            stated = StatedCalendar(
                self.fiscal_year_start, stated.label_first if stated and stated.start == self.fiscal_year_start else None
            )
        if stated is None:
            return Context()
        return Context(None, stated.start, label_first=bool(stated.label_first), fiscal_parts=bool(fiscally))


def _pieces(document: Document, pipeline: str | None) -> list[tuple[int, int, int]]:
    """Return block index, start and end of every statement, in reading order."""
    stretches = [
        (index, start, end)
        for index, block in enumerate(document.blocks)
        if block.layer in ANALYSED and block.kind is not BlockKind.CODE
        for start, end in _stretches(block)
    ]
    pieces: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
    waiting = []
    for index, start, end in stretches:
        block = document.blocks[index]
        whole = block.kind in (BlockKind.HEADING, BlockKind.ROW) or not needs_splitting(block.text[start:end])
        plain = [(0, end - start)] if whole else None if pipeline else plain_spans(block.text[start:end])
        if plain is None:
            waiting.append((index, start, end))
        else:
            pieces[index, start, end] = [(start + first, start + last) for first, last in plain]
    if waiting:
        from aligner.segment.pipeline import sentence_spans  # noqa: PLC0415 - spaCy loads only when there is something to split

        texts = [document.blocks[index].text[start:end] for index, start, end in waiting]
        for key, spans in zip(waiting, sentence_spans(texts, pipeline), strict=True):
            pieces[key] = [(key[1] + start, key[1] + end) for start, end in spans]
    return [
        (key[0], *span)
        for key in stretches
        for span in (_trimmed(document.blocks[key[0]].text, *piece) for piece in pieces[key])
        if any(char.isalnum() for char in document.blocks[key[0]].text[span[0] : span[1]])
    ]


def _stretches(block: Block) -> Iterator[tuple[int, int]]:
    """Yield the whole block, or its bold lead and the rest."""
    cut = _bold_lead(block)
    if cut:
        yield 0, cut
        yield cut, len(block.text)
    elif block.text:
        yield 0, len(block.text)


def _bold_lead(block: Block) -> int:
    """Return where the bold sentence that opens a paragraph or list item ends; 0 when there is none or nothing follows it."""
    bold = [span for span in block.spans if span.style is SpanStyle.BOLD]
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or not bold or block.text[: bold[0].start].strip():
        return 0
    end = bold[0].end
    for span in bold[1:]:  # writers often bold a sentence in several runs
        if block.text[end : span.start].strip():
            break
        end = span.end
    lead, rest = block.text[:end].rstrip(), block.text[end:].lstrip()
    if rest[:1] in set(".:!?"):
        end = block.text.index(rest[0], end) + 1
        lead, rest = block.text[:end].rstrip(), block.text[end:].lstrip()
    if not rest or (lead.endswith(":") and len(lead.split()) < _LEAD_WORDS):
        return 0
    closed = lead.endswith((".", ":", "!", "?")) or rest[0] in "-–—("
    starts_anew = rest[0].isupper() and len(lead.split()) >= _LEAD_WORDS
    return end if closed or starts_anew else 0


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
