from __future__ import annotations

import copy

import jsonschema
import pytest

from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import Alignment, Level, State, Support, WorkClass
from aligner.report.contract import to_dict
from aligner.report.schema import schema
from tests.report import factory

VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_the_schema_itself_is_valid():
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    "report", [factory.rich(), factory.empty(), factory.small(), factory.large(12, 40)], ids=["rich", "empty", "small", "large"]
)
def test_reports_satisfy_the_schema(report):
    assert [error.message for error in VALIDATOR.iter_errors(to_dict(report))] == []


def _resolve(node):
    return schema()["$defs"][node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node


def _objects(node, where=""):
    """Yield every object schema with its place."""
    if "properties" in node:
        yield where, node
    for key, child in node.get("properties", {}).items():
        yield from _objects(child, f"{where}.{key}")
    for child in [node.get("items"), *node.get("anyOf", ()), *node.get("$defs", {}).values()]:
        if child:
            yield from _objects(child, f"{where}[]")


def test_every_property_says_what_it_means_and_is_required():
    found = list(_objects(schema()))
    assert len(found) > 10
    for where, node in found:
        assert node["required"] == list(node["properties"]), where
        for key, child in node["properties"].items():
            assert len(child.get("description", "")) > 10, f"{where}.{key} has no description"


def _undocumented(value, node, where=""):
    node = _resolve(node)
    if "anyOf" in node and value is not None:
        node = next(_resolve(option) for option in node["anyOf"] if option.get("type") != "null")
    if isinstance(value, dict) and "properties" in node:
        for key, child in value.items():
            if key not in node["properties"]:
                yield f"{where}.{key}"
            else:
                yield from _undocumented(child, node["properties"][key], f"{where}.{key}")
    if isinstance(value, list) and "items" in node:
        for child in value:
            yield from _undocumented(child, node["items"], f"{where}[]")


def test_everything_written_is_documented():
    data = to_dict(factory.rich())
    assert list(_undocumented(data, schema())) == []
    data["goals"][0]["surprise"] = 1
    assert list(_undocumented(data, schema())) == [".goals[].surprise"]


def test_the_schema_lists_the_same_names_as_the_code():
    defs = schema()["$defs"]
    for node, names in [
        (defs["gap"]["properties"]["kind"], GapKind),
        (defs["gap"]["properties"]["severity"], Severity),
        (defs["goal"]["properties"]["level"], Level),
        (defs["goal"]["properties"]["support"], Support),
        (defs["item"]["properties"]["work_class"], WorkClass),
        (defs["item"]["properties"]["alignment"], Alignment),
        (defs["item"]["properties"]["status"]["anyOf"][1]["properties"]["state"], State),
    ]:
        assert node["enum"] == [member.value for member in names]


def test_a_missing_field_breaks_the_schema():
    data = copy.deepcopy(to_dict(factory.rich()))
    del data["goals"][0]["owner"]
    assert not VALIDATOR.is_valid(data)
