"""Small analyses whose remarks are read from sentences and rows by the real extraction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.domain.analysis import Analysis
from aligner.domain.goals import Goal, Item, Quote, State, Status
from aligner.domain.links import Link
from aligner.domain.text import Block, BlockKind, Cell, Document, Locator
from aligner.extract.remarks import extract_remarks
from aligner.segment import Segmenter
from tests.gaps.factory import link

STRATEGY, PLAN = "aims.docx", "plan.xlsx"


def prose(texts: Sequence[str], file: str) -> Document:
    """A document of paragraphs; a text that begins with "# " is a heading."""
    blocks = []
    for number, text in enumerate(texts, 1):
        heading = text.startswith("# ")
        told = text.removeprefix("# ")
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        blocks.append(Block(kind, told, Locator(file, paragraph=number, start=0, end=len(told)), level=int(heading)))
    return Document(file, "0" * 64, "docx", tuple(blocks))


def table(rows: Sequence[Mapping[str, str]], file: str = PLAN) -> Document:
    """A workbook of one sheet; keys are headers."""
    blocks = []
    for number, row in enumerate(rows, 2):
        cells = tuple(
            Cell(text, column, header, Locator(file, sheet="Plan", cell=f"{'ABCDEFGH'[column]}{number}", start=0, end=len(text)))
            for column, (header, text) in enumerate(row.items())
            if text
        )
        joined = " | ".join(cell.text for cell in cells)
        place = Locator(file, sheet="Plan", line=number, start=0, end=len(joined))
        blocks.append(Block(BlockKind.ROW, joined, place, cells=cells, table=0, caption="Plan"))
    return Document(file, "1" * 64, "xlsx", tuple(blocks))


def work(document: Document, row: int = 0, *, state: State = State.ON_TRACK, **more) -> Item:
    """The work that the first cell of a row names; the other cells describe it."""
    cell, *others = document.blocks[row].cells
    told = tuple(Quote(other.text, other.locator) for other in others)
    return Item(f"I{row}", cell.text, cell.locator, description=told, status=Status(state.value, state), **more)


def aim(document: Document, text: str, ident: str = "G1", **more) -> Goal:
    """A goal that a paragraph states, wholly or in part."""
    block = next(block for block in document.blocks if text in block.text)
    start = block.text.index(text)
    return Goal(ident, text, block.locator.slice(start, start + len(text)), **more)


def analysed(
    strategy: Sequence[Document],
    execution: Sequence[Document],
    goals: Sequence[Goal],
    items: Sequence[Item],
    links: Sequence[Link] = (),
    likeness: Mapping[tuple[str, str], float] | None = None,
) -> Analysis:
    """An analysis with the remarks of its documents."""
    segmenter = Segmenter()
    statements = {document.path: segmenter.statements(document) for document in (*strategy, *execution)}
    remarks = extract_remarks(strategy, execution, statements, goals, items, segmenter=segmenter)
    return Analysis(
        tuple(strategy), tuple(execution), tuple(goals), tuple(items), tuple(links), remarks=remarks, likeness=dict(likeness or {})
    )


def noted(
    note: str, *, aims: Sequence[str] = (), title: str = "Depot automation", goal: str = "", state: State = State.ON_TRACK, **more
) -> Analysis:
    """One goal, one row of work for it with a note, and whatever else the strategy says."""
    goal = goal or "Every order leaves the depot within one day by the end of 2028."
    strategy = prose([goal, *aims], STRATEGY)
    plan = table([{"Project": title, "Note": note, **more}])
    one, other = aim(strategy, goal), work(plan, state=state)
    return analysed([strategy], [plan], [one], [other], [link(one, other, 0.8)])


def exact(analysis: Analysis, gap) -> bool:
    """Whether every quote of a finding is the exact slice that its locator names."""
    return all(analysis.document_by_path[piece.locator.file].text_at(piece.locator) == piece.quote for piece in gap.evidence)
