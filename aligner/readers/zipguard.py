"""Opens zip containers without trusting them: sizes, ratios, overlaps, names and encryption are checked before and while reading."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from typing import IO, Self

from aligner.errors import CorruptFileError, EncryptedFileError, LimitError, ReadError, UnsupportedFormatError
from aligner.readers.base import Limits, Source

__all__ = ["Package", "is_ole", "is_zip", "open_package", "refuse_ole"]

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_END_RECORD = b"PK\x05\x06"
_END_RECORD_SIZE = 22
_LOCAL_HEADER_SIZE = 30
_LONGEST_COMMENT = 65_535
_CHUNK = 1 << 16
_DRIVE = re.compile(r"[A-Za-z]:")
_RATIO_FROM = 4_000_000  # bytes; a smaller member cannot hurt, whatever its ratio
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, IndexError, NotImplementedError)
_REPAIR = "Open it in the program that made it and save it again."


def is_zip(data: bytes) -> bool:
    """Tell whether the bytes are a zip container by their first four bytes."""
    return data[:4] in _ZIP_MAGIC


def is_ole(data: bytes) -> bool:
    """Tell whether the bytes are an OLE compound file (old Office formats, or an encrypted new one)."""
    return data[:8] == _OLE_MAGIC


def refuse_ole(source: Source) -> ReadError:
    """Return the error that says what an OLE compound file is and what to do about it."""
    if _utf16("EncryptedPackage") in source.data or _utf16("DRMEncrypted") in source.data:
        return EncryptedFileError(
            source.path, "is protected by a password or by rights management", "Remove the protection, save it and try again."
        )
    for stream, name, remedy in (
        ("WordDocument", "an old Word document (.doc)", "save it as docx"),
        ("Workbook", "an old Excel workbook (.xls)", "save it as xlsx"),
        ("Book", "an old Excel workbook (.xls)", "save it as xlsx"),
        ("PowerPoint Document", "an old PowerPoint file (.ppt)", "save it as pptx"),
        ("__substg1.0_", "an Outlook message (.msg)", "save it as text or html"),
    ):
        if _utf16(stream) in source.data:
            return UnsupportedFormatError(source.path, f"is {name}", f"Open it in its program, {remedy} and try again.")
    return UnsupportedFormatError(source.path, "is an OLE file of unknown kind", "Save it as docx, xlsx, pptx or pdf and try again.")


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def open_package(source: Source, limits: Limits) -> Package:
    """Open the zip container that a source holds.

    Raises:
        EncryptedFileError: password or rights management. UnsupportedFormatError: another kind of file.
        CorruptFileError: damaged, incomplete, or with overlapping members. LimitError: too large or too many members.
    """
    data = source.data
    if len(data) > limits.file_bytes:
        raise LimitError(source.path, f"is larger than {limits.file_bytes:,} bytes", "Split it into smaller files.")
    if is_ole(data):
        raise refuse_ole(source)
    end = data.rfind(_END_RECORD, max(0, len(data) - _LONGEST_COMMENT - _END_RECORD_SIZE))
    if end < 0 or len(data) < end + _END_RECORD_SIZE:
        if is_zip(data):
            raise CorruptFileError(source.path, "is damaged or incomplete (its zip container has no end)", _REPAIR)
        raise UnsupportedFormatError(
            source.path, "is not what its name says (its content is no zip container)", "Check where it comes from."
        )
    if int.from_bytes(data[end + 10 : end + 12], "little") > limits.members:
        raise LimitError(source.path, f"holds more than {limits.members:,} parts")
    try:
        return Package(source, limits, zipfile.ZipFile(io.BytesIO(data)))
    except _BROKEN as error:
        raise CorruptFileError(source.path, "is damaged (its zip container cannot be read)", _REPAIR) from error


class Package:
    """An open zip container whose parts are read one at a time.

    Args:
        source: the file, for messages.
        limits: bounds on members, sizes and ratios.
        archive: the open container.

    Raises:
        CorruptFileError, EncryptedFileError, LimitError: see ``open_package``.
    """

    def __init__(self, source: Source, limits: Limits, archive: zipfile.ZipFile) -> None:
        self.path = source.path
        self._limits = limits
        self._archive = archive
        self._left = limits.total_bytes
        self._members: dict[str, zipfile.ZipInfo] = {}
        self.duplicates = 0
        self.refused: list[tuple[str, str]] = []  # names that no archive should have, each with the reason
        self.unsafe: set[str] = set()  # those of them, as in ``names``, that must not be read as files
        infos = archive.infolist()
        if len(infos) > limits.members:
            raise LimitError(self.path, f"holds more than {limits.members:,} parts")
        self._refuse_overlaps(infos)
        for info in infos:
            self._register(info)

    def _register(self, info: zipfile.ZipInfo) -> None:
        name = info.filename.replace("\\", "/").lstrip("/")
        if info.flag_bits & 0x1:
            raise EncryptedFileError(self.path, "is protected by a zip password", "Remove the protection and try again.")
        if info.is_dir():
            return
        # names that climb out of the container are never looked up: nothing is written to disk, so they are only useless
        climbs = ".." in name.split("/")
        if climbs or info.filename.startswith(("/", "\\")) or _DRIVE.match(name):
            self.refused.append((info.filename, "has a name that leads out of its archive"))
            self.unsafe.add(name)
        elif stat.S_ISLNK(info.external_attr >> 16):
            self.refused.append((info.filename, "is a link, not a file"))
            self.unsafe.add(name)
        if climbs:
            return
        if name in self._members:
            self.duplicates += 1
            self.refused.append((info.filename, "has the name of another file in its archive, of which the last one counts"))
        self._members[name] = info

    def _refuse_overlaps(self, infos: list[zipfile.ZipInfo]) -> None:
        end = 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            if info.header_offset < end:
                raise CorruptFileError(self.path, "has overlapping parts, as decompression bombs do", "Check where it comes from.")
            end = info.header_offset + _LOCAL_HEADER_SIZE + info.compress_size

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts, in container order."""
        return tuple(self._members)

    def find(self, name: str) -> str | None:
        """Return the real name of a part (upper and lower case count as equal, as the standard asks), or None."""
        if name in self._members:
            return name
        folded = name.casefold()
        return next((known for known in self._members if known.casefold() == folded), None)

    def read(self, name: str) -> bytes:
        """Return a part, decompressed.

        Raises:
            CorruptFileError: missing or damaged. LimitError: larger than the limits allow.
        """
        with self.open(name) as stream:
            return stream.read()

    def open(self, name: str) -> PartStream:
        """Return a part as a stream that keeps to the limits; errors as for ``read``, also while reading."""
        found = self.find(name)
        if found is None:
            raise CorruptFileError(self.path, f"lacks its part {name}", _REPAIR)
        info = self._members[found]
        if info.file_size > self._limits.part_bytes:
            raise self._too_large(found)
        if info.file_size > max(_RATIO_FROM, self._limits.ratio * max(1, info.compress_size)):
            raise LimitError(self.path, f"holds a part that is compressed more than {self._limits.ratio:.0f} times ({found})")
        try:
            return PartStream(self, found, self._archive.open(info))
        except _BROKEN as error:
            raise self._damaged(found) from error
        except RuntimeError as error:  # the zip module's word for a password
            raise EncryptedFileError(self.path, "is protected by a zip password", "Remove the protection and try again.") from error

    def spend(self, name: str, count: int) -> None:
        """Count decompressed bytes against the limit of the whole container.

        Raises:
            LimitError: the limit is passed.
        """
        self._left -= count
        if self._left < 0:
            raise self._too_large(name)

    def _too_large(self, name: str) -> LimitError:
        return LimitError(self.path, f"is larger when decompressed than the limits allow ({name})", "Split it into smaller files.")

    def _damaged(self, name: str) -> CorruptFileError:
        return CorruptFileError(self.path, f"is damaged (its part {name} cannot be decompressed)", _REPAIR)


class PartStream:
    """A part being decompressed; a file-like object with ``read`` only."""

    def __init__(self, package: Package, name: str, stream: IO[bytes]) -> None:
        self.name = name
        self._package = package
        self._stream = stream

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, or all that is left.

        Raises:
            CorruptFileError: damaged. LimitError: larger than the limits allow.
        """
        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        try:
            chunk = self._stream.read(size)
        except _BROKEN as error:
            raise self._package._damaged(self.name) from error  # noqa: SLF001  # two halves of one guard
        self._package.spend(self.name, len(chunk))
        return chunk
