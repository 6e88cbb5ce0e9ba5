"""Training pairs and the organisations simulated from them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["DIRECT", "INDIRECT", "GoalRecord", "Organisation", "Run", "Text", "read_organisations", "simulate", "whole_run"]

INDIRECT = 1
DIRECT = 2
_UNRELATED = -1
_FEWEST_ITEMS = 4
_DESCRIBED = 0.3
_BARE = 0.2


@dataclass(frozen=True, slots=True)
class GoalRecord:
    """One goal with the work that serves it and work that only looks as if it did."""

    goal: str
    paraphrase: str
    direct: tuple[str, ...]
    indirect: tuple[str, ...]
    near_miss: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """All goals of one industry and the work that serves none of them."""

    name: str
    goals: tuple[GoalRecord, ...]
    orphans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A goal or item as a document would give it: its own text, and the text with its context."""

    title: str
    full: str


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A simulated comparison.

    Attributes:
        organisation: name of the one it was drawn from.
        work: of every item the text, the number of the goal it serves in the organisation (or -1) and how it serves it.
        truth: shape ``(n_goals, n_items)``: 0 unrelated, ``INDIRECT`` or ``DIRECT``.
    """

    organisation: str
    goals: tuple[Text, ...]
    items: tuple[Text, ...]
    work: tuple[tuple[str, int, int], ...]
    truth: NDArray[np.int8]


def read_organisations(folder: Path) -> list[Organisation]:
    """Read ``<industry>.jsonl`` files in the order of their names.

    Raises:
        ModelError: the folder holds none, or a line misses a field.
    """
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        message = f"{folder}: expected files of training pairs (<industry>.jsonl), found none"
        raise ModelError(message)
    return [_organisation(path) for path in paths]


def _organisation(path: Path) -> Organisation:
    goals, orphans = [], []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            raw = json.loads(line)
            if "goal" in raw:
                goals.append(_goal(raw))
            elif "orphan" in raw:
                orphans.append(raw["orphan"])
        except (ValueError, KeyError) as error:
            message = f"{path}, line {number}: not a training pair ({error})"
            raise ModelError(message) from error
    return Organisation(path.stem, tuple(goals), tuple(orphans))


def _goal(raw: dict[str, Any]) -> GoalRecord:
    return GoalRecord(raw["goal"], raw["paraphrase"], tuple(raw["direct"]), tuple(raw["indirect"]), tuple(raw["near_miss"]))


def whole_run(organisation: Organisation) -> Run:
    """Return every goal against every item, titles only: the hardest case."""
    owners = dict(enumerate([number] for number in range(len(organisation.goals))))
    goals = [Text(record.goal, record.goal) for record in organisation.goals]
    return _run(organisation, goals, owners, list(_work(organisation)))


def simulate(organisation: Organisation, rng: np.random.Generator) -> Run:
    """Return a comparison of realistic size: some of the goals, some with a description or split over two levels, and part of the work.

    Some goals get no work at all; work of goals that the strategy leaves out, near misses and orphans are mixed in at varying rates.
    """
    count = int(rng.integers(2, len(organisation.goals) + 1))
    goals: list[Text] = []
    owners: dict[int, list[int]] = {}
    for number in rng.permutation(len(organisation.goals))[:count].tolist():
        texts = _goal_texts(organisation.goals[number], float(rng.random()))
        owners[number] = list(range(len(goals), len(goals) + len(texts)))
        goals += texts
    work = list(_work(organisation))
    share = 0.2 + 0.8 * rng.random()
    bare = {number for number in owners if rng.random() < _BARE}
    inside = [one for one in work if one[1] in owners and one[1] not in bare and rng.random() < share]
    outside = _sample([one for one in work if one[1] != _UNRELATED and one[1] not in owners], 0.5 * len(inside), rng)
    neither = _sample([one for one in work if one[1] == _UNRELATED], 0.6 * len(inside), rng)
    chosen = inside + outside + neither
    if len(chosen) < _FEWEST_ITEMS:
        return simulate(organisation, rng)
    run = _run(organisation, goals, owners, [chosen[place] for place in rng.permutation(len(chosen)).tolist()])
    return replace(run, items=tuple(_described(text, one[1], organisation, rng) for text, one in zip(run.items, run.work, strict=True)))


def _described(text: Text, number: int, organisation: Organisation, rng: np.random.Generator) -> Text:
    """Give some of the work a description: what it is for, in the goal's words or others; work without a goal gets one as well."""
    draw = float(rng.random())
    if draw > _DESCRIBED:
        return text
    if number == _UNRELATED:
        told = organisation.orphans[int(rng.integers(len(organisation.orphans)))]
    else:
        record = organisation.goals[number]
        told = record.paraphrase if draw < _DESCRIBED / 2 else record.goal
    words = told.split()
    start = int(rng.integers(0, max(1, len(words) // 2)))
    return Text(text.title, f"{text.title}. {' '.join(words[start:])}")


def _goal_texts(record: GoalRecord, draw: float) -> list[Text]:
    told = Text(record.goal, f"{record.goal}. {record.paraphrase}")
    if draw < 0.45:  # noqa: PLR2004 - shares of the four ways to state a goal
        return [Text(record.goal, record.goal)]
    if draw < 0.8:  # noqa: PLR2004 - see above
        return [told]
    if draw < 0.9:  # noqa: PLR2004 - see above
        return [Text(record.paraphrase, record.paraphrase)]
    return [Text(record.goal, record.goal), Text(record.paraphrase, f"{record.goal}: {record.paraphrase}")]


def _work(organisation: Organisation) -> Iterator[tuple[str, int, int]]:
    """Yield text, number of the goal served and kind of service of every item."""
    for number, record in enumerate(organisation.goals):
        yield from ((text, number, DIRECT) for text in record.direct)
        yield from ((text, number, INDIRECT) for text in record.indirect)
        yield from ((text, _UNRELATED, 0) for text in record.near_miss)
    yield from ((text, _UNRELATED, 0) for text in organisation.orphans)


def _sample(work: list[tuple[str, int, int]], most: float, rng: np.random.Generator) -> list[tuple[str, int, int]]:
    wanted = int(rng.integers(0, int(max(1.0, most)) + 1))
    return [work[place] for place in rng.permutation(len(work))[:wanted].tolist()]


def _run(organisation: Organisation, goals: Sequence[Text], owners: dict[int, list[int]], work: list[tuple[str, int, int]]) -> Run:
    truth = np.zeros((len(goals), len(work)), np.int8)
    for column, (_, number, kind) in enumerate(work):
        truth[owners.get(number, []), column] = kind
    return Run(organisation.name, tuple(goals), tuple(Text(text, text) for text, _, _ in work), tuple(work), truth)
