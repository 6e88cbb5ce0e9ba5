"""One draft: alone, and against the documents of the other side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner import __version__
from aligner.check import Checked, Guess, guess
from aligner.check.alone import findings, merged
from aligner.config import Config
from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap
from aligner.domain.goals import Goal, Item
from aligner.domain.report import InputInfo, ModelInfo, ToolInfo
from aligner.domain.statements import Statement
from aligner.domain.text import Document
from aligner.errors import NothingFoundError, UsageError
from aligner.extract.ahead import likely_texts
from aligner.extract.concrete import judge_wording
from aligner.extract.goals import extract_goals
from aligner.extract.items import extract_items
from aligner.extract.remarks import extract_remarks
from aligner.gaps import find, judge
from aligner.link import likeness, link
from aligner.pipeline.sides import Progress, Side, read_sides, segment
from aligner.pipeline.summarise import today
from aligner.pipeline.tools import Tools, loaded
from aligner.quality import inspect
from aligner.segment import Segmenter
from aligner.suppress import suppress

__all__ = ["check"]

_KINDS = ("high", "medium", "low", "question")


def check(
    draft: str | Path,
    against: Sequence[str | Path] = (),
    config: Config | None = None,
    *,
    role: str | None = None,
    progress: Progress = lambda _stage, _done, _whole: None,
) -> Checked:
    """Check a draft by itself and, where files of the other side are given, against them.

    Args:
        draft: one file.
        against: files or folders of the other side: plans for a strategy, strategies for a plan.
        config: settings; the defaults when None.
        role: "strategy" or "execution"; told from the draft itself when None.
        progress: told about every step.

    Raises:
        ReadError: a file named by the user cannot be read.
        NothingFoundError: neither goals nor work are in the draft, or nothing of the other sort in ``against``.
        ConfigError: a marker in a document cannot be read.
        UsageError: the draft is a folder.
    """
    config = config or Config()
    if Path(draft).is_dir():
        message = f"{draft} is a folder; check takes one file (folders may stand behind --against)"
        raise UsageError(message)
    with loaded(config) as tools:
        return _Run(config, tools, progress).check(draft, against, role)


@dataclass(slots=True)
class _Found:
    """Goals and work of one side's documents; what was not looked for is empty."""

    goals: tuple[Goal, ...] = ()
    items: tuple[Item, ...] = ()


