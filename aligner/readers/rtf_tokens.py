"""The pieces of a rich text file: groups, control words, text; and how its bytes are encoded."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Token", "codec", "codec_of_charset", "tokens"]

_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\", re.DOTALL)
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp437",
}  # fmt: skip
SYMBOL = 2  # the charset of fonts that draw signs


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: exactly one of the fields is set, apart from ``number``, which belongs to ``word``.

    Attributes:
        word: name of a control word. number: its parameter, or None.
        sign: a control symbol such as "~" or "*".
        group: "{" or "}".
        data: bytes of text.
    """

    word: str = ""
    number: int | None = None
    sign: str = ""
    group: str = ""
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """Yield the pieces of a file in order; binary data within it is passed over."""
    text = data.decode("latin-1")
    at = 0
    while (found := _TOKEN.match(text, at)) is not None:
        at = found.end()
        word, number, code, sign, group, plain = found.groups()
        if plain:
            yield Token(data=plain.encode("latin-1"))
        elif word:
            value = int(number) if number else None
            if word == "bin" and value is not None and value > 0:
                at += value
            yield Token(word=word, number=value)
        elif code:
            yield Token(data=bytes([int(code, 16)]))
        elif group:
            yield Token(group=group)
        elif sign:
            yield Token(sign=sign)


def codec(page: int | None) -> str:
    """Return the encoding of a code page, Western where it is unknown."""
    name = {10000: "mac_roman", 65001: "utf-8", None: "cp1252"}.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def codec_of_charset(number: int, default: str) -> str:
    """Return the encoding that a font's charset asks for."""
    return _CHARSETS.get(number, default) if number else default
