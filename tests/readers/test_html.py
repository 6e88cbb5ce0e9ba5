from __future__ import annotations

import hashlib
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aligner.domain.text import BlockKind, Layer, SpanStyle
from aligner.errors import LimitError, ReadError
from aligner.readers.base import Limits, Source
from aligner.readers.html import read


def load(text: str | bytes):
    data = text.encode() if isinstance(text, str) else text
    return read(Source("page.html", data, hashlib.sha256(data).hexdigest()), Limits())


def shape(document):
    return [(block.kind.value, block.level, block.text) for block in document.blocks]


def test_structure_and_places():
    document = load("<title>Our  plan</title>\n<h1>Plan</h1>\n<p>We\ngrow.</p>\n<ul><li>one<ol start=3><li>in</ol></li>\n<li>two</ul>")
    assert document.title == "Our plan"
    assert [(b.kind.value, b.level, b.marker, b.text, b.locator.line) for b in document.blocks] == [
        ("heading", 1, "", "Plan", 2),
        ("paragraph", 0, "", "We grow.", 3),
        ("list-item", 0, "•", "one", 5),
        ("list-item", 1, "3.", "in", 5),
        ("list-item", 0, "•", "two", 6),
    ]
    assert [block.locator.paragraph for block in document.blocks] == [1, 2, 3, 4, 5]


def test_page_furniture_is_left_out_and_main_preferred():
    document = load(
        "<body><nav>Menu</nav><main><p>Aim one is long enough.</p><aside>Ad</aside></main><footer>Imprint</footer><script>x()</script></body>"
    )
    assert shape(document) == [("paragraph", 0, "Aim one is long enough.")]


def test_small_main_element_does_not_hide_the_page():
    document = load("<main><p>Hi</p></main><p>" + "The plan itself stands outside. " * 5 + "</p>")
    assert len(document.blocks) == 2


def test_hidden_deleted_and_quoted_text_is_kept_apart():
    document = load(
        "<p style='display: none'>a1</p><p hidden>a2</p><p><del>a3</del></p><p>keep <s>this</s> word</p><blockquote type=cite>a4</blockquote><p>a5</p>"
    )
    assert [(block.text, block.layer) for block in document.blocks] == [
        ("a1", Layer.HIDDEN),
        ("a2", Layer.HIDDEN),
        ("a3", Layer.DELETED),
        ("keep this word", Layer.BODY),
        ("a4", Layer.QUOTED),
        ("a5", Layer.BODY),
    ]
    assert document.blocks[3].spans[0].style is SpanStyle.STRIKE


def test_table_with_spans_and_caption():
    document = load(
        "<table><caption>Work</caption><thead><tr><th>Task<th>Owner<th>Due</thead>"
        "<tr><td rowspan=2>Build<td colspan=2>Ann<tr><td>Bob<td>May <br>or June</table>"
    )
    assert document.blocks[0].text == "Work"
    rows = [block for block in document.blocks if block.kind is BlockKind.ROW]
    assert [[(c.header, c.text, c.merged, c.locator.cell) for c in row.cells] for row in rows] == [
        [("Task", "Build", False, "A2"), ("Owner", "Ann", False, "B2")],
        [("Task", "Build", True, "A3"), ("Owner", "Bob", False, "B3"), ("Due", "May or June", False, "C3")],
    ]
    assert rows[1].cells[2].breaks == (4,)


def test_layout_tables_are_read_as_text():
    document = load("<table role=presentation><tr><td><h2>Aims</h2><p>Grow.</p></td></tr></table><table><tr><td>One cell</td></tr></table>")
    assert shape(document) == [("heading", 2, "Aims"), ("paragraph", 0, "Grow."), ("paragraph", 0, "One cell")]


def test_pages_of_div_and_br_give_paragraphs():
    document = load("<div>First line<br>Second line<br><br>Third</div>tail")
    assert [block.text for block in document.blocks] == ["First line", "Second line", "Third", "tail"]


