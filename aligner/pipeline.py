"""The one module that knows every stage: read, segment, extract, encode, link, gaps, report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner import __version__
from aligner.config import Config, cache_folder
from aligner.domain.analysis import Analysis
from aligner.domain.encoding import Encoder, Encoders
from aligner.domain.goals import Alignment, Goal, Item, Support
from aligner.domain.links import Link
from aligner.domain.report import InputInfo, ModelInfo, Report, Summary, ToolInfo
from aligner.domain.statements import Statement
from aligner.domain.text import Document, Unread
from aligner.encode import CachedEncoder, load_encoder
from aligner.encode.glossary import Glossary
from aligner.errors import NothingFoundError, ReadError
from aligner.extract.ahead import likely_texts
from aligner.extract.concrete import judge_wording
from aligner.extract.goals import extract_goals
from aligner.extract.items import extract_items
from aligner.gaps import find, judge
from aligner.gaps.not_analysable import NOT_READ
from aligner.link import item_texts, link
from aligner.readers import read_document
from aligner.readers.folder import expand
from aligner.segment import Segmenter

__all__ = ["Progress", "compare"]

Progress = Callable[[str, int, int], None]
"""Called with a stage name, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class _Side:
    role: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class _Tools:
    shipped: CachedEncoder
    encoder: CachedEncoder
    pieces: CachedEncoder
    glossary: Glossary


def compare(
    strategy: Sequence[str | Path],
    execution: Sequence[str | Path],
    config: Config | None = None,
    *,
    progress: Progress = lambda _stage, _done, _whole: None,
) -> Report:
    """Compare strategy documents with execution documents.

    Args:
        strategy: files or folders that state goals.
        execution: files or folders that state work.
        config: settings; the defaults when None.
        progress: told about every step.

    Raises:
        ReadError: a file named by the user cannot be read (within a folder it is listed as not read instead).
        NothingFoundError: one side holds no goals or no items.
    """
    config = config or Config()
    # The shipped classifiers know the shipped encoder's vectors only; another model, if chosen, does the matching.
    shipped = load_encoder(cache=cache_folder())
    encoder = shipped if config.model == "default" else load_encoder(config.model, cache=cache_folder())
    shipped.warm_up()
    try:
        return _compare(
            strategy, execution, config, _Tools(shipped, encoder, load_encoder("fast"), Glossary.load(config.glossary)), progress
        )
    finally:
        shipped.end_prefetch()


def _compare(strategy: Sequence[str | Path], execution: Sequence[str | Path], config: Config, tools: _Tools, progress: Progress) -> Report:
    shipped, encoder = tools.shipped, tools.encoder
    sides = _read(strategy, execution, progress)
    documents = (*sides[0].documents, *sides[1].documents)
    glossary = tools.glossary
    glossary.attune(block.text for document in documents for block in document.blocks)
    for side in sides:
        for document in side.documents:
            shipped.prefetch(likely_texts(document, plan=side.role == "execution"))
    segmenter = Segmenter(fiscal_year_start=config.fiscal_year_start, day_first=config.day_first, pipeline=config.spacy_pipeline)
    # Both sides of an organisation share a calendar, whichever of the documents states it.
    segmenter.learn_calendar(documents)
    # Work comes first: its many short texts are then encoded on a spare processor while the strategy is cut up.
    items = extract_items(sides[1].documents, _segment(sides[1], segmenter, progress), encoder=shipped, segmenter=segmenter)
    shipped.end_prefetch()
    if encoder is shipped:
        shipped.prefetch(item_texts(items, glossary))
    found = extract_goals(sides[0].documents, _segment(sides[0], segmenter, progress), encoder=shipped, segmenter=segmenter)
    goals = judge_wording(found, encoder=shipped)
    _complain(sides, goals, items)
    progress("matching", 0, 1)
    folder = Path(config.links) if config.links else None
    links = link(
        goals, items, encoders=Encoders(encoder, tools.pieces), glossary=glossary, accept=config.accept, reject=config.reject, folder=folder
    )
    progress("matching", 1, 1)
    analysis = judge(Analysis(sides[0].documents, sides[1].documents, goals, items, links, dict(config.as_pairs())))
    return _report(sides, analysis, encoder, config)


def _read(strategy: Sequence[str | Path], execution: Sequence[str | Path], progress: Progress) -> tuple[_Side, _Side]:
    wanted = [(role, entry) for role, paths in (("strategy", strategy), ("execution", execution)) for entry in expand(paths)]
    read: dict[str, list[Document]] = {"strategy": [], "execution": []}
    for done, (role, entry) in enumerate(wanted):
        progress("reading", done, len(wanted))
        try:
            document = read_document(entry.path)
        except ReadError as error:
            if entry.named:
                raise
            document = Document(str(entry.path), "", "", (), (Unread(f"{NOT_READ}{error.reason}", 1),))
        read[role].append(document)
    progress("reading", len(wanted), len(wanted))
    return _Side("strategy", tuple(read["strategy"])), _Side("execution", tuple(read["execution"]))


def _segment(side: _Side, segmenter: Segmenter, progress: Progress) -> dict[str, tuple[Statement, ...]]:
    statements: dict[str, tuple[Statement, ...]] = {}
    for document in side.documents:
        progress("finding goals" if side.role == "strategy" else "finding work", len(statements), len(side.documents))
        statements[document.path] = segmenter.statements(document)
    return statements


def _complain(sides: tuple[_Side, _Side], goals: Sequence[Goal], items: Sequence[Item]) -> None:
    if not goals:
        raise NothingFoundError(_nothing("goal", sides[0], "the strategy file comes first, then the plans"))
    if not items:
        raise NothingFoundError(_nothing("piece of work", sides[1], "a plan needs rows, tickets or bullets that name work"))


def _nothing(what: str, side: _Side, hint: str) -> str:
    names = ", ".join(document.path for document in side.documents[:3])
    more = f" and {len(side.documents) - 3} more" if len(side.documents) > 3 else ""  # noqa: PLR2004 - names that fit one line
    return f"{names}{more}: no {what} was found on the {side.role} side; {hint}"


def _report(sides: tuple[_Side, _Side], analysis: Analysis, encoder: Encoder, config: Config) -> Report:
    tool = ToolInfo("aligner", __version__, ModelInfo(encoder.name, encoder.sha256), config.as_pairs())
    inputs = tuple(
        InputInfo(side.role, document.path, document.sha256, document.format, len(document.blocks), document.unread)
        for side in sides
        for document in side.documents
    )
    return Report(tool, inputs, analysis.goals, analysis.items, _ordered(analysis), find(analysis), _summary(analysis))


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
