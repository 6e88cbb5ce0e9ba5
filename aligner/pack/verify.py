"""Checks an evidence pack: its hashes, its chain, the archive it rests on, and a sample of its comparisons made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.domain.report import Report
from aligner.errors import AlignerError, MissingFileError
from aligner.pack.again import changed, compare_again
from aligner.pack.build import CHAIN, start_of
from aligner.pack.chain import closed, digest, head
from aligner.pack.findings import findings
from aligner.pack.opened import Opened, open_pack
from aligner.report.contract import from_dict
from aligner.report.json_file import render

__all__ = ["Checked", "Difference", "verify"]

_SHOWN = 8
_COMPARED = ("comparison", "id", "kind", "severity", "condition", "quotes", "goal", "work")
"""Fields of a finding that its report must bear out; the rest is wording of the program's version."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as the pack says: where ("findings.jsonl, line 3") and what, as a clause."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        differences: empty when all is as the pack says.
        head: of the chain as it stands.
        files, findings, inputs, again: how many of each were checked; ``again`` are comparisons made again.
    """

    differences: tuple[Difference, ...]
    head: str
    files: int
    findings: int
    inputs: int
    again: int


Again = Callable[[Path, Report], Report]


def verify(path: str, *, archive: str | None = None, head: str | None = None, again: int = 3, compare: Again = compare_again) -> Checked:
    """Check a pack.

    Args:
        path: of the pack.
        archive: folder with the documents; without it neither they nor comparisons are looked at.
        head: as printed when the pack was made; without it a pack that was replaced as a whole goes unnoticed.
        again: how many comparisons to make again at most.
        compare: makes one again.

    Raises:
        ReadError: the pack or the archive is missing, or the pack cannot be read as one.
    """
    pack = open_pack(path)
    found = [*_files(pack), *_chain(pack, head)]
    reports, broken = _reports(pack)
    found += [*broken, *_borne_out(pack, reports)]
    inputs = made = 0
    if archive is not None:
        folder = Path(archive)
        if not folder.is_dir():
            raise MissingFileError(archive, "is no folder", "Name the folder that holds the documents.")
        inputs = len(pack.manifest["inputs"])
        found += _inputs(pack, folder)
        chosen = _chosen(reports, pack.manifest["sample"]["seed"], again)
        made = len(chosen)
        for name, report in chosen:
            found += _same(name, report, folder, compare)
    return Checked(tuple(found), pack.manifest["chain"]["head"], len(pack.files), len(pack.lines()), inputs, made)


def _files(pack: Opened) -> Iterator[Difference]:
    listed = {**pack.manifest["files"], **pack.manifest["chain"]["files"]}
    for name in sorted(listed.keys() - pack.files.keys()):
        yield Difference(name, "is missing from the pack")
    for name in sorted(pack.files.keys() - listed.keys()):
        yield Difference(name, "is in the pack, but the manifest does not list it")
    for name in pack.twice:
        yield Difference(name, "is in the pack more than once")
    for name in sorted(listed.keys() & pack.files.keys()):
        if hashlib.sha256(pack.files[name]).hexdigest() != listed[name]:
            yield Difference(name, "is not the file that the manifest lists (its SHA-256 differs)")


def _chain(pack: Opened, wanted: str | None) -> Iterator[Difference]:
    chain, lines = pack.manifest["chain"], pack.lines()
    start = start_of(pack.manifest)
    if start != chain["start"]:
        yield Difference("manifest.json", "has changed since the chain was made (the chain begins elsewhere)")
    previous = start
    for number, line in enumerate(lines, start=1):
        where = f"{CHAIN}, line {number}"
        if line.get("number") != number:
            yield Difference(where, f"holds finding number {line.get('number')}: findings were dropped, added or reordered")
        elif line.get("previous") != previous:
            yield Difference(where, "does not follow from the line before")
        if line["digest"] != digest(str(line.get("previous")), line["finding"]):
            yield Difference(where, f"finding {line['finding'].get('id')} has changed (its digest differs)")
        previous = line["digest"]
    if len(lines) < chain["findings"]:
        yield Difference(CHAIN, f"ends after {len(lines)} of {chain['findings']} findings: the tail is missing")
    if len(lines) > chain["findings"]:
        yield Difference(CHAIN, f"holds {len(lines)} findings, the manifest counts {chain['findings']}")
    if closed(head(start, lines), chain["files"]) != chain["head"]:
        yield Difference("manifest.json", "the head of the chain is not what the findings and their tables give")
    if wanted is not None and wanted.casefold() != chain["head"]:
        yield Difference("manifest.json", f"the head is {chain['head']}, not the one given: this is another pack")


def _reports(pack: Opened) -> tuple[list[tuple[str, Report]], list[Difference]]:
    reports: list[tuple[str, Report]] = []
    broken: list[Difference] = []
    for one in pack.manifest["comparisons"]:
        try:
            reports.append((one["name"], from_dict(json.loads(pack.files[one["report"]]), path=one["report"])))
        except KeyError:
            broken.append(Difference(one["report"], "is missing from the pack"))
        except (AlignerError, ValueError, RecursionError) as error:
            broken.append(Difference(one["report"], f"cannot be read as a report ({error})"))
    return reports, broken


def _borne_out(pack: Opened, reports: Sequence[tuple[str, Report]]) -> Iterator[Difference]:
    """Tell findings that the packed reports do not hold, and the other way round."""
    told = {(str(line["finding"].get("comparison")), str(line["finding"].get("id"))): line["finding"] for line in pack.lines()}
    held = {(name, one["id"]): one for name, report in reports for one in findings(name, report)}
    for key in sorted(held.keys() - told.keys()):
        yield Difference(f"reports/{key[0]}.json", f"holds finding {key[1]}, which {CHAIN} lacks")
    for key in sorted(told.keys() - held.keys()):
        yield Difference(CHAIN, f"holds finding {key[1]}, which no packed report bears out")
    for key in sorted(held.keys() & told.keys()):
        if any(held[key][name] != told[key].get(name) for name in _COMPARED):
            yield Difference(CHAIN, f"finding {key[1]} is not as its report tells it")


def _inputs(pack: Opened, folder: Path) -> Iterator[Difference]:
    for one in pack.manifest["inputs"]:
        problem = changed(folder, one["path"], one["sha256"]) if one["sha256"] else None
        if problem is not None:
            yield Difference(one["path"], problem)


def _chosen(reports: Sequence[tuple[str, Report]], seed: int, most: int) -> list[tuple[str, Report]]:
    """Return the comparisons to make again: the same for the same seed."""
    return sorted(reports, key=lambda one: (hashlib.sha256(f"{seed}\x1f{one[0]}".encode()).hexdigest(), one[0]))[: max(0, most)]


def _same(name: str, report: Report, folder: Path, compare: Again) -> Iterator[Difference]:
    where = f"comparison {name}"
    try:
        now = compare(folder, report)
    except (AlignerError, TypeError) as error:
        yield Difference(where, f"cannot be made again: {error}")
        return
    if render(now) == render(report):
        return
    if (now.tool.version, now.tool.model) != (report.tool.version, report.tool.model):
        then, new = (f"{tool.version} with model {tool.model.name} {tool.model.sha256[:12]}" for tool in (report.tool, now.tool))
        yield Difference(where, f"was made by aligner {then}, this is {new}; what differs may come from that")
    parts = list(_parts(report, now))
    yield from (Difference(where, part) for part in parts[:_SHOWN])
    if len(parts) > _SHOWN:
        yield Difference(where, f"and {len(parts) - _SHOWN} more")
    if not parts:
        yield Difference(where, "comes out otherwise in details (probabilities, quotes or settings)")


def _parts(then: Report, now: Report) -> Iterator[str]:
    for what, old, new in (
        ("finding", {gap.id: gap.severity.value for gap in then.gaps}, {gap.id: gap.severity.value for gap in now.gaps}),
        ("goal", {goal.id: goal.support.value for goal in then.goals}, {goal.id: goal.support.value for goal in now.goals}),
        ("work", {item.id: item.alignment.value for item in then.items}, {item.id: item.alignment.value for item in now.items}),
    ):
        yield from (f"{what} {ident} does not come out again" for ident in sorted(old.keys() - new.keys()))
        yield from (f"{what} {ident} comes out and is not in the pack" for ident in sorted(new.keys() - old.keys()))
        yield from (
            f"{what} {ident} comes out as {new[ident]}, the pack says {old[ident]}"
            for ident in sorted(old)
            if new.get(ident, old[ident]) != old[ident]
        )
