from __future__ import annotations

import hashlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.domain.text import BlockKind, Layer, SpanStyle
from aligner.errors import CorruptFileError, EmptyDocumentError, LimitError, ReadError
from aligner.readers.base import Limits, Source
from aligner.readers.pdf import _fill, read
from aligner.readers.pdf_hyphens import Hyphens
from aligner.readers.pdf_layout import layout
from aligner.readers.pdf_page import Page, Rule, Word
from aligner.readers.sink import Sink

WIDTH, HEIGHT = 612.0, 792.0
ADVANCE = 0.5  # of the font size, per character
BODY = (
    "The harbour grows by two berths a year, and every berth",
    "pays for the next one out of its own fees, as the",
    "board has decided.",
)


def words(text: str, x: float, y: float, size: float = 10, *, bold: bool = False) -> list[Word]:
    found = []
    for word in text.split(" "):
        end = x + len(word) * size * ADVANCE
        found.append(Word(word, x, end, y, size, bold))
        x = end + 0.3 * size
    return found


def column(lines, x=72.0, y=200.0, size=10.0, *, bold=False, step=1.2):
    return [word for index, line in enumerate(lines) for word in words(line, x, y + index * step * size, size, bold=bold)]


def page(*parts, number=1, rules=()):
    return Page(number, WIDTH, HEIGHT, tuple(word for part in parts for word in part), tuple(rules))


def texts(pages):
    return [(block.kind.value, block.level, block.styled.text) for block in layout(pages)]


def test_lines_join_to_paragraphs_and_gaps_part_them():
    first, second = column(BODY, y=200), column(BODY, y=260)
    assert texts([page(first, second)]) == [("paragraph", 0, " ".join(BODY))] * 2


def test_deliberate_line_breaks_stay():
    lines = ("Responsible: harbour master", "Measure: berths in use at the end of the year, by quay", "Due: winter")
    assert [text for _, _, text in texts([page(column(lines))])] == list(lines)


def test_headings_by_size_weight_and_rank():
    parts = [
        words("Harbour plan", 72, 90, 24, bold=True),
        words("Aims", 72, 130, 16, bold=True),
        column(BODY, y=150),
        words("First quay", 72, 210, 10, bold=True),
        column(BODY, y=225),
        column(BODY, y=300),
    ]
    assert [entry for entry in texts([page(*parts)]) if entry[0] == "heading"] == [
        ("heading", 1, "Harbour plan"),
        ("heading", 2, "Aims"),
        ("heading", 3, "First quay"),
    ]


def test_two_columns_are_read_one_after_the_other():
    left = [f"left {name} column words here" for name in ("one", "two", "three", "four", "five")]
    right = [line.replace("left", "right") for line in left]
    blocks = texts([page(words("A title over both columns of the page", 72, 80, 18), column(left, x=72), column(right, x=330))])
    joined = " ".join(text for _, _, text in blocks)
    assert joined == " ".join(["A title over both columns of the page", *left, *right])


def test_text_below_both_columns_comes_last():
    left = ["left words stand here " + name for name in ("a", "b", "c", "d")]
    right = [line.replace("left", "right") for line in left]
    parts = page(column(left, x=72), column(right, x=330), words("Closing line", 72, 420))
    assert texts([parts])[-1][2] == "Closing line"


def test_running_headers_footers_and_page_numbers_are_dropped():
    pages = [
        page(
            words("Harbour plan 2026", 72, 40),
            column(BODY),
            words(f"Page {number} of 4", 280, 760),
            words("Port of Example", 72, 775),
            number=number,
        )
        for number in range(1, 5)
    ]
    assert {text for _, _, text in texts(pages)} == {" ".join(BODY)}


def test_the_only_text_of_a_page_is_kept():
    assert texts([page(words("7", 300, 750))])[0][2] == "7"


def test_sentence_goes_on_over_the_page_break():
    one = page(column(["We will open the northern quay and"], y=700), number=1)
    two = page(column(["the southern one in spring."], y=72), number=2)
    blocks = layout([one, two])
    assert [(block.styled.text, block.page) for block in blocks] == [("We will open the northern quay and the southern one in spring.", 1)]


