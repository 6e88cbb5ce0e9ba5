"""Strategy against execution: read, segment, extract, encode, link, gaps, report."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from aligner.config import Config
from aligner.domain.analysis import Analysis
from aligner.domain.goals import Goal, Item
from aligner.domain.report import Report
from aligner.errors import NothingFoundError
from aligner.extract.ahead import likely_texts
from aligner.extract.concrete import judge_wording
from aligner.extract.goals import extract_goals
from aligner.extract.items import extract_items
from aligner.extract.remarks import extract_remarks
from aligner.gaps import judge
from aligner.link import item_texts, likeness, link
from aligner.pipeline.sides import Progress, Side, read_sides, segment
from aligner.pipeline.summarise import make_report, today
from aligner.pipeline.tools import Tools, loaded
from aligner.quality import inspect
from aligner.segment import Segmenter

__all__ = ["compare"]


def compare(
    strategy: Sequence[str | Path],
    execution: Sequence[str | Path],
    config: Config | None = None,
    *,
    progress: Progress = lambda _stage, _done, _whole: None,
    tools: Tools | None = None,
) -> Report:
    """Compare strategy documents with execution documents.

    Args:
        strategy: files or folders that state goals.
        execution: files or folders that state work.
        config: settings; the defaults when None.
        progress: told about every step.
        tools: what ``loaded`` gave for the same settings, for several comparisons in a row; loaded for this one when None.

    Raises:
        ReadError: a file named by the user cannot be read (within a folder it is listed as not read instead).
        NothingFoundError: one side holds no goals or no items.
    """
    config = config or Config()
    with nullcontext(tools) if tools is not None else loaded(config) as ready:
        return _compare(strategy, execution, config, ready, progress)


def _compare(strategy: Sequence[str | Path], execution: Sequence[str | Path], config: Config, tools: Tools, progress: Progress) -> Report:
    shipped, encoder = tools.shipped, tools.encoder
    sides = read_sides(strategy, execution, progress)
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
    told = segment(sides[1], segmenter, progress)
    items = extract_items(sides[1].documents, told, encoder=shipped, segmenter=segmenter)
    shipped.end_prefetch()
    if encoder is shipped:
        shipped.prefetch(item_texts(items, glossary))
    stated = segment(sides[0], segmenter, progress)
    found = extract_goals(sides[0].documents, stated, encoder=shipped, segmenter=segmenter)
    goals = judge_wording(found, encoder=shipped)
    _complain(sides, goals, items)
    progress("matching", 0, 1)
    folder = Path(config.links) if config.links else None
    links = link(goals, items, encoders=tools.encoders, glossary=glossary, accept=config.accept, reject=config.reject, folder=folder)
    progress("matching", 1, 1)
    remarks = extract_remarks(sides[0].documents, sides[1].documents, stated | told, goals, items, segmenter=segmenter)
    alike = likeness(goals, items, remarks, tools.encoders, glossary)
    analysis = judge(Analysis(sides[0].documents, sides[1].documents, goals, items, links, dict(config.as_pairs()), remarks, alike))
    return make_report(sides, inspect(analysis), encoder, config, today=today(config, segmenter, documents))


def _complain(sides: tuple[Side, Side], goals: Sequence[Goal], items: Sequence[Item]) -> None:
    if not goals:
        raise NothingFoundError(_nothing("goal", sides[0], "the strategy file comes first, then the plans"))
    if not items:
        raise NothingFoundError(_nothing("piece of work", sides[1], "a plan needs rows, tickets or bullets that name work"))


def _nothing(what: str, side: Side, hint: str) -> str:
    names = ", ".join(document.path for document in side.documents[:3])
    more = f" and {len(side.documents) - 3} more" if len(side.documents) > 3 else ""  # noqa: PLR2004 - names that fit one line
    return f"{names}{more}: no {what} was found on the {side.role} side; {hint}"
