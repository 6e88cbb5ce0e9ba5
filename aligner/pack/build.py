"""Puts an evidence pack together, one comparison in memory at a time: equal comparisons, seed and sizes give equal bytes."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from aligner import __version__
from aligner.domain.report import Report
from aligner.files import Lines
from aligner.pack.chain import canonical, chained, closed
from aligner.pack.findings import findings
from aligner.pack.sample import COLUMNS, Draw
from aligner.pack.zipped import Members, Sink
from aligner.report.contract import tool_to_dict
from aligner.report.json_file import render
from aligner.report.sheets import Column, Sheet
from aligner.report.spreadsheet import guarded, legal
from aligner.report.xlsx_file import write_workbook

__all__ = ["CHAIN", "MANIFEST", "SCHEMA", "Comparison", "Packed", "build", "start_of"]

SCHEMA = "aligner.pack/1"
MANIFEST, CHAIN = "manifest.json", "findings.jsonl"
_Row = tuple[str | int, ...]
_FINDING = (
    "Number", "Comparison", "Id", "Kind", "Severity", "Condition", "Criteria", "Effect", "Cause", "Question", "Goal", "Work", "Quotes", "Places",
    "Accepted because", "Digest",
)  # fmt: skip
_ALGORITHM = (
    "sha256 over the digest before, a line feed, and the finding as canonical JSON; the head closes over the hashes of the files told here"
)
_WIDTHS = {"Condition": 44, "Criteria": 44, "Effect": 36, "Cause": 36, "Quotes": 48, "Places": 36, "Goal": 40, "Work": 40, "Digest": 68}
_READ_ME = """Evidence pack of aligner

manifest.json   what was read (SHA-256 of every document), program, model, settings, and the hash of every file in this pack
findings.jsonl  every finding, one a line, each with the digest of the line before: a chain that begins at the manifest
findings.xlsx   the same for people: condition, criteria, effect, quotes; the cause is for the auditor to fill in
sample.xlsx     a seeded sample of all sorts of verdicts for manual review, supported goals and "cannot tell" included
reports/        the complete comparisons (aligner.report/1)
.csv            the same tables for other programs

To check it:    aligner verify pack.zip --head HEAD --archive FOLDER
HEAD is the head of the chain that was printed when the pack was made. Keep it apart from the pack: whoever can replace the
whole pack can make a new chain, but not one with the same head.
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A name that is unlike all others in the pack (letters, digits, hyphens), and the report."""

    name: str
    report: Report


@dataclass(frozen=True, slots=True)
class Packed:
    """The head of a pack's chain, and how many comparisons, findings and rows of the sample it holds."""

    head: str
    comparisons: int
    findings: int
    sampled: int


def build(comparisons: Iterable[Comparison], target: BinaryIO, *, seed: int = 1, sample: int = 5) -> Packed:
    """Write the evidence pack of comparisons.

    Args:
        comparisons: at least one, all made by the same program; each is let go of before the next is asked for.
        target: an open file that can be sought in.
        seed: of the sample.
        sample: how many of each stratum.
    """
    files, manifest, told, drawn = Members(target), _Manifest(), Lines(), Draw(seed, sample)
    files.put("READ-ME.txt", _READ_ME.encode("ascii"))
    for one in comparisons:
        files.put(f"reports/{one.name}.json", render(one.report))
        manifest.add(one)
        drawn.add(one.name, one.report)
        for finding in findings(one.name, one.report):
            told.add(canonical(finding).decode("ascii"))
    rows = [one.cells() for one in drawn.rows()]
    _table(files, "sample", COLUMNS, lambda: rows, "Sample for manual review")
    stated = manifest.stated(files.sha256, {"seed": seed, "of each stratum": sample, "rows": len(rows)})
    start = start_of(stated)
    lines, end = Lines(), start
    for line in chained(start, map(json.loads, told)):
        lines.add(canonical(line).decode("ascii"))
        end = line["digest"]
    with files.open(CHAIN) as member:
        for text in lines:
            member.write(text.encode("ascii") + b"\n")
    _table(files, "findings", _FINDING, lambda: (_row(json.loads(text)) for text in lines), "Findings")
    tables = {name: files.sha256[name] for name in ("findings.csv", "findings.xlsx", CHAIN)}
    end = closed(end, tables)
    stated["chain"] = {"algorithm": _ALGORITHM, "start": start, "findings": len(lines), "files": tables, "head": end}
    files.put(MANIFEST, (json.dumps(stated, indent=2, sort_keys=True) + "\n").encode("ascii"))
    files.close()
    return Packed(end, manifest.count, len(lines), len(rows))


def start_of(manifest: Mapping[str, Any]) -> str:
    """Return where the chain begins: the SHA-256 over everything in the manifest but the chain itself."""
    return _sha256(canonical({key: value for key, value in manifest.items() if key != "chain"}))


class _Manifest:
    """What a pack says of itself, gathered comparison by comparison; what made them is told once."""

    def __init__(self) -> None:
        self._inputs: dict[tuple[str, str], dict[str, str]] = {}
        self._comparisons: list[dict[str, Any]] = []
        self._tools: list[dict[str, object]] = []

    @property
    def count(self) -> int:
        return len(self._comparisons)

    def add(self, one: Comparison) -> None:
        for info in one.report.inputs:
            self._inputs[info.path, info.sha256] = {"path": info.path, "sha256": info.sha256, "format": info.format}
        tool = tool_to_dict(one.report.tool)
        if tool not in self._tools:
            self._tools.append(tool)
        sides = {role: [info.path for info in one.report.inputs if info.role == role] for role in ("strategy", "execution")}
        self._comparisons.append({"name": one.name, "report": f"reports/{one.name}.json", "tool": self._tools.index(tool), **sides})

    def stated(self, files: Mapping[str, str], sample: Mapping[str, int]) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "program": {"name": "aligner", "version": __version__},
            "tools": self._tools,
            "comparisons": self._comparisons,
            "inputs": [self._inputs[key] for key in sorted(self._inputs)],
            "sample": dict(sample),
            "files": dict(sorted(files.items())),
        }


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _row(line: Mapping[str, Any]) -> _Row:
    one = line["finding"]
    quotes, places = (
        "\n".join(piece["quote"] for piece in one["quotes"]),
        "\n".join(f"{piece['file']}, {piece['place']}" for piece in one["quotes"]),
    )
    return (
        line["number"], one["comparison"], one["id"], one["title"], one["severity"], one["condition"], one["criteria"], one["effect"], one["cause"],
        one["question"], one["goal"] or "", "\n".join(one["work"]), quotes, places, one["accepted"] or "", line["digest"],
    )  # fmt: skip


def _table(files: Members, name: str, columns: Sequence[str], rows: Callable[[], Iterable[_Row]], title: str) -> None:
    """Write a table as .csv and .xlsx; ``rows`` gives its rows, one after the other, each time anew."""
    with files.open(f"{name}.csv") as member:
        member.write("\ufeff".encode())
        writer = csv.writer(_Encoded(member), lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([guarded(legal(str(cell))) for cell in row] for row in rows())
    with tempfile.TemporaryFile() as book:
        widths = tuple(Column(column, _WIDTHS.get(column, 16)) for column in columns)
        write_workbook([Sheet(name.capitalize(), widths, rows())], title, book)
        book.seek(0)
        with files.open(f"{name}.xlsx") as member:
            shutil.copyfileobj(book, member, 1 << 20)


class _Encoded:
    """Takes text for a sink of bytes."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def write(self, text: str, /) -> None:
        self._sink.write(text.encode("utf-8"))
