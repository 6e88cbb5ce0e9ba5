"""A small pack for the tests, and ways to tamper with it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from aligner import pack
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Alignment, Goal, Item, Support
from aligner.domain.links import Evidence, Link, Side, Strength
from aligner.domain.report import InputInfo, ModelInfo, Report, Summary, ToolInfo
from aligner.domain.text import Locator
from aligner.pack import Comparison


def comparison(name: str = "one", findings: int = 4) -> Comparison:
    goals = tuple(
        Goal(f"G{n}", f"Goal number {n}", Locator("s.md", line=n + 1, end=13), support=support)
        for n, support in enumerate((Support.SUPPORTED, Support.PARTIAL, Support.UNSUPPORTED, Support.UNCLEAR))
    )
    items = tuple(
        Item(f"I{n}", f"=Work number {n}", Locator("p.md", line=n + 1, end=14), alignment=alignment)
        for n, alignment in enumerate((Alignment.ALIGNED, Alignment.ORPHANED, Alignment.UNCLEAR))
    )
    links = (Link("G0", "I0", 0.93, Strength.DIRECT), Link("G3", "I2", 0.4, Strength.INDIRECT, accepted=False))
    gaps = tuple(
        Gap(
            f"UG-{n}",
            GapKind.UNSUPPORTED_GOAL,
            Severity.HIGH,
            "G2",
            (),
            f"No live work, reason {n}.",
            "Which work?",
            evidence=(Evidence(Side.GOAL, "Goal number 2", goals[2].locator),),
        )
        for n in range(findings)
    )
    tool = ToolInfo("aligner", "1", ModelInfo("m", "0" * 64), (("accept", None), ("exempt", ["run"])))
    inputs = (InputInfo("strategy", "s.md", "a" * 64, "md", 4, ()), InputInfo("execution", "p.md", "b" * 64, "md", 3, ()))
    return Comparison(name, Report(tool, inputs, goals, items, links, gaps, Summary(4, 1, 1, 1, 1, 3, 1, 1, 0, 1)))


@dataclass(frozen=True)
class Made:
    data: bytes
    head: str
    findings: int
    sampled: int


def build(comparisons: list[Comparison], **more: int) -> Made:
    target = io.BytesIO()
    packed = pack.build(comparisons, target, **more)
    return Made(target.getvalue(), packed.head, packed.findings, packed.sampled)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def lines(files: Mapping[str, bytes]) -> list[dict]:
    return [json.loads(line) for line in files["findings.jsonl"].splitlines()]


def chain(told: list[dict]) -> bytes:
    return b"".join(json.dumps(line).encode() + b"\n" for line in told)
