"""What a person says about documents and pairs: a csv or toml file that overrides the rules.

csv: columns ``strategy,execution`` and optionally ``organisation,unit``, a row for each pair; an empty ``execution`` leaves a strategy
without pairs. toml: ``[[pair]]`` with ``strategy``, ``execution`` (a path or a list), ``organisation``, ``unit``, and ``[[document]]``
with ``path`` and whatever of ``kind``, ``organisation``, ``unit``, ``start`` and ``end`` should hold instead.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from aligner.config.lines import key_lines
from aligner.domain.classification import DocumentKind
from aligner.errors import ConfigError

__all__ = ["Correction", "Mapping", "Wanted", "load_mapping"]

_PAIR = frozenset({"strategy", "execution", "organisation", "unit"})
_DOCUMENT = frozenset({"path", "kind", "organisation", "unit", "start", "end"})
_AT = re.compile(r" \(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A strategy with the execution documents that a person names for it; ``origin`` is the file and line."""

    strategy: str
    execution: tuple[str, ...]
    organisation: str
    unit: str
    origin: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says a document is; None where the program's own reading stays."""

    path: str
    kind: DocumentKind | None
    organisation: str | None
    unit: str | None
    start: str | None
    end: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """Everything that a mapping file says, in its order."""

    pairs: tuple[Wanted, ...] = ()
    documents: tuple[Correction, ...] = ()

    def check(self, known: Collection[str]) -> None:
        """Complain about a path that is no document's.

        Raises:
            ConfigError: the message names file and line.
        """
        named = [(path, one.origin) for one in self.pairs for path in (one.strategy, *one.execution)]
        named += [(one.path, one.origin) for one in self.documents]
        for path, origin in named:
            if path not in known:
                message = f"{origin}: there is no document '{path}'; write the path as the scan lists it, with forward slashes"
                raise ConfigError(message)


def load_mapping(path: str | Path) -> Mapping:
    """Read a mapping file.

    Raises:
        ConfigError: it cannot be read, or holds what it should not; the message names file and line.
    """
    file = Path(path)
    shown = file.as_posix()
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"{shown}: the mapping cannot be read ({error.strerror or error}); check the path"
        raise ConfigError(message) from error
    except UnicodeDecodeError as error:
        message = f"{shown}: the mapping is not UTF-8 text; save the file as UTF-8"
        raise ConfigError(message) from error
    return _toml(text, shown) if file.suffix.lower() == ".toml" else _csv(text, shown)


def _csv(text: str, shown: str) -> Mapping:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = [name.strip().casefold() for name in reader.fieldnames or ()]
        reader.fieldnames = columns
        if not {"strategy", "execution"} <= set(columns) or not set(columns) <= _PAIR:
            _fail(
                f"{shown}:1",
                f"the columns are {', '.join(columns) or 'missing'}, expected strategy, execution and at most organisation, unit",
            )
        return Mapping(tuple(_rows(reader, shown)))
    except csv.Error as error:
        message = f"{shown}:{reader.line_num}: not valid csv: {error}"
        raise ConfigError(message) from error


def _rows(reader: csv.DictReader[str], shown: str) -> Iterator[Wanted]:
    for row in reader:
        origin = f"{shown}:{reader.line_num}"
        cells = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str) and not isinstance(value, list)}
        if None in row:
            _fail(origin, "the row has more cells than there are columns")
        if not cells["strategy"]:
            _fail(origin, "the row names no strategy")
        execution = (cells["execution"],) if cells["execution"] else ()
        yield Wanted(cells["strategy"], execution, cells.get("organisation", ""), cells.get("unit", ""), origin)


def _toml(text: str, shown: str) -> Mapping:
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _AT.search(str(error))
        line = int(at[1]) if at else text.rstrip().count("\n") + 1
        message = f"{shown}:{line}: not valid TOML: {_AT.sub('', str(error))}"
        raise ConfigError(message) from error
    lines = key_lines(text.replace("\r\n", "\n"))
    for key in data:
        if key not in {"pair", "document"} or not _tables(data[key]):
            _fail(f"{shown}:{lines.get((key,), 1)}", f"'{key}' is not known here; use [[pair]] and [[document]]")
    pairs = [_wanted(entry, f"{shown}:{lines.get(('pair', number), 1)}") for number, entry in enumerate(data.get("pair", ()))]
    documents = [
        _correction(entry, f"{shown}:{lines.get(('document', number), 1)}") for number, entry in enumerate(data.get("document", ()))
    ]
    return Mapping(tuple(pairs), tuple(documents))


def _tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _wanted(entry: dict[str, Any], origin: str) -> Wanted:
    _known(entry, _PAIR, origin)
    execution = entry.get("execution", [])
    listed = [execution] if isinstance(execution, str) else execution
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        _fail(origin, "'execution' must be a path or a list of paths")
    return Wanted(
        _required(entry, "strategy", origin),
        tuple(listed),
        _text(entry, "organisation", origin) or "",
        _text(entry, "unit", origin) or "",
        origin,
    )


def _correction(entry: dict[str, Any], origin: str) -> Correction:
    _known(entry, _DOCUMENT, origin)
    kind = _text(entry, "kind", origin)
    if kind is not None and kind not in list(DocumentKind):
        _fail(origin, f"'{kind}' is no kind of document; use one of {', '.join(DocumentKind)}")
    start, end = _day(entry, "start", origin), _day(entry, "end", origin)
    if (start is None) != (end is None) or (start and end and start > end):
        _fail(origin, "a period needs 'start' and 'end', the earlier day first")
    path = _required(entry, "path", origin)
    whose, part = _text(entry, "organisation", origin), _text(entry, "unit", origin)
    return Correction(path, DocumentKind(kind) if kind else None, whose, part, start, end, origin)


def _known(entry: dict[str, Any], known: frozenset[str], origin: str) -> None:
    for key in entry:
        if key not in known:
            _fail(origin, f"'{key}' is not known here; use {', '.join(sorted(known))}")


def _required(entry: dict[str, Any], key: str, origin: str) -> str:
    value = _text(entry, key, origin)
    if not value:
        _fail(origin, f"'{key}' is missing")
    return value


def _text(entry: dict[str, Any], key: str, origin: str) -> str | None:
    value = entry.get(key)
    if value is not None and not isinstance(value, str):
        _fail(origin, f"'{key}' must be a text")
    return value


def _day(entry: dict[str, Any], key: str, origin: str) -> str | None:
    value = entry.get(key)
    try:
        return None if value is None else (value if type(value) is date else date.fromisoformat(value)).isoformat()
    except (TypeError, ValueError):
        _fail(origin, f"'{key}' must be a day such as 2026-06-30")


def _fail(origin: str, what: str) -> NoReturn:
    message = f"{origin}: {what}"
    raise ConfigError(message)
