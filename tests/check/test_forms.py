from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from aligner.check import FORMS, render
from aligner.cli import check as command
from aligner.domain.text import Locator
from aligner.report.contract import gap_to_dict
from tests.check.checked import ALL, ASKED, DRAFT, HIGH, VAGUE, WEAK, WHOLE, checked


def test_the_command_line_offers_the_forms_there_are():
    assert command._FORMS == FORMS


@pytest.mark.parametrize("form", FORMS)
def test_every_form_ends_its_last_line_and_repeats(form):
    text = render(ALL, form)
    assert text.endswith("\n")
    assert text == render(ALL, form)
    assert isinstance(render(checked(), form), str)


def test_json_holds_every_finding_in_the_form_of_a_report():
    data = json.loads(render(ALL, "json"))
    assert data["schema"] == "aligner.check/1"
    assert [{key: value for key, value in one.items() if key != "place"} for one in data["findings"]] == [
        gap_to_dict(gap) for gap in ALL.findings
    ]
    assert [one["place"] for one in data["findings"]] == ["4", "7", "9", "11", ""]
    assert data["summary"] == {"high": 1, "medium": 0, "low": 2, "question": 1, "suppressed": 1, "expired": 1}
    assert (data["draft"]["role"], data["against"][0]["role"], data["as_of"]) == ("strategy", "execution", "2026-06-30")


def test_text_names_place_severity_and_kind_first():
    lines = render(ALL, "text").splitlines()
    assert f"{DRAFT}:4: high target-conflict" in "\n".join(lines)
    assert "    See plan.xlsx:Plan!C7." in lines
    assert max(map(len, lines)) <= 80


def test_text_groups_and_counts():
    text = render(ALL, "text")
    assert "\nConflicting targets (1 high)\n" in text
    assert "\nSuppressed (1)\n" in text
    assert "until 31 Mar 2027: a vision, agreed (aligner.toml:12)" in " ".join(text.split())
    assert "Suppressed until 31 Jan 2026: for the spring board" in " ".join(text.split())
    assert " ".join(text.split()).endswith(
        "4 findings: 1 high, 2 low and 1 question. 1 finding suppressed. 1 suppression expired before 2026-06-30."
    )


def test_text_without_findings_says_so():
    assert render(checked(), "text").splitlines()[-1] == "No findings."


def test_a_long_path_gives_way_to_the_name_of_the_file():
    long = "/home/somebody/with/a/very/long/path/to/things/" + DRAFT
    piece = ASKED.evidence[0]
    moved = replace(ASKED, evidence=(replace(piece, locator=replace(piece.locator, file=long)),))
    text = render(checked(moved, draft=long), "text")
    assert "\nour strategy, 50%.md:11: question stale-goal" in text


def junit(*findings, fail_on=None):
    return ET.fromstring(render(checked(*findings), "junit", fail_on=fail_on))


def test_junit_counts_what_it_holds():
    root = junit(HIGH, VAGUE, WEAK, ASKED, WHOLE)
    suite = root.find("testsuite")
    cases = suite.findall("testcase")
    assert (suite.get("name"), suite.get("tests"), len(cases)) == (DRAFT, "5", 5)
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure")) == 3
    assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped")) == 1
    assert "a vision, agreed" in suite.find("testcase/skipped").get("message")
    assert len({case.get("name") for case in cases}) == 5


def test_junit_fails_from_the_severity_asked_for():
    root = junit(HIGH, WEAK, ASKED, fail_on="high")
    assert [failure.get("type") for failure in root.iter("failure")] == ["target-conflict"]
    assert len(list(junit(HIGH, WEAK, ASKED, fail_on="question").iter("failure"))) == 3


def test_junit_is_well_formed_whatever_the_text():
    (failure,) = junit(WEAK).iter("failure")
    assert "<b>complaints</b>" in failure.text


def test_junit_without_findings_is_one_passing_case():
    root = junit()
    assert (root.get("tests"), root.get("failures")) == ("1", "0")
    assert len(list(root.iter("testcase"))) == 1


def test_github_commands_are_escaped():
    lines = render(ALL, "github").splitlines()
    assert lines[0].startswith("::error file=drafts/our strategy%2C 50%25.md,line=4,title=Conflicting targets (high)::")
    assert "Cut cost by 20%25" in lines[0]
    assert "%0A" in lines[0]
    assert [line.split(" ")[0] for line in lines] == ["::error", "::notice", "::notice", "::notice", "::notice"]
    assert lines[-1].startswith("::notice file=")
    assert "1 finding suppressed: vague-goal until 31 Mar 2027" in lines[-1]
    assert render(checked(), "github") == ""


def test_github_names_a_place_that_is_no_line():
    piece = replace(HIGH.evidence[0], locator=Locator("draft.docx", paragraph=12, end=3))
    line = render(checked(replace(HIGH, evidence=(piece,)), draft="draft.docx"), "github")
    assert "line=" not in line.split("::")[1]
    assert "::paragraph 12: The goal" in line
