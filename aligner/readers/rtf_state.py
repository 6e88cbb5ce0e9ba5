"""What the groups of a rich text file set: the place in the file, looks of characters, properties of paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aligner.domain.text import Layer, SpanStyle

__all__ = ["APART", "LAYERS", "SKIPPED", "State"]

APART = frozenset({"footnote", "annotation", "listtext", "pntext", "shptxt"})
"""Destinations whose text stands apart from the paragraph that they are in."""

LAYERS = {"footnote": Layer.FOOTNOTE, "annotation": Layer.COMMENT, "shptxt": Layer.BODY}

SKIPPED = frozenset(
    [
        "colortbl", "pict", "object", "objdata", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "ftnsep",
        "ftnsepc", "aftnsep", "fldinst", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "themedata", "colorschememapping",
        "datastore", "latentstyles", "bkmkstart", "bkmkend", "xe", "tc", "txe", "rxe", "nonesttables", "nesttableprops", "nonshppict", "filetbl",
        "atnid", "atnauthor", "atndate", "atnref", "atrfstart", "atrfend", "author", "operator", "subject", "keywords", "doccomm", "company",
        "manager", "category", "comment", "printim", "buptim", "userprops", "xmlnstbl", "sp", "pnseclvl", "htmltag", "mhtmltag", "mmathPr", "template",
    ]
)  # fmt: skip
"""Destinations that hold no text of the document."""

_DESTINATIONS = frozenset({"", *APART})
_OFF = 0


@dataclass(slots=True)
class State:
    """The state of one group; a group inside begins with a copy.

    Attributes:
        place: destination: empty for the text itself.
        bold, strike, hidden, deleted, ignored: of the characters. size: in half points.
        font: number of the font. unicode_skip: characters that stand for a Unicode one.
    """

    place: str = ""
    bold: bool = False
    strike: bool = False
    hidden: bool = False
    deleted: bool = False
    ignored: bool = False
    size: int = 24
    font: int = 0
    unicode_skip: int = 1

    def copy(self) -> State:
        """Return a state that can be changed without changing this one."""
        return replace(self)

    @property
    def shown(self) -> bool:
        """Whether text here belongs to the document."""
        return self.place in _DESTINATIONS and not self.ignored

    @property
    def spans(self) -> tuple[SpanStyle, ...]:
        """The looks that carry meaning."""
        return tuple(style for holds, style in ((self.bold, SpanStyle.BOLD), (self.strike, SpanStyle.STRIKE)) if holds)

    def set(self, word: str, number: int | None) -> None:
        """Take a control word that says how characters look; others change nothing."""
        on = number != _OFF
        if word == "plain":
            self.bold = self.strike = self.hidden = self.deleted = False
            self.size = 24
        elif word == "b":
            self.bold = on
        elif word in {"strike", "striked"}:
            self.strike = on
        elif word == "v":
            self.hidden = on
        elif word == "deleted":
            self.deleted = on
        elif word == "f":
            self.font = number or 0
        elif word == "fs":
            self.size = min(max(0, number or 0), 1000)
        elif word == "uc":
            self.unicode_skip = min(max(0, number if number is not None else 1), 8)
