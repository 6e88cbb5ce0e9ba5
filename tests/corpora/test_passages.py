"""Check the labelled texts under corpora/passages and corpora/reports: form, exact labels, invented names."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "corpora"
TEXTS = sorted((*(ROOT / "passages").glob("*.json"), *(ROOT / "reports").glob("*.json")))
TYPES = {"heading", "paragraph", "bullet", "numbered", "slide-line", "table"}
KINDS = {
    "passages": {
        "goal",
        "item",
        "vision",
        "achievement",
        "context",
        "rationale",
        "values",
        "boilerplate",
        "exclusion",
        "risk",
        "metric-definition",
        "other",
    },
    "reports": {"item", "other-work-talk", "risk", "decision", "reading", "people", "boilerplate", "context", "other"},
}
STATUS = {"not-started", "on-track", "at-risk", "off-track", "blocked", "on-hold", "done", "cancelled", "unknown"}
WORK_CLASS = {"change", "run", "compliance", "security-upkeep", "debt", "enabler"}


@cache
def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def labels_of(path):
    return [(block, label) for block in read(path)["blocks"] for label in block.get("labels", ())]


def parts_of(block):
    return [cell for row in block["rows"] for cell in row] if block["type"] == "table" else [block["text"]]


def place(block, label, taken):
    """Return part and start of a label where nothing else is labelled, or None."""
    for part, text in enumerate(parts_of(block)):
        for found in re.finditer(re.escape(label["text"]), text):
            if all(part != other or found.end() <= start or end <= found.start() for other, start, end in taken):
                return part, found.start(), found.end()
    return None


each = pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")


def test_there_are_texts_of_both_sorts():
    assert {path.parent.name for path in TEXTS} == set(KINDS)


@each
def test_form_is_kept(path):
    data = read(path)
    assert set(data) == {"organisation", "industry", "voice", "blocks"}
    assert all(isinstance(data[key], str) and data[key].strip() for key in ("organisation", "industry", "voice"))
    for block in data["blocks"]:
        assert block["type"] in TYPES
        assert any(part.strip() for part in parts_of(block))
        if block["type"] == "table":
            assert {len(row) for row in block["rows"]} == {len(block["header"])}


@each
def test_labels_are_exact_and_do_not_overlap(path):
    for block in read(path)["blocks"]:
        taken = []
        for label in block.get("labels", ()):
            found = place(block, label, taken)
            assert label["text"].strip() == label["text"] != "", label
            assert found is not None, (parts_of(block), label["text"])
            taken.append(found)


@each
def test_kinds_are_valid_and_both_sides_stand_in_every_text(path):
    kinds = Counter(label["kind"] for _, label in labels_of(path))
    assert set(kinds) <= KINDS[path.parent.name]
    wanted = kinds["goal" if path.parent.name == "passages" else "item"]
    assert wanted >= 8
    assert sum(kinds.values()) - wanted >= 8


@each
def test_work_is_told_by_pieces_of_its_block(path):
    names = []
    for block, label in labels_of(path):
        if path.parent.name != "reports" or label["kind"] != "item":
            assert set(label) == {"text", "kind"}
            continue
        assert label["status"] in STATUS
        assert label["class"] in WORK_CLASS
        for key in ("name", "due", "owner"):
            assert label[key] is None or label[key] in block["text"], (key, label)
        assert label["name"]
        if "same" in label:
            assert any(label["same"] in name for name in names), label
        names.append(label["name"])


def test_no_organisation_has_two_texts_or_stands_among_the_whole_ones():
    named = [read(path)["organisation"].casefold() for path in TEXTS]
    named += [read(path)["organisation"].casefold() for path in ROOT.glob("*/gold.json")]
    assert [name for name, count in Counter(named).items() if count > 1] == []
    assert [name for name, count in Counter(path.stem for path in TEXTS).items() if count > 1] == []


def test_the_datasheet_gives_the_counts():
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    for folder, kind in (("passages", "goal"), ("reports", "item")):
        labels = [label for path in TEXTS if path.parent.name == folder for _, label in labels_of(path)]
        row = next(line for line in told.splitlines() if line.startswith(f"| `{folder}` |"))
        for count in (sum(path.parent.name == folder for path in TEXTS), len(labels), sum(label["kind"] == kind for label in labels)):
            assert re.search(rf"(?<![\d,]){count:,}(?![\d,])", row), (folder, count)
