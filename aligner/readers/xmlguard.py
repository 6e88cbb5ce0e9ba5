"""Parses XML without trusting it: no document types, no entities, no network, bounded depth and text; never resolves anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from lxml import etree

from aligner.errors import CorruptFileError, LimitError, ReadError
from aligner.readers.base import Limits

__all__ = ["Readable", "iter_elements", "parse_xml"]

_RESOURCE_LIMIT = 114  # libxml2's error code for its own limits, in recent versions
_PARSER_DEPTH = 256  # libxml2 goes no deeper, whatever our own limit says
_HEAD = 200
_ENCODING = re.compile(rb"""^<\?xml[^>]{0,120}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# in these a "<" is one byte, or two in UTF-16: a document type cannot hide from a search of the bytes
_ENCODINGS = frozenset(
    {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1", "latin1", "iso-8859-15", "windows-1252"}
)
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_LONGEST_DOCTYPE = max(map(len, _DOCTYPES))
_REPAIR = "Open it in the program that made it and save it again."


class Readable(Protocol):
    """What the streaming parser needs of a stream."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to ``size`` bytes; none at the end."""


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def parse_xml(data: bytes, *, path: str, part: str, limits: Limits) -> etree._Element:
    """Return the root element of an XML part.

    Args:
        data: the bytes of the part.
        path: the file, for messages.
        part: the part within it, for messages.
        limits: bounds on depth; text is bounded by the parser (10 MB per node).

    Raises:
        CorruptFileError: not well-formed, of an unusual encoding, or with a document type. LimitError: too deep or too long.
    """
    _check_head(data, path, part)
    if any(mark in data for mark in _DOCTYPES):
        raise _doctype(path, part)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise _error(error, path, part) from None
    except (ValueError, LookupError) as error:
        raise CorruptFileError(path, f"is damaged (its part {part} is not readable XML)", _REPAIR) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(path, part)
    if limits.xml_depth < _PARSER_DEPTH and root.xpath(f"boolean(//*[count(ancestor::*) >= {limits.xml_depth}])"):
        raise LimitError(path, f"nests its content more than {limits.xml_depth} levels deep ({part})")
    return root


def iter_elements(stream: Readable, tags: tuple[str, ...], *, path: str, part: str) -> Iterator[tuple[str, etree._Element]]:
    """Yield ("end", element) at the end of each element of the given names, while the part is read.

    The caller clears what it has used. Names are local names in any namespace.

    Raises:
        CorruptFileError, LimitError: as for ``parse_xml``; also what the stream itself raises.
    """
    guarded = _Guarded(stream, path, part)
    parser = etree.iterparse(
        guarded,
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        yield from parser
    except etree.XMLSyntaxError as error:
        raise _error(error, path, part) from None
    except (ValueError, LookupError) as error:
        raise CorruptFileError(path, f"is damaged (its part {part} is not readable XML)", _REPAIR) from error


class _Guarded:
    """A stream that refuses a document type before the parser sees it."""

    def __init__(self, stream: Readable, path: str, part: str) -> None:
        self._stream = stream
        self._path = path
        self._part = part
        self._tail: bytes | None = None

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        if self._tail is None:
            while chunk and len(chunk) < _HEAD and (more := self._stream.read(_HEAD)):
                chunk += more
            _check_head(chunk, self._path, self._part)
        seen = (self._tail or b"") + chunk
        if any(mark in seen for mark in _DOCTYPES):
            raise _doctype(self._path, self._part)
        self._tail = seen[-_LONGEST_DOCTYPE:]
        return chunk


def _check_head(data: bytes, path: str, part: str) -> None:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise _encoding(path, part)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"))
    narrow = head.replace(b"\x00", b"") if wide else head.removeprefix(b"\xef\xbb\xbf")
    found = _ENCODING.match(narrow.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip())
    if found and found[1].decode("ascii").casefold() not in _ENCODINGS:
        raise _encoding(path, part)
    if not narrow.lstrip(b"\xff\xfe \t\r\n").startswith(b"<"):
        raise CorruptFileError(path, f"is damaged (its part {part} is not XML)", _REPAIR)


def _encoding(path: str, part: str) -> CorruptFileError:
    return CorruptFileError(path, f"has a part in an encoding that is not accepted ({part})", _REPAIR)


def _doctype(path: str, part: str) -> CorruptFileError:
    return CorruptFileError(
        path, f"declares a document type or entities, which office files never do ({part})", "Check where it comes from."
    )


def _error(error: etree.XMLSyntaxError, path: str, part: str) -> ReadError:
    text = str(error)
    if getattr(error, "code", 0) == _RESOURCE_LIMIT or "XML_PARSE_HUGE" in text or "Excessive depth" in text:
        return LimitError(path, f"nests too deep or holds a text too long to be read safely ({part})", "Split the document.")
    return CorruptFileError(path, f"is damaged (its part {part} is not well-formed)", _REPAIR)
