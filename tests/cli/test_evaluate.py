"""``aligner evaluate`` on labelled documents and on plain sets."""

from __future__ import annotations

import csv
import json

import pytest

from tests.cli.run import aligner

PLAIN = {
    "goals": [{"id": "g1", "text": "Protect customers from cyber-crime"}, {"id": "g2", "text": "Halve the carbon of our fleet"}],
    "items": [{"id": "i1", "text": "Electric delivery vans"}, {"id": "i2", "text": "Phishing-resistant login for customers"}, {"id": "i3", "text": "Repaint the canteen"}],
    "links": [["g1", "i2"], ["g2", "i1"]],
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):
    home = tmp_path_factory.mktemp("evaluation")
    (home / "plain.json").write_text(json.dumps(PLAIN), "utf-8")
    (home / "org").mkdir()
    (home / "org" / "strategy.md").write_text("# Our goals\n\n- Halve the carbon of our fleet by 2030. Owner: Fleet Director\n", "utf-8")
    (home / "org" / "plan.csv").write_text(
        "Project,Owner,Due\nElectric delivery vans,R. Olm,2029-01-31\nRepaint the canteen,T. Bek,2027-05-01\n", "utf-8"
    )
    gold = {
        "organisation": "=Olmbek",
        "split": "dev",
        "strategy": ["strategy.md"],
        "execution": ["plan.csv"],
        "goals": [{"id": "g1", "text": "Halve the carbon of our fleet by 2030."}],
        "items": [{"id": "i1", "text": "Electric delivery vans", "alignment": "aligned"}, {"id": "i2", "text": "Repaint the canteen"}],
        "links": [{"goal": "g1", "item": "i1"}],
    }
    (home / "org" / "gold.json").write_text(json.dumps(gold), "utf-8")
    return home


def test_documents_and_plain_sets_are_measured_together(folder):
    run = aligner(
        "evaluate", folder / "org", folder / "plain.json", "-o", folder / "e.json", "-o", folder / "e.csv", "-o", folder / "e.html"
    )
    assert run.returncode == 0, run.stderr
    assert max(map(len, run.stdout.splitlines())) <= 80
    found = json.loads((folder / "e.json").read_text("utf-8"))
    assert found["organisations"] == 2
    assert found["figures"]["items"]["f1"] == 1.0
    assert set(found["matchers"]) >= {"aligner", "cosine 0.5", "TF-IDF 0.1"}
    assert found["matchers"]["aligner"]["decision"]["labelled"] == 3
    assert sum(one["pairs"] for one in found["calibration"]["bins"]) == 2 + 6
    table = list(csv.reader((folder / "e.csv").read_text("utf-8").splitlines()))
    assert any(row[0] == "'=Olmbek" for row in table), "a name must not start a formula"
    page = (folder / "e.html").read_text("utf-8")
    assert "=Olmbek" in page
    assert "://" not in page


def test_a_split_without_organisations_is_one_sentence(folder):
    run = aligner("evaluate", folder, "--split", "test")
    assert run.returncode == 2
    assert run.stderr.startswith("aligner: no gold.json of the split test")


def test_a_file_that_is_no_gold_is_one_sentence(folder):
    (folder / "odd.json").write_text('{"goals": 3}', "utf-8")
    run = aligner("evaluate", folder / "odd.json")
    assert run.returncode == 2
    assert "is no gold file" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_the_same_labels_give_the_same_files(folder):
    for name, seed in (("one.json", "1"), ("two.json", "2")):
        aligner("evaluate", folder / "org", "-o", folder / name, PYTHONHASHSEED=seed)
    assert (folder / "one.json").read_bytes() == (folder / "two.json").read_bytes()


def test_how_often_probabilities_came_true_is_written_for_the_reports(folder):
    run = aligner("evaluate", folder / "org", "--reliability", folder / "reliability.json")
    assert run.returncode == 0, run.stderr
    told = json.loads((folder / "reliability.json").read_text("utf-8"))
    assert (told["organisations"], told["pairs"]) == (1, 2)
    assert sum(size for _, _, size in told["bins"]) == 2
    assert len(told["links_sha256"]) == len(told["model_sha256"]) == 64
    assert "took part in training" in told["note"]
    assert "None of" not in told["note"]
