"""How each tracker writes a work item in JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.readers.json_scan import Located
from aligner.readers.tickets import Ticket, day, plain_text

__all__ = ["azure", "github", "jira", "record", "trello"]

_NAMES = ("displayName", "fullName", "name", "login", "value", "title", "key", "id")
_MOST_PARTS = 20_000
_DEPENDS = frozenset({"is blocked by", "depends on", "is dependent on", "requires"})


def _text(value: object) -> str:
    """Return what a person would see of a value: names of objects, lists joined by commas."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, Mapping):
        return next((_text(value[name]) for name in _NAMES if isinstance(value.get(name), (str, int))), "")
    if isinstance(value, list):
        return ", ".join(text for one in value[:100] if (text := _text(one)))
    return ""


def _rich(value: object) -> str:
    """Return the text of a description: plain, HTML, or the document tree of newer Jira exports."""
    if not isinstance(value, Mapping):
        return plain_text(_text(value))
    parts: list[str] = []
    waiting: list[object] = [value]
    while waiting and len(parts) < _MOST_PARTS:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, Mapping):
            if isinstance(node.get("text"), str):
                parts.append(str(node["text"]))
            elif node.get("type") in {"paragraph", "listItem", "heading", "hardBreak"}:
                parts.append("\n")
            waiting.append(node.get("content"))
    return "".join(parts).strip()


def _ticket(line: int, key: str, parent: str, values: Mapping[str, str]) -> Ticket:
    return Ticket(line, key, parent, {column: text for column, text in values.items() if text.strip()})


def jira(issue: Mapping[str, object], line: int) -> Ticket | None:
    """Return an issue of Jira, None for anything else."""
    fields = issue.get("fields")
    if not isinstance(fields, Mapping) or "summary" not in fields or "key" not in issue:
        return None
    parent = fields.get("parent")
    inner = parent.get("fields") if isinstance(parent, Mapping) else None
    key = _text(parent.get("key")) if isinstance(parent, Mapping) else ""
    values = {
        "Issue key": _text(issue["key"]),
        "Issue type": _text(fields.get("issuetype")),
        "Summary": _text(fields["summary"]),
        "Status": _text(fields.get("status")),
        "Assignee": _text(fields.get("assignee")),
        "Priority": _text(fields.get("priority")),
        "Due date": day(_text(fields.get("duedate"))),
        "Epic": _text(fields.get("epic")),
        "Parent": _text(inner.get("summary")) if isinstance(inner, Mapping) else key,
        "Component": _text(fields.get("components")),
        "Milestone": _text(fields.get("fixVersions")),
        "Labels": _text(fields.get("labels")),
        "Depends on": _jira_links(fields.get("issuelinks")),
        "Description": _rich(fields.get("description")),
    }
    return _ticket(line, values["Issue key"], key, values)


def _jira_links(links: object) -> str:
    found: list[str] = []
    for link in links if isinstance(links, list) else ():
        if not isinstance(link, Mapping):
            continue
        kind, issue = link.get("type"), link.get("inwardIssue")
        said = _text(kind.get("inward")).casefold() if isinstance(kind, Mapping) else ""
        if said in _DEPENDS and isinstance(issue, Mapping):
            inner = issue.get("fields")
            found.append(f"{_text(issue.get('key'))} {_text(inner.get('summary')) if isinstance(inner, Mapping) else ''}".strip())
    return ", ".join(found)


def azure(item: Mapping[str, object], line: int) -> Ticket | None:
    """Return a work item of Azure DevOps, None for anything else."""
    fields = item.get("fields")
    if not isinstance(fields, Mapping) or "System.Title" not in fields:
        return None
    plan = "Microsoft.VSTS.Scheduling."
    due = next((_text(fields[f"{plan}{name}"]) for name in ("DueDate", "TargetDate", "FinishDate") if fields.get(f"{plan}{name}")), "")
    values = {
        "Issue key": _text(item.get("id") or fields.get("System.Id")),
        "Issue type": _text(fields.get("System.WorkItemType")),
        "Summary": _text(fields["System.Title"]),
        "Status": _text(fields.get("System.State")),
        "Assignee": _text(fields.get("System.AssignedTo")).partition(" <")[0],
        "Team": _text(fields.get("System.AreaPath")).rpartition("\\")[2],
        "Priority": _text(fields.get("Microsoft.VSTS.Common.Priority")),
        "Start date": day(_text(fields.get(f"{plan}StartDate"))),
        "Due date": day(due),
        "Sprint": _text(fields.get("System.IterationPath")),
        "Labels": _text(fields.get("System.Tags")).replace(";", ","),
        "Description": _rich(fields.get("System.Description")),
    }
    return _ticket(line, values["Issue key"], _text(fields.get("System.Parent")), values)


def github(issue: Mapping[str, object], line: int) -> Ticket | None:
    """Return an issue of GitHub (from its interface, its command line tool or a project board), None for anything else."""
    content = issue.get("content")
    inner = content if isinstance(content, Mapping) else issue
    title = _text(issue.get("title")) or _text(inner.get("title"))
    if not title or not ({"number", "state", "status", "url", "html_url", "content"} & set(issue)) or "fields" in issue:
        return None
    milestone = issue.get("milestone")
    dated = milestone if isinstance(milestone, Mapping) else {}
    reason = _text(issue.get("state_reason") or issue.get("stateReason")).replace("_", " ").casefold()
    state = _text(issue.get("status")) or _text(issue.get("state")).capitalize()
    number = _text(inner.get("number"))
    values = {
        "Issue key": f"#{number}" if number else "",
        "Issue type": "Pull request" if "pull_request" in issue or inner.get("type") == "PullRequest" else _text(issue.get("type")),
        "Summary": title,
        "Status": f"{state} ({reason})" if reason == "not planned" else state,
        "Assignee": _text(issue.get("assignees")) or _text(issue.get("assignee")),
        "Milestone": _text(milestone),
        "Due date": day(_text(dated.get("due_on") or dated.get("dueOn"))),
        "Labels": _text(issue.get("labels")),
        "Description": plain_text(_text(issue.get("body")) or _text(inner.get("body"))),
    }
    return _ticket(line, values["Issue key"], "", values)


def trello(cards: Sequence[tuple[Mapping[str, object], int]], lists: Mapping[str, Sequence[Located]]) -> list[Ticket]:
    """Return the cards of a board of Trello; archived ones are left out."""

    def named(key: str, *names: str) -> dict[str, str]:
        values = [one.value for one in lists.get(key, ()) if isinstance(one.value, Mapping)]
        return {_text(one.get("id")): next((_text(one[name]) for name in names if one.get(name)), "") for one in values}

    columns, members = named("lists", "name"), named("members", "fullName", "username")
    found: list[Ticket] = []
    for card, line in cards:
        if card.get("closed") is True or not _text(card.get("name")):
            continue
        people = card.get("idMembers")
        values = {
            "Issue key": _text(card.get("idShort")),
            "Summary": _text(card.get("name")),
            "Status": "Done" if card.get("dueComplete") is True else columns.get(_text(card.get("idList")), ""),
            "Assignee": ", ".join(members.get(_text(one), "") for one in people) if isinstance(people, list) else "",
            "Due date": day(_text(card.get("due"))),
            "Labels": _text(card.get("labels")),
            "Description": _text(card.get("desc")),
        }
        found.append(_ticket(line, "", "", values))
    return found


def record(value: Mapping[str, object], line: int) -> Ticket:
    """Return an object of which nothing but its keys tells what it is."""
    return _ticket(line, "", "", {str(key).replace("_", " "): _text(one) for key, one in value.items()})
