"""Plants faults, runs the pipeline on the stressed copies, and counts what was noticed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from aligner.config import Config
from aligner.domain.report import Report
from aligner.domain.text import Document
from aligner.errors import AlignerError, UsageError
from aligner.pipeline import Progress, compare
from aligner.pipeline.tools import Tools, loaded
from aligner.readers import read_document
from aligner.stress.batch import batches, chosen
from aligner.stress.copies import Copies, copied
from aligner.stress.edit import edited
from aligner.stress.edit.places import place_of
from aligner.stress.faults import Edit, Fault, FaultKind, Outcome, Plan, Trial, Unplantable
from aligner.stress.plant import Ground, planter
from aligner.stress.verdict import noticed, planted

__all__ = ["stress"]


def stress(
    strategy: Sequence[str | Path],
    execution: Sequence[str | Path],
    config: Config | None = None,
    plan: Plan | None = None,
    *,
    progress: Progress = lambda _stage, _done, _whole: None,
) -> Trial:
    """Plant known faults in copies of documents and count how many a comparison notices; the originals stay untouched.

    Args:
        strategy: files or folders that state goals.
        execution: files or folders that state work.
        config: settings of the comparisons.
        plan: what to plant; ten faults of every kind when None. The same documents, plan and settings give the same outcome.
        progress: told about every run.

    Raises:
        ReadError: a file named by the user cannot be read. NothingFoundError: one side holds no goals or no items.
    """
    plan = plan or Plan()
    if plan.per_kind < 1:
        message = "at least one fault per kind must be planted"
        raise UsageError(message)
    config = config or Config()
    with tempfile.TemporaryDirectory(prefix="aligner-stress-") as folder, loaded(config) as tools:
        copies = copied(strategy, execution, Path(folder))
        return _Course(copies, config, tools, progress).trial(plan)


class _Course:
    """One stress run on one set of copies."""

    def __init__(self, copies: Copies, config: Config, tools: Tools, progress: Progress) -> None:
        self._copies = copies
        self._config = config
        self._tools = tools
        self._progress = progress
        self._skipped: list[str] = []

    def trial(self, plan: Plan) -> Trial:
        self._progress("comparing", 0, 1)
        ground = Ground(self._compare(), self._copies.documents, plan.seed)
        faults = [fault for kind in FaultKind if kind in plan.kinds for fault in self._fit(kind, ground, plan.per_kind)]
        runs = batches(faults, ground)
        outcomes: list[Outcome] = []
        for done, run in enumerate(runs):
            self._progress("stressing", done, len(runs))
            outcomes += self._run(run, ground.report)
        order = {kind: number for number, kind in enumerate(FaultKind)}
        told = [Outcome(self._named(one.fault), one.found) for one in sorted(outcomes, key=lambda one: order[one.fault.kind])]
        return Trial(tuple(told), plan.seed, len(runs), tuple(self._skipped), self._copies.notes)

    def _named(self, fault: Fault) -> Fault:
        """Name the user's file instead of its copy."""
        return replace(fault, place=replace(fault.place, file=self._copies.originals[fault.place.file]))

    def _fit(self, kind: FaultKind, ground: Ground, per_kind: int) -> Iterable[Fault]:
        """Take faults of one kind until there are enough that the files take."""
        found = list(planter(kind)(ground))
        count = 0
        for fault in chosen(found, len(found), ground.seed):
            if count == per_kind:
                return
            reason = self._refusal(fault)
            if reason:
                self._skipped.append(f"{kind.value}: {reason}")
                continue
            count += 1
            yield fault

    def _refusal(self, fault: Fault) -> str:
        """Try a fault on its own; return why the files do not take it, or an empty string."""
        try:
            documents = self._read(self._edited([fault]))
        except (Unplantable, AlignerError) as error:
            return f"{fault.before[:60]!r} could not be planted ({error})"
        return (
            ""
            if planted(fault, self._copies.documents, {**self._copies.documents, **documents})
            else f"{fault.before[:60]!r} did not come out as planted"
        )

    def _run(self, run: Sequence[Fault], before: Report) -> list[Outcome]:
        stressed = self._edited(run)
        try:
            for path, data in stressed.items():
                Path(path).write_bytes(data)
            documents = {**self._copies.documents, **{path: read_document(path) for path in stressed}}
            report = self._compare()
        finally:
            for path in stressed:
                Path(path).write_bytes(self._copies.data[path])
        return [Outcome(fault, noticed(fault, report, before, documents)) for fault in run]

    def _edited(self, run: Sequence[Fault]) -> dict[str, bytes]:
        told: dict[str, list[Edit]] = {}
        for fault in run:
            for edit in fault.edits:
                told.setdefault(place_of(edit).file, []).append(edit)
        return {path: edited(self._copies.data[path], self._copies.documents[path], edits) for path, edits in sorted(told.items())}

    def _read(self, stressed: dict[str, bytes]) -> dict[str, Document]:
        documents = {}
        for path, data in stressed.items():
            try:
                Path(path).write_bytes(data)
                documents[path] = read_document(path)
            finally:
                Path(path).write_bytes(self._copies.data[path])
        return documents

    def _compare(self) -> Report:
        return compare(self._copies.strategy, self._copies.execution, self._config, tools=self._tools)
