from __future__ import annotations

import io
import struct
import zipfile

import pytest

from aligner.errors import CorruptFileError, EncryptedFileError, LimitError, ReadError, UnsupportedFormatError
from aligner.readers.base import Limits
from aligner.readers.zipguard import Package, is_ole, is_zip, open_package, refuse_ole
from tests.readers.ooxml_factory import source, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def package(data: bytes, limits: Limits | None = None) -> Package:
    return open_package(source(data, "plan.zip"), limits or Limits())


def test_parts_are_read_whole_and_in_pieces() -> None:
    opened = package(zipped({"a/One.xml": "first", "b.xml": "second"}))
    assert opened.names == ("a/One.xml", "b.xml")
    assert opened.read("a/one.XML") == b"first"
    with opened.open("b.xml") as stream:
        assert [stream.read(4), stream.read(4), stream.read(4)] == [b"seco", b"nd", b""]


def test_a_missing_part_is_named() -> None:
    with pytest.raises(CorruptFileError, match=r"plan\.zip: lacks its part c\.xml"):
        package(zipped({"a": "x"})).read("c.xml")


def test_a_member_that_is_packed_too_tightly_is_refused() -> None:
    opened = package(zipped({"bomb": b"\0" * 8_000_000, "fine": b"ok"}))
    assert opened.read("fine") == b"ok"
    with pytest.raises(LimitError, match="200 times"):
        opened.read("bomb")


def test_sizes_are_limited_one_by_one_and_together() -> None:
    data = zipped({"a": b"x" * 600, "b": b"y" * 600})
    with pytest.raises(LimitError):
        package(data, Limits(part_bytes=500)).read("a")
    opened = package(data, Limits(total_bytes=1000))
    assert len(opened.read("a")) == 600
    with pytest.raises(LimitError):
        opened.read("b")


def test_too_many_members_or_bytes_are_refused() -> None:
    data = zipped({str(number): "" for number in range(30)})
    with pytest.raises(LimitError, match="more than 20 parts"):
        package(data, Limits(members=20))
    with pytest.raises(LimitError, match="larger than 100 bytes"):
        package(data, Limits(file_bytes=100))


def test_a_false_declared_size_is_found_out() -> None:
    data = bytearray(zipped({"a": b"x" * 5000}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    with pytest.raises(CorruptFileError):
        package(bytes(data)).read("a")


def test_overlapping_members_are_refused() -> None:
    data = bytearray(zipped({"a": b"x" * 500, "b": b"y" * 500}, compression=zipfile.ZIP_STORED))
    at = data.rfind(b"PK\x01\x02")
    data[at + 42 : at + 46] = struct.pack("<I", 10)
    with pytest.raises(CorruptFileError, match="overlapping"):
        package(bytes(data))


def test_encryption_flags_are_respected() -> None:
    data = bytearray(zipped({"a": "x"}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFileError, match="password"):
        package(bytes(data))


def test_names_that_climb_out_are_never_found() -> None:
    opened = package(zipped({"../up": "x", "/abs": "y", "win\\part": "z"}))
    assert opened.find("../up") is None
    assert opened.read("abs") == b"y"
    assert opened.read("win/part") == b"z"


def test_duplicates_are_counted() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a", "first")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", "second")
    opened = package(buffer.getvalue())
    assert (opened.duplicates, opened.read("a")) == (1, b"second")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_cut_off_containers_are_damaged(share: float) -> None:
    data = zipped({"a": "x" * 100})
    with pytest.raises(CorruptFileError):
        package(data[: int(len(data) * share)])


@pytest.mark.parametrize(
    ("stream", "error", "words"),
    [
        ("EncryptedPackage", EncryptedFileError, "password"),
        ("WordDocument", UnsupportedFormatError, "save it as docx"),
        ("Workbook", UnsupportedFormatError, "save it as xlsx"),
        ("PowerPoint Document", UnsupportedFormatError, "save it as pptx"),
        ("__substg1.0_", UnsupportedFormatError, "Outlook"),
        ("Other", UnsupportedFormatError, "unknown kind"),
    ],
)
def test_ole_files_are_told_apart(stream: str, error: type[ReadError], words: str) -> None:
    data = OLE + stream.encode("utf-16-le")
    assert is_ole(data)
    assert not is_zip(data)
    found = refuse_ole(source(data))
    assert isinstance(found, error)
    assert words in found.message
    with pytest.raises(error):
        package(data)
