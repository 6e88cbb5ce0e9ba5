"""From execution documents to items: every carrier in turn, then repeats merged and the work classed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aligner.domain.encoding import Encoder
from aligner.domain.goals import Item
from aligner.domain.ids import content_id
from aligner.domain.statements import Statement
from aligner.domain.text import Document
from aligner.extract.item_draft import Draft, FactReader, Page
from aligner.extract.item_facts import read_owner
from aligner.extract.item_headings import heading_drafts
from aligner.extract.item_known import Known
from aligner.extract.item_lists import list_drafts
from aligner.extract.item_merge import merge
from aligner.extract.item_owners import with_section_owners
from aligner.extract.item_prose import prose_drafts
from aligner.extract.item_references import without_own_work
from aligner.extract.item_sections import plain
from aligner.extract.item_tables import table_drafts
from aligner.extract.table_kind import TableKind
from aligner.extract.table_shape import Table, read_table
from aligner.extract.work_class import classify_work

__all__ = ["extract_items"]

_THREE = 3


def extract_items(
    documents: Sequence[Document], statements: Mapping[str, Sequence[Statement]], *, encoder: Encoder, segmenter: FactReader
) -> tuple[Item, ...]:
    """Return the pieces of work in execution documents, in reading order.

    Args:
        documents: the execution side.
        statements: of every document, by path.
        encoder: for titles and for sentences that may tell of work.
        segmenter: reads owners, dates and quantities from fields.
    """
    drafts: list[Draft] = []
    charts: list[tuple[Table, FactReader]] = []
    pages: list[_Read] = []
    for document in documents:
        page = Page.build(document, statements.get(document.path, ()), segmenter)
        tables = {ordinal: read_table(units) for ordinal, units in page.tables().items()}
        pages.append(_structured(page, tables))
        charts.extend((table, segmenter) for table in tables.values() if table.kind is TableKind.RACI)
    # Sentences come last: they speak of work that the plans among the documents name.
    known = Known([draft for read in pages for draft in read.drafts])
    for read in pages:
        prose = prose_drafts(read.page, read.taken, encoder, known, alone=not read.drafts)
        drafts.extend(sorted(with_section_owners([*read.drafts, *prose], read.page), key=lambda draft: draft.order))
    if not drafts:
        return ()
    drafts = _with_ids(_in_series(_with_raci(without_own_work(drafts), charts)))
    vectors = encoder.encode([draft.called for draft in drafts])
    classes = classify_work(drafts, vectors, encoder.sha256)
    drafts = [
        replace(draft, item=replace(draft.item, work_class=found.work_class, work_class_reason=found.reason))
        for draft, found in zip(drafts, classes, strict=True)
    ]
    return merge(drafts, vectors)


@dataclass(frozen=True, slots=True)
class _Read:
    """A document with the items of its tables, headings and lists, and the blocks that they used up."""

    page: Page
    drafts: list[Draft]
    taken: frozenset[int]


def _structured(page: Page, tables: Mapping[int, Table]) -> _Read:
    drafts, used = heading_drafts(page, tables)
    for table in tables.values():
        if table.units[0].index not in used:
            drafts.extend(table_drafts(table, page))
    found, listed = list_drafts(page, used)
    return _Read(page, [*drafts, *found], used | listed)


def _in_series(drafts: Sequence[Draft]) -> list[Draft]:
    """Number the reports of a series ("sprint-14", "sprint-15"); one without a date of its own takes that of the one before."""
    dates = {draft.item.locator.file: draft.date for draft in drafts}
    series: dict[str, list[tuple[int, str]]] = {}
    for path in dates:
        name = path.rsplit("/", 1)[-1]
        number = re.search(r"\d+", name)
        if number:
            series.setdefault(name[: number.start()] + "#" + name[number.end() :], []).append((int(number.group()), path))
    serial: dict[str, int] = {}
    for members in series.values():
        last = None
        for number_in_series, path in sorted(members) if len(members) > 2 else ():  # noqa: PLR2004 - two files make no series
            serial[path] = number_in_series
            last = dates[path] = max(filter(None, (dates[path], last)), default=None)
    return [replace(draft, date=dates[draft.item.locator.file], serial=serial.get(draft.item.locator.file, 0)) for draft in drafts]


def _with_raci(drafts: Sequence[Draft], charts: Sequence[tuple[Table, FactReader]]) -> list[Draft]:
    """Give items that name no owner the one whom a RACI chart holds accountable for a row of the same name."""
    accountable: dict[str, tuple[str, FactReader]] = {}
    for table, reader in charts:
        for unit in table.units:
            names = [cell.text for cell in unit.block.cells if len(cell.text) > _THREE]
            holder = next(
                (
                    cell.header
                    for letter in "AR"
                    for cell in unit.block.cells
                    if letter in re.split(r"\W+", cell.text.upper()) and cell.header
                ),
                None,
            )
            for name in names if holder else ():
                accountable.setdefault(plain(name), (holder or "", reader))
    done = []
    for draft in drafts:
        known = accountable.get(plain(draft.item.text)) if draft.item.owner is None else None
        item = replace(draft.item, owner=read_owner(known[0], known[1]), owner_slot=True) if known else draft.item
        done.append(replace(draft, item=item))
    return done


def _with_ids(drafts: Sequence[Draft]) -> list[Draft]:
    """Set ids from file name and text; further items of the same text take their headings, then a number, into the id."""
    seen: set[str] = set()
    done = []
    for draft in drafts:
        item = draft.item
        name = item.locator.file.rsplit("/", 1)[-1]
        ident = content_id("I", name, item.text)
        if ident in seen:
            ident = content_id("I", name, item.text, *item.headings)
        number = 2
        while ident in seen:
            ident = content_id("I", name, item.text, *item.headings, str(number))
            number += 1
        seen.add(ident)
        done.append(replace(draft, item=replace(item, id=ident)))
    return done
