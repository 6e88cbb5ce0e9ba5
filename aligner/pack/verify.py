"""Checks an evidence pack: its hashes, its chain, the archive it rests on, and a sample of its comparisons made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aligner.domain.report import Report
from aligner.errors import AlignerError, MissingFileError
from aligner.pack.again import changed, compare_again
from aligner.pack.build import CHAIN, start_of
from aligner.pack.chain import canonical, closed, digest
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


_MOVED = Difference("manifest.json", "has changed since the chain was made (the chain begins elsewhere)")


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
    with open_pack(path) as pack:
        found = [*_files(pack)]
        chain = _Chain(pack.manifest)
        for line in pack.lines():
            found += chain.follow(line)
        found += [*chain.ended(head), *_borne_out(pack, chain.told)]
        inputs = made = 0
        if archive is not None:
            folder = Path(archive)
            if not folder.is_dir():
                raise MissingFileError(archive, "is no folder", "Name the folder that holds the documents.")
            inputs = len(pack.manifest["inputs"])
            found += _inputs(pack, folder)
            for one in _chosen(pack, again):
                made += 1
                found += _same(one["name"], _report(pack, one["report"]), folder, compare)
        return Checked(tuple(found), pack.manifest["chain"]["head"], len(pack.names), chain.count, inputs, made)


def _files(pack: Opened) -> Iterator[Difference]:
    listed = {**pack.manifest["files"], **pack.manifest["chain"]["files"]}
    for name in sorted(listed.keys() - pack.names):
        yield Difference(name, "is missing from the pack")
    for name in sorted(pack.names - listed.keys()):
        yield Difference(name, "is in the pack, but the manifest does not list it")
    for name in pack.twice:
        yield Difference(name, "is in the pack more than once")
    for name in sorted(listed.keys() & pack.names):
        if pack.sha256(name) != listed[name]:
            yield Difference(name, "is not the file that the manifest lists (its SHA-256 differs)")


class _Chain:
    """Follows a chain line by line; of the findings only a digest of what their reports must bear out is kept.

    Attributes:
        count: lines so far.
        told: digests by comparison and id.
    """

    def __init__(self, manifest: Mapping[str, Any]) -> None:
        self._manifest, self._chain = manifest, manifest["chain"]
        self._previous = start_of(manifest)
        self.count = 0
        self.told: dict[tuple[str, str], bytes] = {}

    def follow(self, line: Mapping[str, Any]) -> Iterator[Difference]:
        if self.count == 0 and self._previous != self._chain["start"]:
            yield _MOVED
        self.count += 1
        where, finding = f"{CHAIN}, line {self.count}", line["finding"]
        if line.get("number") != self.count:
            yield Difference(where, f"holds finding number {line.get('number')}: findings were dropped, added or reordered")
        elif line.get("previous") != self._previous:
            yield Difference(where, "does not follow from the line before")
        if line["digest"] != digest(str(line.get("previous")), finding):
            yield Difference(where, f"finding {finding.get('id')} has changed (its digest differs)")
        self._previous = line["digest"]
        self.told[str(finding.get("comparison")), str(finding.get("id"))] = _essence(finding)

    def ended(self, wanted: str | None) -> Iterator[Difference]:
        chain = self._chain
        if self.count == 0 and self._previous != chain["start"]:
            yield _MOVED
        if self.count < chain["findings"]:
            yield Difference(CHAIN, f"ends after {self.count} of {chain['findings']} findings: the tail is missing")
        if self.count > chain["findings"]:
            yield Difference(CHAIN, f"holds {self.count} findings, the manifest counts {chain['findings']}")
        if closed(self._previous, chain["files"]) != chain["head"]:
            yield Difference("manifest.json", "the head of the chain is not what the findings and their tables give")
        if wanted is not None and wanted.casefold() != chain["head"]:
            yield Difference("manifest.json", f"the head is {chain['head']}, not the one given: this is another pack")


def _essence(finding: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(canonical({name: finding.get(name) for name in _COMPARED})).digest()


def _report(pack: Opened, name: str) -> Report:
    return from_dict(json.loads(pack.read(name)), path=name)


def _borne_out(pack: Opened, told: dict[tuple[str, str], bytes]) -> Iterator[Difference]:
    """Tell reports that cannot be read, findings that the packed reports do not hold, and the other way round."""
    broken: list[Difference] = []
    lacking, unlike, held = set(), set(), set()
    for one in pack.manifest["comparisons"]:
        try:
            for finding in findings(one["name"], _report(pack, one["report"])):
                key = one["name"], finding["id"]
                held.add(key)
                if key not in told:
                    lacking.add(key)
                elif told[key] != _essence(finding):
                    unlike.add(key)
        except KeyError:
            broken.append(Difference(one["report"], "is missing from the pack"))
        except (AlignerError, ValueError, RecursionError) as error:
            broken.append(Difference(one["report"], f"cannot be read as a report ({error})"))
    yield from broken
    for name, ident in sorted(lacking):
        yield Difference(f"reports/{name}.json", f"holds finding {ident}, which {CHAIN} lacks")
    for _, ident in sorted(told.keys() - held):
        yield Difference(CHAIN, f"holds finding {ident}, which no packed report bears out")
    for _, ident in sorted(unlike):
        yield Difference(CHAIN, f"finding {ident} is not as its report tells it")


def _inputs(pack: Opened, folder: Path) -> Iterator[Difference]:
    for one in pack.manifest["inputs"]:
        problem = changed(folder, one["path"], one["sha256"]) if one["sha256"] else None
        if problem is not None:
            yield Difference(one["path"], problem)


def _chosen(pack: Opened, most: int) -> list[Mapping[str, str]]:
    """Return the comparisons to make again: the same for the same seed; those that cannot be read were told before."""
    seed = pack.manifest["sample"]["seed"]
    ranked = sorted(
        pack.manifest["comparisons"], key=lambda one: (hashlib.sha256(f"{seed}\x1f{one['name']}".encode()).hexdigest(), one["name"])
    )
    chosen: list[Mapping[str, str]] = []
    for one in ranked:
        if len(chosen) >= most:
            break
        with suppress(KeyError, AlignerError, ValueError, RecursionError):
            _report(pack, one["report"])
            chosen.append(one)
    return chosen


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
