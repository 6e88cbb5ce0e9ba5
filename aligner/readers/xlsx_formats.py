"""Shows numbers as Excel shows them: dates in ISO form, percents, currencies, units, fixed decimals."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

__all__ = ["NumberFormat", "Shown", "parse_format", "show_number"]

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00",
}  # fmt: skip
_EAST_ASIAN_DATES = (*range(27, 37), *range(50, 59))
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_NUMBER = re.compile(r"[#0?](?:[#0?,. ]*[#0?,.])?")
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
_DAYS_1904 = 1462
_LEAP_BUG = 60  # the 1900 system has a 29 February 1900 that never was
_LAST_SERIAL = 2_958_465  # 31 December 9999
_LARGEST_EXACT = 1e15
_MOST_DECIMALS = 15
_MOST_FORMAT_CHARS = 255
_THOUSAND = 1000.0


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a format code asks for.

    Attributes:
        kind: "general", "number", "date", "time", "elapsed" or "nothing" (the value is not shown).
        prefix, suffix: text around the number.
        decimals: digits after the point; thousands: with separators; scale: the value is multiplied by it (100 for percents).
        day, clock: a date shows its day, and its time.
    """

    kind: str
    prefix: str = ""
    suffix: str = ""
    decimals: int = 0
    optional: bool = False
    thousands: bool = False
    scale: float = 1.0
    day: bool = True
    year: bool = True
    month: bool = True
    clock: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as a person sees it, and the ISO date that it stands for, if any."""

    text: str
    iso_date: str | None = None


_GENERAL = NumberFormat("general")


@lru_cache(maxsize=4096)
def parse_format(ident: int, code: str | None, sign: int) -> NumberFormat:
    """Return what a number format asks for.

    Args:
        ident: the built-in id.
        code: the custom code, or None for a built-in one.
        sign: -1, 0 or 1: which section of the code counts.
    """
    text = _BUILT_IN.get(ident, "") if code is None else code[:_MOST_FORMAT_CHARS]
    if code is None and ident in _EAST_ASIAN_DATES:
        text = "yyyy-mm-dd"
    if not text or text.casefold() == "general" or text == "@":
        return _GENERAL
    sections = _sections(text)
    elapsed = _ELAPSED.search(_without_quotes(sections[0]))
    if elapsed:
        return NumberFormat("elapsed")
    dated = _date_format(sections[0])
    if dated is not None:
        return dated
    index = {1: 0, -1: 1, 0: 2}[sign]  # positive; negative; zero
    index = index if index < len(sections) else 0
    return _number_format(sections[index], signed=sign < 0 and index == 0)


def _without_quotes(section: str) -> str:
    return re.sub(r'"[^"]*"|\\.', "", section)


def _sections(code: str) -> list[str]:
    found, quoted, escaped = [""], False, False
    for mark in code:
        if escaped or (quoted and mark != '"'):
            found[-1] += mark
            escaped = False
            continue
        quoted ^= mark == '"'
        escaped = mark == "\\"
        if mark == ";":
            found.append("")
        else:
            found[-1] += mark
    return found


def _date_format(section: str) -> NumberFormat | None:
    bare = _LITERAL.sub("", section).casefold().replace("am/pm", "h").replace("a/p", "h")
    if "general" in bare or not _DATE_LETTERS.search(bare) or "#" in bare or ("0" in bare and "s" not in bare):
        return None
    clock = "h" in bare or "s" in bare
    calendar = "y" in bare or "d" in bare or ("m" in bare and not clock)
    if not calendar:
        return NumberFormat("time")
    return NumberFormat("date", day="d" in bare, year="y" in bare, month="m" in bare, clock=clock)


def _number_format(section: str, *, signed: bool) -> NumberFormat:
    if not section:
        return NumberFormat("nothing")
    pieces: list[str] = []

    def literal(found: re.Match[str]) -> str:
        token = found[0]
        text = token[1:-1] if token[0] == '"' else token[1:] if token[0] == "\\" else found[1] or ""
        pieces.append(text)
        return chr(0xE000 + len(pieces) - 1)

    marked = _LITERAL.sub(literal, section)
    number = _NUMBER.search(marked)
    if number is None or "/" in marked[number.end() :] or "E" in marked[number.end() :]:
        return _GENERAL if "general" in marked.casefold() or number is not None else NumberFormat("nothing", prefix=_text(marked, pieces))
    digits = number[0].rstrip(", ")
    whole, _, fraction = digits.partition(".")
    scale = _THOUSAND ** -number[0][len(digits) :].count(",")
    prefix, suffix = _text(marked[: number.start()], pieces), _text(marked[number.end() :], pieces)
    percent = "%" in marked
    return NumberFormat(
        "number",
        ("-" if signed else "") + prefix,
        suffix,
        min(sum(mark in "0#?" for mark in fraction), _MOST_DECIMALS),
        "#" in fraction,
        "," in whole,
        scale * (100.0 if percent else 1.0),
    )


def _text(marked: str, pieces: list[str]) -> str:
    return "".join(pieces[ord(mark) - 0xE000] if 0 <= ord(mark) - 0xE000 < len(pieces) else mark for mark in marked)


def show_number(value: float, ident: int, code: str | None, *, epoch_1904: bool) -> Shown:
    """Return a number as Excel shows it; dates in ISO form, as far as the format shows them ("2026-03" for "mmm-yy")."""
    if not math.isfinite(value):
        return Shown("")
    value = float(value)
    asked = parse_format(ident, code, (value > 0) - (value < 0))
    if asked.kind == "date":
        return _show_date(value, asked, epoch_1904=epoch_1904)
    if asked.kind in ("time", "elapsed"):
        return Shown(_clock(value if asked.kind == "elapsed" else value % 1))
    if asked.kind == "nothing":
        return Shown(asked.prefix.strip())
    if asked.kind == "general":
        return Shown(_plain(value))
    number = abs(value) * asked.scale
    if not math.isfinite(number) or number >= _LARGEST_EXACT:
        return Shown(_plain(value))
    # halves are rounded up, as Excel does; the small addition undoes the binary error of values such as 1.005
    text = f"{number + number * 1e-15:{',' if asked.thousands else ''}.{asked.decimals}f}"
    if asked.optional and "." in text:
        text = text.rstrip("0").rstrip(".")
    return Shown(f"{asked.prefix}{text}{asked.suffix}".strip())


def _show_date(value: float, asked: NumberFormat, *, epoch_1904: bool) -> Shown:
    serial = value + _DAYS_1904 if epoch_1904 else value
    days = math.floor(serial)
    if not 0 < days <= _LAST_SERIAL:
        return Shown(_clock(value % 1) if 0 <= value < 1 and asked.clock else _plain(value))
    day = date(1899, 12, 30) + timedelta(days=days if days >= _LEAP_BUG or epoch_1904 else days + 1)
    iso = day.isoformat()
    if not asked.day:
        # "Mar 2026" means the month, not its first day
        return Shown(iso[: len("2026-03") if asked.month else len("2026")])
    clock = _clock(serial - days) if asked.clock and serial > days else ""
    return Shown(f"{iso} {clock}".strip(), iso)


def _clock(fraction: float) -> str:
    seconds = round(abs(fraction) * 86_400)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")


def _plain(value: float) -> str:
    if value.is_integer() and abs(value) < _LARGEST_EXACT:
        return str(int(value))
    return f"{value:.10g}"
