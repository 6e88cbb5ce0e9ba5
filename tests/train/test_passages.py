from __future__ import annotations

import json
from pathlib import Path

from aligner.domain.text import BlockKind
from aligner.train.passages import load_passage, load_passages

TEXT = {
    "organisation": "Norhaven Ferries",
    "blocks": [
        {"type": "heading", "text": "Where we sail"},
        {"type": "heading", "level": 3, "text": "Near", "labels": [{"text": "Near", "kind": "other"}]},
        {
            "type": "paragraph",
            "text": "It  rained. No ship\nwaits by 2030.",
            "labels": [{"text": "It rained.", "kind": "context"}, {"text": "No ship waits by 2030.", "kind": "goal"}],
        },
        {"type": "numbered", "text": "first", "labels": [{"text": "first", "kind": "item"}]},
        {"type": "numbered", "text": "second"},
        {"type": "bullet", "text": "between"},
        {"type": "numbered", "text": "afresh"},
        {
            "type": "table",
            "header": ["Aim", "Until", "Who"],
            "rows": [["Light every berth", "2028", ""], ["", "2029", "Yard"]],
            "labels": [{"text": "Light every berth", "kind": "goal"}],
        },
        {"type": "slide-line", "text": "More tugs"},
        {"type": "table", "header": ["Sum"], "rows": [["9"]]},
    ],
}


def _written(folder: Path, name: str = "norhaven.json") -> Path:
    (folder / name).write_text(json.dumps(TEXT), "utf-8")
    return folder / name


def test_blocks_come_as_a_reader_would_give_them(tmp_path: Path) -> None:
    passage = load_passage(_written(tmp_path))
    assert [(block.kind, block.level, block.marker, block.text, block.table) for block in passage.document.blocks] == [
        (BlockKind.HEADING, 1, "", "Where we sail", None),
        (BlockKind.HEADING, 3, "", "Near", None),
        (BlockKind.PARAGRAPH, 0, "", "It rained. No ship waits by 2030.", None),
        (BlockKind.LIST_ITEM, 0, "1.", "first", None),
        (BlockKind.LIST_ITEM, 0, "2.", "second", None),
        (BlockKind.LIST_ITEM, 0, "•", "between", None),
        (BlockKind.LIST_ITEM, 0, "1.", "afresh", None),
        (BlockKind.ROW, 0, "", "Light every berth | 2028", 0),
        (BlockKind.ROW, 0, "", "2029 | Yard", 0),
        (BlockKind.LIST_ITEM, 0, "", "More tugs", None),
        (BlockKind.ROW, 0, "", "9", 1),
    ]
    assert [(cell.header, cell.column, cell.text) for cell in passage.document.blocks[8].cells] == [
        ("Until", 1, "2029"),
        ("Who", 2, "Yard"),
    ]


def test_every_place_is_its_own_and_names_the_whole_text(tmp_path: Path) -> None:
    document = load_passage(_written(tmp_path)).document
    places = [block.locator.place for block in document.blocks] + [cell.locator.place for block in document.blocks for cell in block.cells]
    assert len(places) == len(set(places))
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text
        assert [document.text_at(cell.locator) for cell in block.cells] == [cell.text for cell in block.cells]


def test_labels_come_in_reading_order_with_those_of_tables(tmp_path: Path) -> None:
    passage = load_passage(_written(tmp_path))
    assert passage.labels == (
        ("Near", "other"),
        ("It rained.", "context"),
        ("No ship waits by 2030.", "goal"),
        ("first", "item"),
        ("Light every berth", "goal"),
    )
    assert passage.goals == ("No ship waits by 2030.", "Light every berth")


def test_a_folder_is_read_by_name_and_other_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("b.json", "a.json", "notes.txt"):
        _written(tmp_path, name)
    assert [passage.name for passage in load_passages(tmp_path)] == ["a", "b"]
