"""Small files of every format that stressing edits, made by other libraries than the program's own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

ROWS = (
    ("Ref", "Work", "Owner", "Due", "Remarks"),
    ("K-01", "Dredge the northern basin", "Mara Quill", "2027-03-31", "deeper by 2 m\nfor larger ships"),
    ("K-02", "Paint every lighthouse", "Otto Brandt", "Q3 2027", "in red"),
    ("K-03", "Train the pilots", "Ines Vale", "June 2028", "twice a year"),
)
LINES = ("The harbour in 2030", "By 2030 ships wait no more than 4 hours & leave on time.", "We will open a second quay.")


def docx(path: Path) -> Path:
    import docx as word  # noqa: PLC0415 - heavy

    made = word.Document()
    made.add_heading(LINES[0], 1)
    paragraph = made.add_paragraph("By 2030 ships wait ")
    paragraph.add_run("no more than 4").bold = True
    paragraph.add_run(" hours & leave on time.")
    made.add_paragraph(LINES[2], style="List Bullet")
    table = made.add_table(rows=0, cols=len(ROWS[0]))
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.save(str(path))
    return path


def pptx(path: Path) -> Path:
    from pptx import Presentation  # noqa: PLC0415 - heavy
    from pptx.util import Inches  # noqa: PLC0415 - heavy

    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = LINES[0]
    body = slide.placeholders[1].text_frame
    body.text = LINES[1]
    body.add_paragraph().text = LINES[2]
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Plan"
    table = slide.shapes.add_table(len(ROWS), len(ROWS[0]), Inches(1), Inches(1), Inches(8), Inches(3)).table
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    made.save(str(path))
    return path


def xlsx(path: Path) -> Path:
    from openpyxl import Workbook  # noqa: PLC0415 - heavy

    made = Workbook()
    sheet = made.active
    sheet.title = "Plan"
    for number, row in enumerate(ROWS):
        typed = [dt.datetime(2027, 3, 31) if text == "2027-03-31" else text for text in row]  # noqa: DTZ001 - a cell knows no zone
        sheet.append(["Harbour works"] if number == 0 else typed)
        if number == 0:
            sheet.append(list(row))
    sheet.merge_cells("A1:E1")
    made.save(path)
    return path


def csv(path: Path) -> Path:
    rows = ["; ".join(f'"{text}"' if "\n" in text else text for text in row).replace("; ", ";") for row in ROWS]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def markdown(path: Path) -> Path:
    table = [f"| {' | '.join(text.replace(chr(10), ' ') for text in row)} |" for row in ROWS]
    table.insert(1, "|---|---|---|---|---|")
    path.write_text(
        f"# {LINES[0]}\n\nBy 2030 ships wait **no more than 4\nhours** & leave on time.\n\n- {LINES[2]}\n\n" + "\n".join(table) + "\n",
        "utf-8",
    )
    return path


def html(path: Path) -> Path:
    cells = [
        "".join(f"<t{'h' if number == 0 else 'd'}>{text}</t{'h' if number == 0 else 'd'}>" for text in row)
        for number, row in enumerate(ROWS)
    ]
    table = "".join(f"<tr>{row}</tr>\n" for row in cells)
    body = f"<h1>{LINES[0]}</h1>\n<p>By 2030 ships wait <b>no more than 4</b> hours &amp; leave on time.</p>\n<ul><li>{LINES[2]}</li></ul>\n<table>\n{table}</table>"
    path.write_text(f"<!doctype html><html><head><title>Harbour</title></head><body>\n{body}\n</body></html>\n", "utf-8")
    return path


def text(path: Path) -> Path:
    path.write_text(
        f"{LINES[0]}\n{'=' * len(LINES[0])}\n\nBy 2030 ships wait no more than 4\nhours & leave on time.\n\n- {LINES[2]}\n- We will paint the lighthouse.\n",
        "utf-8",
    )
    return path
