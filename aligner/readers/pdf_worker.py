"""The process that touches a pdf: reads the file from standard input, writes one JSON object per page to standard output.

It runs by its path, apart from the package, so that a crash, a hang or a memory bomb costs one document and not the program.
It imports the standard library and pdfium's own bindings only: starting it must be cheap.

Output: first ``{"pages": n}``, then per page ``{"width", "height", "words", "rules", "images", "lost"}``; sizes in points,
origin at the top left of the page as shown. A word is ``[text, x0, x1, baseline, size, bold, breaks]``, where ``breaks`` tells
that pdfium saw a line end before it; a rule is a straight horizontal or vertical stroke ``[x0, y0, x1, y1]``. On failure the
last line is ``{"error": "..."}`` with one of the words of ``ERRORS``.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import sys
from importlib import import_module
from types import ModuleType

__all__ = ["ERRORS", "limit", "main", "run", "say"]

ERRORS = ("damaged", "encrypted", "memory", "text")

_HEADER_WINDOW = 1024
_TEXT_CHARS = 60_000_000  # over all pages
_PAGE_CHARS = 2_000_000
_PAGE_OBJECTS = 20_000
_PAGE_RULES = 4_000
_PATH_POINTS = 400
_SMALLEST = 2.0  # points; text below is not meant to be read
_THIN = 3.0
_SHORTEST_RULE = 6.0
_PASSWORD_ERROR = 4
_SECURITY_ERROR = 5
_IMAGE, _PATH, _FORM = 3, 2, 5
_LINE_TO, _MOVE_TO = 0, 2
_UPSIDE_DOWN = 2  # quarter turns
_SURROGATES = range(0xD800, 0xE000)
_WORD = re.compile("[^\\s\\x00\\x02\ufffe\u00ad]+[\\x02\ufffe\u00ad]?")
_GLUED_NOTE = re.compile(r"(?<=[^\W\d]|[.,;:)\]\"\u201d\u2019])\d{1,3}$")
_NOTE_SIZE = 0.82
_BOLD = re.compile(rb"bold|black|heavy|demi(?!light)|semib", re.IGNORECASE)
_BOLD_WEIGHT = 600
_FLAG_BOLD = 1 << 18


class _Place:
    """Turns coordinates of a page's own space into points from the top left of the page as shown."""

    def __init__(self, pdfium: ModuleType, page: object) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self.rotation = pdfium.FPDFPage_GetRotation(page) % 4
        self.left, self.right, self.bottom, self.top = box.left, box.right, box.bottom, box.top
        across, down = abs(box.right - box.left), abs(box.top - box.bottom)
        self.width, self.height = (down, across) if self.rotation % 2 else (across, down)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 0:
            return x - self.left, self.top - y
        if self.rotation == 1:
            return y - self.bottom, x - self.left
        if self.rotation == _UPSIDE_DOWN:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def direction(self, a: float, b: float) -> tuple[float, float]:
        return ((a, -b), (b, a), (-a, b), (-b, -a))[self.rotation]


