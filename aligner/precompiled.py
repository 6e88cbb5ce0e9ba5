"""Patterns compiled beforehand: a run needs some eight hundred, and compiling them takes a tenth of its time.

The table ``aligner/data/patterns.bin`` holds what ``re`` makes of a pattern. It fits the interpreters for which a test has made the
same code; with any other, and for a pattern that is not in the table, patterns are compiled as ever: nothing but time depends on
it. ``tests/benchmarks/record_patterns.py`` writes the table.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from array import array
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from importlib.resources import files
from typing import Any

__all__ = ["Table", "install", "shipped_table"]

# What `re` itself calls with the finished code; it checks the code it is given.
_engine: Any = import_module("_sre")
_compiler: Any = import_module("re._compiler")

# The numbers that the engines of CPython 3.11, 3.12 and 3.13 give to the form of their code; from one to the next, other parts changed.
_SAME_CODE = frozenset({20220615, 20221023, 20230612})
_CODE_SIZE = 4


class Table:
    """Finished code by pattern and flags.

    Args:
        data: compressed; the length of the head in four bytes, the head as JSON with one row per pattern (pattern, flags, all
            flags, number of groups, groups by name, names by group, length of code), then all code in 32-bit integers.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _entries(self) -> Mapping[tuple[str, int], tuple[Any, ...]]:
        raw = zlib.decompress(self._data)
        end = 4 + int.from_bytes(raw[:4], "little")
        entries, start = {}, end
        for pattern, flags, whole, groups, named, names, size in json.loads(raw[4:end]):
            stop = start + _CODE_SIZE * size
            entries[pattern, flags] = (whole, raw[start:stop], groups, named, tuple(names))
            start = stop
        return entries

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Yield patterns with their flags."""
        return iter(self._entries)

    def get(self, pattern: str, flags: int) -> re.Pattern[str] | None:
        """Return the compiled pattern; None when it is not in the table."""
        found = self._entries.get((pattern, flags))
        if found is None:
            return None
        whole, code, groups, named, names = found
        codes = array("I", code)
        if sys.byteorder == "big":
            codes.byteswap()
        compiled: re.Pattern[str] = _engine.compile(pattern, whole, codes.tolist(), groups, named, names)
        return compiled


def shipped_table() -> Table | None:
    """Return the table that ships with the program; None where the interpreter's code is, or may be, of another form."""
    fits = sys.implementation.name == "cpython" and _engine.MAGIC in _SAME_CODE and _engine.CODESIZE == array("I").itemsize == _CODE_SIZE
    path = files("aligner").joinpath("data", "patterns.bin")
    return Table(path.read_bytes()) if fits and path.is_file() else None


def install() -> None:
    """From now on let ``re`` look into the shipped table before it compiles; for a process of the program's own."""
    table = shipped_table()
    if table is None or _compiler.compile.__module__ == __name__:
        return
    compile_anew = _compiler.compile

    def look_up(pattern: Any, flags: int = 0) -> Any:  # noqa: ANN401 - texts, bytes and patterns already parsed
        found = table.get(pattern, flags) if isinstance(pattern, str) else None
        return compile_anew(pattern, flags) if found is None else found

    _compiler.compile = look_up
