"""A text as it stands in a file: characters with the nodes that hold them, white space collapsed as readers do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from aligner.readers.ooxml import clean

__all__ = ["Spelling"]


@dataclass(slots=True)
class Spelling:
    """The text of a paragraph or cell, character by character.

    Attributes:
        text: as readers show it.
        marks: for each character of ``text`` the node and the offset in its raw text; None for white space that no text node holds.
    """

    text: str = ""
    marks: list[tuple[etree._Element, int] | None] = field(default_factory=list)

    @classmethod
    def of(cls, pieces: Iterable[etree._Element | None]) -> Spelling:
        """Spell out text nodes in reading order; None stands for a break or tab."""
        letters: list[str] = []
        marks: list[tuple[etree._Element, int] | None] = []
        space = False
        for node in pieces:
            raw = " " if node is None else node.text or ""
            for offset, character in enumerate(raw):
                shown = clean(character)
                if not shown or shown.isspace():
                    space = space or bool(shown)
                    continue
                if space and letters:
                    letters.append(" ")
                    marks.append(None)
                space = False
                letters.append(shown)
                marks.append((node, offset) if node is not None else None)
        return cls("".join(letters), marks)

    def replace(self, start: int, end: int, new: str) -> None:
        """Put ``new`` in place of the characters from ``start`` to ``end``; it takes the looks of the first of them."""
        held = [mark for mark in self.marks[start:end] if mark is not None]
        if not held:
            held = [mark for mark in self.marks[:start] if mark is not None][-1:]
            if held:
                node, offset = held[0]
                raw = node.text or ""
                node.text = f"{raw[: offset + 1]}{new}{raw[offset + 1 :]}"
            return
        nodes: dict[int, tuple[etree._Element, int, int]] = {}
        for node, offset in held:
            first = nodes.get(id(node), (node, offset, offset))
            nodes[id(node)] = (node, first[1], offset)
        for number, (node, first_offset, last_offset) in enumerate(nodes.values()):
            raw = node.text or ""
            node.text = raw[:first_offset] + (new if number == 0 else "") + raw[last_offset + 1 :]
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
