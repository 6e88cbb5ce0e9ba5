"""Small OpenDocument files for the tests."""

from __future__ import annotations

import io
import zipfile

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing", "fo": "xsl-fo-compatible",
        "presentation": "presentation", "meta": "meta", "svg": "svg-compatible",
    }.items()
)  # fmt: skip


def content(kind: str, body: str, styles: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )


def packed(kind: str, body: str, styles: str = "", *, main: str = "", **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        archive.writestr("content.xml", main or content(kind, body, styles))
        for name, text in parts.items():
            archive.writestr(name.replace("_xml", ".xml").replace("__", "/"), text)
    return buffer.getvalue()


META = (
    f'<office:document-meta {NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>Harbour plan</dc:title>'
    "<dc:date>2026-04-05T10:00:00</dc:date></office:meta></office:document-meta>"
)
