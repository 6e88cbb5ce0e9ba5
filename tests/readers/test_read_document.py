from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from aligner.errors import EmptyDocumentError, LimitError, MissingFileError, UnsupportedFormatError
from aligner.readers import read_document
from aligner.readers.base import Limits


def test_path_hash_and_format(tmp_path):
    path = tmp_path / "plan.md"
    path.write_bytes(b"# Plan\n\nWe grow.\n")
    document = read_document(path)
    assert document.path == path.as_posix()
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.format == "md"
    assert {block.locator.file for block in document.blocks} == {document.path}


def test_relative_path_stays_as_given(tmp_path, monkeypatch):
    (tmp_path / "plan.txt").write_text("Some text.\n")
    monkeypatch.chdir(tmp_path)
    assert read_document("./plan.txt").path == "./plan.txt"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("absent.docx", "does not exist"), ("folder.docx", "is a folder"), ("bad\0name", "cannot be opened")],
)
def test_missing(tmp_path, name, reason):
    (tmp_path / "folder.docx").mkdir()
    with pytest.raises(MissingFileError, match=reason):
        read_document(f"{tmp_path}/{name}")


def test_link_that_loops(tmp_path):
    path = tmp_path / "loop.md"
    path.symlink_to(path)
    with pytest.raises(MissingFileError, match="cannot be opened"):
        read_document(path)


@pytest.mark.parametrize("content", [b"", b"\n \n", b"<!-- nothing -->"])
def test_empty(tmp_path, content):
    path = tmp_path / "plan.md"
    path.write_bytes(content)
    with pytest.raises(EmptyDocumentError):
        read_document(path)


def test_size_limit_is_checked_before_reading(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_bytes(b"words " * 100)
    with pytest.raises(LimitError, match="larger than"):
        read_document(path, limits=Limits(file_bytes=100))


def test_message_is_one_sentence_with_the_next_step(tmp_path):
    path = tmp_path / "photo.docx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(UnsupportedFormatError) as caught:
        read_document(path)
    assert caught.value.message.startswith(f"{path}: looks like a PNG image. ")
    assert "\n" not in caught.value.message


def test_importing_the_readers_is_cheap():
    code = "import sys, aligner.readers; print([m for m in ('lxml', 'markdown_it', 'openpyxl', 'charset_normalizer', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.strip() == "[]"