class _Run:
    """One check: what its steps share."""

    def __init__(self, config: Config, tools: Tools, progress: Progress) -> None:
        self._config, self._tools, self._progress = config, tools, progress
        self._segmenter = Segmenter(fiscal_year_start=config.fiscal_year_start, day_first=config.day_first, pipeline=config.spacy_pipeline)

    def check(self, draft: str | Path, against: Sequence[str | Path], role: str | None) -> Checked:
        own, other = read_sides((draft,), against, self._progress)
        documents = (*own.documents, *other.documents)
        self._tools.glossary.attune(block.text for document in documents for block in document.blocks)
        for document in documents:
            self._tools.shipped.prefetch(likely_texts(document, plan=role == "execution"))
        self._segmenter.learn_calendar(documents)
        statements = segment(own, self._segmenter, self._progress)
        found = self._extract(own, statements, goals=role != "execution", items=role != "strategy")
        told = Guess(role, "as --as says") if role else guess(own.documents[0], found.goals, found.items)
        found = (
            _Found(goals=judge_wording(found.goals, encoder=self._tools.shipped)) if told.role == "strategy" else _Found(items=found.items)
        )
        if not (found.goals or found.items):
            raise NothingFoundError(_nothing(own.documents[0].path, role))
        alone = self._analysis(own, Side("", ()), told.role, statements, found)
        gaps = findings(alone, told.role)
        if other.documents:
            gaps = merged(gaps, self._together(own, other, told.role, statements, found), own.documents[0].path)
        day = today(self._config, self._segmenter, documents)
        gaps = suppress(gaps, self._config.suppress, documents, today=day)
        return self._outcome(own, other, told, found, gaps, day)

    def _extract(self, side: Side, statements: Mapping[str, Sequence[Statement]], *, goals: bool, items: bool) -> _Found:
        shipped, segmenter = self._tools.shipped, self._segmenter
        work = extract_items(side.documents, statements, encoder=shipped, segmenter=segmenter) if items else ()
        aims = extract_goals(side.documents, statements, encoder=shipped, segmenter=segmenter) if goals else ()
        return _Found(aims, work)

    def _together(self, own: Side, other: Side, role: str, statements: Mapping[str, Sequence[Statement]], found: _Found) -> tuple[Gap, ...]:
        theirs = segment(other, self._segmenter, self._progress)
        seen = self._extract(other, theirs, goals=role == "execution", items=role == "strategy")
        if not (seen.goals or seen.items):
            paths = ", ".join(document.path for document in other.documents[:3])
            raise NothingFoundError(_nothing(paths, "execution" if role == "strategy" else "strategy"))
        whole = _Found(found.goals or judge_wording(seen.goals, encoder=self._tools.shipped), found.items or seen.items)
        self._progress("matching", 0, 1)
        return find(self._analysis(own, other, role, {**statements, **theirs}, whole))

    def _analysis(self, own: Side, other: Side, role: str, statements: Mapping[str, Sequence[Statement]], found: _Found) -> Analysis:
        """Link and judge; with one side alone there is nothing to link."""
        config, tools = self._config, self._tools
        strategy, execution = (own.documents, other.documents) if role == "strategy" else (other.documents, own.documents)
        goals, items = found.goals, found.items
        folder = Path(config.links) if config.links else None
        links = (
            link(goals, items, encoders=tools.encoders, glossary=tools.glossary, accept=config.accept, reject=config.reject, folder=folder)
            if goals and items
            else ()
        )
        remarks = extract_remarks(strategy, execution, statements, goals, items, segmenter=self._segmenter)
        alike = likeness(goals, items, remarks, tools.encoders, tools.glossary)
        return inspect(judge(Analysis(strategy, execution, goals, items, links, dict(config.as_pairs()), remarks, alike)))

    def _outcome(self, own: Side, other: Side, told: Guess, found: _Found, gaps: Sequence[Gap], day: str | None) -> Checked:
        encoder = self._tools.encoder
        tool = ToolInfo("aligner", __version__, ModelInfo(encoder.name, encoder.sha256), self._config.as_pairs())
        draft = own.documents[0]
        opposite = "execution" if told.role == "strategy" else "strategy"
        return Checked(
            tool,
            _info(draft, told.role),
            tuple(_info(document, opposite) for document in other.documents),
            told,
            len(found.goals),
            sum(item.same_as is None for item in found.items),
            _in_order(gaps, draft),
            day,
        )


def _info(document: Document, role: str) -> InputInfo:
    return InputInfo(role, document.path, document.sha256, document.format, len(document.blocks), document.unread)


def _in_order(gaps: Sequence[Gap], draft: Document) -> tuple[Gap, ...]:
    """Order by place in the draft, then by severity; what has no place comes last."""
    places = {place: number for number, place in enumerate(draft.places())}
    last = len(places)

    def key(gap: Gap) -> tuple[int, int, int, str]:
        here = next((piece.locator for piece in gap.evidence if piece.locator.file == draft.path), None)
        at = places.get(here.place, last) if here else last
        return (at, here.start if here else 0, _KINDS.index(gap.severity.value), gap.id)

    return tuple(sorted(gaps, key=key))


def _nothing(paths: str, role: str | None) -> str:
    """Say what was looked for in vain; None for both."""
    if role is None:
        return f"{paths}: neither goals nor work were found; a draft needs sentences or bullets that set goals, or rows, tickets or bullets that name work"
    if role == "strategy":
        return f"{paths}: no goal was found; if it is a plan or a report, say so (--as execution for the draft)"
    return f"{paths}: no piece of work was found; if it is a strategy, say so (--as strategy for the draft)"
