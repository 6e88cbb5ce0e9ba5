"""Strategy against execution: read, segment, extract, encode, link, gaps, report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from aligner.config import Config
from aligner.domain.analysis import Analysis
from aligner.domain.goals import Goal, Item
from aligner.domain.report import Report
from aligner.domain.statements import Statement
from aligner.errors import NothingFoundError
from aligner.extract.ahead import likely_texts
from aligner.extract.concrete import judge_wording, wordings
from aligner.extract.goals import extract_goals, sift_goals
from aligner.extract.items import extract_items
from aligner.extract.remarks import extract_remarks
from aligner.gaps import judge
from aligner.link import goal_texts, item_texts, likeness, link, with_glosses
from aligner.pipeline.sides import Progress, Side, read_sides, segment
from aligner.pipeline.summarise import make_report, today
from aligner.pipeline.tools import Tools, loaded
from aligner.quality import inspect
from aligner.segment import Segmenter

__all__ = ["Findings", "compare", "compare_found", "compare_read", "complain"]


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
        return compare_read(read_sides(strategy, execution, progress), config, ready, progress)


def compare_read(sides: tuple[Side, Side], config: Config, tools: Tools, progress: Progress = lambda _stage, _done, _whole: None) -> Report:
    """Compare documents that were read before: strategy side first; otherwise as ``compare``.

    Raises:
        NothingFoundError: one side holds no goals or no items.
    """
    shipped, glossary = tools.shipped, tools.glossary
    documents = (*sides[0].documents, *sides[1].documents)
    _attune(sides, tools)
    # What the encoder will be asked for is encoded on a spare processor, in the order in which it will be needed.
    for document in sides[1].documents:
        shipped.prefetch(likely_texts(document, plan=True))
    segmenter = Segmenter(fiscal_year_start=config.fiscal_year_start, day_first=config.day_first, pipeline=config.spacy_pipeline)
    # Both sides of an organisation share a calendar, whichever of the documents states it.
    segmenter.learn_calendar(documents)
    stated = segment(sides[0], segmenter, progress)
    sifted = sift_goals(sides[0].documents, stated, segmenter=segmenter)
    shipped.prefetch(sifted.texts)
    told = segment(sides[1], segmenter, progress)
    items = extract_items(sides[1].documents, told, encoder=shipped, segmenter=segmenter)
    shipped.end_prefetch()
    shipped.prefetch(sifted.texts)
    _fetch_ahead(tools, item_texts(items, glossary))
    found = extract_goals(sides[0].documents, stated, encoder=shipped, segmenter=segmenter, sifted=sifted)
    return _matched(sides, Findings(stated | told, found, items, segmenter), config, tools, progress)


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found on both sides before it is matched; ``statements`` of every document by path."""

    statements: Mapping[str, Sequence[Statement]]
    goals: tuple[Goal, ...]
    items: tuple[Item, ...]
    segmenter: Segmenter


def compare_found(sides: tuple[Side, Side], findings: Findings, config: Config, tools: Tools) -> Report:
    """Compare what was found before, each side by itself; the report is the one that ``compare_read`` makes of the same documents.

    Raises:
        NothingFoundError: one side holds no goals or no items.
    """
    _attune(sides, tools)
    return _matched(sides, findings, config, tools, lambda _stage, _done, _whole: None)


def _attune(sides: tuple[Side, Side], tools: Tools) -> None:
    tools.glossary.attune(block.text for side in sides for document in side.documents for block in document.blocks)


def _matched(sides: tuple[Side, Side], findings: Findings, config: Config, tools: Tools, progress: Progress) -> Report:
    shipped, glossary = tools.shipped, tools.glossary
    found, items, segmenter = findings.goals, findings.items, findings.segmenter
    complain(sides, found, items)
    shipped.prefetch(wordings(found))
    _fetch_ahead(tools, goal_texts(found, glossary))
    remarks = extract_remarks(sides[0].documents, sides[1].documents, findings.statements, found, items, segmenter=segmenter)
    _fetch_ahead(tools, (with_glosses(remark.quote.text, glossary) for remark in remarks))
    goals = judge_wording(found, encoder=shipped)
    progress("matching", 0, 1)
    folder = Path(config.links) if config.links else None
    links = link(goals, items, encoders=tools.encoders, glossary=glossary, accept=config.accept, reject=config.reject, folder=folder)
    progress("matching", 1, 1)
    alike = likeness(goals, items, remarks, tools.encoders, glossary)
    analysis = judge(Analysis(sides[0].documents, sides[1].documents, goals, items, links, dict(config.as_pairs()), remarks, alike))
    documents = (*sides[0].documents, *sides[1].documents)
    return make_report(sides, inspect(analysis), tools.encoder, config, today=today(config, segmenter, documents))


def _fetch_ahead(tools: Tools, texts: Iterable[str]) -> None:
    """Encode what matching will ask for, unless another encoder than the shipped one matches: that may use all processors by itself."""
    if tools.encoder is tools.shipped:
        tools.shipped.prefetch(texts)


def complain(sides: tuple[Side, Side], goals: Sequence[Goal], items: Sequence[Item] | None) -> None:
    """Refuse to compare when there is nothing to compare; items are not looked at where they are None.

    Raises:
        NothingFoundError: there are no goals, or no items.
    """
    if not goals:
        raise NothingFoundError(_nothing("goal", sides[0], "the strategy file comes first, then the plans"))
    if items is not None and not items:
        raise NothingFoundError(_nothing("piece of work", sides[1], "a plan needs rows, tickets or bullets that name work"))


def _nothing(what: str, side: Side, hint: str) -> str:
    names = ", ".join(document.path for document in side.documents[:3])
    more = f" and {len(side.documents) - 3} more" if len(side.documents) > 3 else ""  # noqa: PLR2004 - names that fit one line
    return f"{names}{more}: no {what} was found on the {side.role} side; {hint}"
