"""From bytes to text: byte order marks, UTF-8, UTF-16 and the single-byte encodings of old exports."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

__all__ = ["Decoded", "clean", "decode", "is_binary"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_REFUSED = frozenset(
    {"utf-7", "punycode", "idna", "unicode-escape", "raw-unicode-escape"}
)  # a file may name them; they hide markup or are slow
_SAMPLE = 65_536
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]{0,500}(?:\x07|\x1b\\)|[@-Z\\-_])")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff]"
)
_LONE = re.compile("[\ud800-\udfff]")
_FEWEST_BYTES = 8
# Encoding, which bytes of every four are zero for common characters, and which are not.
_WIDE = (("utf-32-le", (1, 2, 3), (0,)), ("utf-32-be", (0, 1, 2), (3,)), ("utf-16-le", (1, 3), (0, 2)), ("utf-16-be", (0, 2), (1, 3)))
_MANY_ZEROS = 0.3
_FEW_ZEROS = 0.05
_BINARY_SHARE = 0.02
_WESTERN_SHARE = 0.3
# What a Western text in cp1252 holds beyond ASCII: letters with accents, typographic marks, currency signs.
_WESTERN = frozenset("€\u201aƒ„…†‡‰\u2039‘’“”•–—™\u203aœŒšŠžŽŸ£¥§©«»®°±²³·¹¼½¾¿¡ \xa0\u00b4¨ªº¢¬¶µ") | {
    chr(code) for code in range(0xC0, 0x100)
} - {"×", "÷"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with line ends as in the file; ``lossy`` when bytes could not be decoded and were replaced."""

    text: str
    encoding: str
    lossy: bool = False


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes of unknown encoding; never fails.

    Args:
        data: the whole file.
        declared: the encoding that the content itself names (an HTML meta element), tried before guessing.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _forced(data[len(mark) :], encoding)
    wide = _wide(data[:_SAMPLE])
    if wide is not None:
        return _forced(data, wide)
    for named in ("utf-8", declared or "utf-8"):
        text = _strict(data, named)
        if text is not None:
            return Decoded(text, named)
    return _single_byte(data)


def clean(text: str) -> str:
    r"""Return text without terminal escapes, control, zero-width and direction characters; every line end becomes ``\n``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    text = _INVISIBLE.sub("", text)
    return _LONE.sub("\ufffd", text)


def is_binary(data: bytes) -> bool:
    """Tell whether bytes are not text in any encoding this program knows."""
    sample = data[:_SAMPLE]
    if sample.startswith(tuple(mark for mark, _ in _MARKS)) or _wide(sample) is not None:
        return False
    controls = sum(sample.count(code) for code in range(32) if code not in (9, 10, 11, 12, 13, 27))
    return controls > _BINARY_SHARE * len(sample) + 2


def _forced(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, lossy="\ufffd" in text)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return None if codecs.lookup(encoding).name in _REFUSED else data.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return None


def _wide(sample: bytes) -> str | None:
    """Recognise UTF-16 and UTF-32 without a mark by where the zero bytes of common characters stand."""
    if b"\0" not in sample or len(sample) < _FEWEST_BYTES:
        return None
    zeros = [sample[offset::4].count(0) / len(sample[offset::4]) for offset in range(4)]
    for encoding, empty, full in _WIDE:
        if min(zeros[offset] for offset in empty) > _MANY_ZEROS and max(zeros[offset] for offset in full) < _FEW_ZEROS:
            return encoding
    return None


def _single_byte(data: bytes) -> Decoded:
    western = data.decode("cp1252", "replace")
    sample = western[:_SAMPLE]
    beyond = [mark for mark in sample if mark > "\x7f"]
    plausible = sum(mark in _WESTERN for mark in beyond)
    if plausible >= 0.95 * len(beyond) and len(beyond) <= _WESTERN_SHARE * max(1, len(sample)):
        return Decoded(western, "cp1252", lossy="\ufffd" in western)
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import and seldom needed

    best = from_bytes(data[:_SAMPLE]).best()
    text = _strict(data, best.encoding) if best is not None else None
    if best is not None and text is not None:
        return Decoded(text, best.encoding)
    if best is not None:
        return _forced(data, best.encoding)
    return Decoded(western, "cp1252", lossy=True)
