from __future__ import annotations

import hashlib
from xml.etree import ElementTree as ET

from aligner.domain.text import BlockKind
from aligner.readers import read_source
from aligner.readers.base import Source
from aligner.report import render
from aligner.report.stratml_file import NAMESPACE
from tests.report import factory

NAME = f"{{{NAMESPACE}}}"


def tree(report):
    return ET.fromstring(render(report, ".stratml"))


def test_every_goal_is_there_once_under_its_parent():
    report = factory.rich()
    root = tree(report)
    found = {goal.findtext(f"{NAME}Identifier"): goal for goal in (*root.iter(f"{NAME}Goal"), *root.iter(f"{NAME}Objective"))}
    by_id = {goal.id: goal for goal in report.goals}
    assert {ident for ident in found if not ident.endswith("-own")} == set(by_id)
    for ident, goal in by_id.items():
        assert found[ident].findtext(f"{NAME}Name") == goal.text
    for top in root.iter(f"{NAME}Goal"):
        for below in top.iter(f"{NAME}Objective"):
            ident = below.findtext(f"{NAME}Identifier").removesuffix("-own")
            assert ident == top.findtext(f"{NAME}Identifier") or by_id[ident].parent is not None


def test_links_are_references_to_the_work():
    report = factory.rich()
    wanted = {(link.goal, link.item) for link in report.links if link.accepted}
    found = set()
    for objective in tree(report).iter(f"{NAME}Objective"):
        goal = objective.findtext(f"{NAME}Identifier").removesuffix("-own")
        found |= {(goal, one.findtext(f"{NAME}ReferentIdentifier")) for one in objective.iter(f"{NAME}Relationship")}
    assert found == wanted
    assert wanted


def test_targets_and_baselines_are_numbers():
    report = factory.rich()
    goal = next(goal for goal in report.goals if goal.metric is not None and goal.metric.baseline is not None)
    objective = next(
        one for one in tree(report).iter(f"{NAME}Objective") if one.findtext(f"{NAME}Identifier").removesuffix("-own") == goal.id
    )
    assert float(objective.findtext(f".//{NAME}Baseline/{NAME}NumberOfUnits")) == goal.metric.baseline
    assert float(objective.findtext(f".//{NAME}TargetResult/{NAME}NumberOfUnits")) == goal.metric.value


def test_the_reader_finds_the_goals_again():
    report = factory.rich()
    data = render(report, ".xml")
    document = read_source(Source("report.stratml.xml", data, hashlib.sha256(data).hexdigest()))
    assert document.format == "stratml"
    headings = {block.text for block in document.blocks if block.kind is BlockKind.HEADING}
    assert {goal.text for goal in report.goals} <= headings
