"""Random bytes and damaged files end in documents or in errors of our own, whatever the format."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.errors import ReadError
from aligner.readers import read_as
from aligner.readers.base import Limits, Source
from aligner.readers.members import CONTAINERS, readings
from tests.readers.odf_factory import packed
from tests.readers.ole_factory import message, message_tree, workbook

LIMITS = Limits(part_bytes=2_000_000, total_bytes=4_000_000, cells=50_000, blocks=5_000, seconds=5)


def _mail() -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Date"] = "a@example.org", "b@example.org", "Plan", "Mon, 02 Mar 2026 10:00:00 +0000"
    made.set_content("We grow.\n\n> old\n")
    made.add_alternative("<h1>Plan</h1><ul><li>We grow</li></ul>", subtype="html")
    made.add_attachment(b"# Plan\n\nWe grow.\n", maintype="text", subtype="markdown", filename="plan.md")
    return made.as_bytes()


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/plan.md", b"# Plan\n\nWe grow.\n")
        archive.writestr("mail.eml", _mail())
    return buffer.getvalue()


_TABLE = (
    '<table:table table:name="A"><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Task</text:p></table:table-cell>'
    '<table:covered-table-cell/></table:table-row><table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="float" '
    'office:value="3.5"><text:p>3.5</text:p></table:table-cell></table:table-row></table:table>'
)
SEEDS = {
    "odt": packed("text", f'<text:h text:outline-level="2">Plan</text:h><text:list><text:list-item><text:p>We<text:s/>grow</text:p></text:list-item></text:list>{_TABLE}'),
    "ods": packed("spreadsheet", _TABLE),
    "odp": packed("presentation", f"<draw:page><draw:frame><draw:text-box><text:p>We grow</text:p></draw:text-box></draw:frame><draw:frame>{_TABLE}</draw:frame></draw:page>"),
    "rtf": rb"{\rtf1\ansi{\fonttbl{\f0 A;}}{\stylesheet{\s1 heading 1;}}\pard\s1 Plan\par{\listtext 1.\tab}We \u8212? grow\par\trowd\cellx10\intbl a\cell\row{\footnote n}\par}",
    "xls": workbook([["Task", "Budget"], ["Dig", 3.5]]),
    "msg": message({0x37: "Plan", 0x1000: "We grow."}, attached={"a.md": b"# Plan\n"}, inner=message_tree({0x37: "Inner"})),
    "eml": _mail(),
    "mbox": b"From a 10:00\n" + _mail() + b"\n\nFrom b 10:01\n" + _mail(),
    "zip": _zip(),
    "stratml": b"<StrategicPlan><Name>P</Name><StrategicPlanCore><Goal><Name>We grow</Name><SequenceIndicator>1</SequenceIndicator><Objective><Name>More</Name>"
    b"<PerformanceIndicator><MeasurementDimension>Size</MeasurementDimension><MeasurementInstance><TargetResult><NumberOfUnits>3</NumberOfUnits></TargetResult>"
    b"</MeasurementInstance></PerformanceIndicator></Objective></Goal></StrategicPlanCore></StrategicPlan>",
    "json": json.dumps({"issues": [{"key": "A-1", "fields": {"summary": "Grow", "parent": {"key": "A-2"}, "description": {"type": "doc", "content": []}}}]}).encode(),
    "xml": b'<Project xmlns="http://schemas.microsoft.com/project"><Tasks><Task><UID>1</UID><Name>Grow</Name><OutlineLevel>1</OutlineLevel><Finish>2026-02-05T17:00:00</Finish>'
    b"</Task></Tasks></Project>",
}  # fmt: skip


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def check(form: str, data: bytes) -> None:
    source = Source(f"file.{form}", data, hashlib.sha256(data).hexdigest())
    if form in CONTAINERS and data:
        for reading in readings(source, LIMITS):
            assert (reading.document is None) != (reading.error is None)
    broken = False
    document = None
    try:
        document = read_as(form, source, LIMITS)
    except ReadError as error:
        broken = "\n" in error.message or not error.reason
    assert not broken
    if document is None:
        return
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text


@pytest.mark.parametrize("form", SEEDS)
def test_the_sound_file_is_read(form):
    data = SEEDS[form]
    made = list(readings(Source("file", data, "x"), LIMITS))
    assert made
    assert all(reading.error is None for reading in made)


@pytest.mark.parametrize("form", SEEDS)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_files_end_in_documents_or_our_errors(form, data):
    whole = bytearray(SEEDS[form])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole)))
        cut = data.draw(st.integers(0, 12))
        whole[at : at + cut] = data.draw(st.binary(max_size=12))
    check(form, bytes(whole[: data.draw(st.integers(0, len(whole)))] if data.draw(st.booleans()) else whole))


@pytest.mark.parametrize("form", SEEDS)
@given(data=st.binary(max_size=600))
@settings(max_examples=30, deadline=None)
def test_random_bytes_end_in_documents_or_our_errors(form, data):
    check(form, data)
    check(form, SEEDS[form][:40] + data)


@pytest.mark.parametrize(("form", "part"), [("odt", "text"), ("ods", "spreadsheet"), ("odp", "presentation")])
@given(body=st.text("<>/abpth:=\"' 1&;", max_size=80), number=st.text("0123456789-ax", max_size=12))
@settings(max_examples=40, deadline=None)
def test_odd_markup_and_numbers_end_in_documents_or_our_errors(form, part, body, number):
    check(form, packed(part, body))
    cell = f'<table:table-cell table:number-columns-repeated="{number}" table:number-rows-spanned="{number}"><text:p>x</text:p></table:table-cell>'
    table = f'<table:table><table:table-row table:number-rows-repeated="{number}">{cell}</table:table-row></table:table>'
    check(form, packed(part, f"<draw:page><draw:frame>{table}</draw:frame></draw:page>" if form == "odp" else table))


@given(
    words=st.lists(
        st.sampled_from(
            [
                *(
                    rf"\{word}"
                    for word in [
                        "par",
                        "pard",
                        "intbl",
                        "cell",
                        "row",
                        "trowd",
                        "cellx9",
                        "b",
                        "b0",
                        "v",
                        "deleted",
                        "u-5",
                        "u55300",
                        "uc9",
                        "f7",
                        "fs",
                        "s1",
                        "outlinelevel3",
                        "ilvl9",
                        "bin3",
                        "ansicpg932",
                        "itap2",
                        "nestcell",
                        "line",
                        "tab",
                    ]
                ),
                "{",
                "}",
                "text ",
                "\\'e9",
                "{\\*\\x",
                "{\\footnote ",
                "{\\listtext ",
                "{\\shptxt ",
                "{\\fonttbl\\f7\\fcharset128 x;}",
                "{\\stylesheet\\s1 heading 1;}",
                "{\\info{\\title x}{\\revtim\\yr9\\mo99}}",
            ]
        ),
        max_size=60,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_order_of_rich_text_words_is_read(words):
    check("rtf", rb"{\rtf1 " + "".join(words).encode() + b"}")
