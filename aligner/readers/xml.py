"""Reads XML exports of planning tools: Microsoft Project plans, and issues of Jira."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from aligner.domain.text import Document
from aligner.errors import UnsupportedFormatError
from aligner.readers.base import Limits, Source
from aligner.readers.html_parse import source_line
from aligner.readers.ooxml import clean, local
from aligner.readers.sink import Sink
from aligner.readers.tickets import Ticket, add_tickets, day, plain_text, stated_day
from aligner.readers.xmlguard import parse_xml

__all__ = ["read"]

_DEEPEST = 9
_FIELDS = {
    "key": "Issue key", "type": "Issue type", "summary": "Summary", "status": "Status", "priority": "Priority", "assignee": "Assignee",
    "due": "Due date", "parent": "Parent", "component": "Component", "fixVersion": "Milestone", "description": "Description",
}  # fmt: skip
_CUSTOM = {
    "epic name": "Epic",
    "epic link": "Epic",
    "sprint": "Sprint",
    "start date": "Start date",
    "target end": "Due date",
    "team": "Team",
}
_NOBODY = frozenset({"unassigned"})


def read(source: Source, limits: Limits) -> Document:
    """Read an export.

    Raises:
        ReadError: one of its subclasses; nothing else, whatever the bytes.
    """
    root = parse_xml(source.data, path=source.path, part="document", limits=limits)
    sink = Sink(source, limits)
    if local(root) == "Project":
        add_tickets(sink, list(_tasks(root)), limits)
        return sink.document("xml", title=_field(root, "Title") or _field(root, "Name"), date=stated_day(_field(root, "LastSaved")))
    if local(root) == "rss":
        add_tickets(sink, [_issue(item) for item in root.iterfind("channel/item")], limits)
        return sink.document("xml", title=_field(root, "channel/title"))
    raise UnsupportedFormatError(source.path, f"is XML of an unknown kind ('{local(root)[:40]}')", "Export it as csv.")


def _field(element: etree._Element, path: str) -> str:
    found = element.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    return clean("".join(map(str, found.itertext()))).strip() if found is not None else ""


def _tasks(project: etree._Element) -> Iterator[Ticket]:
    """Yield the tasks of a plan; summary tasks bear nothing but their name, so that they only stand above the others."""
    people = {_field(one, "UID"): _field(one, "Name") for one in project.iterfind("{*}Resources/{*}Resource")}
    given: dict[str, list[str]] = {}
    for one in project.iterfind("{*}Assignments/{*}Assignment"):
        name = people.get(_field(one, "ResourceUID"), "")
        if name:
            given.setdefault(_field(one, "TaskUID"), []).append(name)
    tasks = [task for task in project.iterfind("{*}Tasks/{*}Task") if _field(task, "Name") and _field(task, "IsNull") != "1"]
    names = {_field(task, "UID"): _field(task, "Name") for task in tasks}
    for task in tasks:
        level = _field(task, "OutlineLevel")
        if level == "0":
            continue  # the plan itself
        values = {"WBS": _field(task, "WBS") or _field(task, "OutlineNumber"), "Task name": _field(task, "Name")}
        if _field(task, "Summary") != "1":
            values |= _details(task, given.get(_field(task, "UID"), []), names)
        depth = min(int(level) - 1, _DEEPEST) if level.isdecimal() and len(level) < _DEEPEST else 0
        yield Ticket(source_line(task), "", "", values, depth)


def _details(task: etree._Element, people: list[str], names: dict[str, str]) -> dict[str, str]:
    done = _field(task, "PercentComplete")
    before = (names.get(_field(link, "PredecessorUID"), "") for link in task.iterchildren("{*}PredecessorLink"))
    return {
        "Issue type": "Milestone" if _field(task, "Milestone") == "1" else "",
        "Status": "Inactive" if _field(task, "Active") == "0" else "",
        "% complete": f"{done}%" if done else "",
        "Assignee": ", ".join(dict.fromkeys(people)),
        "Start date": day(_field(task, "Start")),
        "Due date": day(_field(task, "Deadline") or _field(task, "Finish")),
        "Depends on": ", ".join(name for name in before if name),
        "Description": plain_text(_field(task, "Notes")),
    }


def _issue(item: etree._Element) -> Ticket:
    values: dict[str, str] = {}
    labels: list[str] = []
    parent = ""
    for child in item:
        name, text = local(child), clean("".join(map(str, child.itertext()))).strip()
        if name == "labels":
            labels = [clean(str(one.text or "")).strip() for one in child]
        elif name == "customfields":
            values.update(_custom(child))
        elif name in _FIELDS and text:
            column = _FIELDS[name]
            values[column] = f"{values[column]}, {text}" if column in values and column in {"Component", "Milestone"} else text
            parent = text if name == "parent" else parent
    values["Due date"] = _stamp(values.get("Due date", ""))
    values["Description"] = plain_text(values.get("Description", ""))
    values["Labels"] = ", ".join(label for label in labels if label)
    if values.get("Assignee", "").casefold() in _NOBODY:
        del values["Assignee"]
    return Ticket(source_line(item), values.get("Issue key", ""), parent, values)


def _custom(fields: etree._Element) -> Iterator[tuple[str, str]]:
    for one in fields:
        column = _CUSTOM.get(_field(one, "customfieldname").casefold())
        found = one.find("{*}customfieldvalues")
        texts = [clean("".join(map(str, value.itertext()))).strip() for value in found] if found is not None else []
        if column and any(texts):
            yield column, ", ".join(text for text in texts if text)


def _stamp(text: str) -> str:
    """Return the day of a due date as Jira writes it ("Mon, 2 Mar 2026 00:00:00 +0000")."""
    from aligner.readers.mail import day_of  # noqa: PLC0415 - the mail package is slow to import

    return (day_of(text) or text) if text else ""
