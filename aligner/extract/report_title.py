"""Whether a document says of itself that it reports on work, and where a mail takes its leave."""

from __future__ import annotations

import re

from aligner.extract.item_draft import Page

__all__ = ["closing", "is_report"]

_SIGNED = re.compile(r"(?:--|__)[\s_-]*|(?:kind |best |warm |many )?(?:regards|wishes|greetings)[,.]?", re.IGNORECASE)
_SIGNATURE = 8
"""Lines that a signature may have."""

_REPORT = re.compile(
    r"\b(?:status|progress|highlight|weekly|monthly|quarterly|quarter|sprint|board|steering|delivery|project|programme|portfolio|transformation|technology|change|(?-i:IT))\b.*\b(?:reports?|updates?|summary|review|note|letter|paper|minutes)\b"
    r"|\bminutes of (?:the|our|a)\b|\b(?:steering|programme|project|portfolio) (?:group|committee|board)\b|\b(?:status|progress|highlight|quarterly|weekly|monthly) (?:report|update)|\breport to\b|\bupdate (?:on|for|from)\b|\b(?:week|sprint|month) \d+|\bwhere we stand\b|\bq[1-4] (?:report|update|review)\b",
    re.IGNORECASE,
)


_REPORT_TITLE = re.compile(r"\b(?:reports?|updates?|status|progress|highlights|round-?up|newsletter|week|wk)\b", re.IGNORECASE)


def is_report(page: Page) -> bool:
    """Whether a document says of itself, in its title or first lines, that it reports on work."""
    titles = [page.document.title, *(unit.headings[0] for unit in page.units[:2] if unit.headings)]
    if any(_REPORT_TITLE.search(title) for title in titles):
        return True
    opening = [
        page.document.title,
        *(unit.block.text[:200] for unit in page.units[:4]),
        *(unit.headings[0] for unit in page.units[:2] if unit.headings),
    ]
    return any(_REPORT.search(text) for text in opening)


def closing(page: Page) -> int:
    """Return the index of the block in which a mail takes its leave: the last such line, with no more than a signature behind it."""
    leaves = [place for place, unit in enumerate(page.units) if place and _SIGNED.fullmatch(unit.block.text)]
    signed = bool(leaves) and len(page.units) - leaves[-1] <= _SIGNATURE
    return page.units[leaves[-1]].index if signed else len(page.document.blocks)
