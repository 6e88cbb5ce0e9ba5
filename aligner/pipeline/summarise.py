"""From a judged analysis to the report."""

from __future__ import annotations

from collections.abc import Iterable

from aligner import __version__
from aligner.config import Config
from aligner.domain.analysis import Analysis
from aligner.domain.encoding import Encoder
from aligner.domain.goals import Alignment, Support
from aligner.domain.links import Link
from aligner.domain.report import InputInfo, ModelInfo, Report, Summary, ToolInfo
from aligner.domain.text import Document
from aligner.gaps import find
from aligner.pipeline.sides import Side
from aligner.segment import Segmenter
from aligner.suppress import suppress

__all__ = ["make_report", "today"]


def today(config: Config, segmenter: Segmenter, documents: Iterable[Document]) -> str | None:
    """Return the day on which suppressions are judged: the one that was set, else the date of the newest document; never the clock's."""
    if config.as_of is not None:
        return config.as_of
    return max((day for document in documents if (day := segmenter.document_date(document)) is not None), default=None)


def make_report(sides: tuple[Side, Side], analysis: Analysis, encoder: Encoder, config: Config, *, today: str | None = None) -> Report:
    """Find the gaps, mark those that were accepted, and put everything into one value."""
    tool = ToolInfo("aligner", __version__, ModelInfo(encoder.name, encoder.sha256), config.as_pairs())
    inputs = tuple(
        InputInfo(side.role, document.path, document.sha256, document.format, len(document.blocks), document.unread)
        for side in sides
        for document in side.documents
    )
    gaps = suppress(find(analysis), config.suppress, (*analysis.strategy, *analysis.execution), today=today)
    return Report(tool, inputs, analysis.goals, analysis.items, _ordered(analysis), gaps, _summary(analysis))


def _ordered(analysis: Analysis) -> tuple[Link, ...]:
    rank = {goal.id: place for place, goal in enumerate(analysis.goals)}
    return tuple(sorted(analysis.links, key=lambda one: (rank[one.goal], -one.probability, one.item)))


def _summary(analysis: Analysis) -> Summary:
    goals = [goal.support for goal in analysis.goals]
    items = [item.alignment for item in analysis.items if item.same_as is None]
    return Summary(
        goals=len(goals),
        supported=goals.count(Support.SUPPORTED),
        partial=goals.count(Support.PARTIAL),
        unsupported=goals.count(Support.UNSUPPORTED),
        unclear=goals.count(Support.UNCLEAR),
        items=len(items),
        aligned=items.count(Alignment.ALIGNED),
        orphaned=items.count(Alignment.ORPHANED),
        exempt=items.count(Alignment.EXEMPT),
        unclear_items=items.count(Alignment.UNCLEAR),
    )
