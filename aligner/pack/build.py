"""Puts an evidence pack together: equal comparisons, seed and sizes give equal bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aligner import __version__
from aligner.domain.report import Report
from aligner.pack.chain import canonical, chained, closed, head
from aligner.pack.findings import findings
from aligner.pack.sample import COLUMNS, draw
from aligner.report.contract import tool_to_dict
from aligner.report.json_file import render
from aligner.report.sheets import Column, Sheet
from aligner.report.spreadsheet import guarded, legal
from aligner.report.xlsx_file import workbook

__all__ = ["CHAIN", "MANIFEST", "SCHEMA", "Comparison", "Pack", "build", "start_of"]

SCHEMA = "aligner.pack/1"
MANIFEST, CHAIN = "manifest.json", "findings.jsonl"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can state
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
class Pack:
    """The bytes of the zip file, the head of its chain, and how many findings and rows of the sample it holds."""

    data: bytes
    head: str
    findings: int
    sampled: int


def build(comparisons: Sequence[Comparison], *, seed: int = 1, sample: int = 5) -> Pack:
    """Return the evidence pack of comparisons.

    Args:
        comparisons: at least one, all made by the same program.
        seed: of the sample.
        sample: how many of each stratum.
    """
    drawn = draw([(one.name, one.report) for one in comparisons], seed=seed, most=sample)
    told = [finding for one in comparisons for finding in findings(one.name, one.report)]
    rows = [one.cells() for one in drawn]
    files: dict[str, bytes] = {"READ-ME.txt": _READ_ME.encode("ascii")}
    files |= {f"reports/{one.name}.json": render(one.report) for one in comparisons}
    files |= {"sample.csv": _csv(COLUMNS, rows), "sample.xlsx": _workbook("Sample", COLUMNS, rows, "Sample for manual review")}
    manifest = _manifest(comparisons, files, seed, sample, len(drawn))
    start = start_of(manifest)
    lines = list(chained(start, told))
    table = [_row(line) for line in lines]
    files |= {"findings.csv": _csv(_FINDING, table), "findings.xlsx": _workbook("Findings", _FINDING, table, "Findings")}
    files[CHAIN] = b"".join(canonical(line) + b"\n" for line in lines)
    tables = {name: _sha256(files[name]) for name in ("findings.csv", "findings.xlsx", CHAIN)}
    end = closed(head(start, lines), tables)
    manifest["chain"] = {"algorithm": _ALGORITHM, "start": start, "findings": len(lines), "files": tables, "head": end}
    files[MANIFEST] = (json.dumps(manifest, indent=2, sort_keys=True) + "\n").encode("ascii")
    return Pack(_zip(files), end, len(lines), len(drawn))


def start_of(manifest: Mapping[str, Any]) -> str:
    """Return where the chain begins: the SHA-256 over everything in the manifest but the chain itself."""
    return _sha256(canonical({key: value for key, value in manifest.items() if key != "chain"}))


def _manifest(comparisons: Sequence[Comparison], files: Mapping[str, bytes], seed: int, sample: int, drawn: int) -> dict[str, Any]:
    inputs = {
        (info.path, info.sha256): {"path": info.path, "sha256": info.sha256, "format": info.format}
        for one in comparisons
        for info in one.report.inputs
    }
    return {
        "schema": SCHEMA,
        "program": {"name": "aligner", "version": __version__},
        "comparisons": [_comparison(one) for one in comparisons],
        "inputs": [inputs[key] for key in sorted(inputs)],
        "sample": {"seed": seed, "of each stratum": sample, "rows": drawn},
        "files": {name: _sha256(data) for name, data in sorted(files.items())},
    }


def _comparison(one: Comparison) -> dict[str, Any]:
    sides = {role: [info.path for info in one.report.inputs if info.role == role] for role in ("strategy", "execution")}
    return {"name": one.name, "report": f"reports/{one.name}.json", "tool": tool_to_dict(one.report.tool), **sides}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _row(line: Mapping[str, Any]) -> tuple[str | int, ...]:
    one = line["finding"]
    quotes, places = (
        "\n".join(piece["quote"] for piece in one["quotes"]),
        "\n".join(f"{piece['file']}, {piece['place']}" for piece in one["quotes"]),
    )
    return (
        line["number"], one["comparison"], one["id"], one["title"], one["severity"], one["condition"], one["criteria"], one["effect"], one["cause"],
        one["question"], one["goal"] or "", "\n".join(one["work"]), quotes, places, one["accepted"] or "", line["digest"],
    )  # fmt: skip


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(legal(str(cell))) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode("utf-8")


def _workbook(name: str, columns: Sequence[str], rows: Sequence[tuple[str | int, ...]], title: str) -> bytes:
    return workbook([Sheet(name, tuple(Column(column, _WIDTHS.get(column, 16)) for column in columns), tuple(rows))], title)


def _zip(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            target.writestr(entry, files[name], compresslevel=6)
    return packed.getvalue()
