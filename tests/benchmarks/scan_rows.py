"""Fills a database as a scan of many documents would, and times what a scan and its reports do besides reading.

``python -m tests.benchmarks.scan_rows [DOCUMENTS ...] [--single] [--keep FOLDER]``: every step runs in a process of its own, of which
time and peak memory are told. ``--single`` makes all documents one organisation's instead of forty each.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from aligner.archive.likeness import signature
from aligner.domain.classification import Classification, DocumentKind, Period, Stated
from aligner.domain.facts import DateSpan
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Alignment, Goal, Item, Support
from aligner.domain.links import Evidence, Link, Side, Strength
from aligner.domain.report import InputInfo, ModelInfo, Report, Summary, ToolInfo
from aligner.domain.text import Locator, Quote
from aligner.scan.rows import judged, report_rows, report_totals
from aligner.store import Database, open_database
from aligner.store.schema import DOCUMENTS, FILES, PAIRS, RUNS

_EACH, _PLANS = 40, 36
"""Documents of one organisation, and how many of them are execution documents: a quarter each; the rest are strategies of nine quarters."""
_GOALS, _ITEMS = 8, 12
_WORDS = [
    "cost",
    "wait",
    "online",
    "staff",
    "permit",
    "claim",
    "depot",
    "signal",
    "patient",
    "ledger",
    "archive",
    "sensor",
    "harbour",
    "school",
    "contract",
    "audit",
    "energy",
    "fleet",
    "survey",
    "pipe",
]
STEPS = ("relations", "pairs", "html", "xlsx", "csv", "pack", "verify")


def fill(database: Database, documents: int, *, single: bool) -> None:
    """Put down the rows of so many documents, their pairs and findings; equal arguments give equal rows."""
    database.add(RUNS, {"archive": "/archive", "started": "2030-01-01", "version": "1", "model": "m 0", "settings": "{}"})
    for start in range(0, documents, _EACH):
        name = "Otterby Harbour" if single else f"{_word(start)} {_word(start + 7)} Works {start // _EACH}"
        papers = [_Paper(start + number, number, name, start // _EACH) for number in range(min(_EACH, documents - start))]
        for paper in papers:
            database.put_file(*paper.rows())
        for paper in papers:
            # Of the strategies, which come first, each is compared with the nine quarters that it covers.
            strategy = papers[(paper.place - (_EACH - _PLANS)) // 9] if paper.place >= _EACH - _PLANS else paper
            if strategy is not paper:
                report = _report(strategy, paper)
                ident = f"P{hashlib.sha256(f'{strategy.ident}{paper.ident}'.encode()).hexdigest()[:16]}"
                row = {"id": ident, "strategy": strategy.ident, "execution": paper.ident, "organisation": name, "unit": "", "rules": "[]"}
                database.put_pair({**row, "pair_key": "k", "state": "compared", **report_totals(report)}, report_rows(report, ident))


def _word(seed: int) -> str:
    return _WORDS[seed * 7919 % len(_WORDS)].capitalize()


def _hex(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:8]


class _Paper:
    """One document: a strategy of nine quarters, or what was planned in one of them."""

    def __init__(self, number: int, place: int, name: str, group: int) -> None:
        self.place, self.name, self.strategy = place, name, place < _EACH - _PLANS
        quarter = place * 9 if self.strategy else place - (_EACH - _PLANS)
        self.start, self.end = _quarter(quarter)[0], _quarter(quarter + 8 if self.strategy else quarter)[1]
        what = f"strategy {self.start[:4]}" if self.strategy else f"report {self.start[:7]}"
        self.path = f"group {group // 50}/unit {group}/{what} {place}.docx"
        self.sha256 = hashlib.sha256(self.path.encode()).hexdigest()
        self.ident = f"D{self.sha256[:16]}"
        self._random = random.Random(number)

    def rows(self) -> tuple[Any, Any, Any, Any]:
        kind = DocumentKind.STRATEGY if self.strategy else DocumentKind.STATUS
        whose = Stated(self.name, Quote(self.name, Locator(self.path, line=1, end=len(self.name))))
        found = Classification(self.path, kind, 0.9, organisation=whose, period=Period(self.start, self.end))
        document = dict.fromkeys(column.name for column in DOCUMENTS.columns)
        document |= dict.fromkeys(("title", "unread", "properties", "extract_key"), "") | judged(found)
        document |= {"id": self.ident, "file": self.path, "path": self.path, "sha256": self.sha256, "format": "docx", "language": "en"}
        document |= {"analysed": True, "blocks": 1, "signature": signature([self._text()])}
        file = dict.fromkeys(column.name for column in FILES.columns)
        file |= {"path": self.path, "size": 9, "stamp": "1", "sha256": self.sha256, "state": "read", "reason": "", "read_key": "k"}
        return file, [document], {}, []

    def _text(self) -> str:
        """Words of its own among some that all documents of the kind share: half of what a form holds is the form."""
        own = " ".join(self._random.choice(_WORDS) + str(self._random.randrange(40)) for _ in range(150))
        return " ".join(f"form line {number} of all such papers" for number in range(20)) + " " + own


def _quarter(number: int) -> tuple[str, str]:
    year, part = 2020 + number // 4, number % 4
    return f"{year}-{3 * part + 1:02}-01", f"{year}-{('03-31', '06-30', '09-30', '12-31')[part]}"


def _report(strategy: _Paper, plan: _Paper) -> Report:
    """Return a comparison with eight goals, twelve pieces of work and twelve findings."""
    supports = (Support.SUPPORTED, Support.UNSUPPORTED, Support.PARTIAL, Support.UNCLEAR)
    goals = tuple(
        Goal(_hex("G", strategy.path, n), text := f"{_word(n)} costs of {strategy.name} fall by {n + 5} per cent", Locator(strategy.path, line=n + 1, end=len(text)), support=supports[n % 4],
             deadline=DateSpan("end of the plan", 0, 15, None, strategy.end))
        for n in range(_GOALS)
    )  # fmt: skip
    items = tuple(
        Item(_hex("I", plan.path, n), text := f"{_word(n + 3)} system {n} of {plan.name}, stage {plan.place}", Locator(plan.path, line=n + 1, end=len(text)),
             alignment=Alignment.ALIGNED if n % 2 else Alignment.ORPHANED, due=DateSpan(plan.end, 0, 10, None, plan.end))
        for n in range(_ITEMS)
    )  # fmt: skip
    links = tuple(Link(goals[n % _GOALS].id, items[n].id, 0.8, Strength.DIRECT, why=("share words",)) for n in range(1, _ITEMS, 2))
    gaps = tuple(_gap(number, goals[number % _GOALS], items[number]) for number in range(_ITEMS))
    tool = ToolInfo("aligner", "1", ModelInfo("m", "0" * 64), (("accept", None),))
    inputs = tuple(InputInfo(role, one.path, one.sha256, "docx", 9, ()) for role, one in (("strategy", strategy), ("execution", plan)))
    return Report(tool, inputs, goals, items, links, gaps, Summary(_GOALS, 2, 2, 2, 2, _ITEMS, 6, 6, 0, 0))


def _gap(number: int, goal: Goal, item: Item) -> Gap:
    kind, severity = (
        (GapKind.ORPHANED_WORK, Severity.MEDIUM),
        (GapKind.UNOWNED_ITEM, Severity.LOW),
        (GapKind.TIMELINE_CONFLICT, Severity.HIGH),
    )[number % 3]
    told = (Evidence(Side.GOAL, goal.text, goal.locator), Evidence(Side.ITEM, item.text, item.locator))
    message = f"“{item.text}” and “{goal.text}” do not meet: nothing in the documents says which of them is to change."
    return Gap(_hex(kind, goal.id, item.id), kind, severity, goal.id, (item.id,), message, "Which of the two holds?", "Say which.", told)


def step(name: str, folder: Path) -> str:
    """Do one step in this process and say what came out."""
    where = str(folder / "audit.sqlite")
    if name in {"pack", "verify"}:
        return _packed(name, where, folder)
    database = open_database(where)
    try:
        if name == "relations":
            from aligner.scan.pairing import mark_relations  # noqa: PLC0415 - only the step's own imports count

            mark_relations(database)
            return f"{database.look('SELECT COUNT(*) AS n FROM documents WHERE near_of IS NOT NULL OR family IS NOT NULL')[0]['n']} related"
        if name == "pairs":
            from aligner.scan.pairing import chosen_pairs  # noqa: PLC0415 - as above

            return f"{len(chosen_pairs(database, None))} pairs"
    finally:
        database.close()
    return _run("report", "--db", where, "-o", str(folder / f"portfolio.{name}"))


def _packed(name: str, where: str, folder: Path) -> str:
    pack = str(folder / "pack.zip")
    return _run("pack", "--db", where, "--out", pack) if name == "pack" else _run("verify", pack)


def _run(*arguments: str) -> str:
    from aligner.cli import main  # noqa: PLC0415 - as above

    sys.argv = ["aligner", *arguments]
    try:
        main()
    except SystemExit as ended:
        return f"exit {ended.code or 0}"
    return "done"


def _timed(name: str, folder: Path) -> None:
    begun, before = time.perf_counter(), os.times()
    done = subprocess.run([sys.executable, "-m", __spec__.name, "--step", name, str(folder)], capture_output=True, text=True, check=False)
    told = done.stdout.splitlines()[-1] if done.returncode == 0 and done.stdout else f"failed: {done.stderr[-300:]}"
    after = os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    print(f"  {name:<10} {time.perf_counter() - begun:7.1f} s, processor {busy:7.1f} s, {told}", flush=True)


def _sizes(database: Database) -> Iterator[str]:
    for table in (DOCUMENTS, PAIRS):
        yield f"{database.look(f'SELECT COUNT(*) AS n FROM {table.name}')[0]['n']:,} {table.name}"
    yield f"{database.look('SELECT COUNT(*) AS n FROM gaps')[0]['n']:,} findings"


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="*", default=[2_000, 20_000])
    parser.add_argument("--single", action="store_true", help="one organisation instead of one for forty documents")
    parser.add_argument("--steps", nargs="*", default=list(STEPS), choices=STEPS)
    parser.add_argument("--keep", type=Path, help="folder for databases and outputs; a database that is there is used as it is")
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.step:
        told = step(chosen.step[0], Path(chosen.step[1]))
        # On Linux in kilobytes.
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB, {told}")
        return
    for documents in chosen.documents:
        with tempfile.TemporaryDirectory() as made:
            folder = chosen.keep / f"rows-{documents}{'-single' if chosen.single else ''}" if chosen.keep else Path(made)
            folder.mkdir(parents=True, exist_ok=True)
            fresh = not (folder / "audit.sqlite").exists()
            begun = time.perf_counter()
            database = open_database(str(folder / "audit.sqlite"))
            if fresh:
                fill(database, documents, single=chosen.single)
            told = ", ".join(_sizes(database))
            database.close()
            size = (folder / "audit.sqlite").stat().st_size / 1e6
            print(f"{told}; database {size:.0f} MB{f', filled in {time.perf_counter() - begun:.0f} s' if fresh else ''}", flush=True)
            for name in chosen.steps:
                _timed(name, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
