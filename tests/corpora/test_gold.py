"""Check the gold labels under corpora/ against the documents, with readers that share nothing with the program."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.independent import csv_rows, html_blocks, pdf_pages, pptx_slides

ROOT = Path(__file__).parents[2] / "corpora"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GOLD = sorted(ROOT.glob("*/gold.json"))
KEYS = {
    "organisation",
    "industry",
    "split",
    "strategy",
    "execution",
    "goals",
    "non_goals",
    "items",
    "links",
    "near_misses",
    "gaps",
    "not_gaps",
}
SUPPORT = {"supported", "partial", "unsupported", "unclear"}
NON_GOAL = {"vision", "values", "achievement", "context", "rationale", "boilerplate", "exclusion", "risk", "metric-definition", "other"}
WORK_CLASS = {"change", "run", "compliance", "security-upkeep", "debt", "enabler"}
STATUS = {"not-started", "on-track", "at-risk", "off-track", "blocked", "on-hold", "done", "cancelled", "unknown"}
ALIGNMENT = {"aligned", "orphaned", "exempt"}
GAP = {
    "vague-goal",
    "unsupported-goal",
    "vague-unsupported-goal",
    "thin-support",
    "orphaned-work",
    "unowned-goal",
    "unowned-item",
    "at-risk-support",
    "target-conflict",
    "timeline-conflict",
    "not-analysable",
}
FURTHER = {  # labelled in the newer corpora only
    "authority-gap",
    "constraint",
    "contradiction",
    "duplicated-work",
    "fragmented-goal",
    "metric-gap",
    "priority-inversion",
    "stale-goal",
    "unevidenced-claim",
}


def squeeze(text):
    return " ".join(text.split())


def words_of_docx(path):
    """Every paragraph with insertions accepted and deletions dropped (deleted text is w:delText, not w:t)."""
    paragraphs = docx.Document(path).element.body.iter(f"{W}p")
    return ["".join(node.text or "" for node in p.iter(f"{W}t")) for p in paragraphs]


def words_of_xlsx(path):
    book = openpyxl.load_workbook(path, data_only=True)
    return [str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None]


def words_of_pptx(path):
    return [piece for slide in pptx_slides(str(path)) for piece in slide]


def words_of_pdf(path):
    """One part: a sentence may run over the end of a page."""
    return [" ".join(pdf_pages(str(path)))]


def words_of_html(path):
    return html_blocks(str(path))


def words_of_csv(path):
    return [cell for row in csv_rows(str(path)) for cell in row]


def words_of_text(path):
    return [path.read_text(encoding="utf-8-sig")]


READERS = {
    ".docx": words_of_docx,
    ".xlsx": words_of_xlsx,
    ".pptx": words_of_pptx,
    ".pdf": words_of_pdf,
    ".html": words_of_html,
    ".csv": words_of_csv,
}


@pytest.fixture(scope="module", params=GOLD, ids=lambda path: path.parent.name)
def case(request):
    gold = json.loads(request.param.read_text(encoding="utf-8"))
    folder = request.param.parent
    texts = {}
    for name in gold["strategy"] + gold["execution"]:
        path = folder / name
        texts[name] = [squeeze(part) for part in READERS.get(path.suffix, words_of_text)(path)]
    return gold, texts


def found(text, parts):
    return squeeze(text) == text and any(text in part for part in parts)


def test_there_is_gold_to_check():
    assert GOLD


def test_every_text_stands_verbatim_in_its_file(case):
    gold, texts = case
    records = gold["goals"] + gold["non_goals"] + gold["items"] + [m for goal in gold["goals"] for m in goal["mentions"]]
    missing = [record["text"] for record in records if not found(record["text"], texts[record["file"]])]
    assert missing == []


def test_metrics_deadlines_and_owners_of_goals_stand_in_the_strategy(case):
    gold, texts = case
    parts = [part for name in gold["strategy"] for part in texts[name]]
    missing = [
        (goal["id"], field)
        for goal in gold["goals"]
        for field in ("metric", "deadline", "owner")
        if goal[field] is not None and not found(goal[field], parts)
    ]
    assert missing == []


def test_owners_of_items_stand_in_the_file_of_the_item(case):
    gold, texts = case
    assert [item["id"] for item in gold["items"] if item["owner"] is not None and not found(item["owner"], texts[item["file"]])] == []


def test_goals_come_from_strategy_and_items_from_execution(case):
    gold, _ = case
    assert {goal["file"] for goal in gold["goals"]} <= set(gold["strategy"])
    assert {item["file"] for item in gold["items"]} <= set(gold["execution"])


def test_ids_are_unique_and_references_known(case):
    gold, _ = case
    goals = [goal["id"] for goal in gold["goals"]]
    items = [item["id"] for item in gold["items"]]
    assert [i for i, n in Counter(goals + items).items() if n > 1] == []
    assert {goal["parent"] for goal in gold["goals"]} <= {None, *goals}
    assert {item["same_as"] for item in gold["items"]} <= {None, *items}
    for record in gold["links"] + gold["near_misses"]:
        assert record["goal"] in goals
        assert record["item"] in items
    for gap in gold["gaps"] + gold["not_gaps"]:
        assert gap["goal"] is None or gap["goal"] in goals
        assert set(gap["items"]) <= set(items)


def test_links_name_the_first_mention_of_an_item_and_no_pair_twice(case):
    gold, _ = case
    again = {item["id"] for item in gold["items"] if item["same_as"]}
    pairs = [(link["goal"], link["item"]) for link in gold["links"]]
    assert not {item for _, item in pairs} & again
    assert len(pairs) == len(set(pairs))
    assert not set(pairs) & {(miss["goal"], miss["item"]) for miss in gold["near_misses"]}


def test_words_are_legal(case):
    gold, _ = case
    assert set(gold) - {"unlabelled"} == KEYS
    further = {gap["kind"] for gap in gold["gaps"]} & FURTHER
    assert set(gold.get("unlabelled", ())) == (set() if further else FURTHER)
    assert {goal["support"] for goal in gold["goals"]} <= SUPPORT
    assert {type(goal["vague"]) for goal in gold["goals"]} == {bool}
    assert {text["kind"] for text in gold["non_goals"]} <= NON_GOAL
    assert {item["work_class"] for item in gold["items"]} <= WORK_CLASS
    assert {item["status"] for item in gold["items"]} <= STATUS
    assert {item["alignment"] for item in gold["items"]} <= ALIGNMENT
    assert {link["strength"] for link in gold["links"]} <= {"direct", "indirect"}
    assert {gap["kind"] for gap in gold["gaps"] + gold["not_gaps"]} <= GAP | FURTHER
    for item in gold["items"]:
        assert item["due"] is None or date.fromisoformat(item["due"])


def test_alignment_follows_from_links_and_class(case):
    gold, _ = case
    linked = {link["item"] for link in gold["links"]}
    for item in gold["items"]:
        first = item["same_as"] or item["id"]
        expected = "aligned" if first in linked else "orphaned" if item["work_class"] == "change" else "exempt"
        assert item["alignment"] == expected, item["id"]


def test_gaps_agree_with_the_labels(case):
    gold, _ = case
    named = {kind: {gap["goal"] for gap in gold["gaps"] if gap["kind"] == kind} for kind in GAP}
    for goal in gold["goals"]:
        none = goal["support"] == "unsupported"
        assert (goal["id"] in named["vague-unsupported-goal"]) == (goal["vague"] and none)
        assert (goal["id"] in named["unsupported-goal"]) == (none and not goal["vague"])
        assert (goal["id"] in named["vague-goal"]) == (goal["vague"] and not none)


def test_manifest_names_every_corpus():
    manifest = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["folder"] for entry in manifest["corpora"]] == [path.parent.name for path in GOLD]
    for entry in manifest["corpora"]:
        gold = json.loads((ROOT / entry["folder"] / "gold.json").read_text(encoding="utf-8"))
        for key in ("organisation", "industry", "split", "strategy", "execution"):
            assert entry[key] == gold[key]
        for key in ("goals", "non_goals", "items", "links", "near_misses", "gaps", "not_gaps"):
            assert entry["counts"][key] == len(gold[key])
