"""From the published JSON form back to a ``Report``, with every value checked on the way in."""

from __future__ import annotations

import json
from pathlib import Path

from aligner.domain.facts import DateSpan, Direction, Metric, Owner, OwnerKind
from aligner.domain.gaps import Gap, GapKind, Severity, Suppression
from aligner.domain.goals import Alignment, Goal, Item, Level, Quote, State, Status, Support, WorkClass
from aligner.domain.links import Evidence, Link, Side, Strength
from aligner.domain.quality import RuleHit
from aligner.domain.report import SCHEMA, InputInfo, ModelInfo, Report, Summary, ToolInfo
from aligner.domain.text import Locator, Unread
from aligner.errors import CorruptFileError, MissingFileError, UnsupportedFormatError
from aligner.report.node import REMEDY, Node, refuse

__all__ = ["from_dict", "load"]


def load(path: str) -> Report:
    """Return the report that a JSON file holds.

    Raises:
        MissingFileError: there is no such file.
        ReadError: the file is not an aligner report, or one of another version, or breaks the contract.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        reason = "cannot be opened"
        raise MissingFileError(path, reason, "Give the report.json that a comparison wrote.") from error
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        reason = "is not valid JSON"
        raise CorruptFileError(path, reason, REMEDY) from error
    return from_dict(value, path=path)


def from_dict(data: object, *, path: str = "report") -> Report:
    """Return the report that plain JSON values hold.

    What the contract leaves out (offsets of parsed values, places of descriptions) is filled with neutral values;
    ``to_dict`` of the outcome equals ``data``.

    Args:
        data: what a JSON parser returned.
        path: how error messages name the report.

    Raises:
        ReadError: not an aligner report, another version, a missing or wrongly typed value, or an id that names nothing.
    """
    if not isinstance(data, dict) or not str(data.get("schema", "")).startswith("aligner.report/"):
        reason = "is not an aligner report"
        raise UnsupportedFormatError(path, reason, REMEDY)
    if data["schema"] != SCHEMA:
        reason = f"is a report of schema {data['schema']}, but this version reads {SCHEMA}"
        raise UnsupportedFormatError(path, reason, REMEDY)
    root = Node(data, "", path)
    report = Report(
        tool=_tool(root["tool"]),
        inputs=tuple(_input(node) for node in root["inputs"].each()),
        goals=tuple(_goal(node) for node in root["goals"].each()),
        items=tuple(_item(node) for node in root["items"].each()),
        links=tuple(_link(node, accepted=key == "links") for key in ("links", "candidates") for node in root[key].each()),
        gaps=tuple(_gap(node) for node in root["gaps"].each()),
        summary=_summary(root["summary"]),
    )
    _check_ids(report, path)
    return report


def _tool(node: Node) -> ToolInfo:
    config = node["config"].value
    if not isinstance(config, dict):
        node["config"].fail("an object")
    model = ModelInfo(node["model"]["name"].text(), node["model"]["sha256"].text())
    return ToolInfo(node["name"].text(), node["version"].text(), model, tuple(config.items()))


def _input(node: Node) -> InputInfo:
    role = node["role"].text()
    if role not in {"strategy", "execution"}:
        node["role"].fail("strategy or execution")
    unread = tuple(Unread(part["what"].text(), part["count"].whole()) for part in node["unread"].each())
    return InputInfo(role, node["path"].text(), node["sha256"].text(), node["format"].text(), node["blocks"].whole(), unread)


def _goal(node: Node) -> Goal:
    locator = _locator(node["locator"])
    return Goal(
        id=node["id"].text(),
        text=node["text"].text(),
        locator=locator,
        level=node["level"].choice(Level),
        parent=node["parent"].text_or_none(),
        headings=node["headings"].texts(),
        description=tuple(Quote(text, Locator(locator.file)) for text in node["description"].texts()),
        mentions=tuple(Quote("", _locator(place)) for place in node["mentions"].each()),
        metric=_metric(node["metric"]),
        deadline=_date(node["deadline"]),
        owner=_owner(node["owner"]),
        vague=node["vague"].flag(),
        vague_because=node["vague_because"].texts(),
        support=node["support"].choice(Support),
        quality=tuple(_rule_hit(one) for one in node.get("quality", []).each()),
        sharper=node.get("sharper", None).text_or_none(),
    )


def _rule_hit(node: Node) -> RuleHit:
    words = Quote(node["words"].text(), _locator(node["locator"]))
    return RuleHit(node["rule"].text(), node["name"].text(), words, node["message"].text())


def _item(node: Node) -> Item:
    locator = _locator(node["locator"])
    status = node["status"]
    description = node["description"].text_or_none()
    quotes = () if description is None else tuple(Quote(text, Locator(locator.file)) for text in description.split("\n"))
    return Item(
        id=node["id"].text(),
        text=node["text"].text(),
        locator=locator,
        description=quotes,
        headings=node["headings"].texts(),
        owner=_owner(node["owner"]),
        due=_date(node["due"]),
        status=None if status.value is None else Status(status["text"].text(), status["state"].choice(State)),
        budget=node["budget"].text_or_none(),
        work_class=node["work_class"].choice(WorkClass),
        work_class_reason=node["work_class_reason"].text_or_none() or "",
        alignment=node["alignment"].choice(Alignment),
        same_as=node["same_as"].text_or_none(),
    )


def _link(node: Node, *, accepted: bool) -> Link:
    return Link(
        goal=node["goal"].text(),
        item=node["item"].text(),
        probability=node["probability"].probability(),
        strength=node["strength"].choice(Strength),
        evidence=tuple(_evidence(piece) for piece in node["evidence"].each()),
        why=node["why"].texts(),
        accepted=accepted,
    )


def _gap(node: Node) -> Gap:
    return Gap(
        id=node["id"].text(),
        kind=node["kind"].choice(GapKind),
        severity=node["severity"].choice(Severity),
        goal=node["goal"].text_or_none(),
        items=node["items"].texts(),
        message=node["message"].text(),
        question=node["question"].text(),
        remedy=node["remedy"].text_or_none() or "",
        evidence=tuple(_evidence(piece) for piece in node["evidence"].each()),
        suppressed=_suppression(node.get("suppressed", None)),
        lapsed=_suppression(node.get("lapsed", None)),
    )


def _suppression(node: Node) -> Suppression | None:
    if node.value is None:
        return None
    return Suppression(node["reason"].text(), node["expires"].text_or_none(), node["origin"].text())


def _summary(node: Node) -> Summary:
    return Summary(**{name: node[name].whole() for name in Summary.__slots__})


def _evidence(node: Node) -> Evidence:
    return Evidence(node["side"].choice(Side), node["quote"].text(), _locator(node["locator"]))


def _locator(node: Node) -> Locator:
    return Locator(
        file=node["file"].text(),
        paragraph=node["paragraph"].whole_or_none(),
        page=node["page"].whole_or_none(),
        slide=node["slide"].whole_or_none(),
        sheet=node["sheet"].text_or_none(),
        cell=node["cell"].text_or_none(),
        line=node["line"].whole_or_none(),
        start=node["start"].whole(),
        end=node["end"].whole(),
    )


def _metric(node: Node) -> Metric | None:
    if node.value is None:
        return None
    text = node["text"].text()
    direction = node["direction"]
    return Metric(
        text=text,
        start=0,
        end=len(text),
        value=node["value"].number_or_none(),
        unit=node["unit"].text_or_none(),
        of=node["of"].text_or_none(),
        direction=None if direction.value is None else direction.choice(Direction),
        baseline=node["baseline"].number_or_none(),
    )


def _date(node: Node) -> DateSpan | None:
    if node.value is None:
        return None
    text = node["text"].text()
    return DateSpan(text, 0, len(text), node["start"].text_or_none(), node["end"].text_or_none())


def _owner(node: Node) -> Owner | None:
    if node.value is None:
        return None
    text = node["text"].text()
    return Owner(text, 0, len(text), OwnerKind.ROLE)


def _check_ids(report: Report, path: str) -> None:
    """Refuse ids that are used twice, name nothing, or make a goal its own ancestor."""
    goals = {goal.id: goal for goal in report.goals}
    items = {item.id for item in report.items}
    if len(goals) < len(report.goals) or len(items) < len(report.items):
        refuse(path, "uses one id for two goals or two items")
    named = [goal.parent for goal in report.goals] + [link.goal for link in report.links] + [gap.goal for gap in report.gaps]
    carried = [item.same_as for item in report.items] + [link.item for link in report.links]
    carried += [ident for gap in report.gaps for ident in gap.items]
    for ident, known in [*((ident, goals) for ident in named), *((ident, items) for ident in carried)]:
        if ident is not None and ident not in known:
            refuse(path, f"refers to {ident}, which it does not hold")
    for goal in report.goals:
        above, steps = goal.parent, 0
        while above is not None and steps <= len(goals):
            above, steps = goals[above].parent, steps + 1
        if above is not None:
            refuse(path, f"makes goal {goal.id} its own ancestor")
