from __future__ import annotations

import hashlib
import os
import shutil
import time
import zipfile
from pathlib import Path

import pytest

from aligner.errors import CorruptFileError, LimitError, UnsupportedFormatError
from aligner.readers import libreoffice, read_source
from aligner.readers.base import Limits, Source
from tests.readers.ole_factory import compound, workbook

LIMITS = Limits()

DOC = compound({"WordDocument": b"x" * 600})


def read(data: bytes, limits: Limits = LIMITS):
    return read_source(Source("old", data, hashlib.sha256(data).hexdigest()), limits)


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Stand a script in for LibreOffice."""

    def make(script: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setattr(libreoffice.shutil, "which", lambda _: str(path))

    return make


def test_an_old_workbook_has_the_places_of_a_new_one():
    document = read(workbook([["Task", "Owner", "Budget"], ["Dig the dock", "Ada Low", 1200.5], ["Paint", "Bo Ek", 3.0]], "Plan 26"))
    assert document.format == "xls"
    assert [[(cell.header, cell.text, cell.number) for cell in block.cells] for block in document.blocks] == [
        [("Task", "Dig the dock", None), ("Owner", "Ada Low", None), ("Budget", "1200.5", 1200.5)],
        [("Task", "Paint", None), ("Owner", "Bo Ek", None), ("Budget", "3", 3.0)],
    ]
    assert document.blocks[0].cells[2].locator.describe() == "sheet Plan 26, cell C2"


def test_a_damaged_old_workbook_is_refused():
    with pytest.raises(CorruptFileError, match="old Excel workbook"):
        read(compound({"Workbook": b"\x00" * 5000}))


def test_without_libreoffice_the_file_is_listed_as_not_read(monkeypatch):
    monkeypatch.setattr(libreoffice.shutil, "which", lambda _: None)
    with pytest.raises(UnsupportedFormatError) as caught:
        read(DOC)
    assert (
        caught.value.message
        == "old: is an old Word document (.doc), and LibreOffice, which can read it, is not installed. Save it as docx."
    )


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_conversion_that_hangs_is_ended_with_all_that_it_started(program, tmp_path):
    program(f"(sleep 3; touch {tmp_path}/late) & sleep 60")
    started = time.monotonic()
    with pytest.raises(LimitError, match="longer than"):
        read(DOC, Limits(seconds=0.5))
    assert time.monotonic() - started < 5
    time.sleep(3)
    assert not (tmp_path / "late").exists()


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_conversion_that_gives_nothing_names_the_likely_reasons(program):
    program("exit 1")
    with pytest.raises(CorruptFileError, match="damaged or has a password"):
        read(DOC)


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_the_new_file_is_read_under_the_name_and_hash_of_the_old_one(program, tmp_path):
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    new = tmp_path / "made.docx"
    with zipfile.ZipFile(new, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {names}><w:body><w:p><w:r><w:t>We dredge.</w:t></w:r></w:p></w:body></w:document>"
        )
    program(
        f'mkdir -p made; cp "{new}" made/document.docx; env > "{tmp_path}/env"; cat profile/user/registrymodifications.xcu > "{tmp_path}/settings"'
    )
    document = read(DOC)
    assert (document.path, document.format, document.sha256) == ("old", "doc", hashlib.sha256(DOC).hexdigest())
    assert [block.text for block in document.blocks] == ["We dredge."]
    assert "DisableMacrosExecution" in (tmp_path / "settings").read_text()
    assert "proxy" not in (tmp_path / "env").read_text().casefold()
    assert not Path(next(line for line in (tmp_path / "env").read_text().split("\n") if line.startswith("HOME="))[5:]).exists()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_itself_is_called_rightly():
    rich = rb"{\rtf1\ansi\pard We will dredge.\par}"
    source = Source("old.doc", rich, hashlib.sha256(rich).hexdigest())
    made = libreoffice.converted(source, Limits(), ending="doc", wanted="docx", called="an old Word document (.doc)")
    assert [block.text for block in read_source(made).blocks] == ["We will dredge."]
