from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import CorruptFileError, LimitError, ReadError, UnsupportedFormatError
from aligner.readers import read_as, read_source
from aligner.readers.base import Limits, Source


def read(data: bytes | str | object, name: str = "export"):
    raw = data if isinstance(data, bytes) else data.encode() if isinstance(data, str) else json.dumps(data, indent=1).encode()
    document = read_source(Source(name, raw, hashlib.sha256(raw).hexdigest()))
    for block in document.blocks:
        assert all(document.text_at(cell.locator) == cell.text for cell in block.cells)
    return document


def rows(document):
    return [{cell.header: cell.text for cell in block.cells} for block in document.blocks]


def depths(document):
    return [
        (cell.text, cell.indent) for block in document.blocks for cell in block.cells if cell.header in {"Summary", "Task name", "Title"}
    ]


JIRA = {
    "startAt": 0,
    "issues": [
        {"key": "Q-3", "fields": {"summary": "Order piles", "status": {"name": "To Do"}, "parent": {"key": "Q-1", "fields": {"summary": "Quay"}}}},
        {
            "key": "Q-1",
            "fields": {
                "summary": "Quay", "issuetype": {"name": "Epic"}, "status": {"name": "In Progress"}, "assignee": {"displayName": "Ada Low"},
                "duedate": "2027-03-31", "labels": ["port", "works"],
                "description": {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Deep water."}]}]},
                "issuelinks": [{"type": {"inward": "is blocked by"}, "inwardIssue": {"key": "Q-9", "fields": {"summary": "Permit"}}}],
            },
        },
    ],
}  # fmt: skip


def test_jira_issues_stand_below_their_parents_at_their_own_lines():
    document = read(JIRA)
    assert document.format == "json"
    assert rows(document)[0] == {
        "Issue key": "Q-1", "Issue type": "Epic", "Summary": "Quay", "Status": "In Progress", "Assignee": "Ada Low", "Due date": "2027-03-31",
        "Labels": "port, works", "Depends on": "Q-9 Permit", "Description": "Deep water.",
    }  # fmt: skip
    assert depths(document) == [("Quay", 0), ("Order piles", 1)]
    lines = json.dumps(JIRA, indent=1).split("\n")
    for block, key in zip(document.blocks, ("Q-1", "Q-3"), strict=True):
        assert lines[block.locator.line - 1].strip() == "{"
        assert key in lines[block.locator.line]
    assert document.blocks[0].cells[6].iso_date is None
    assert next(cell.iso_date for cell in document.blocks[0].cells if cell.header == "Due date") == "2027-03-31"


def test_github_issues_from_the_interface_and_the_tool():
    issues = [
        {"number": 5, "title": "Export", "state": "OPEN", "assignees": [{"login": "ada"}, {"login": "bo"}], "labels": [{"name": "idea"}], "milestone": {"title": "v2", "dueOn": "2027-01-01T00:00:00Z"}, "body": "So that"},
        {"number": 6, "title": "Fix", "state": "closed", "state_reason": "not_planned", "pull_request": {}},
    ]  # fmt: skip
    assert rows(read(issues)) == [
        {"Issue key": "#5", "Summary": "Export", "Status": "Open", "Assignee": "ada, bo", "Due date": "2027-01-01", "Milestone": "v2", "Labels": "idea", "Description": "So that"},
        {"Issue key": "#6", "Issue type": "Pull request", "Summary": "Fix", "Status": "Closed (not planned)"},
    ]  # fmt: skip
    answer = {"data": {"repository": {"issues": {"nodes": issues}}}}
    assert [row["Summary"] for row in rows(read(answer))] == ["Export", "Fix"]


def test_azure_work_items_from_json():
    items = {
        "count": 2,
        "value": [
            {"id": 12, "fields": {"System.Title": "Load", "System.Parent": 11, "System.State": "New", "System.Description": "<div>Nightly<br>load &amp; check</div>"}},
            {"id": 11, "fields": {"System.Title": "Data", "System.AssignedTo": {"displayName": "Bo Ek"}, "System.Tags": "a; b", "Microsoft.VSTS.Scheduling.TargetDate": "2027-06-30T00:00:00Z"}},
        ],
    }  # fmt: skip
    document = read(items)
    assert depths(document) == [("Data", 0), ("Load", 1)]
    assert rows(document)[0]["Due date"] == "2027-06-30"
    assert rows(document)[1]["Description"] == "Nightly load & check"


def test_azure_tree_exports_keep_the_place_of_each_title():
    text = "ID,Work Item Type,Title 1,Title 2,State\n11,Epic,Data,,Active\n12,Feature,,Load,New\n13,Feature,,Check,New\n"
    document = read(text, "work.csv")
    assert depths(document) == [("Data", 0), ("Load", 1), ("Check", 1)]
    assert [cell.locator.cell for block in document.blocks for cell in block.cells if cell.header == "Title"] == ["C2", "D3", "D4"]


def test_trello_boards_name_lists_and_people():
    board = {
        "lists": [{"id": "l1", "name": "Doing"}],
        "members": [{"id": "m1", "fullName": "Ada Low"}],
        "cards": [
            {"name": "Dig", "idList": "l1", "idMembers": ["m1"], "due": "2027-01-02T10:00:00Z"},
            {"name": "Gone", "idList": "l1", "closed": True},
        ],
    }
    assert rows(read(board)) == [{"Summary": "Dig", "Status": "Doing", "Assignee": "Ada Low", "Due date": "2027-01-02"}]


def test_records_with_usual_column_names():
    assert rows(read([{"task": "Dig", "owner": "Ada", "due_date": "2027-02-01"}, {"task": "Paint", "owner": None}])) == [
        {"task": "Dig", "owner": "Ada", "due date": "2027-02-01"},
        {"task": "Paint"},
    ]


PLAN = """<?xml version="1.0"?>
<Project xmlns="http://schemas.microsoft.com/project"><Title>Move</Title><Tasks>
<Task><UID>0</UID><Name>Move</Name><OutlineLevel>0</OutlineLevel></Task>
<Task><UID>1</UID><WBS>1</WBS><Name>Prepare</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary><Start>2026-01-05T08:00:00</Start></Task>
<Task><UID>2</UID><WBS>1.1</WBS><Name>Choose</Name><OutlineLevel>2</OutlineLevel><Finish>2026-02-05T17:00:00</Finish><PercentComplete>40</PercentComplete></Task>
<Task><UID>3</UID><WBS>1.2</WBS><Name>Sign</Name><OutlineLevel>2</OutlineLevel><PredecessorLink><PredecessorUID>2</PredecessorUID></PredecessorLink></Task>
</Tasks><Resources><Resource><UID>9</UID><Name>Cy Day</Name></Resource></Resources>
<Assignments><Assignment><TaskUID>2</TaskUID><ResourceUID>9</ResourceUID></Assignment></Assignments></Project>
"""


def test_project_plans_have_summary_tasks_as_parents():
    document = read(PLAN)
    assert (document.format, document.title) == ("xml", "Move")
    assert depths(document) == [("Prepare", 0), ("Choose", 1), ("Sign", 1)]
    assert rows(document) == [
        {"WBS": "1", "Task name": "Prepare"},
        {"WBS": "1.1", "Task name": "Choose", "% complete": "40%", "Assignee": "Cy Day", "Due date": "2026-02-05"},
        {"WBS": "1.2", "Task name": "Sign", "Depends on": "Choose"},
    ]
    assert [block.locator.line for block in document.blocks] == [4, 5, 6]


def test_jira_issues_from_xml():
    text = (
        '<?xml version="1.0"?><!-- RSS generated by JIRA --><rss version="0.92"><channel><title>Search</title><item><summary>Dig</summary><key id="1">Q-1</key>'
        "<status>Open</status><assignee>Unassigned</assignee><due>Mon, 2 Mar 2026 00:00:00 +0000</due><labels><label>port</label></labels>"
        "<description>&lt;p&gt;Deep&lt;/p&gt;</description><customfields><customfield><customfieldname>Epic Name</customfieldname><customfieldvalues>"
        "<customfieldvalue>Quay</customfieldvalue></customfieldvalues></customfield></customfields></item></channel></rss>"
    )
    assert rows(read(text)) == [
        {
            "Issue key": "Q-1",
            "Summary": "Dig",
            "Status": "Open",
            "Due date": "2026-03-02",
            "Epic": "Quay",
            "Labels": "port",
            "Description": "Deep",
        }
    ]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ('{"goals": [1, 2]}', UnsupportedFormatError),
        ('[{"colour": "red"}]', UnsupportedFormatError),
        ('{"issues": [', CorruptFileError),
        ('{"a": ' + "[" * 100_000, LimitError),
    ],
)
def test_other_json_is_refused(data, error):
    with pytest.raises(error):
        read(data)


def test_parents_in_a_circle_are_all_listed():
    issues = [{"key": f"Q-{one}", "fields": {"summary": f"Task {one}", "parent": {"key": f"Q-{3 - one}"}}} for one in (1, 2)]
    assert sorted(depths(read({"issues": issues}))) == [("Task 1", 0), ("Task 2", 0)]


VALUES = st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["key", "fields", "summary", "parent", "title", "number", "state", "content", "type", "labels", "System.Title", "name", "id", "description", "issuelinks", "inwardIssue", "cards", "lists", "nodes"]), inner, max_size=6), max_leaves=30)  # fmt: skip


@given(VALUES, st.sampled_from(["", "issues", "value", "items", "cards"]))
@settings(max_examples=200, deadline=None)
def test_any_json_ends_in_a_document_or_our_error(value, key):
    data = json.dumps({key: [value, value], "lists": [value], "members": [value]} if key else value).encode()
    try:
        document = read_as("json", Source("a.json", data, ""), Limits())
    except ReadError:
        return
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text
