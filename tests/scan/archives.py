"""Small archives for the tests, and what a database holds after a scan."""

from __future__ import annotations

import json
from pathlib import Path

from aligner.store import open_database
from aligner.store.schema import TABLES

UNITS = ("Harbour", "Orchard")
GOALS = (
    "We will reduce the cost of {unit} services by 15% by the end of 2027.",
    "By March 2027 every {unit} customer will be able to apply online.",
    "We will raise the share of {unit} staff with a recognised digital qualification to 60% by 2028.",
)
WORK = (
    ("{unit} online application form", "Grade Osei", "In progress", "2026-11-30"),
    ("Digital qualification programme for {unit} staff", "Learning team", "On track", "2027-06-30"),
    ("New canteen booking screens", "", "Not started", "2026-12-31"),
)


def strategy(unit: str, more: str = "") -> str:
    goals = "\n".join(f"- {goal.format(unit=unit)}" for goal in GOALS)
    return f"# {unit} Digital Strategy 2026-2028\n\nThe {unit} office serves the people of the valley and will do so for the years to come.\n\n## Our goals\n\n{goals}\n{more}"


def roadmap(unit: str) -> str:
    rows = "\n".join(",".join([name.format(unit=unit), *rest]) for name, *rest in WORK)
    return f"Project,Owner,Status,Due\n{rows}\n"


def build(root: Path) -> Path:
    """Make an archive with strategies, roadmaps, duplicates, versions, a foreign text, junk, an empty and a broken file."""
    for unit in UNITS:
        folder = root / unit
        folder.mkdir(parents=True)
        (folder / "strategy v2.md").write_text(strategy(unit), "utf-8")
        (folder / "strategy v1 draft.md").write_text(strategy(unit, "\nThis draft is for discussion.\n"), "utf-8")
        (folder / "roadmap.csv").write_text(roadmap(unit), "utf-8")
        (folder / "roadmap (copy).csv").write_text(roadmap(unit), "utf-8")
    (root / "bericht.md").write_text(
        "# Bericht\n\n"
        + "Der Vorstand hat die Kosten der Pflege gesenkt und wird mit den Leuten im Haus einen Plan für das Jahr erstellen. " * 6,
        "utf-8",
    )
    (root / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (root / "empty.docx").write_bytes(b"")
    (root / "also empty.docx").write_bytes(b"")
    (root / "broken.xlsx").write_bytes(b"PK\x03\x04" + b"\x00" * 400)
    return root


def content(database: str) -> dict[str, list[str]]:
    """Return every row of every table but that of the runs, as sorted text."""
    opened = open_database(database)
    try:
        return {
            table.name: sorted(
                json.dumps({name: _plain(value) for name, value in row.items()}, sort_keys=True) for row in opened.rows(table)
            )
            for table in TABLES
            if table.name != "runs"
        }
    finally:
        opened.close()


def _plain(value: object) -> object:
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else value
