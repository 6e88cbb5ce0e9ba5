from __future__ import annotations

import json

import pytest

from tests.cli.run import aligner
from tests.organisations import gold_of


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    gold = gold_of("marrowmouth-harbour")
    folder = tmp_path_factory.mktemp("stress")
    options = ("--per-kind", "1", "--kind", "redated", "--kind", "deleted-support", "--seed", "5", "-o", "stress.json")
    return folder, aligner("stress", gold.strategy[0], *gold.execution, *options, cwd=folder)


def test_it_counts_what_was_noticed(run):
    folder, done = run
    assert done.returncode == 0, done.stderr
    value = json.loads((folder / "stress.json").read_text("utf-8"))
    assert value["seed"] == 5
    assert {fault["kind"] for fault in value["faults"]} == {"redated", "deleted-support"}
    caught = sum(fault["caught"] for fault in value["faults"])
    assert done.stdout.startswith(f"{caught} of {len(value['faults'])} planted faults")
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "said"), [(("missing.docx", "plan.xlsx"), "missing.docx"), (("a.md", "b.md", "-o", "x.html"), "x.html")]
)
def test_what_cannot_be_done_is_said_in_one_sentence(arguments, said, tmp_path):
    done = aligner("stress", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("aligner: ")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
