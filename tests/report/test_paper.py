from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest

from aligner.domain.gaps import GapKind, Severity, Suppression
from aligner.domain.links import Evidence, Side
from aligner.domain.text import Locator
from aligner.report import render
from aligner.report.board import board
from aligner.report.paper import measures as m
from aligner.report.paper.face import MISSING, REGULAR, drawable, width, wrap
from aligner.report.paper.fit import _heights, fitted, lines, quoted
from aligner.report.view import View
from aligner.report.wording import shorten
from tests.report import factory

ROOT = Path(__file__).parents[2]
LONG = "The programme shall improve everything that customers, colleagues and regulators could possibly care about, and then some. " * 20
WIDE = "Verwaltungsmodernisierungsbeschleunigungsgesetz" * 12
FOREIGN = "品質を高める 顧客の信頼 " * 40
RIGHT_TO_LEFT = "تحسين جودة الخدمة שיפור השירות " * 20
ICONS = "\U0001f680\U0001f525 launch \u2060\ufe0f" * 60


def report_of(text: str):
    """A report in which every text that a document could hold is ``text``."""
    rich = factory.rich()
    pieces = tuple(
        Evidence(side, text, Locator(f"{text[:80]}.docx", paragraph=9, cell="A1", end=len(text)))
        for side in (Side.GOAL, Side.GOAL, Side.ITEM, Side.ITEM)
    )
    kinds = [GapKind.TARGET_CONFLICT, GapKind.TIMELINE_CONFLICT, GapKind.CONSTRAINT, *list(GapKind)]
    gaps = tuple(
        replace(rich.gaps[0], id=f"X-{number:08x}", kind=kind, severity=Severity.HIGH, message=text, question=text, evidence=pieces)
        for number, kind in enumerate(kinds * 3)
    )
    inputs = tuple(replace(info, path=f"{text[:200]}{number}.docx") for number, info in enumerate(rich.inputs * 5))
    tool = replace(rich.tool, model=replace(rich.tool.model, name=text[:300]))
    goals = tuple(replace(goal, owner=factory.owner(text)) for goal in rich.goals)
    summary = replace(rich.summary, goals=12345, supported=11111, items=99999, orphaned=54321, unclear_items=22222)
    return replace(rich, gaps=gaps, inputs=inputs, tool=tool, goals=goals, summary=summary)


REPORTS = {
    "rich": factory.rich,
    "empty": factory.empty,
    "small": factory.small,
    "large": factory.large,
    **{
        name: (lambda text=text: report_of(text))
        for name, text in {
            "long": LONG,
            "wide": WIDE,
            "foreign": FOREIGN,
            "right to left": RIGHT_TO_LEFT,
            "icons": ICONS,
            "one letter": "a",
        }.items()
    },
}


def pdf_text(data: bytes) -> str:
    page = pypdfium2.PdfDocument(data)[0]
    return " ".join(page.get_textpage().get_text_range().split())


def docx_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    parts = [paragraph.text for section in document.sections for paragraph in section.footer.paragraphs]
    for block in document.iter_inner_content():
        cells = block.rows[0].cells if hasattr(block, "rows") else ()
        parts += [paragraph.text for cell in cells for paragraph in cell.paragraphs] or [getattr(block, "text", "")]
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize("name", REPORTS)
def test_the_brief_is_one_sheet_whatever_the_texts_are(name):
    report = REPORTS[name]()
    page = fitted(board(View(report)))
    assert sum(_heights(page.board, page.body)) <= m.SPACE
    document = pypdfium2.PdfDocument(render(report, ".pdf"))
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx((m.WIDTH, m.HEIGHT), abs=0.01)
    page = document[0].get_textpage()
    boxes = [page.get_rect(number) for number in range(page.count_rects())]
    assert boxes
    for left, bottom, right, top in boxes:
        assert left >= m.SIDE - 1
        assert right <= m.WIDTH - m.SIDE + 1
        assert bottom >= m.BOTTOM - 3
        assert top <= m.HEIGHT - m.TOP + 3


