"""Makes small Office files part by part, for tests."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence

from aligner.readers.base import Source

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
S = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"'
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{OFFICE}"'
)


def zipped(parts: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2030, 1, 1, 0, 0, 0)), content, compression)
    return buffer.getvalue()


def source(data: bytes, name: str = "plan.docx") -> Source:
    return Source(name, data, hashlib.sha256(data).hexdigest())


def relations(links: Sequence[tuple[str, str, str]]) -> str:
    body = "".join(f'<Relationship Id="{ident}" Type="{OFFICE}/{kind}" Target="{target}"/>' for ident, kind, target in links)
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def core(title: str = "", modified: str = "") -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{title}</dc:title><dcterms:modified>{modified}</dcterms:modified></cp:coreProperties>"
    )


def paragraph(text: str = "", *, style: str = "", properties: str = "", bold: bool = False, run: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    look = "<w:b/>" if bold else ""
    return f'<w:p><w:pPr>{named}{properties}</w:pPr><w:r><w:rPr>{look}{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def item(text: str, number: int = 1, level: int = 0) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: Sequence[str], header: bool = False) -> str:
    """A Word table; a cell is text, or XML of the whole ``w:tc`` when it begins with ``<``."""
    made = ""
    for index, row in enumerate(rows):
        flag = "<w:trPr><w:tblHeader/></w:trPr>" if header and index == 0 else ""
        made += f"<w:tr>{flag}{''.join(cell if cell.startswith('<') else f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
    return f"<w:tbl>{made}</w:tbl>"


STYLES = (
    f"{HEAD}<w:styles {W}>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="House head"/><w:basedOn w:val="H2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Outline"><w:name w:val="House outline"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="LoopA"><w:name w:val="loop a"/><w:basedOn w:val="LoopB"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="LoopB"><w:name w:val="loop b"/><w:basedOn w:val="LoopA"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Bullets"><w:name w:val="List Bullet 2"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/></w:style>'
    '<w:style w:type="table" w:styleId="House"><w:name w:val="House"/><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
    '<w:style w:type="table" w:styleId="House2"><w:name w:val="House 2"/><w:basedOn w:val="House"/></w:style>'
    "</w:styles>"
)


def _level(index: int, style: str, text: str, extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = (
    f"{HEAD}<w:numbering {W}>"
    f'<w:abstractNum w:abstractNumId="0">{_level(0, "decimal", "%1.")}{_level(1, "decimal", "%1.%2")}{_level(2, "lowerLetter", "%3)")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{_level(0, "bullet", chr(0xF0B7))}{_level(1, "bullet", "o")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{_level(0, "upperRoman", "%1.")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
    "</w:numbering>"
)


def docx(body: str, *, extra: Mapping[str, tuple[str, str]] | None = None, properties: str = "") -> bytes:
    """A Word file.

    Args:
        body: XML within ``w:body``.
        extra: further parts beside the document: kind of relation -> (root element name, inner XML).
    """
    links = [("rS", "styles", "styles.xml"), ("rN", "numbering", "numbering.xml")]
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations([("r1", "officeDocument", "word/document.xml")]),
        "word/document.xml": f"{HEAD}<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "docProps/core.xml": properties or core(),
    }
    for kind, (root, inner) in (extra or {}).items():
        links.append((f"r-{kind}", kind, f"{kind}.xml"))
        parts[f"word/{kind}.xml"] = f"{HEAD}<w:{root} {W}>{inner}</w:{root}>"
    parts["word/_rels/document.xml.rels"] = relations(links)
    return zipped(parts)


XLSX_STYLES = (
    f"{HEAD}<styleSheet {S}>"
    '<numFmts count="3"><numFmt numFmtId="164" formatCode="&quot;€&quot;#,##0.0"/><numFmt numFmtId="165" formatCode="0 &quot;wks&quot;"/>'
    '<numFmt numFmtId="166" formatCode="mmm\\ yyyy"/></numFmts>'
    "<fonts><font/><font><b/></font><font><strike/></font></fonts>"
    '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="9" fontId="0"/><xf numFmtId="164" fontId="0"/>'
    '<xf numFmtId="165" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2"/>'
    '<xf numFmtId="0" fontId="0"><alignment indent="2"/></xf><xf numFmtId="166" fontId="0"/></cellXfs></styleSheet>'
)
DATE, PERCENT, EUROS, WEEKS, BOLD, STRIKE, INDENT, MONTH = range(1, 9)


def cell(address: str, value: object, style: int = 0) -> str:
    """A cell: text inline, numbers as they are; XML when the value begins with ``<``."""
    if isinstance(value, str) and not value.startswith("<"):
        return f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
    return f'<c r="{address}" s="{style}">{value if isinstance(value, str) else f"<v>{value}</v>"}</c>'


def rows(*lines: Sequence[object], start: int = 1) -> str:
    """``sheetData`` of plain rows; a value may be (value, style); None is an empty cell."""
    made = ""
    for number, line in enumerate(lines, start=start):
        cells = ""
        for column, value in enumerate(line):
            if value is not None:
                content, style = value if isinstance(value, tuple) else (value, 0)
                cells += cell(f"{chr(ord('A') + column)}{number}", content, style)
        made += f'<row r="{number}">{cells}</row>' if cells else ""
    return f"<sheetData>{made}</sheetData>"


def xlsx(
    sheets: Mapping[str, str],
    *,
    states: Mapping[str, str] | None = None,
    strings: str = "",
    epoch_1904: bool = False,
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook: sheet name -> XML within ``worksheet``; ``parts`` are added as they are."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{index}" state="{(states or {}).get(name, "visible")}" r:id="s{index}"/>'
        for index, name in enumerate(sheets, start=1)
    )
    links = [(f"s{index}", "worksheet", f"worksheets/sheet{index}.xml") for index in range(1, len(sheets) + 1)]
    links += [("st", "styles", "styles.xml"), ("ss", "sharedStrings", "sharedStrings.xml")]
    made: dict[str, str | bytes] = {
        "_rels/.rels": relations([("r1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'{HEAD}<workbook {S}><workbookPr date1904="{int(epoch_1904)}"/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(links),
        "xl/styles.xml": XLSX_STYLES,
        "xl/sharedStrings.xml": f"{HEAD}<sst {S}>{strings}</sst>",
    }
    for index, inner in enumerate(sheets.values(), start=1):
        made[f"xl/worksheets/sheet{index}.xml"] = f"{HEAD}<worksheet {S}>{inner}</worksheet>"
    return zipped({**made, **(parts or {})})


def shape(*paragraphs: str, kind: str = "", index: str = "", place: tuple[int, int] | None = None) -> str:
    """A slide's shape; ``place`` is top and left in EMU; a paragraph is text, or XML when it begins with ``<``."""
    filled = f'<p:ph type="{kind}" idx="{index}"/>' if kind or index else ""
    frame = f'<a:xfrm><a:off x="{place[1]}" y="{place[0]}"/><a:ext cx="9" cy="9"/></a:xfrm>' if place else ""
    body = "".join(text if text.startswith("<") else f"<a:p><a:r><a:rPr/><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
    return f"<p:sp><p:nvSpPr><p:nvPr>{filled}</p:nvPr></p:nvSpPr><p:spPr>{frame}</p:spPr><p:txBody><a:lstStyle/>{body}</p:txBody></p:sp>"


def slide_paragraph(text: str, *, level: int = 0, bullet: str = "", bold: bool = False) -> str:
    return f'<a:p><a:pPr lvl="{level}">{bullet}</a:pPr><a:r><a:rPr b="{int(bold)}"/><a:t>{text}</a:t></a:r></a:p>'


MASTER = (
    f"{HEAD}<p:sldMaster {P}><p:cSld><p:spTree/></p:cSld><p:txStyles><p:bodyStyle>"
    '<a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr><a:lvl2pPr><a:buChar char="–"/></a:lvl2pPr></p:bodyStyle></p:txStyles></p:sldMaster>'
)
LAYOUT = f"{HEAD}<p:sldLayout {P}><p:cSld><p:spTree>{shape(kind='body', index='7', place=(5_000_000, 0))}</p:spTree></p:cSld></p:sldLayout>"


def pptx(
    slides: Sequence[str],
    *,
    notes: Mapping[int, str] | None = None,
    hidden: Sequence[int] = (),
    comments: Mapping[int, str] | None = None,
    listed: Sequence[str] = (),
) -> bytes:
    """A presentation: XML of each slide's shapes; notes and comments by slide number from 1; ``listed`` names other parts to show."""
    names = listed or [f"slide{number}" for number in range(1, len(slides) + 1)]
    entries = "".join(f'<p:sldId id="{255 + number}" r:id="s{number}"/>' for number in range(1, len(names) + 1))
    made: dict[str, str | bytes] = {
        "_rels/.rels": relations([("r1", "officeDocument", "ppt/presentation.xml")]),
        "ppt/presentation.xml": f"{HEAD}<p:presentation {P}><p:sldIdLst>{entries}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            [(f"s{number}", "slide", f"slides/{name}.xml") for number, name in enumerate(names, start=1)]
        ),
        "ppt/slideLayouts/layout1.xml": LAYOUT,
        "ppt/slideLayouts/_rels/layout1.xml.rels": relations([("m", "slideMaster", "../slideMasters/master1.xml")]),
        "ppt/slideMasters/master1.xml": MASTER,
    }
    for number, inner in enumerate(slides, start=1):
        show = ' show="0"' if number in hidden else ""
        made[f"ppt/slides/slide{number}.xml"] = f"{HEAD}<p:sld {P}{show}><p:cSld><p:spTree>{inner}</p:spTree></p:cSld></p:sld>"
        links = [("l", "slideLayout", "../slideLayouts/layout1.xml")]
        if number in (notes or {}):
            links.append(("n", "notesSlide", f"../notesSlides/notes{number}.xml"))
            made[f"ppt/notesSlides/notes{number}.xml"] = (
                f"{HEAD}<p:notes {P}><p:cSld><p:spTree>{(notes or {})[number]}</p:spTree></p:cSld></p:notes>"
            )
        if number in (comments or {}):
            links.append(("c", "comments", f"../comments/comment{number}.xml"))
            made[f"ppt/comments/comment{number}.xml"] = (
                f"{HEAD}<p:cmLst {P}><p:cm><p:text>{(comments or {})[number]}</p:text></p:cm></p:cmLst>"
            )
        made[f"ppt/slides/_rels/slide{number}.xml.rels"] = relations(links)
    return zipped(made)
