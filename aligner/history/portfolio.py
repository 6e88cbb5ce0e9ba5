"""From the database of a scan to the portfolio; one period's comparisons are held at a time, and findings are kept on disk."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import PurePosixPath

from aligner.classify.names import organisation_key
from aligner.domain.gaps import Severity
from aligner.domain.portfolio import Cell, Failure, Found, OrganisationTrend, Portfolio
from aligner.domain.report import Report
from aligner.domain.trends import Edition
from aligner.history.editions import merged, remembered
from aligner.history.kept import Kept
from aligner.history.trends import trends
from aligner.report.contract import from_dict
from aligner.store import Database
from aligner.store.schema import DOCUMENTS, FAILURES, FILES, PAIRS, RUNS

__all__ = ["editions", "load_portfolio"]

_SHORT_DAYS = 100
_QUARTER = 3
UNDATED = "undated"
_LANGUAGES = {
    "de": "in German", "fr": "in French", "es": "in Spanish", "it": "in Italian", "nl": "in Dutch", "pt": "in Portuguese", "da": "in Danish", "sv": "in Swedish",
    "nb": "in Norwegian", "fi": "in Finnish", "pl": "in Polish", "cs": "in Czech", "zh": "in Chinese", "ja": "in Japanese", "ko": "in Korean", "el": "in Greek",
    "he": "in Hebrew", "hu": "in Hungarian", "ro": "in Romanian", "tr": "in Turkish", "und-Cyrl": "in Cyrillic script", "und-Arab": "in Arabic script",
}  # fmt: skip
_COLUMNS = ("id", "path", "kind", "unit", "period_start", "period_end", "dated", "language", "analysed")


@dataclass(frozen=True, slots=True)
class _Group:
    """The pairs of one organisation by period (first and last day, both empty when undated); ``reports`` by id are read when needed."""

    name: str
    periods: Mapping[tuple[str, str], tuple[str, ...]]


def load_portfolio(database: Database) -> Portfolio:
    """Return what a scan found, in a fixed order."""
    documents = {row["id"]: row for row in database.rows(DOCUMENTS, *_COLUMNS)}
    pairs = database.rows(PAIRS, "id", "strategy", "execution", "organisation", "state")
    cells: list[Cell] = []
    found, over_time = Kept(Found, lambda one: one.gap.severity), Kept(OrganisationTrend, lambda one: one.trend.severity)
    for group in _groups(pairs, documents):
        dated: list[Edition] = []
        for edition in editions(database, group.periods):
            cells.append(_cell(group.name, edition))
            for one in _found(group.name, edition):
                found.add(one)
            if edition.start:
                dated.append(remembered(edition))
        for trend in trends(dated):
            over_time.add(OrganisationTrend(group.name, trend))
    paired = {row["strategy"] for row in pairs}
    runs = database.rows(RUNS, "number", "archive", "version", "model")
    kinds = Counter(row["kind"] or "not judged" for row in documents.values())
    return Portfolio(
        archive=runs[-1]["archive"] if runs else "",
        program=f"aligner {runs[-1]['version']}, model {runs[-1]['model']}" if runs else "aligner",
        files=tuple(sorted(database.count(FILES, "state").items())),
        kinds=tuple(sorted(kinds.items())),
        cells=tuple(cells),
        found=found,
        trends=over_time,
        failures=tuple(_failures(database, pairs, documents)),
        unpaired=tuple(sorted(row["path"] for row in documents.values() if row["kind"] == "strategy" and row["id"] not in paired)),
    )


def editions(database: Database, periods: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Edition]:
    """Yield one edition for each period, its comparisons read from the database and put together.

    Args:
        database: of a scan.
        periods: ids of pairs by first and last day.
    """
    for (start, end), idents in periods.items():
        reports = (report for ident in idents for report in _reports(database, ident))
        first = next(reports, None)
        if first is not None:
            yield Edition(start, end, merged(chain((first,), reports)))


def _reports(database: Database, ident: str) -> Iterator[Report]:
    for row in database.rows(PAIRS, "report", id=ident):
        if row["report"]:
            yield from_dict(json.loads(row["report"]))


def _groups(pairs: Sequence[Mapping[str, str]], documents: Mapping[str, Mapping[str, str | None]]) -> Iterator[_Group]:
    """Yield organisations (apart by the unit that the strategy names) by name, each with its periods in order."""
    names: dict[tuple[str, str], str] = {}
    held: dict[tuple[str, str], dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
    for pair in pairs:
        strategy, execution = documents[pair["strategy"]], documents[pair["execution"]]
        unit = strategy["unit"] or ""
        whose = pair["organisation"] or f"folder {PurePosixPath(strategy['path'] or '').parent.as_posix()}"
        key = (organisation_key(whose), organisation_key(unit))
        names.setdefault(key, f"{whose}, {unit}" if unit else whose)
        held[key][_period(execution)].append(pair["id"])
    for key in sorted(held, key=lambda key: (names[key].casefold(), key)):
        yield _Group(names[key], {period: tuple(held[key][period]) for period in sorted(held[key])})


def _period(execution: Mapping[str, str | None]) -> tuple[str, str]:
    """Return the days an execution document covers: the calendar quarter of its last day when they are few."""
    start, end = execution["period_start"] or execution["dated"], execution["period_end"] or execution["dated"]
    if start is None or end is None:
        return "", ""
    last = date.fromisoformat(end)
    if (last - date.fromisoformat(start)).days > _SHORT_DAYS:
        return start, end
    first = (last.month - 1) // _QUARTER * _QUARTER + 1
    following = date(last.year + (first > 12 - _QUARTER), (first + _QUARTER - 1) % 12 + 1, 1)
    return date(last.year, first, 1).isoformat(), date.fromordinal(following.toordinal() - 1).isoformat()


def _cell(organisation: str, edition: Edition) -> Cell:
    report = edition.report
    counts = Counter(gap.severity for gap in report.gaps if gap.suppressed is None)
    paths = {role: tuple(info.path for info in report.inputs if info.role == role) for role in ("strategy", "execution")}
    return Cell(
        organisation,
        edition.label or UNDATED,
        edition.start,
        paths["strategy"],
        paths["execution"],
        report.summary,
        counts[Severity.HIGH],
        counts[Severity.MEDIUM],
        counts[Severity.LOW],
        counts[Severity.QUESTION],
    )


def _found(organisation: str, edition: Edition) -> Iterator[Found]:
    goals = {goal.id: goal.text for goal in edition.report.goals}
    items = {item.id: item.text for item in edition.report.items}
    for gap in edition.report.gaps:
        if gap.suppressed is None:
            work = "\n".join(items[ident] for ident in gap.items if ident in items)
            yield Found(organisation, edition.label or UNDATED, gap, goals.get(gap.goal or "", ""), work)


def _failures(
    database: Database, pairs: Sequence[Mapping[str, str]], documents: Mapping[str, Mapping[str, str | None]]
) -> Iterator[Failure]:
    told: set[str] = set()
    for row in database.each(FAILURES):
        told.add(row["path"])
        yield Failure(row["path"], row["stage"], row["kind"], row["reason"])
    for row in database.each(FILES, "path", "state", "reason"):
        if row["state"] in {"unsupported", "failed"} and row["path"] not in told:
            yield Failure(row["path"], "read", row["state"], row["reason"])
    for _, row in sorted((str(row["path"]), row) for row in documents.values() if not row["analysed"]):
        spoken = _LANGUAGES.get(row["language"] or "", f"in another language ({row['language']})")
        yield Failure(str(row["path"]), "extract", "language", f"is {spoken}: goals and work are looked for in English texts only")
    for pair in pairs:
        if pair["state"] != "compared":
            paths = " against ".join(str(documents[pair[side]]["path"]) for side in ("strategy", "execution"))
            yield Failure(paths, "compare", "nothing to compare", pair["state"])