@pytest.mark.parametrize("name", REPORTS)
def test_the_parts_of_the_sheet_do_not_run_into_each_other(name):
    report = REPORTS[name]()
    shown = fitted(board(View(report))).board
    page = pypdfium2.PdfDocument(render(report, ".pdf"))[0].get_textpage()
    tops = sorted({round(page.get_rect(number)[3]) for number in range(page.count_rects())})
    foot = m.BOTTOM + len(lines(shown.provenance, m.FINE, m.WHOLE)) * m.FINE.leading
    assert not [top for top in tops if foot + 1 < top < foot + m.GAP]


def test_both_forms_say_the_same():
    shown = fitted(board(View(factory.rich()))).board
    texts = [shown.documents, shown.sentence, shown.lede, shown.title, shown.provenance, *shown.decisions, *shown.constraints]
    for tile in shown.tiles:
        texts += [tile.title, f"{tile.number} {tile.base} ({tile.interval})", tile.meaning]
    for finding in shown.findings:
        texts += [finding.title, finding.id, quoted(finding.strategy), quoted(finding.work), finding.message, finding.question]
    for form, read in ((".pdf", pdf_text), (".docx", docx_text)):
        said = read(render(factory.rich(), form)).replace("- ", "-")
        assert [text for text in texts if text.replace("- ", "-") not in said and form == ".docx"] == []
        missing = [text for text in texts if not all(word in said for word in text.split())]
        assert missing == []


def test_the_page_answers_what_a_board_asks():
    said = docx_text(render(factory.rich(), ".docx"))
    for needed in (
        "6 of 14 goals are supported",
        "6 of 14 (6 to 9)",
        "Move 70% of contacts to digital channels by 2028",
        "Ask: Which of the two numbers holds? Owners named: Chief Digital Officer (goal); Digital Channels Lead (work).",
        "Rule which figure holds in one conflict of targets (see 2).",
        "No stated risk, shortage or dependency was found",
        "larkfield-strategy.docx 1f1f1f1f1f1f",
        "Read: 3 of 3 documents, 251 passages",
        "model all-MiniLM-L6-v2 abababababab",
    ):
        assert needed in said


@pytest.mark.parametrize("form", [".docx", ".pdf"])
def test_accepted_findings_are_left_out_and_counted(form):
    rich = factory.rich()
    accepted = [replace(gap, suppressed=Suppression("known", None, "aligner.toml:3")) for gap in rich.gaps[:2]]
    said = {".docx": docx_text, ".pdf": pdf_text}[form](render(replace(rich, gaps=(*accepted, *rich.gaps[2:])), form))
    assert rich.gaps[0].id not in said
    assert "16 findings, 3 of high severity; 2 accepted earlier and not counted." in said
    assert rich.gaps[2].id in said


def test_constraints_are_disclosed_with_their_place():
    rich = factory.rich()
    quote = Evidence(Side.ITEM, "We have two testers for nine teams", Locator(factory.STATUS, line=7, end=34))
    gaps = [
        replace(
            rich.gaps[0],
            id=f"C-{number}",
            kind=GapKind.CONSTRAINT,
            severity=Severity.LOW,
            message=f"Testers are short ({number}).",
            evidence=(quote,),
        )
        for number in range(5)
    ]
    goal = View(rich).goal_by_id[rich.gaps[0].goal].text
    told = f"“We have two testers for nine teams” touches “{shorten(goal, 50)}”"
    found = board(View(replace(rich, gaps=(*rich.gaps, *gaps)))).constraints
    assert found == (*[f"{told} (status-may.md, line 7)"] * 3, "And 2 more in the full report.")
    first = replace(gaps[0], severity=Severity.HIGH)
    assert board(View(replace(rich, gaps=(first,)))).constraints == (f"{told} (see 1)",)
    bare = replace(first, goal=None)
    assert board(View(replace(rich, gaps=(bare,)))).constraints == ("Testers are short (0). (see 1)",)


