"""Tells what a file is by its content; the name is only a hint between formats that are all plain text."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from aligner.errors import CorruptFileError, UnsupportedFormatError
from aligner.readers.base import Source
from aligner.readers.text_decode import clean, decode, is_binary
from aligner.readers.zipguard import is_ole, refuse_ole

__all__ = ["WORKING_FORMATS", "detect"]

WORKING_FORMATS = "docx, xlsx, pptx, pdf, csv, md, html and txt"
_REMEDY = f"aligner reads {WORKING_FORMATS}; save the document as one of these."

_HEAD = 65_536
_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_OFFICE_NAME = re.compile(rb"(?:word/document|xl/workbook|ppt/presentation)\d*\.xml")
_PDF = re.compile(rb"(?:^|[\r\n])%PDF-")
# Beginnings of files that are surely not documents this program reads, and what a person calls them.
_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a bitmap image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"%!PS", "a PostScript file"),
    (b"RIFF", "a media file"),
    (b"ID3", "a media file"),
    (b"OggS", "a media file"),
)
_CALLED = {"opendocument": "an OpenDocument file", "epub": "an EPUB book"}
_BINARY_MAGIC = frozenset({b"BM", b"MZ", b"RIFF", b"ID3", b"GIF8", b"BZh", b"PAR1", b"Rar!", b"OggS"})

_MARKUP = r"(?:!doctype\s+html|html|head|body|meta|title|link|style|script|div|p|table|h[1-6]|ul|ol|dl|span|section|article|main|nav|header|b|i|font|center|pre|br|a|form|img|details)"
_HTML_START = re.compile(rf"\s*(?:<\?xml[^>]{{0,200}}\?>\s*)?(?:<!--.*?-->\s*)*<{_MARKUP}[\s>/]", re.IGNORECASE | re.DOTALL)
_HTML_SURE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_XHTML = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_MAIL = re.compile(r"^(?:mime-version|content-transfer-encoding|content-type: *(?:multipart|message)/)", re.IGNORECASE | re.MULTILINE)
_MAIL_HEAD = re.compile(r"\A(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}")
_JSON = re.compile(r"\A\s*(?:\{\s*(?:\"(?:[^\"\\\n]|\\.){0,200}\"\s*:|\})|\[\s*(?:[{\[\"]|-?\d+(?:\.\d+)?\s*[,\]]|\]))")
_MARKDOWN = (
    re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE),
    re.compile(r"^\|?(?: *:?-{3,}:? *\|)+ *(?::?-{3,}:?)? *$", re.MULTILINE),
    re.compile(r"\[[^\]\n]+\]\((?:https?:|/|\.|#)[^)\n]*\)"),
    re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE),
    re.compile(r"(?<![*\w])\*\*[^*\s][^*\n]*\*\*(?!\*)"),
    re.compile(r"^\s*[-*+] \[[ xX]\] ", re.MULTILINE),
    re.compile(r"^\s*!\[[^\]\n]*\]\(", re.MULTILINE),
)
_BY_NAME = {
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".psv": "csv",
    ".md": "md", ".markdown": "md", ".mdown": "md", ".mkd": "md", ".mdx": "md", ".qmd": "md", ".rmd": "md",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".txt": "txt", ".text": "txt", ".log": "txt",
}  # fmt: skip


def detect(source: Source) -> str:
    """Return the format of a file: "docx", "xlsx", "pptx", "pdf", "csv", "md", "html" or "txt".

    Raises:
        UnsupportedFormatError: the content is of a kind that no reader accepts; the message names it and the formats that work.
        EncryptedFileError: an office file behind a password.
        CorruptFileError: an office container that cannot be listed.
    """
    data = source.data
    if is_ole(data):
        raise refuse_ole(source)
    if data.startswith(b"PK") or b"PK\x05\x06" in data[-_HEAD:]:
        return _zipped(source)
    binary = is_binary(data)
    if data.startswith(b"%PDF-") or ((_PDF.search(data[:1024]) or (binary and b"%PDF-" in data[:1024])) and b" obj" in data):
        return "pdf"
    for start, name in _MAGIC:
        if data.startswith(start) and (binary or start not in _BINARY_MAGIC):
            raise _unsupported(source, name)
    if binary:
        raise _unsupported(source, "binary data of an unknown kind")
    return _textual(source)


def _unsupported(source: Source, name: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(source.path, f"looks like {name}", _REMEDY)


def _zipped(source: Source) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            names = archive.namelist()
    except Exception:  # noqa: BLE001 - zipfile raises many kinds on broken archives
        found = _OFFICE_NAME.search(source.data)
        if found is None:
            raise CorruptFileError(source.path, "is a damaged or cut off zip container", "Get a fresh copy of the file.") from None
        return next(form for folder, form in _FOLDERS if found.group().startswith(folder.encode()))
    folded = [name.lstrip("/").lower() for name in names]
    if "xl/workbook.bin" in folded:
        raise _unsupported(source, "a binary Excel workbook (xlsb)")
    for folder, form in _FOLDERS:
        if any(name.startswith(folder) for name in folded):
            return form
    if not names:
        raise CorruptFileError(source.path, "is an empty zip container", "Get a fresh copy of the file.")
    mark = source.data[:200].decode("latin-1")
    raise _unsupported(source, next((called for key, called in _CALLED.items() if key in mark), "a zip archive"))


def _textual(source: Source) -> str:
    from aligner.readers.csv_dialect import looks_tabular  # noqa: PLC0415 - not needed for most files

    text = clean(decode(source.data[: 4 * _HEAD]).text)
    hint = _BY_NAME.get(PurePath(source.path).suffix.lower(), "")
    body = _FRONT_MATTER.sub("", text, count=1)
    if _HTML_SURE.match(body) or (hint != "md" and _HTML_START.match(body)) or (hint == "html" and "<" in body):
        return "html"
    if body.lstrip().startswith("<?xml") or (body.lstrip().startswith("<!DOCTYPE") and hint != "md"):
        if _XHTML.search(body[:4096]):
            return "html"
        raise _unsupported(source, "an XML file")
    if hint in {"csv", "md"}:
        return hint
    if _JSON.match(body):
        raise _unsupported(source, "a JSON file")
    if _MAIL_HEAD.match(body) and _MAIL.search(body[:8192]):
        raise _unsupported(source, "an e-mail message")
    if _is_markdown(text, fronted=body is not text, sure=hint == "txt"):
        return "md"
    if hint != "txt" and looks_tabular(text):
        return "csv"
    return "csv" if hint == "txt" and looks_tabular(text, sure=True) else "txt"


def _is_markdown(text: str, *, fronted: bool, sure: bool) -> bool:
    """Tell markdown by its marks; ``sure`` asks for headings and one more kind, because the name says plain text."""
    kinds = sum(bool(mark.search(text)) for mark in _MARKDOWN)
    headings = len(_MARKDOWN[0].findall(text))
    if sure:
        return headings > 1 or (headings == 1 and kinds > 1)
    return kinds > 1 or headings > 1 or (fronted and kinds > 0) or bool(_MARKDOWN[1].search(text))
