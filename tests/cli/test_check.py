from __future__ import annotations

import base64
import io
import json
import os
import re
from xml.etree import ElementTree as ET

import pytest
from docx import Document as WordDocument

from tests.cli.run import aligner

STRATEGY = """# Strategy of Fernleigh Water 2026 to 2030

Updated 15 March 2026.

## Our goals

- Delight our customers with a modern and seamless experience.
- Reduce leakage from 18% to 12% by the end of 2027. Owner: Director of Networks.
- Cut sewer flooding incidents to 40 a year by 2028. Owner: Director of Wastewater.
- Raise customer satisfaction to [XX]% by TBC. Owner: Director of Service.
"""
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PLAN = """Initiative,Owner,Due,Status
Cut leakage: replace leaking mains in the north,Jo Ames,2028-06-30,On track
Stop sewer flooding: relining programme,Ann Boyd,2027-11-30,On track
Payroll system upgrade,,2026-11-30,On track
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "strategy.md").write_text(STRATEGY, "utf-8")
    (tmp_path / "plan.csv").write_text(PLAN, "utf-8")
    (tmp_path / "empty.md").write_text("The canteen opens at noon.\n", "utf-8")
    return tmp_path


def told(folder, *arguments):
    run = aligner("check", *arguments, "--format", "json", cwd=folder)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def kinds(data):
    return {finding["kind"] for finding in data["findings"]}


def test_a_strategy_is_recognised_and_checked_alone(folder):
    run = aligner("check", "strategy.md", cwd=folder)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("strategy.md read as a strategy:")
    assert "strategy.md:7: medium vague-goal" in run.stdout
    assert "strategy.md:10: medium placeholder" in run.stdout
    assert max(map(len, run.stdout.splitlines())) <= 80
    assert not {"unsupported-goal", "orphaned-work", "at-risk-support"} & kinds(told(folder, "strategy.md"))


def test_a_plan_is_recognised_and_checked_alone(folder):
    data = told(folder, "plan.csv")
    assert data["draft"]["role"] == "execution"
    assert "unowned-item" in kinds(data)
    assert not {"orphaned-work", "unsupported-goal"} & kinds(data)


def test_against_the_other_side_only_what_quotes_the_draft_counts(folder):
    data = told(folder, "strategy.md", "--against", "plan.csv")
    assert "timeline-conflict" in kinds(data)
    assert "unowned-item" not in kinds(data)
    assert [info["path"] for info in data["against"]] == ["plan.csv"]
    quoted = [any(piece["locator"]["file"] == "strategy.md" for piece in one["evidence"]) for one in data["findings"] if one["evidence"]]
    assert all(quoted)
    turned = told(folder, "plan.csv", "--against", "strategy.md")
    assert {"timeline-conflict", "unowned-item"} <= kinds(turned)
    assert not {"vague-goal", "placeholder"} & kinds(turned)


def test_the_user_may_say_what_the_draft_is(folder):
    data = told(folder, "strategy.md", "--as", "strategy")
    assert (data["draft"]["role"], data["role_because"]) == ("strategy", "as --as says")
    run = aligner("check", "plan.csv", "--as", "strategy", cwd=folder)
    assert run.returncode == 2
    assert run.stderr.startswith("aligner: plan.csv: no goal was found")


@pytest.mark.parametrize(("threshold", "code"), [("question", 1), ("medium", 1), ("high", 0)])
def test_fail_on_sets_the_exit_code(folder, threshold, code):
    assert aligner("check", "strategy.md", "-q", "--fail-on", threshold, cwd=folder).returncode == code


def test_suppressed_findings_stay_and_fail_nothing(folder):
    marker = "<!-- aligner: ignore vague-goal, unowned-goal until 2026-12-31 because it is a vision -->\n"
    draft = STRATEGY.replace("- Delight", f"{marker}- Delight").replace(" [XX]%", " 90%").replace(" TBC", " 2028")
    (folder / "strategy.md").write_text(draft, "utf-8")
    data = told(folder, "strategy.md")
    held = [one for one in data["findings"] if one["kind"] == "vague-goal"]
    assert [one["suppressed"]["reason"] for one in held] == ["it is a vision"]
    assert aligner("check", "strategy.md", "-q", "--fail-on", "medium", cwd=folder).returncode == 0
    late = aligner("check", "strategy.md", "--fail-on", "medium", "--as-of", "2027-01-01", cwd=folder)
    assert late.returncode == 1
    assert "suppressions expired before 2027-01-01" in " ".join(late.stdout.split())


def test_settings_suppress_too_and_name_their_line(folder):
    (folder / "aligner.toml").write_text('[[suppress]]\nkind = "placeholder"\nreason = "figures come on Friday"\n', "utf-8")
    text = " ".join(aligner("check", "strategy.md", cwd=folder).stdout.split())
    assert "figures come on Friday (aligner.toml:1)" in text
    assert "figures come on Friday" not in aligner("check", "strategy.md", "--no-config", cwd=folder).stdout


def test_the_words_of_the_settings_count_for_one_run(folder):
    (folder / "aligner.toml").write_text('[words.check]\nmarks = ["director of networks"]\n', "utf-8")
    assert "“Director of Networks” stands for what is still missing" in " ".join(aligner("check", "strategy.md", cwd=folder).stdout.split())
    assert "“Director of Networks” stands" not in " ".join(aligner("check", "strategy.md", "--no-config", cwd=folder).stdout.split())


def test_compare_knows_the_settings_and_the_decisions(folder):
    (folder / "aligner.toml").write_text('[[suppress]]\ntext = "delight our customers"\nreason = "a vision"\n', "utf-8")
    run = aligner("compare", "strategy.md", "plan.csv", "-o", "report.json", cwd=folder)
    assert run.returncode == 0, run.stderr
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert {gap["suppressed"]["origin"] for gap in report["gaps"] if gap["suppressed"]} == {"aligner.toml:1"}
    assert report["tool"]["config"]["suppress"][0]["reason"] == "a vision"
    assert "suppressed, not counted above" in run.stdout


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github"])
def test_a_form_goes_to_a_file_as_it_goes_to_the_terminal(folder, form):
    shown = aligner("check", "strategy.md", "--format", form, cwd=folder)
    saved = aligner("check", "strategy.md", "--format", form, "-o", "out.txt", cwd=folder)
    assert (shown.returncode, saved.returncode, saved.stdout) == (0, 0, "")
    assert (folder / "out.txt").read_text("utf-8").strip() == shown.stdout.strip()


def test_sarif_and_junit_agree_on_the_findings(folder):
    sarif = json.loads(aligner("check", "strategy.md", "--format", "sarif", cwd=folder).stdout)
    junit = ET.fromstring(aligner("check", "strategy.md", "--format", "junit", cwd=folder).stdout)
    results = sarif["runs"][0]["results"]
    assert [one["ruleId"] for one in results] == [case.get("name").split()[0] for case in junit.iter("testcase")]


def test_runs_repeat_whatever_the_hash_seed(folder):
    runs = [aligner("check", "strategy.md", "--against", "plan.csv", cwd=folder, PYTHONHASHSEED=seed).stdout for seed in ("1", "2")]
    assert runs[0] == runs[1]


def test_annotate_writes_a_copy_with_comments(folder):
    word = WordDocument()
    word.add_heading("Strategy of Fernleigh Water", 0)
    word.add_heading("Our goals", 1)
    for line in STRATEGY.splitlines():
        if line.startswith("- "):
            word.add_paragraph(line[2:], style="List Bullet")
    word.save(folder / "draft.docx")
    before = (folder / "draft.docx").read_bytes()
    run = aligner("check", "draft.docx", "--annotate", "reviewed.docx", cwd=folder)
    assert run.returncode == 0
    findings = int(run.stdout.rsplit(" findings:", 1)[0].split()[-1])
    assert run.stderr == f"reviewed.docx: {findings} of {findings} findings stand beside their quotes.\n"
    assert (folder / "draft.docx").read_bytes() == before
    comments = " ".join(comment.text for comment in WordDocument(folder / "reviewed.docx").comments)
    assert "stand for what is still missing" in comments


def test_findings_without_a_comment_are_named(folder):
    word = WordDocument()
    word.add_paragraph("Delight our customers with a modern and seamless experience.", style="List Bullet")
    word.add_paragraph("Reduce leakage from 18% to 12% by the end of 2027. Owner: Director of Networks.", style="List Bullet")
    word.add_picture(io.BytesIO(base64.b64decode(DOT)))
    word.save(folder / "strategy.docx")
    run = aligner("check", "strategy.docx", "--annotate", "reviewed.docx", cwd=folder)
    assert run.returncode == 0
    unread = re.search(r"NA-\w{8}", run.stdout)[0]
    assert run.stderr.endswith(f"Without a quote in the draft, so without a comment: {unread}.\n")
    assert aligner("check", "strategy.docx", "--annotate", "reviewed.docx", "-q", cwd=folder).stderr == ""


def test_a_vague_goal_comes_with_a_sharper_wording(folder):
    told = " ".join(aligner("check", "strategy.md", cwd=folder).stdout.split())
    assert "<metric> from <baseline> to <target> by <date>" in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.md"], "none.md: there is no such file"),
        (["empty.md"], "empty.md: neither goals nor work were found"),
        (["."], ". is a folder; check takes one file"),
        (["strategy.md", "-o", "strategy.md"], "strategy.md is one of the files that are checked"),
        (["strategy.md", "--annotate", "no/such/x.docx"], "cannot write no/such/x.docx: its folder does not exist"),
        (["strategy.md", "--config", "a.toml", "--no-config"], "--config names a settings file and --no-config forbids one"),
        (["strategy.md", "--config", "a.toml"], "a.toml: the settings cannot be read"),
        (["strategy.md", "--as-of", "soon"], "option --as-of: 'as-of' must be a day"),
        (["plan.csv", "--against", "plan.csv"], "plan.csv: no goal was found"),
    ],
)
def test_a_mistake_is_one_plain_sentence(folder, arguments, message):
    run = aligner("check", *arguments, cwd=folder)
    assert run.returncode == 2
    assert message in run.stderr
    assert run.stderr.count("\n") == 1
    assert "Traceback" not in run.stderr


@pytest.mark.slow
def test_ten_pages_take_little_time(folder):
    pages = [
        f"- Reduce the waiting time of service {number} from {number + 10} to {number + 2} days by the end of 2028." for number in range(60)
    ]
    prose = "The service has grown over the years, and people know it well. It is run from two offices. " * 4
    text = STRATEGY + "\n".join(f"{page}\n\n{prose}\n" for page in pages)
    (folder / "long.md").write_text(text, "utf-8")
    aligner("check", "long.md", cwd=folder)
    before = os.times()
    assert aligner("check", "long.md", cwd=folder).returncode == 0
    after = os.times()
    # Processor time, since others may use the machine: two seconds on a quiet one leave room.
    assert after.children_user - before.children_user + after.children_system - before.children_system < 3.5