def test_check_boxes_bold_leads_and_footnote_marks():
    document = load(
        "<ul><li><input type=checkbox checked> <b>Done</b>: it<sup><a href='#f1'>1</a></sup></li></ul><p><strong>In progress</strong></p>"
    )
    item, heading = document.blocks
    assert (item.marker, item.text) == ("[x]", "Done: it")
    assert heading.kind is BlockKind.HEADING


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<meta charset="shift_jis"><h1>経営計画</h1>'.encode("shift_jis"), "経営計画"),
        ("<p>Größe</p>".encode("utf-16"), "Größe"),
        ('<meta charset="utf-8"><p>caf\xe9</p>'.encode("latin-1"), "café"),
        ("<p>caf\u00e9 \u2013 \u201cnew\u201d</p>".encode("cp1252"), "café \u2013 \u201cnew\u201d"),
        (b"<p>a &amp; b &lt;c&gt; &nbsp; d</p>", "a & b <c> d"),
        (b'<meta charset="utf-7"><p>+ADw-b+AD4-</p>', "+ADw-b+AD4-"),
    ],
)
def test_encodings_and_entities(data, text):
    assert load(data).blocks[0].text == text


def test_entities_of_a_document_type_are_not_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    document = load(
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n<html><body><p>before &x; after</p></body></html>'
    )
    assert "hidden words" not in " ".join(block.text for block in document.blocks)


def test_deep_nesting_and_huge_spans_are_bounded():
    start = time.monotonic()
    with pytest.raises(LimitError, match="too deeply"):
        load("<div>" * 20_000 + "x")
    load("<p>a</p>" + "<b><i>" * 20_000 + "x")
    spans = load("<table><tr><td rowspan=1000000000 colspan=1000000000>x<td>y</tr><tr><td>z</tr></table>")
    assert len(spans.blocks) <= 3
    assert time.monotonic() - start < 10


def test_what_is_not_read_is_counted():
    document = load("<p>Aim<img src=a.png><iframe src=b></iframe></p>")
    assert [(item.what, item.count) for item in document.unread] == [("embedded page", 1), ("image", 1)]


def test_jekyll_front_matter_and_tags_keep_line_numbers():
    document = load("---\ntitle: Progress\ndate: 2026-01-31\n---\n<p>{{ page.x }}\nWe grow.</p>\n<p>{% if a %}Yes{% endif %}</p>")
    assert (document.title, document.date) == ("Progress", "2026-01-31")
    assert [(block.locator.line, block.text) for block in document.blocks] == [(5, "We grow."), (7, "Yes")]


def test_tags_are_taken_out_of_fragments_but_not_of_whole_pages():
    text = "{case_template}\n<p>{include aims.md} We grow {{ page.x }}.</p>"
    assert [(block.locator.line, block.text) for block in load(text).blocks] == [(2, "We grow .")]
    assert load(f"<!DOCTYPE html><html>{text}</html>").blocks[-1].text == "{include aims.md} We grow {{ page.x }}."


PIECES = [
    "<p>",
    "</p>",
    "<table>",
    "<tr>",
    "<td colspan=3>",
    "<th>",
    "<li>",
    "<ul>",
    "<br>",
    "<b>",
    "</b>",
    "<s>",
    "text ",
    "&amp;",
    "&#0;",
    "<",
    "<!--",
    "\n",
    "é",
]


@given(st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map(lambda parts: "".join(parts).encode())))
@example(b"<")
@example(b"<!DOCTYPE")
@example(b"<table><tr></tr></table>")
@settings(max_examples=250, deadline=None)
def test_any_bytes_are_read_or_refused(data):
    try:
        document = load(data)
    except ReadError:
        return
    places = [block.locator.place for block in document.blocks] + [cell.locator.place for block in document.blocks for cell in block.cells]
    assert len(places) == len(set(places))
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text == " ".join(block.text.split())
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)
