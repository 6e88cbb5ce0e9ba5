from __future__ import annotations

import json

import pytest

from tests.cli.run import aligner
from tests.organisations import ORGANISATIONS, arguments

FORMS = ("report.json", "report.html", "matrix.xlsx", "gaps.csv", "report.md")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Two runs of the same comparison with different hash seeds and separate caches."""
    found = []
    for seed in ("1", "2"):
        folder = tmp_path_factory.mktemp(f"seed{seed}")
        options = [part for form in FORMS for part in ("-o", form)]
        run = aligner(
            "compare", *arguments(ORGANISATIONS[0]), *options, cwd=folder, PYTHONHASHSEED=seed, ALIGNER_CACHE=str(folder / "cache")
        )
        assert run.returncode == 0, run.stderr
        found.append((folder, run.stdout))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_same_inputs_same_bytes(outputs, form):
    (one, _), (other, _) = outputs
    assert (one / form).read_bytes() == (other / form).read_bytes()


def test_a_cached_run_gives_the_same_bytes(outputs):
    folder, _ = outputs[0]
    again = folder / "again.json"
    aligner("compare", *arguments(ORGANISATIONS[0]), "-q", "-o", again, ALIGNER_CACHE=str(folder / "cache"))
    assert again.read_bytes() == (folder / "report.json").read_bytes()


def test_the_terminal_shows_plain_text_of_80_columns_when_piped(outputs):
    text = outputs[0][1]
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80
    assert outputs[0][1] == outputs[1][1]


def test_quiet_prints_nothing():
    run = aligner("compare", *arguments(ORGANISATIONS[0]), "--quiet")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_fail_on_sets_the_exit_code(outputs):
    report = json.loads((outputs[0][0] / "report.json").read_text("utf-8"))
    severities = {gap["severity"] for gap in report["gaps"]}
    assert severities
    run = aligner("compare", *arguments(ORGANISATIONS[0]), "-q", "--fail-on", "question")
    assert run.returncode == 1
    assert aligner("compare", *arguments(ORGANISATIONS[0]), "-q", "--fail-on", "high").returncode == (1 if "high" in severities else 0)


def test_explain_shows_every_kind_of_thing(outputs):
    path = outputs[0][0] / "report.json"
    report = json.loads(path.read_text("utf-8"))
    link = report["links"][0]
    for ident in (report["goals"][0]["id"], report["items"][0]["id"], report["gaps"][0]["id"], f"{link['goal']}:{link['item']}"):
        run = aligner("explain", path, ident)
        assert run.returncode == 0, run.stderr
        assert len(run.stdout.splitlines()) > 3
