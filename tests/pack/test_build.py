from __future__ import annotations

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from aligner.domain.gaps import GapKind
from aligner.lexicon import words
from aligner.pack.chain import closed, digest
from tests.pack.packs import build, comparison, lines, members


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_equal_comparisons_give_equal_bytes_and_others_another_head():
    assert build([comparison()]) == build([comparison()])
    assert build([comparison()]).head != build([comparison(findings=3)]).head
    assert build([comparison()]).head != build([comparison()], seed=2).head


def test_the_chain_begins_at_the_manifest_and_ends_at_the_head():
    pack = build([comparison("one"), comparison("two")])
    files = members(pack.data)
    told = json.loads(files["manifest.json"])["chain"]
    previous = told["start"]
    for number, line in enumerate(lines(files), start=1):
        assert (line["number"], line["previous"]) == (number, previous)
        previous = digest(previous, line["finding"])
        assert line["digest"] == previous
    assert closed(previous, told["files"]) == told["head"] == pack.head
    assert number == told["findings"] == pack.findings == 8


def test_findings_are_told_as_condition_criteria_and_effect_with_the_cause_left_open():
    (first, *_) = table(members(build([comparison()]).data)["findings.csv"])
    assert first["Condition"] == "No live work, reason 0."
    assert first["Criteria"] == "Every goal is carried by live work. The strategy says: “Goal number 2” (s.md, line 3)."
    assert first["Effect"]
    assert first["Cause"] == ""
    assert (first["Quotes"], first["Places"]) == ("Goal number 2", "s.md, line 3")


@pytest.mark.parametrize("kind", GapKind)
def test_every_kind_of_finding_has_criteria_and_an_effect(kind):
    criteria, effect = words("audit")[kind.value]
    assert criteria.endswith(".")
    assert effect.endswith(".")


def test_the_sample_holds_every_sort_of_verdict_with_its_population():
    rows = table(members(build([comparison()], sample=2).data)["sample.csv"])
    by_stratum = {row["Stratum"]: int(row["Of"]) for row in rows}
    assert by_stratum == {
        "finding: unsupported-goal, high": 4,
        "goal: cannot tell": 1,
        "goal: no live work": 1,
        "goal: partly supported": 1,
        "goal: supported": 1,
        "pair: cannot tell": 1,
        "pair: linked": 1,
        "work: cannot tell": 1,
        "work: serves a goal": 1,
        "work: serves no goal": 1,
    }
    assert sum(row["Stratum"].startswith("finding") for row in rows) == 2
    assert all(row["Reviewer"] == row["Right verdict"] == "" for row in rows)


def test_the_seed_draws_the_sample():
    drawn = {seed: members(build([comparison(findings=30)], seed=seed, sample=3).data)["sample.csv"] for seed in (1, 1, 2)}
    assert drawn[1] != drawn[2]
    assert drawn[1] == members(build([comparison(findings=30)], seed=1, sample=3).data)["sample.csv"]


def test_no_cell_of_any_table_is_a_formula():
    files = members(build([comparison()]).data)
    assert any("'=Work number" in row["Work"] for row in table(files["sample.csv"]))
    for name in ("sample.xlsx", "findings.xlsx"):
        for page in load_workbook(io.BytesIO(files[name])):
            assert all(cell.data_type != "f" for row in page for cell in row)


def test_the_manifest_names_inputs_program_model_and_settings():
    manifest = json.loads(members(build([comparison()]).data)["manifest.json"])
    assert [(one["path"], one["sha256"]) for one in manifest["inputs"]] == [("p.md", "b" * 64), ("s.md", "a" * 64)]
    (told,), (tool,) = manifest["comparisons"], manifest["tools"]
    assert told["tool"] == 0
    assert tool["config"] == {"accept": None, "exempt": ["run"]}
    assert tool["model"] == {"name": "m", "sha256": "0" * 64}
    assert set(manifest["files"]) == {"READ-ME.txt", "reports/one.json", "sample.csv", "sample.xlsx"}
