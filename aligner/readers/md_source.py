"""Prepares markdown for the parser: takes out what is not text and mends what authors commonly get wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aligner.readers.template_tags import FrontMatter, front_matter, without_tags

__all__ = ["Prepared", "prepare"]

_FENCE = re.compile(r"[ ]{0,3}(?:[-*+] {1,3}|\d+[.)] {1,3})?(`{3,}|~{3,})")
_TIGHT_HEADING = re.compile(r"( {0,3})(#{2,6})(?=[^#\s])|( {0,3})(#)(?=[A-Z][\w-]* +\S)")
_TABLE_OPEN = re.compile(r"<table[\s>]", re.IGNORECASE)
_TABLE_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)
_ALERT = re.compile(r"(\s{0,3}>\s*)\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Text for the parser; ``numbers[i]`` is the line in the file (from 1) of its line i (from 0)."""

    text: str
    numbers: list[int]
    matter: FrontMatter


def prepare(text: str) -> Prepared:
    """Take out front matter, generator tags and comments outside code; mend headings without a space.

    Lines that a tag emptied inside a table, and blank lines inside an HTML table, are dropped, so that they do not end the
    table for the parser.
    """
    matter = front_matter(text)
    original = text.split("\n")
    original[: matter.stop] = [""] * matter.stop
    coded = _coded(original)
    stripped = _strip(original, coded)
    lines: list[str] = []
    numbers: list[int] = []
    depth = 0
    for index, line in enumerate(stripped):
        if not coded[index]:
            depth = max(0, depth + len(_TABLE_OPEN.findall(line)) - len(_TABLE_CLOSE.findall(line)))
            blank = not line.strip()
            if blank and (depth or (original[index].strip() and _in_table(stripped, index, lines))):
                continue
        lines.append(line if coded[index] else _mended(line))
        numbers.append(index + 1)
    return Prepared("\n".join(lines), numbers, matter)


def _coded(lines: list[str]) -> list[bool]:
    """Mark the lines that belong to fenced code."""
    found, fence = [], ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            found.append(True)
            if mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
                fence = ""
        else:
            fence = mark[1] if mark else ""
            found.append(bool(mark))
    return found


def _strip(lines: list[str], coded: list[bool]) -> list[str]:
    """Take tags and comments out of every stretch of lines that is not code."""
    found: list[str] = []
    start = 0
    while start < len(lines):
        stop = start + 1
        while stop < len(lines) and coded[stop] == coded[start]:
            stop += 1
        part = lines[start:stop]
        found.extend(part if coded[start] else without_tags("\n".join(part)).split("\n"))
        start = stop
    return found


def _in_table(lines: list[str], index: int, before: list[str]) -> bool:
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return bool(before) and before[-1].lstrip().startswith("|") and following.lstrip().startswith("|")


def _mended(line: str) -> str:
    if _TIGHT_HEADING.match(line):
        return _TIGHT_HEADING.sub(lambda found: found.group() + " ", line, count=1)
    return _ALERT.sub(r"\1", line) if "[!" in line else line
