from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from aligner.check import render
from aligner.report.kinds import KINDS
from tests.check.checked import ALL, DRAFT, HIGH, VAGUE, WEAK, WHOLE, checked

TEXT = {"type": "string", "minLength": 1}
MESSAGE = {"type": "object", "properties": {"text": TEXT}, "required": ["text"], "additionalProperties": False}
ARTIFACT_PLACE = {
    "type": "object",
    "properties": {"uri": {"type": "string", "format": "uri-reference", "pattern": r"^[^\s\\]+$"}},
    "required": ["uri"],
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "properties": {
        "id": {"type": "integer", "minimum": -1},
        "message": MESSAGE,
        "physicalLocation": {
            "type": "object",
            "properties": {
                "artifactLocation": ARTIFACT_PLACE,
                "region": {
                    "type": "object",
                    "properties": {"startLine": {"type": "integer", "minimum": 1}, "snippet": MESSAGE},
                    "required": ["startLine"],
                    "additionalProperties": False,
                },
            },
            "required": ["artifactLocation"],
            "additionalProperties": False,
        },
        "logicalLocations": {
            "type": "array",
            "items": {"type": "object", "properties": {"name": TEXT, "fullyQualifiedName": TEXT}, "additionalProperties": False},
        },
    },
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "properties": {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION, "minItems": 1},
        "relatedLocations": {"type": "array", "items": LOCATION, "uniqueItems": True},
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
        "suppressions": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "type": "object",
                "properties": {
                    "kind": {"enum": ["inSource", "external"]},
                    "status": {"enum": ["accepted", "underReview", "rejected"]},
                    "justification": TEXT,
                    "properties": {"type": "object"},
                },
                "required": ["kind"],
                "additionalProperties": False,
            },
        },
        "properties": {"type": "object"},
    },
    "required": ["message"],
    "additionalProperties": False,
}
RULE = {
    "type": "object",
    "properties": {
        "id": TEXT,
        "name": {"type": "string", "pattern": r"^[A-Za-z]+$"},
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
    },
    "required": ["id"],
    "additionalProperties": False,
}
# The parts of the SARIF 2.1.0 schema that a check uses, as the standard publishes them; nothing else may occur.
SARIF = {
    "type": "object",
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "tool": {
                        "type": "object",
                        "properties": {
                            "driver": {
                                "type": "object",
                                "properties": {
                                    "name": TEXT,
                                    "version": TEXT,
                                    "semanticVersion": TEXT,
                                    "rules": {"type": "array", "items": RULE, "uniqueItems": True},
                                },
                                "required": ["name"],
                                "additionalProperties": False,
                            }
                        },
                        "required": ["driver"],
                        "additionalProperties": False,
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "invocations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"executionSuccessful": {"type": "boolean"}},
                            "required": ["executionSuccessful"],
                        },
                    },
                    "artifacts": {
                        "type": "array",
                        "uniqueItems": True,
                        "items": {
                            "type": "object",
                            "properties": {"location": ARTIFACT_PLACE, "hashes": {"type": "object", "additionalProperties": TEXT}},
                            "additionalProperties": False,
                        },
                    },
                    "results": {"type": "array", "items": RESULT},
                    "properties": {"type": "object"},
                },
                "required": ["tool"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["version", "runs"],
    "additionalProperties": False,
}


def log(*findings):
    return json.loads(render(checked(*findings), "sarif"))


def results(*findings):
    return log(*findings)["runs"][0]["results"]


@pytest.mark.parametrize("case", [ALL, checked()])
def test_the_log_has_the_published_structure(case):
    data = json.loads(render(case, "sarif"))
    jsonschema.Draft202012Validator(SARIF).validate(data)
    rules = data["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [kind.value for kind in KINDS]
    for result in data["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_levels_follow_severities():
    assert [one["level"] for one in json.loads(render(ALL, "sarif"))["runs"][0]["results"]] == ["error", "warning", "note", "note", "note"]


def test_a_line_is_a_region_and_a_cell_a_logical_place():
    (one,) = results(HIGH)
    physical = one["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "drafts/our%20strategy%2C%2050%25.md"
    assert physical["region"] == {"startLine": 4, "snippet": {"text": "Cut cost by 20%"}}
    (other,) = one["relatedLocations"]
    assert "region" not in other["physicalLocation"]
    assert other["logicalLocations"][0] == {"name": "Plan!C7", "fullyQualifiedName": "plan.xlsx:Plan!C7"}


def test_suppressed_results_stay_with_their_reason_and_all_others_say_that_they_are_not():
    live, accepted = results(HIGH, VAGUE)
    assert live["suppressions"] == []
    (found,) = accepted["suppressions"]
    assert (found["kind"], found["status"], found["justification"]) == ("external", "accepted", "a vision, agreed")
    assert found["properties"] == {"expires": "2027-03-31", "origin": "aligner.toml:12"}


def test_an_expired_suppression_suppresses_nothing():
    assert results(WEAK)[0]["suppressions"] == []


def test_fingerprints_survive_a_move_and_a_new_file_name():
    piece = HIGH.evidence[0]
    moved = replace(HIGH, evidence=(replace(piece, locator=replace(piece.locator, line=40)), *HIGH.evidence[1:]))
    assert results(moved)[0]["partialFingerprints"] == results(HIGH)[0]["partialFingerprints"]
    changed = replace(HIGH, evidence=(replace(piece, quote="Cut cost by 25%"),))
    assert results(changed)[0]["partialFingerprints"]["quoteHash/v1"] != results(HIGH)[0]["partialFingerprints"]["quoteHash/v1"]


def test_a_finding_on_the_whole_file_has_a_file_and_no_region():
    (one,) = results(WHOLE)
    assert "region" not in one["locations"][0]["physicalLocation"]
    assert DRAFT.split("/")[0] in one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
