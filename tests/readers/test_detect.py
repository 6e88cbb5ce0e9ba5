from __future__ import annotations

import contextlib
import hashlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import CorruptFileError, EncryptedFileError, ReadError, UnsupportedFormatError
from aligner.readers.base import Source
from aligner.readers.detect import WORKING_FORMATS, detect

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def source(name: str, data: bytes) -> Source:
    return Source(name, data, hashlib.sha256(data).hexdigest())


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("plan", zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        ("plan.docx", zipped("xl/workbook.xml"), "xlsx"),
        ("plan.pdf", zipped("ppt/presentation.xml"), "pptx"),
        ("prefixed.docx", b"junk" * 40 + zipped("word/document.xml"), "docx"),
        ("cut.docx", zipped("word/document.xml")[:60], "docx"),
        ("plan.docx", b"%PDF-1.7\n1 0 obj", "pdf"),
        ("late.pdf", b"\r\n" * 100 + b"%PDF-1.4\n1 0 obj\n", "pdf"),
        ("page.xlsx", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "html"),
        ("page.doc", b"\xef\xbb\xbf<!DOCTYPE html><p>x", "html"),
        ("page.html", b"---\nlayout: x\n---\n<div>words</div>", "html"),
        ("page", b"<h1>Plan</h1><p>Goal</p>", "html"),
        ("readme.md", b"<p align='center'>Logo</p>\n\n# Plan\n", "md"),
        ("sheet.xlsx", b"Task,Owner,Due\nBuild,Ann,2026\nShip,Bob,2027\n", "csv"),
        ("sheet", b"Task;Owner;Due\nBuild;Ann;2026\nShip;Bob;2027\n", "csv"),
        ("sheet.tsv", b"Task\tOwner\nBuild\tAnn\n", "csv"),
        ("wide.csv", "Task,Owner\nBuild,Ann\n".encode("utf-16"), "csv"),
        ("plan", b"# Plan\n\n## Goals\n\n- grow\n", "md"),
        ("plan.txt", b"# Plan\n\nText.\n\n# Goals\n\nMore text.\n", "md"),
        ("plan.txt", b"Our plan\n\nWe grow, we learn, and we save.\nWe hire, we train, and we keep.\n", "txt"),
        ("prose", b"We grow, and we learn.\nWe save, and we build.\nWe hire, and we train.\n", "txt"),
        ("notes", b"Some notes without any marks.\n", "txt"),
    ],
)
def test_format_is_told_by_content(name, data, expected):
    assert detect(source(name, data)) == expected


@pytest.mark.parametrize(
    ("data", "called"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG image"),
        (b"{\\rtf1 text}", "rich text"),
        (b"BM" + bytes(range(256)), "bitmap"),
        (bytes(range(256)) * 4, "unknown kind"),
        (b'{"goals": [1, 2]}', "JSON"),
        (b"<?xml version='1.0'?><StrategicPlan/>", "XML"),
        (b"From: a@example.org\nTo: b@example.org\nSubject: x\nMIME-Version: 1.0\n\nhi\n", "e-mail"),
        (zipped("notes/readme.bin"), "zip archive"),
        (zipped("xl/workbook.bin"), "binary Excel"),
    ],
)
def test_refusals_name_the_kind_and_the_formats_that_work(data, called):
    with pytest.raises(UnsupportedFormatError) as caught:
        detect(source("file.docx", data))
    assert called in caught.value.message
    assert WORKING_FORMATS in caught.value.message


def test_text_that_begins_like_a_bitmap_is_text():
    assert detect(source("bmw", b"BMW will open two plants by 2030.\n")) == "txt"


def test_encrypted_office_files_are_named():
    data = OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    with pytest.raises(EncryptedFileError):
        detect(source("plan.docx", data))


def test_damaged_zip_is_corrupt():
    with pytest.raises(CorruptFileError, match="damaged"):
        detect(source("plan.docx", b"PK\x03\x04" + b"\x00" * 30))


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", OLE, b"<", b"{", b"---\n", b"sep=;\n"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_format_or_one_of_our_errors(data, head):
    with contextlib.suppress(ReadError):
        assert detect(source("file", head + data)) in WORKING_FORMATS