def test_bullets_numbers_levels_and_hanging_indents():
    parts = [
        words("\u2022 Open the first quay by the end of the coming year, and then", 72, 200),
        words("close the old one", 82, 212),
        words("o Inner item", 100, 224),
        words("\uf0b7 Second item", 72, 236),
        words("1. Numbered item", 72, 260),
        words("12.Tight number", 72, 272),
    ]
    found = [(b.kind.value, b.level, b.marker, b.styled.text) for b in layout([page(*parts)])]
    assert found == [
        ("list-item", 0, "\u2022", "Open the first quay by the end of the coming year, and then close the old one"),
        ("list-item", 1, "o", "Inner item"),
        ("list-item", 0, "\u2022", "Second item"),
        ("list-item", 0, "1.", "Numbered item"),
        ("list-item", 0, "12.", "Tight number"),
    ]


def test_numbered_item_with_a_bold_beginning_is_one_item():
    parts = [
        words("1. Keep the quays open all year round:", 72, 200, bold=True),
        words("no berth closes for more than a day.", 84, 212),
        column(BODY, y=300),
    ]
    block = layout([page(*parts)])[0]
    assert (block.kind, block.marker) == (BlockKind.LIST_ITEM, "1.")
    assert block.styled.text == "Keep the quays open all year round: no berth closes for more than a day."
    assert [(span.style, span.start) for span in block.styled.spans] == [(SpanStyle.BOLD, 0)]


def test_a_bold_sentence_that_runs_into_the_next_line_opens_a_paragraph():
    opening = [*words("1.2 By the end of 2028 no berth on the east quay will hang on a", 72, 200, bold=True)]
    rest = [*words("single", 72, 212, bold=True)]
    rest += words("crane. It broke twice.", rest[-1].x1 + 3, 212)
    found = layout([page(opening, rest, words("Our aims", 72, 260, bold=True), column(BODY, y=300))])
    assert [block.kind for block in found] == [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH]
    assert found[0].styled.text.endswith("will hang on a single crane. It broke twice.")


def test_footnotes_and_their_marks():
    body = column(BODY, y=200)
    mark = Word("3", body[-1].x1 + 0.2, body[-1].x1 + 3, body[-1].y - 4, 6, bold=False)
    note = [Word("3", 72, 75, 696, 5, bold=False), *words("See the port report.", 77, 700, 8)]
    blocks = layout([page(body, [mark], note)])
    assert [(block.layer, block.styled.text) for block in blocks] == [
        (Layer.BODY, " ".join(BODY)),
        (Layer.FOOTNOTE, "3 See the port report."),
    ]


def test_ruled_table_becomes_rows_with_merged_cells():
    xs, ys = (72, 200, 300, 420), (200, 220, 240, 270)
    rules = [Rule(xs[0], y, xs[-1], y) for y in ys]
    rules += [Rule(x, ys[0], x, ys[-1]) for x in (xs[0], xs[1], xs[-1])] + [Rule(xs[2], ys[0], xs[2], ys[2])]
    cells = [
        words("Task", 76, 214, bold=True),
        words("Owner", 204, 214, bold=True),
        words("Due", 304, 214, bold=True),
        words("Dig", 76, 234),
        words("Ann", 204, 234),
        words("May", 304, 234),
        words("Build the", 76, 252),
        words("quay", 76, 264),
        words("Bob and Cy", 204, 252),
    ]
    after = words("After the table.", 72, 300)
    table, text = layout([page(*cells, after, rules=rules)])
    assert table.placed is not None
    rows = [[(cell.text, cell.merged) for cell in row] for row in table.placed.table.rows]
    assert rows[0] == [("Task", False), ("Owner", False), ("Due", False)]
    assert rows[2] == [("Build the quay", False), ("Bob and Cy", False), ("Bob and Cy", True)]
    assert (text.styled.text, text.line) == ("After the table.", 4)


def ruled(rows, number, y=700.0):
    """A page with a table of two columns and one line per row."""
    edges = [y + 20 * index for index in range(len(rows) + 1)]
    rules = [Rule(72, edge, 400, edge) for edge in edges] + [Rule(x, edges[0], x, edges[-1]) for x in (72, 200, 400)]
    cells = [
        word for index, row in enumerate(rows) for x, text in zip((76, 204), row, strict=True) for word in words(text, x, edges[index] + 14)
    ]
    return page(cells, number=number, rules=rules)


