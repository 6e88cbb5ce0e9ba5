"""Owners that a section names for all the work in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aligner.domain.goals import Quote
from aligner.domain.text import BlockKind
from aligner.extract.columns import Role
from aligner.extract.item_draft import Draft, Page
from aligner.extract.item_facts import apply_field, fields_in, part

__all__ = ["with_section_owners"]

_LABEL_AT = 2  # a label may stand behind an opening mark
_DEEP = 2


def with_section_owners(drafts: Sequence[Draft], page: Page) -> list[Draft]:
    """Give items without an owner, where no column asks for one, the owner that the nearest section names.

    A section names its owner in its heading ("Payments (lead: D. Ruiz)") or in a labelled line of its own. What stands above
    the first section belongs to the document, not to each piece of work.
    """
    owners = _owners(page)
    if not owners:
        return list(drafts)
    return [_owned(draft, owners, page) for draft in drafts]


def _owners(page: Page) -> Mapping[tuple[str, ...], Quote]:
    found: dict[tuple[str, ...], Quote] = {}
    for unit in page.units:
        block = unit.block
        if block.kind not in {BlockKind.HEADING, BlockKind.PARAGRAPH}:
            continue
        is_heading = block.kind is BlockKind.HEADING
        path = (*unit.headings, block.text) if is_heading else unit.headings
        for field in fields_in(block.text):
            at_front = field.label_start <= _LABEL_AT
            if field.role is Role.OWNER and len(path) >= _DEEP and (is_heading or at_front):
                found.setdefault(path, part(block.text, block.locator, field.start, field.end))
    return found


def _owned(draft: Draft, owners: Mapping[tuple[str, ...], Quote], page: Page) -> Draft:
    item = draft.item
    if item.owner is not None or item.owner_slot:
        return draft
    for length in range(len(item.headings), _DEEP - 1, -1):
        quote = owners.get(item.headings[:length])
        if quote is not None:
            return replace(draft, item=apply_field(item, Role.OWNER, quote, page))
    return draft
