from __future__ import annotations

import copy
import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.domain.facts import Metric
from aligner.errors import AlignerError, CorruptFileError, MissingFileError, ReadError, UnsupportedFormatError
from aligner.report.contract import from_dict, load, to_dict
from aligner.report.json_file import render
from tests.report import factory

REPORTS = {"rich": factory.rich(), "empty": factory.empty(), "small": factory.small()}


@pytest.fixture
def data():
    return to_dict(factory.rich())


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_what_is_written_is_what_is_read(report):
    data = json.loads(render(report))
    assert to_dict(from_dict(data)) == data == to_dict(report)


def test_keys_stand_in_the_published_order(data):
    assert list(data) == ["schema", "tool", "inputs", "goals", "items", "links", "candidates", "gaps", "summary"]
    assert list(data["goals"][0])[:12] == [
        "id", "text", "parent", "level", "locator", "headings", "metric", "deadline", "owner", "vague", "vague_because", "support",
    ]  # fmt: skip
    assert list(data["items"][0])[:12] == [
        "id", "text", "description", "locator", "headings", "owner", "due", "status", "budget", "work_class", "alignment", "same_as",
    ]  # fmt: skip
    assert list(data["links"][0]) == ["goal", "item", "probability", "strength", "evidence", "why"]
    assert list(data["gaps"][0]) == [
        "id",
        "kind",
        "severity",
        "goal",
        "items",
        "message",
        "question",
        "evidence",
        "remedy",
        "suppressed",
        "lapsed",
    ]
    assert list(data["goals"][0]["locator"]) == ["file", "paragraph", "page", "slide", "sheet", "cell", "line", "start", "end"]
    assert data["goals"][1]["metric"] == {
        "text": "40%", "value": 40.0, "unit": "%", "of": "complaints about billing", "direction": "decrease", "baseline": None,
    }  # fmt: skip
    assert data["goals"][1]["deadline"] == {"text": "by the end of 2027", "start": None, "end": "2027-12-31"}


def test_links_holds_only_what_was_accepted(data):
    report = factory.rich()
    assert len(data["links"]) == sum(link.accepted for link in report.links)
    assert len(data["candidates"]) == sum(not link.accepted for link in report.links) > 0


def test_a_field_that_does_not_apply_is_null(data):
    assert data["goals"][0]["metric"] is None
    assert data["items"][-2]["owner"] is data["items"][-2]["status"] is data["items"][-2]["description"] is None


def test_numbers_are_rounded_to_four_places(data):
    assert data["tool"]["config"]["accept"] == 0.6123
    goal = replace(factory.small().goals[0], metric=Metric("x", 0, 1, -0.00001, baseline=float("inf")))
    metric = to_dict(replace(factory.small(), goals=(goal,)))["goals"][0]["metric"]
    assert str(metric["value"]) == "0.0"
    assert metric["baseline"] is None


def test_json_survives_a_lone_surrogate():
    goal = replace(factory.small().goals[0], text="broken \ud800 text")
    assert json.loads(render(replace(factory.small(), goals=(goal,))).decode("utf-8"))["goals"][0]["text"] == "broken \ud800 text"


@pytest.mark.parametrize("value", [None, 3, [], {}, {"schema": "other/1"}, "text"])
def test_other_json_is_not_a_report(value):
    with pytest.raises(UnsupportedFormatError, match=r"x\.json: is not an aligner report\. Make a new one"):
        from_dict(value, path="x.json")


def test_another_schema_version_is_named(data):
    data["schema"] = "aligner.report/2"
    with pytest.raises(UnsupportedFormatError, match=r"schema aligner\.report/2, but this version reads aligner\.report/1"):
        from_dict(data)


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (lambda d: d["goals"][3].pop("text"), "lacks the field goals[3].text"),
        (lambda d: d["goals"][3]["locator"].update(start="x"), 'holds "x" at goals[3].locator.start, where a whole number was expected'),
        (lambda d: d["links"][0].update(probability=1.2), "holds 1.2 at links[0].probability, where a probability from 0 to 1"),
        (lambda d: d["links"][0].update(probability=True), "where a number was expected"),
        (lambda d: d["goals"][1]["metric"].update(value=10**400), "where a number that is finite was expected"),
        (lambda d: d["gaps"][0].update(kind="odd"), "where one of vague-goal, unsupported-goal"),
        (lambda d: d["gaps"][0].update(goal="Gnone"), "refers to Gnone, which it does not hold"),
        (lambda d: d["items"].append(d["items"][0]), "uses one id for two goals or two items"),
        (lambda d: d["goals"][0].update(parent=d["goals"][1]["id"]), "its own ancestor"),
        (lambda d: d.update(goals={}), "holds {} at goals, where a list was expected"),
        (lambda d: d["tool"].update(config=[]), "at tool.config, where an object was expected"),
        (lambda d: d["inputs"][0].update(role="other"), "where strategy or execution was expected"),
        (lambda d: d["goals"][0].update(vague=0), "where true or false was expected"),
    ],
)
def test_a_broken_report_is_refused_with_the_place(data, break_it, message):
    broken = copy.deepcopy(data)
    break_it(broken)
    with pytest.raises(ReadError) as caught:
        from_dict(broken, path="x.json")
    assert message in caught.value.message


def _places(value, path=()):
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _places(child, (*path, key))


SAMPLE = to_dict(factory.small())
JSON = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.none(), max_size=1) | st.just({})


@settings(max_examples=150, deadline=None)
@given(place=st.sampled_from(list(_places(SAMPLE))[1:]), value=JSON)
def test_any_other_value_anywhere_is_read_or_refused_plainly(place, value):
    data = copy.deepcopy(SAMPLE)
    parent = data
    for key in place[:-1]:
        parent = parent[key]
    parent[place[-1]] = value
    with suppress(AlignerError):
        from_dict(data)


def test_load_reads_a_file(tmp_path):
    path = tmp_path / "report.json"
    path.write_bytes(render(factory.rich()))
    assert to_dict(load(str(path))) == to_dict(factory.rich())


def test_load_names_what_is_wrong_with_a_file(tmp_path):
    with pytest.raises(MissingFileError, match="cannot be opened"):
        load(str(tmp_path / "none.json"))
    path = tmp_path / "bad.json"
    for content in (b"{", b"\xff\xfe\x00", b"[" * 100_000):
        path.write_bytes(content)
        with pytest.raises(CorruptFileError, match="is not valid JSON"):
            load(str(path))