def test_table_that_goes_on_over_the_page_break_keeps_its_header():
    source = Source("plan.pdf", b"", "")
    first = ruled([("Task", "Owner"), ("Dig the basin", "Ann Lee"), ("Build the wall", "Raj Rao")], 1)
    second = ruled([("Paint the crane", "Eve Ode"), ("Open the quay", "Bob Ray")], 2, y=72)
    sink = Sink(source, Limits())
    _fill(sink, layout([first, second]))
    found = [(block.locator.page, block.locator.line, [(cell.header, cell.text) for cell in block.cells]) for block in sink.blocks]
    assert found == [
        (1, 2, [("Task", "Dig the basin"), ("Owner", "Ann Lee")]),
        (1, 3, [("Task", "Build the wall"), ("Owner", "Raj Rao")]),
        (2, 1, [("Task", "Paint the crane"), ("Owner", "Eve Ode")]),
        (2, 2, [("Task", "Open the quay"), ("Owner", "Bob Ray")]),
    ]


def test_short_lines_side_by_side_are_columns_unless_they_share_baselines():
    left, right = (
        ["Chair person", "Ann Lee here", "Treasurer now", "Bob Ray here"],
        ["Linked pages", "example.org/a", "Mailing list", "example.org/b"],
    )
    apart = [text for _, _, text in texts([page(column(left, x=72, step=2), column(right, x=330, y=207, step=2))])]
    level = [text for _, _, text in texts([page(column(left, x=72, step=2), column(right, x=330, step=2))])]
    assert " ".join(apart) == " ".join([*left, *right])
    assert " ".join(level) == " ".join(text for pair in zip(left, right, strict=True) for text in pair)


def test_a_single_box_is_no_table():
    rules = [Rule(70, 150, 540, 150), Rule(70, 250, 540, 250), Rule(70, 150, 70, 250), Rule(540, 150, 540, 250)]
    assert texts([page(column(BODY), rules=rules)]) == [("paragraph", 0, " ".join(BODY))]


def test_contents_lines_and_lone_symbols_are_dropped():
    parts = page(words("Aims ............ 4", 72, 100), words("\u2022", 72, 120), column(BODY))
    assert texts([parts]) == [("paragraph", 0, " ".join(BODY))]


@pytest.mark.parametrize(
    ("parted", "following", "joined"),
    [
        ("har-", "bour", ("har", True)),
        ("long-", "term", ("long-", True)),
        ("re\ufffe", "open", ("re", True)),
        ("North-", "East", ("North-", True)),
        ("well-", "known,", ("well-", True)),
        ("quay", "wall", ("quay", False)),
        ("-", "dash", ("-", False)),
    ],
)
def test_hyphens(parted, following, joined):
    known = Hyphens(["harbour", "long", "term", "well-known"])
    assert known.join(parted, following) == joined


def test_hyphenated_line_end_in_a_paragraph():
    lines = ("The berths of the har-", "bour open in spring, and the harbour grows each year then")
    assert texts([page(column(lines))])[0][2].startswith("The berths of the harbour open")


COORDINATE = st.floats(-50, 900, allow_nan=False)
ANY_WORD = st.builds(
    lambda text, x, width, y, size, bold: Word(text, x, x + width, y, size, bold),
    st.sampled_from(["\u2022", "1.", "Goal", "har-", "1", "a)", "........", "NORTH", "x\ufffe", "Aims:", "3.2"]),
    COORDINATE,
    st.floats(0, 80),
    COORDINATE,
    st.sampled_from([2.0, 6.0, 10.0, 10.5, 18.0]),
    st.booleans(),
)
ANY_RULE = st.builds(
    lambda x, y, length, down: Rule(x, y, x, y + length) if down else Rule(x, y, x + length, y),
    COORDINATE,
    COORDINATE,
    st.floats(6, 400),
    st.booleans(),
)


@given(st.lists(st.tuples(st.lists(ANY_WORD, max_size=40), st.lists(ANY_RULE, max_size=16)), max_size=4))
@settings(max_examples=150, deadline=None)
def test_layout_takes_any_positions(raw):
    pages = [Page(number, WIDTH, HEIGHT, tuple(found), tuple(rules)) for number, (found, rules) in enumerate(raw, start=1)]
    blocks = layout(pages)
    places = [(block.page, block.line) for block in blocks]
    assert len(places) == len(set(places))
    for block in blocks:
        assert all(0 <= span.start < span.end <= len(block.styled.text) for span in block.styled.spans)


