from __future__ import annotations

import hashlib

import pytest

from aligner.domain.text import Layer, SpanStyle
from aligner.errors import EmptyDocumentError, LimitError
from aligner.readers import read_source
from aligner.readers.base import Limits, Source

LIMITS = Limits()

HEAD = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}}{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 heading 2;}}"
    r"{\info{\title Harbour plan}{\creatim\yr2026\mo4\dy5}}"
)


def read(body: str, limits: Limits = LIMITS):
    data = (HEAD + body + "}").encode("latin-1")
    document = read_source(Source("plan.rtf", data, hashlib.sha256(data).hexdigest()), limits)
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text
        assert all(document.text_at(cell.locator) == cell.text for cell in block.cells)
    return document


def seen(document):
    return [(block.kind.value, block.level, block.marker, block.text) for block in document.blocks]


def test_headings_lists_and_looks():
    document = read(
        r"\pard\s1 Quays\par\pard We will {\b dredge} early.\par"
        r"\pard\ilvl1{\listtext\pard\plain a.\tab}First\par{\listtext b.\tab}Second\par\pard\outlinelevel1 Later\par"
    )
    assert (document.format, document.title, document.date) == ("rtf", "Harbour plan", "2026-04-05")
    assert seen(document) == [
        ("heading", 1, "", "Quays"),
        ("paragraph", 0, "", "We will dredge early."),
        ("list-item", 1, "a.", "First"),
        ("list-item", 1, "b.", "Second"),
        ("heading", 2, "", "Later"),
    ]
    assert [(span.style, span.start, span.end) for span in document.blocks[1].spans] == [(SpanStyle.BOLD, 8, 14)]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"caf\'e9 \emdash  d\u233?j\u224\'e0", "café — déjà"),
        (r"{\f1 \'cf\'eb\'e0\'ed}", "План"),
        (r"\u-10179?\u-8704? ship", "\U0001f600 ship"),
        (r"a\~b\_c\{d\}\\", "a b-c{d}\\"),
        (r"one{\*\unknown secret} two{\pict 89504e47}", "one two"),
        (r"{\field{\*\fldinst HYPERLINK evil}{\fldrslt a link}}", "a link"),
        ("a\\bin4 {{{{b", "ab"),
    ],
)
def test_text_as_a_person_sees_it(written, shown):
    assert [block.text for block in read(rf"\pard {written}\par").blocks] == [shown]


def test_a_table_with_header_and_merged_cells():
    row = r"\trowd{}\cellx1000\cellx2000\cellx3000"
    document = read(
        rf"{row.format(chr(92) + 'trhdr')}\pard\intbl Task\cell Owner\cell Due\cell\row"
        rf"\trowd\clvmgf\cellx1000\cellx2000\cellx3000\pard\intbl Dredge\cell Ada Low\cell May 2027\cell\row"
        rf"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl \cell Bo Ek\par and others\cell June 2027\cell\row\pard After.\par"
    )
    assert [[(cell.header, cell.text, cell.merged) for cell in block.cells] for block in document.blocks[:2]] == [
        [("Task", "Dredge", False), ("Owner", "Ada Low", False), ("Due", "May 2027", False)],
        [("Task", "Dredge", True), ("Owner", "Bo Ek and others", False), ("Due", "June 2027", False)],
    ]
    assert document.blocks[1].cells[1].locator.describe() == "paragraph 1, cell B3"
    assert document.blocks[2].text == "After."


def test_what_is_not_shown_is_kept_apart():
    document = read(r"{\header Page head\par}\pard Kept{\deleted  never}{\v  secret} text{\footnote A note.}.{\*\annotation Really?}\par")
    assert [(block.layer, block.text) for block in document.blocks] == [
        (Layer.BODY, "Kept text."),
        (Layer.DELETED, "never"),
        (Layer.HIDDEN, "secret"),
        (Layer.FOOTNOTE, "A note."),
        (Layer.COMMENT, "Really?"),
    ]


def test_pages_packed_into_rich_text_are_read_once():
    document = read(r"\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Once.\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}")
    assert [block.text for block in document.blocks] == ["Once."]


def test_groups_that_nest_too_deep_are_refused():
    with pytest.raises(LimitError, match="nests"):
        read("{" * 3000)


def test_nothing_but_properties_is_empty():
    with pytest.raises(EmptyDocumentError):
        read("")


def test_too_much_text_is_refused():
    with pytest.raises(LimitError):
        read(r"\pard " + "word " * 100 + r"\par", Limits(text_chars=200))
