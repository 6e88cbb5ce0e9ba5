"""Every quote of every report is found in the source again, by readers that share no code with the program's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from aligner.domain.text import Locator
from aligner.report.contract import to_dict
from tests.independent import csv_rows, html_blocks, pdf_pages, pptx_slides
from tests.organisations import ORGANISATIONS, report_on

EMPHASIS = re.compile(r"[*_`~]")
MARKUP = re.compile(r"[\[\]|\\#]|\(https?://[^)]*\)|^\s*>+", re.MULTILINE)


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b\ufeff]+", " ", text.replace("\u2011", "-")).strip()


@cache
def paragraphs(path: str) -> tuple[str, ...]:
    """Text of every Word paragraph, tables and text boxes included, in document order; deleted text is left out."""
    found = []
    for paragraph in docx.Document(path).element.body.iter(qn("w:p")):
        runs = list(paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:noBreakHyphen")))
        found.append(squeeze("".join({"t": node.text or "", "noBreakHyphen": "-"}.get(node.tag.rsplit("}", 1)[1], " ") for node in runs)))
    return tuple(found)


@cache
def workbook(path: str) -> dict[tuple[str, str], str]:
    """Text of every cell by sheet and address; merged cells repeat their anchor."""
    found = {}
    for sheet in openpyxl.load_workbook(path, data_only=True):
        for row in sheet.iter_rows():
            for cell in row:
                found[sheet.title, cell.coordinate] = shown(cell.value, cell.number_format)
        for merged in sheet.merged_cells.ranges:
            anchor = found.get((sheet.title, merged.start_cell.coordinate), "")
            for row, column in merged.cells:
                found[sheet.title, f"{openpyxl.utils.get_column_letter(column)}{row}"] = anchor
    return found


def shown(value: object, number_format: str) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value * 100:g}%" if "%" in number_format else f"{value:g}"
    return squeeze(str(value)) if value is not None else ""


def found_again(quote: str, locator: dict[str, object]) -> bool:
    path = str(locator["file"])
    suffix = Path(path).suffix.lower()
    if suffix == ".docx":
        return quote in " ".join(paragraphs(path)) or quote in " | ".join(text for text in paragraphs(path) if text)
    if suffix == ".xlsx":
        cells = workbook(path)
        address = str(locator["cell"])
        if ":" in address:
            return all(any(part in text for text in cells.values()) for part in quote.split(" | "))
        text = cells[str(locator["sheet"]), address]
        return quote in text or re.sub(r"[^\d.]", "", quote) == re.sub(r"[^\d.]", "", text) != ""
    if suffix == ".pdf":
        return quote in squeeze(" ".join(pdf_pages(path)[ordinal(locator, "page") :][:2]))
    if suffix == ".pptx":
        return stands(quote, pptx_slides(path)[ordinal(locator, "slide")])
    if suffix == ".html":
        return stands(quote, html_blocks(path))
    if suffix == ".csv":
        return any(stands(quote, row) for row in csv_rows(path))
    raw = Path(path).read_text("utf-8-sig", "replace")
    return unmarked(quote) in unmarked(raw)


def unmarked(text: str) -> str:
    return squeeze(MARKUP.sub(" ", EMPHASIS.sub("", text)))


def ordinal(locator: dict[str, object], kind: str) -> int:
    """Number of the page or slide, counted from 0."""
    return int(str(locator[kind])) - 1


def stands(quote: str, parts: Sequence[str]) -> bool:
    """Whether the quote stands in one part, or in a row of cells joined by bars, empty ones left out."""
    return quote in " | ".join(text for part in parts if (text := squeeze(part)))


def quotes(report: dict) -> list[tuple[str, dict]]:
    found = [(one["text"], one["locator"]) for one in (*report["goals"], *report["items"])]
    for holder in (*report["links"], *report["candidates"], *report["gaps"]):
        found.extend((piece["quote"], piece["locator"]) for piece in holder["evidence"])
    return found


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_every_quote_stands_in_the_source(name):
    found = quotes(to_dict(report_on(name)))
    assert len(found) > 50
    lost = [(quote, Locator(**locator).describe()) for quote, locator in found if not found_again(quote, locator)]
    assert not lost