def test_the_figure_that_a_finding_turns_on_survives_shortening():
    text = f"{'It was noted with thanks that all were well. ' * 12}We now plan for 55% of contacts."
    report = report_of("Some text")
    gap = replace(
        report.gaps[0],
        message="The plan says “55%”, the strategy “70%”.",
        evidence=(
            Evidence(Side.GOAL, "Move 70% of contacts", Locator("s.docx", paragraph=1)),
            Evidence(Side.ITEM, text, Locator("p.docx", paragraph=2)),
        ),
    )
    crowd = tuple(replace(one, message=LONG, question=LONG, severity=Severity.MEDIUM) for one in report.gaps[1:])
    shown = fitted(board(View(replace(report, gaps=(gap, *crowd))))).board.findings[0]
    assert "55%" in shown.work.quotes[0]
    assert shown.work.quotes[0].startswith("… ")
    assert shown.strategy.quotes == ("Move 70% of contacts",)


def test_word_is_given_no_clock_and_no_theme_typeface():
    data = render(factory.rich(), ".docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:" not in archive.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")
        body = archive.read("word/document.xml").decode()
    assert body.count('w:ascii="Arial"') > 50
    known = docx.Document(io.BytesIO(data)).core_properties
    assert (known.author, known.title) == ("aligner", fitted(board(View(factory.rich()))).board.sentence)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice, which sets the Word file for this test, is not installed")
def test_the_word_file_fills_one_sheet_when_another_program_sets_it(tmp_path):
    names = {name: tmp_path / f"{name.replace(' ', '-')}.docx" for name in REPORTS}
    for name, path in names.items():
        path.write_bytes(render(REPORTS[name](), ".docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, names.values())]
    subprocess.run(command, capture_output=True, check=False, timeout=240)
    if not list(tmp_path.glob("*.pdf")):
        pytest.skip("LibreOffice is installed without its word processor")
    assert {name: len(pypdfium2.PdfDocument(path.with_suffix(".pdf"))) for name, path in names.items()} == dict.fromkeys(names, 1)


def test_pdf_bytes_do_not_depend_on_what_was_written_before():
    once = render(factory.rich(), ".pdf")
    render(factory.large(9, 40), ".pdf")
    assert render(factory.rich(), ".pdf") == once


@pytest.mark.parametrize("seed", ["0", "77"])
def test_bytes_do_not_depend_on_the_hash_seed(seed):
    code = (
        "import hashlib; from aligner.report import render; from tests.report import test_paper as t\n"
        "print([hashlib.sha256(render(t.REPORTS[n](), f)).hexdigest() for n in ('long', 'foreign') for f in ('.pdf', '.docx')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == str(
        [hashlib.sha256(render(REPORTS[n](), f)).hexdigest() for n in ("long", "foreign") for f in (".pdf", ".docx")]
    )


def test_typographic_latin_greek_and_cyrillic_letters_are_drawn():
    text = "“Ünïcôdé” ‘łąęő’ – — … • € £ ½ × − ≥ Ωμέγα Житомир İşğ ﬁ №"
    assert drawable(text, REGULAR) == text


def test_what_the_typeface_lacks_is_shown_as_a_box():
    assert drawable("品a\u200b👍", REGULAR) == f"{MISSING}a{MISSING}"
    assert drawable("שלום", REGULAR) == MISSING * 4
    assert drawable("e\u0301", REGULAR) == "é"
    said = pdf_text(render(report_of("品質 grade"), ".pdf"))
    assert f"{MISSING}{MISSING} grade" in said


def test_lines_are_broken_at_spaces_and_within_words_that_are_too_wide():
    assert wrap("one two three", REGULAR, 10, width("one two", REGULAR, 10)) == ["one two", "three"]
    pieces = wrap("x" + "m" * 30, REGULAR, 10, 60)
    assert "".join(pieces) == "x" + "m" * 30
    assert all(width(piece, REGULAR, 10) <= 60 for piece in pieces)
    assert wrap("", REGULAR, 10, 60) == []


def test_a_report_without_findings_says_so():
    said = docx_text(render(factory.small(), ".docx"))
    assert "Nothing to settle No findings were made." in said
    assert "No decision is asked for." in said