class _Page:
    """Reads one page."""

    def __init__(self, pdfium: ModuleType, page: object) -> None:
        self._pdfium = pdfium
        self._page = page
        self._place = _Place(pdfium, page)
        self._text = pdfium.FPDFText_LoadPage(page)
        self._rect = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._lost = 0
        self._images = 0
        self._rules: list[list[float]] = []

    def read(self) -> dict[str, object]:
        words = self._words() if self._text else []
        self._objects()
        if self._text:
            self._pdfium.FPDFText_ClosePage(self._text)
        return {
            "width": round(self._place.width, 1),
            "height": round(self._place.height, 1),
            "words": words,
            "rules": self._rules,
            "images": self._images,
            "lost": self._lost,
        }

    def _words(self) -> list[list[object]]:
        text = self._string()
        found: list[list[object]] = []
        end = 0
        for match in _WORD.finditer(text):
            broken = "\n" in text[end : match.start()] or "\r" in text[end : match.start()]
            end = match.end()
            for text, first in self._without_note(match.group(), match.start()):
                word = self._word(text, first, first + len(text) - 1)
                if word is None:
                    self._lost += 1
                else:
                    found.append([*word, int(broken)])
        return found

    def _without_note(self, text: str, first: int) -> list[tuple[str, int]]:
        """Part a raised footnote number from the word before it."""
        note = _GLUED_NOTE.search(text)
        if note is None or not self._size(first + note.start()) < _NOTE_SIZE * self._size(first):
            return [(text, first)]
        return [(text[: note.start()], first), (text[note.start() :], first + note.start())]

    def _size(self, index: int) -> float:
        if not self._pdfium.FPDFText_GetMatrix(self._text, index, self._matrix):
            return 0.0
        return float(self._pdfium.FPDFText_GetFontSize(self._text, index) * math.hypot(self._matrix.c, self._matrix.d))

    def _string(self) -> str:
        """Return one character per pdfium character, so that positions in it can be asked for."""
        count = self._pdfium.FPDFText_CountChars(self._text)
        if count <= 0:
            return ""
        count = min(count, _PAGE_CHARS)
        buffer = (ctypes.c_ushort * (count + 1))()
        written = self._pdfium.FPDFText_GetText(self._text, 0, count, buffer)
        text = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        codes = (self._pdfium.FPDFText_GetUnicode(self._text, index) for index in range(count))
        return "".join(chr(code) if 0 < code <= sys.maxunicode and code not in _SURROGATES else " " for code in codes)

    def _word(self, text: str, first: int, last: int) -> list[object] | None:
        """Return text, place and looks of a word; None when it is rotated, off the page or too small to be read."""
        get, matrix = self._pdfium, self._matrix
        if last > first and text[-1] in "\x02\ufffe\u00ad":
            last -= 1
        if not get.FPDFText_GetMatrix(self._text, first, matrix):
            return None
        across, down = self._place.direction(matrix.a, matrix.b)
        size = get.FPDFText_GetFontSize(self._text, first) * math.hypot(matrix.c, matrix.d)
        get.FPDFText_GetCharOrigin(self._text, first, self._x, self._y)
        x, y = self._place.point(self._x.value, self._y.value)
        ends = [x, *self._ends(first), *self._ends(last)]
        x0, x1 = min(ends[1:]), max(ends[1:])
        values = (size, x0, x1, y)
        if not all(map(math.isfinite, values)) or size < _SMALLEST or across <= 0 or abs(down) > 0.2 * across:
            return None
        if x1 < -1 or x0 > self._place.width + 1 or y < -1 or y > self._place.height + size:
            return None
        return [text, round(x0, 1), round(x1, 1), round(y, 1), round(size, 1), int(self._bold(first))]

    def _ends(self, index: int) -> tuple[float, float]:
        self._pdfium.FPDFText_GetLooseCharBox(self._text, index, self._rect)
        rect = self._rect
        one, other = self._place.point(rect.left, rect.bottom), self._place.point(rect.right, rect.top)
        return one[0], other[0]

    def _bold(self, index: int) -> bool:
        length = self._pdfium.FPDFText_GetFontInfo(self._text, index, self._name, len(self._name), self._flags)
        named = bool(length) and length <= len(self._name) and _BOLD.search(self._name.value) is not None
        return named or bool(self._flags.value & _FLAG_BOLD) or self._pdfium.FPDFText_GetFontWeight(self._text, index) >= _BOLD_WEIGHT

    def _objects(self) -> None:
        count = min(self._pdfium.FPDFPage_CountObjects(self._page), _PAGE_OBJECTS)
        for index in range(count):
            item = self._pdfium.FPDFPage_GetObject(self._page, index)
            kind = self._pdfium.FPDFPageObj_GetType(item)
            if kind == _IMAGE:
                self._images += 1
            elif kind == _PATH and len(self._rules) < _PAGE_RULES:
                self._path(item)

    def _path(self, item: object) -> None:
        """Collect the straight strokes of a path: thin boxes, frames and lines."""
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not self._pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return
        if right.value - left.value <= _THIN or top.value - bottom.value <= _THIN:
            self._rule(left.value, bottom.value, right.value, top.value)
            return
        count = self._pdfium.FPDFPath_CountSegments(item)
        if count > _PATH_POINTS:
            return
        self._pdfium.FPDFPageObj_GetMatrix(item, self._matrix)
        start = before = None
        for index in range(count):
            segment = self._pdfium.FPDFPath_GetPathSegment(item, index)
            point = self._point(segment)
            kind = self._pdfium.FPDFPathSegment_GetType(segment)
            if kind == _MOVE_TO:
                start = point
            elif kind == _LINE_TO and before is not None:
                self._rule(*before, *point)
            before = point
            if self._pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
                self._rule(*point, *start)

    def _point(self, segment: object) -> tuple[float, float]:
        x, y = ctypes.c_float(), ctypes.c_float()
        self._pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        matrix = self._matrix
        return matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        (ax, ay), (bx, by) = self._place.point(x0, y0), self._place.point(x1, y1)
        left, right, top, bottom = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        if not all(map(math.isfinite, (left, right, top, bottom))):
            return
        if (right - left <= _THIN) == (bottom - top <= _THIN) or max(right - left, bottom - top) < _SHORTEST_RULE:
            return
        self._rules.append([round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)])


def main(arguments: list[str]) -> None:
    """Read a pdf; the arguments are the most pages, the most seconds of processor time and the most bytes of memory."""
    pages, seconds, memory = (int(argument) for argument in arguments)
    limit(seconds, memory)
    try:
        run(sys.stdin.buffer.read(), pages)
    except MemoryError:
        say({"error": "memory"})


def limit(seconds: int, memory: int) -> None:
    """Bound the processor time and the address space of this process, as far as the system can."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (most, most))
        except (OSError, ValueError):
            continue  # the system does not know the limit or has a lower one


def run(data: bytes, most_pages: int) -> None:
    """Write what the first pages of a pdf hold."""
    pdfium = import_module("pypdfium2_raw")  # only now that the limits are set
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))
    start = max(0, data[:_HEADER_WINDOW].find(b"%PDF-"))
    data = data[start:]
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        code = pdfium.FPDF_GetLastError()
        say({"error": "encrypted" if code in {_PASSWORD_ERROR, _SECURITY_ERROR} else "damaged"})
        return
    count = pdfium.FPDF_GetPageCount(document)
    say({"pages": count})
    left = _TEXT_CHARS
    for number in range(min(count, most_pages)):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            say({"width": 0, "height": 0, "words": [], "rules": [], "images": 0, "lost": 0, "broken": 1})
            continue
        line = json.dumps(_Page(pdfium, page).read(), separators=(",", ":"))
        pdfium.FPDF_ClosePage(page)
        left -= len(line)
        if left < 0:
            say({"error": "text"})
            return
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say(value: dict[str, object]) -> None:
    """Write one line now."""
    sys.stdout.write(json.dumps(value, separators=(",", ":")) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
