from __future__ import annotations

import io

import pytest

from aligner.errors import CorruptFileError, LimitError, ReadError
from aligner.readers.base import Limits
from aligner.readers.xmlguard import iter_elements, parse_xml

DOCTYPE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def parse(data: bytes, limits: Limits | None = None) -> str:
    return parse_xml(data, path="plan.docx", part="word/document.xml", limits=limits or Limits()).tag


def stream(data: bytes) -> list[str]:
    found = iter_elements(io.BytesIO(data), ("a",), path="plan.docx", part="word/document.xml")
    return [element.text or "" for _, element in found]


def test_plain_documents_in_the_usual_encodings() -> None:
    assert parse(b"<r/>") == "r"
    assert parse(b"\xef\xbb\xbf<r/>") == "r"
    assert parse('<?xml version="1.0" encoding="UTF-16"?><r/>'.encode("utf-16")) == "r"
    assert parse('<?xml version="1.0" encoding="windows-1252"?><r>é</r>'.encode("cp1252")) == "r"
    assert stream(b"<r><a>1</a><x:a xmlns:x='u'>2</x:a><b>3</b></r>") == ["1", "2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_document_types_are_refused_in_any_disguise(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{"UTF-16" if "16" in encoding else "UTF-8"}"?>'
    data = f"{declared}{DOCTYPE}<r><a>&x;</a></r>".encode(encoding)
    with pytest.raises(ReadError, match=r"plan\.docx: .*word/document\.xml"):
        parse(data)
    with pytest.raises(ReadError):
        stream(data)


def test_a_document_type_after_a_long_comment_is_refused() -> None:
    data = f"<!--{'x' * 100_000}-->{DOCTYPE}<r/>".encode()
    with pytest.raises(CorruptFileError, match="document type"):
        stream(data)


@pytest.mark.parametrize(
    "data", [b'<?xml version="1.0" encoding="UTF-7"?><r/>', b"\xff\xfe\x00\x00<\x00\x00\x00", b'<?xml version="1.0" encoding="cp037"?><r/>']
)
def test_unusual_encodings_are_refused(data: bytes) -> None:
    with pytest.raises(CorruptFileError):
        parse(data)


@pytest.mark.parametrize("data", [b"", b"text", b"<r>", b"<r></q>", b"<r>&#7;</r>", b"<r>\xe9</r>", b"<r>&undefined;</r>"])
def test_broken_documents_are_refused(data: bytes) -> None:
    with pytest.raises(CorruptFileError):
        parse(data)
    with pytest.raises(CorruptFileError):
        stream(data)


def test_depth_and_text_are_limited() -> None:
    deep = b"<r>" * 300 + b"</r>" * 300
    with pytest.raises(LimitError):
        parse(deep)
    with pytest.raises(LimitError):
        stream(deep)
    with pytest.raises(LimitError, match="20 levels"):
        parse(b"<r>" * 21 + b"</r>" * 21, Limits(xml_depth=20))
    assert parse(b"<r>" * 20 + b"</r>" * 20, Limits(xml_depth=20)) == "r"
    with pytest.raises(LimitError):
        parse(b"<r>" + b"x" * 10_100_000 + b"</r>")