# --- whole files -------------------------------------------------------------------------------------------------


def make_pdf(pages: list[list[tuple[str, float, float, float, bool]]]) -> bytes:
    """Write a pdf by hand: text, x, y (from the bottom), size, bold."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = [b"<< /Type /Font /Subtype /Type1 /BaseFont /%s >>" % name for name in (b"Helvetica", b"Helvetica-Bold")]
    objects += fonts
    kids = []
    for lines in pages:
        drawn = "".join(f"BT /F{2 if bold else 1} {size} Tf {x} {y} Td ({text}) Tj ET\n" for text, x, y, size, bold in lines).encode(
            "latin-1"
        )
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(drawn), drawn))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            % content
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def load(data: bytes, limits: Limits | None = None):
    return read(Source("plan.pdf", data, hashlib.sha256(data).hexdigest()), limits or Limits())


PLAN = make_pdf(
    [
        [("Harbour plan", 72, 700, 24, True), ("We will open two quays by 2027.", 72, 660, 11, False)],
        [("1. Dig the basin", 72, 700, 11, False), ("2. Build the wall", 72, 686, 11, False)],
        [],
    ]
)


def test_whole_file():
    document = load(PLAN)
    assert (document.format, document.title) == ("pdf", "Harbour plan")
    assert [(b.kind.value, b.marker, b.text, b.locator.page, b.locator.line) for b in document.blocks] == [
        ("heading", "", "Harbour plan", 1, 1),
        ("paragraph", "", "We will open two quays by 2027.", 1, 2),
        ("list-item", "1.", "Dig the basin", 2, 1),
        ("list-item", "2.", "Build the wall", 2, 2),
    ]
    assert [(item.what, item.count) for item in document.unread] == [("page without text", 1)]
    assert all(document.text_at(block.locator) == block.text for block in document.blocks)


def test_junk_before_the_header_is_skipped():
    assert len(load(b"\r\n" * 50 + PLAN).blocks) == 4


def test_no_text_layer_is_said():
    with pytest.raises(EmptyDocumentError, match="no text layer"):
        load(make_pdf([[]]))


def test_pages_beyond_the_limit_are_counted():
    document = load(PLAN, Limits(pages=1))
    assert [(item.what, item.count) for item in document.unread] == [("page beyond the limit", 2)]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"\x00\xff" * 500, PLAN[:300]])
def test_damaged_files(data):
    with pytest.raises(CorruptFileError, match="not a readable pdf"):
        load(data)


def test_time_limit():
    start = time.monotonic()
    with pytest.raises(LimitError, match="seconds"):
        load(PLAN, Limits(seconds=0.001))
    assert time.monotonic() - start < 5


def test_a_crash_of_the_worker_is_one_document_lost(monkeypatch, tmp_path):
    worker = tmp_path / "worker.py"
    worker.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n")
    monkeypatch.setattr("aligner.readers.pdf._WORKER", worker)
    with pytest.raises(CorruptFileError, match="crash"):
        load(PLAN)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ('{"error":"memory"}', LimitError),
        ('{"error":"text"}', LimitError),
        ('{"error":"encrypted"}', ReadError),
        ("not json", CorruptFileError),
        ('{"pages": 1}\n{}', CorruptFileError),
        ("", CorruptFileError),
    ],
)
def test_answers_of_the_worker(monkeypatch, tmp_path, said, error):
    worker = tmp_path / "worker.py"
    worker.write_text(f"print({said!r})\n")
    monkeypatch.setattr("aligner.readers.pdf._WORKER", worker)
    with pytest.raises(error):
        load(PLAN)


@given(st.lists(st.tuples(st.integers(9, len(PLAN) - 1), st.integers(0, 255)), min_size=1, max_size=12))
@settings(max_examples=20, deadline=None)
def test_mutated_files_are_read_or_refused(changes):
    data = bytearray(PLAN)
    for position, value in changes:
        data[position] = value
    try:
        document = load(bytes(data))
    except ReadError:
        return
    assert all(document.text_at(block.locator) == block.text for block in document.blocks)
