"""What a document itself says a piece of work serves: by its number, its column or the row above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from aligner.domain.goals import Quote
from aligner.domain.text import Locator
from aligner.extract.item_draft import Draft
from aligner.extract.item_sections import plain

__all__ = ["numbered_reference", "without_own_work"]

_NUMBERED = re.compile(
    r"\s*[\[(]?(?:milestone|action|measure|commitment|recommendation|objective|key result|kr|goal)\s*#?(?P<goal>\d{1,3})(?P<part>(?:\.\d{1,3}){1,2})(?![.\d]*\d)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\s*(?:(?:work ?stream|work package|phase|stage|project|programme|part|chapter|section|track|wave|wp)\s*#?)?(\d{1,3})(?![\d.]*\d)",
    re.IGNORECASE,
)


def numbered_reference(text: str, locator: Locator, headings: Sequence[str]) -> Quote | None:
    """Quote the first part of a number such as "Milestone 4.2" at the front of a text: the number of what the milestone belongs to.

    Where a heading above has that number itself ("Workstream 4", "4. Network"), the number counts the document's own parts.
    """
    found = _NUMBERED.match(text)
    if found is None:
        return None
    for heading in headings:
        own = _SECTION.match(heading)
        if own is not None and own.group(1) == found["goal"]:
            return None
    return Quote(found["goal"], locator.slice(found.start("goal"), found.end("goal")))


def without_own_work(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop references to a group that is itself one of the items: such work serves what the item above it serves."""
    titles = {plain(draft.item.text) for draft in drafts}

    def clean(draft: Draft) -> Draft:
        named = draft.item.goal_reference
        if named is None or named.text not in draft.item.headings or plain(named.text) not in titles:
            return draft
        return replace(draft, item=replace(draft.item, goal_reference=None))

    return [clean(draft) for draft in drafts]
