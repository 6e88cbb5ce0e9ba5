"""The whole of it on a labelled organisation, small: a few faults of each kind, twice."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from aligner.errors import UsageError
from aligner.report.terminal import layout
from aligner.stress import FaultKind, Plan, stress
from aligner.stress.count import scores
from aligner.stress.forms import as_json
from aligner.stress.text import text
from tests.organisations import gold_of

NAME = "marrowmouth-harbour"
PLAN = Plan(seed=3, per_kind=2)


@pytest.fixture(scope="module")
def trial():
    gold = gold_of(NAME)
    paths = [Path(path) for path in (*gold.strategy, *gold.execution)]
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in paths}
    found = stress(gold.strategy, gold.execution, plan=PLAN)
    assert before == {path: hashlib.sha256(path.read_bytes()).digest() for path in before}
    return found


def test_planted_numbers_dates_and_deletions_are_noticed(trial):
    told = dict(scores(trial))
    for kind in (FaultKind.RENUMBERED, FaultKind.REDATED, FaultKind.DELETED):
        assert told[kind].planted == told[kind].caught == 2


def test_no_kind_gets_more_than_asked_for(trial):
    assert max(Counter(outcome.fault.kind for outcome in trial.outcomes).values()) <= 2


def test_places_name_the_users_own_files(trial):
    gold = gold_of(NAME)
    assert {outcome.fault.place.file for outcome in trial.outcomes} <= {Path(path).as_posix() for path in (*gold.strategy, *gold.execution)}


def test_the_same_seed_gives_the_same_bytes(trial):
    gold = gold_of(NAME)
    assert as_json(stress(gold.strategy, gold.execution, plan=PLAN)) == as_json(trial)


def test_the_report_tells_before_and_after_and_every_miss(trial):
    value = json.loads(as_json(trial))
    assert len(value["faults"]) == len(trial.outcomes)
    assert all(fault["before"] != fault["after"] for fault in value["faults"])
    plain = layout(text(trial)).plain
    assert max(map(len, plain.splitlines())) <= 80
    missed = sum(outcome.found is None for outcome in trial.outcomes)
    assert f"Not noticed ({missed})" in plain or not missed


def test_at_least_one_fault_must_be_wanted():
    with pytest.raises(UsageError, match="at least one"):
        stress(["a"], ["b"], plan=Plan(per_kind=0))
