"""Reads rich text files (rtf): headings, lists, tables; notes, comments, deleted and hidden text kept apart."""

from __future__ import annotations

import re
from datetime import date

from aligner.domain.text import Document
from aligner.errors import CorruptFileError, LimitError
from aligner.readers.base import Limits, Source
from aligner.readers.flow import Flow
from aligner.readers.rtf_paragraphs import Paragraphs
from aligner.readers.rtf_state import APART, LAYERS, SKIPPED, State
from aligner.readers.rtf_tokens import SYMBOL, Token, codec, codec_of_charset, tokens

__all__ = ["read"]

_DEEPEST = 2_000
_HEADING = re.compile(r"heading (\d)\b", re.IGNORECASE)
_PAGES = {"mac": 10000, "pca": 850, "pc": 437}  # code pages by the word that names them
_BREAKS = frozenset({"par", "sect", "page", "column"})
_SIGNS = {"~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "", "\r": ""}
_MARKS = {
    "emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
    "tab": "\t", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip


def read(source: Source, limits: Limits) -> Document:
    """Read a rich text file.

    Raises:
        LimitError: groups nest too deep, or too much text. CorruptFileError: no rich text at all.
    """
    if not source.data.lstrip()[:5].startswith(b"{\\rtf"):
        raise CorruptFileError(source.path, "is not rich text", "Get a fresh copy of the file.")
    return _Reader(source, limits).document()


class _Reader:
    """One pass over the pieces of a file."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._flow = Flow(source, limits)
        self._out = Paragraphs(self._flow, limits)
        self._state = State()
        self._stack: list[State] = []
        self._default = "cp1252"
        self._fonts: dict[int, str] = {}
        self._pending = bytearray()
        self._skip = 0  # characters that stand for the last Unicode one
        self._high = 0  # first half of a pair of code units
        self._starred = False
        self._name: list[str] = []  # of a style, a title
        self._headings: dict[int, int] = {}
        self._style = 0
        self._stamp = [0, 1, 1]
        self._title, self._date = "", ""

    def document(self) -> Document:
        """Read everything."""
        for token in tokens(self._source.data):
            if token.data:
                self._bytes(token.data)
                continue
            self._flush()
            if token.group == "{":
                self._open()
            elif token.group:
                if not self._stack:
                    break
                self._close()
            elif token.sign:
                self._sign(token.sign)
            elif token.word:
                self._word(token)
        self._flush()
        self._out.end()
        return self._flow.document("rtf", title=" ".join(self._title.split()), date=self._date or None)

    def _open(self) -> None:
        if len(self._stack) >= _DEEPEST:
            raise LimitError(self._source.path, f"nests its groups more than {_DEEPEST:,} levels deep", "Save it as docx.")
        self._stack.append(self._state)
        self._state = self._state.copy()
        self._skip = 0

    def _close(self) -> None:
        ended, self._state = self._state, self._stack.pop()
        self._skip = 0
        if ended.place == self._state.place:
            return
        if ended.place == "stylesheet-entry":
            self._end_style()
        elif ended.place == "title":
            self._title = "".join(self._name)
            self._name.clear()
        elif ended.place in {"creatim", "revtim"}:
            self._end_stamp()
        elif ended.place in APART:
            self._out.leave(LAYERS.get(ended.place))

    def _end_style(self) -> None:
        name = "".join(self._name).strip().rstrip(";").casefold()
        self._name.clear()
        found = _HEADING.match(name)
        if found or name in {"title", "titel", "titre"}:
            self._headings[self._style] = max(1, int(found[1])) if found else 1

    def _end_stamp(self) -> None:
        try:
            self._date = date(*self._stamp).isoformat()
        except (ValueError, OverflowError):
            return

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in _SIGNS:
            if sign in "\r\n":
                self._break("par")
            else:
                self._text(_SIGNS[sign])
        elif sign == "\t":
            self._text("\t")

    def _word(self, token: Token) -> None:
        word, number = token.word, token.number
        starred, self._starred = self._starred, False
        if self._skip and word != "u":
            self._skip -= 1
            return
        if self._enters(word, starred=starred):
            return
        state = self._state
        if state.place == "fonttbl":
            self._font(word, number)
        elif state.place in {"creatim", "revtim"}:
            self._stamped(word, number)
        elif word == "s" and state.place.startswith("stylesheet"):
            self._style = number or 0
            state.place = "stylesheet-entry"
        elif word in _PAGES or word == "ansicpg":
            self._default = codec(_PAGES.get(word, number))
        elif word == "u":
            self._unicode(number or 0)
        elif word in _MARKS:
            self._text(_MARKS[word])
        else:
            self._shape(word, number)

    def _shape(self, word: str, number: int | None) -> None:
        """Take a word that says how text looks or where it breaks."""
        state = self._state
        if word == "line" or word in _BREAKS:
            self._break(word)
        elif word == "htmlrtf":  # between these stands what only repeats the text of a page packed into rich text
            state.ignored = number != 0
        elif state.shown:
            state.set(word, number)
            self._out.control(word, number, state, self._headings)

    def _enters(self, word: str, *, starred: bool) -> bool:
        """Begin a destination; True when the word was one."""
        state = self._state
        if word in APART:
            if state.shown:
                self._out.enter(word)
                state.place = word
            return True
        if word in {"fonttbl", "stylesheet", "info", "title", "creatim", "revtim"}:
            state.place = word if word != "title" or state.place == "info" else "skipped"
            if word == "stylesheet":
                self._style = 0
            return True
        if word in {"pict", "object"} and state.shown:
            self._flow.unread["image" if word == "pict" else "embedded object"] += 1
        if word in SKIPPED or (starred and word not in {"shpinst", "shp", "pn"}):
            state.place = "skipped"
            return True
        return False

    def _font(self, word: str, number: int | None) -> None:
        if word == "f":
            self._state.font = number or 0
        elif word == "fcharset":
            self._fonts[self._state.font] = "symbol" if number == SYMBOL else codec_of_charset(number or 0, "")

    def _stamped(self, word: str, number: int | None) -> None:
        if word in {"yr", "mo", "dy"}:
            self._stamp[("yr", "mo", "dy").index(word)] = number or 0

    def _unicode(self, number: int) -> None:
        code = number % 0x10000 if number < 0 else min(number, 0x10FFFF)
        self._skip = self._state.unicode_skip
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 - first half of a pair
            self._high = code
            return
        if 0xDC00 <= code < 0xE000:  # noqa: PLR2004 - second half
            code = 0x10000 + ((self._high - 0xD800) << 10) + (code - 0xDC00) if self._high else 0xFFFD
        self._high = 0
        self._text(chr(code))

    def _break(self, word: str) -> None:
        if self._state.shown:
            self._out.break_(word, self._state)

    def _bytes(self, data: bytes) -> None:
        if self._skip:
            taken = min(self._skip, len(data))
            self._skip -= taken
            data = data[taken:]
        if self._state.place != "skipped":
            self._pending += data

    def _flush(self) -> None:
        if not self._pending:
            return
        name = self._fonts.get(self._state.font) or self._default
        data = bytes(self._pending)
        self._pending.clear()
        if name == "symbol":
            self._text("".join("\u2022" if code > 0x7F else chr(code) for code in data))  # noqa: PLR2004 - signs drawn by a font
        else:
            self._text(data.decode(name, "replace"))

    def _text(self, text: str) -> None:
        state = self._state
        if state.place in {"stylesheet-entry", "title"}:
            self._name.append(text)
        elif state.place == "stylesheet":
            self._name.append(text)
            if ";" in text:
                self._end_style()
        elif state.shown:
            self._out.text(text, state)
