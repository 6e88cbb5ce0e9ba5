"""Small documents in many formats, written by hand so that thousands of them cost seconds; equal texts give equal bytes."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape

__all__ = ["PROSE", "TABLES"]

Lines = Sequence[tuple[int, str]]
"""Texts with their level: 1 and 2 for headings, 0 for paragraphs, -1 for list items."""
Rows = Sequence[Sequence[str]]

_EPOCH = (1980, 1, 1, 0, 0, 0)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _zipped(parts: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return made.getvalue()


def _package(main: str, kind: str, parts: Mapping[str, str], more: str = "") -> bytes:
    """Wrap the parts of an Office Open XML file; ``kind`` is the content type of the main part."""
    types = f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}"/>{more}</Types>'
    return _zipped({"[Content_Types].xml": types, "_rels/.rels": _relations(("officeDocument", main)), **parts})


def _relations(*targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def docx(lines: Lines) -> bytes:
    body = []
    for level, text in lines:
        style = f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>' if level > 0 else ""
        body.append(f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(("• " if level < 0 else "") + text)}</w:t></w:r></w:p>')
    main = f'{_XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{"".join(body)}</w:body></w:document>'
    return _package("word/document.xml", "wordprocessingml.document.main+xml", {"word/document.xml": main})


def pptx(lines: Lines) -> bytes:
    """One slide for each heading."""
    slides: list[list[str]] = []
    for level, text in lines:
        if level > 0 or not slides:
            slides.append([])
        slides[-1].append(text)
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    parts, kinds = {}, ""
    for number, texts in enumerate(slides, start=1):
        shapes = "".join(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{place + 2}" name="s"/><p:cNvSpPr/><p:nvPr>{"<p:ph type=&quot;title&quot;/>".replace("&quot;", chr(34)) if place == 0 else ""}</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></p:txBody></p:sp>'
            for place, text in enumerate(texts)
        )
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"{_XML}<p:sld {space}><p:cSld><p:spTree><p:nvGrpSpPr/><p:grpSpPr/>{shapes}</p:spTree></p:cSld></p:sld>"
        )
        kinds += f'<Override PartName="/ppt/slides/slide{number}.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/>'
    listed = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in range(1, len(slides) + 1))
    parts["ppt/presentation.xml"] = f'{_XML}<p:presentation {space} xmlns:r="{_OFFICE}"><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>'
    parts["ppt/_rels/presentation.xml.rels"] = _relations(*(("slide", f"slides/slide{number}.xml") for number in range(1, len(slides) + 1)))
    return _package("ppt/presentation.xml", "presentationml.presentation.main+xml", parts, kinds)


def odt(lines: Lines) -> bytes:
    body = "".join(
        f'<text:h text:outline-level="{level}">{escape(text)}</text:h>' if level > 0 else f"<text:p>{escape(text)}</text:p>"
        for level, text in lines
    )
    space = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    content = (
        f"{_XML}<office:document-content {space}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return _zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def md(lines: Lines) -> bytes:
    return "\n\n".join(f"{'#' * level} {text}" if level > 0 else f"{'- ' if level < 0 else ''}{text}" for level, text in lines).encode()


def txt(lines: Lines) -> bytes:
    return "\n\n".join(text.upper() if level > 0 else f"{'* ' if level < 0 else ''}{text}" for level, text in lines).encode()


def html(lines: Lines) -> bytes:
    tags = {1: "h1", 2: "h2", 0: "p", -1: "li"}
    body = "".join(f"<{tags[level]}>{escape(text)}</{tags[level]}>\n" for level, text in lines)
    return f"<!doctype html><html><head><title>{escape(lines[0][1])}</title></head><body>{body}</body></html>".encode()


def rtf(lines: Lines) -> bytes:
    def plain(text: str) -> str:
        return "".join(char if char.isascii() and char not in "\\{}" else f"\\u{ord(char)}?" for char in text)

    bold = {True: r"\b ", False: ""}
    body = "".join("{" + bold[level > 0] + plain(text) + "}\\par\n" for level, text in lines)
    return ("{\\rtf1\\ansi " + body + "}").encode()


def eml(lines: Lines) -> bytes:
    head = f"From: office@example.org\r\nTo: board@example.org\r\nSubject: {lines[0][1].encode('ascii', 'replace').decode()}\r\nDate: Mon, 02 Mar 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return head.encode() + "\r\n\r\n".join(text for _, text in lines).encode()


def pdf(lines: Lines) -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet  # noqa: PLC0415 - one format among many
    from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: PLC0415 - as above

    made, styles = io.BytesIO(), getSampleStyleSheet()
    names = {1: "Heading1", 2: "Heading2", 0: "BodyText", -1: "BodyText"}
    SimpleDocTemplate(made, invariant=1).build(
        [Paragraph(escape(("• " if level < 0 else "") + text), styles[names[level]]) for level, text in lines]
    )
    return made.getvalue()


def table_csv(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def xlsx(rows: Rows) -> bytes:
    cells = "".join(
        f'<row r="{n}">'
        + "".join(f'<c r="{chr(65 + c)}{n}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' for c, value in enumerate(row))
        + "</row>"
        for n, row in enumerate(rows, start=1)
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    book = f'{_XML}<workbook {space} xmlns:r="{_OFFICE}"><sheets><sheet name="Portfolio" sheetId="1" r:id="rId1"/></sheets></workbook>'
    parts = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml"))}
    parts["xl/worksheets/sheet1.xml"] = f"{_XML}<worksheet {space}><sheetData>{cells}</sheetData></worksheet>"
    return _package(
        "xl/workbook.xml",
        "spreadsheetml.sheet.main+xml",
        parts,
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>',
    )


def table_html(rows: Rows) -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<!doctype html><html><body><table>{body}</table></body></html>".encode()


def jira(rows: Rows) -> bytes:
    """The rows as issues of a tracker: title, owner, status and date."""
    fields = (
        {"summary": name, "assignee": {"displayName": owner}, "status": {"name": status}, "duedate": due}
        for name, owner, status, due, *_ in rows[1:]
    )
    return json.dumps({"issues": [{"key": f"PRJ-{number}", "fields": one} for number, one in enumerate(fields, start=1)]}).encode()


PROSE: Mapping[str, Callable[[Lines], bytes]] = {
    "docx": docx,
    "md": md,
    "html": html,
    "odt": odt,
    "txt": txt,
    "rtf": rtf,
    "eml": eml,
    "pptx": pptx,
    "pdf": pdf,
}
TABLES: Mapping[str, Callable[[Rows], bytes]] = {"xlsx": xlsx, "csv": table_csv, "html": table_html, "json": jira}
