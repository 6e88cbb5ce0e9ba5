"""Reads glossary files: JSON lines, CSV or TOML."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import ConfigError

__all__ = ["Entry", "parse_jsonl", "read_entries"]

_FIELDS = ("term", "gloss", "aliases", "themes", "kind", "context")
_LISTS = ("aliases", "themes", "context")
_SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class Entry:
    """One glossary entry; ``kind`` "product" and "vendor" mark proper names.

    ``context`` holds words that speak for this meaning where an alias has several ("PCR": laboratory, virus; tender, award).
    """

    term: str
    gloss: str
    aliases: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kind: str = "product"
    context: tuple[str, ...] = ()


def read_entries(path: str) -> list[Entry]:
    """Read an organisation's own glossary.

    ``.jsonl``: one object per line with ``term``, ``gloss`` and, if wanted, ``aliases``, ``themes`` (lists) and ``kind``.
    ``.csv``: a header row with the same names; several aliases, themes or context words in one cell are separated by semicolons.
    ``.toml``: ``"Project Falcon" = "replaces the core banking system"``, or a table of that name with ``gloss`` and ``aliases``.

    Raises:
        ConfigError: the file cannot be read or holds something else; the message names file and line.
    """
    try:
        text = Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(_sentence(path, None, f"the glossary cannot be read as UTF-8 text ({error})")) from error
    suffix = Path(path).suffix.lower()
    if suffix == ".jsonl":
        return parse_jsonl(text, path)
    if suffix == ".csv":
        return list(_parse_csv(text, path))
    if suffix == ".toml":
        return list(_parse_toml(text, path))
    raise ConfigError(_sentence(path, None, "a glossary ends in .jsonl, .csv or .toml"))


def parse_jsonl(text: str, path: str) -> list[Entry]:
    """Parse JSON lines; empty lines are allowed.

    Raises:
        ConfigError: a line is not an object with a term and a gloss.
    """
    entries = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                raw = json.loads(line)
            except ValueError as error:
                raise ConfigError(_sentence(path, number, f"not valid JSON ({error})")) from error
            entries.append(_entry(raw, path, number))
    return entries


def _parse_csv(text: str, path: str) -> Iterator[Entry]:
    rows = csv.DictReader(text.splitlines(), strict=True)
    header = [name.strip().lower() for name in rows.fieldnames or ()]
    if "term" not in header or "gloss" not in header:
        raise ConfigError(_sentence(path, 1, f"expected a header row with 'term' and 'gloss', found {', '.join(header) or 'nothing'}"))
    rows.fieldnames = header
    try:
        for row in rows:
            raw: dict[str, object] = {key: value.strip() for key, value in row.items() if isinstance(value, str) and value.strip()}
            for name in _LISTS:
                if isinstance(value := raw.get(name), str):
                    raw[name] = [part.strip() for part in value.split(_SEPARATOR) if part.strip()]
            yield _entry(raw, path, rows.line_num)
    except csv.Error as error:
        raise ConfigError(_sentence(path, rows.line_num, f"not valid CSV ({error})")) from error


def _parse_toml(text: str, path: str) -> Iterator[Entry]:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_sentence(path, None, f"not valid TOML ({error})")) from error
    for term, value in raw.items():
        body = {"gloss": value} if isinstance(value, str) else value
        line = next((number for number, line in enumerate(text.splitlines(), start=1) if term in line), None)
        yield _entry({"term": term, **body} if isinstance(body, dict) else body, path, line)


def _entry(raw: object, path: str, line: int | None) -> Entry:
    if not isinstance(raw, Mapping):
        raise ConfigError(_sentence(path, line, f"expected a term with a gloss, found {type(raw).__name__}"))
    unknown = sorted(set(raw) - set(_FIELDS), key=str)
    if unknown:
        raise ConfigError(_sentence(path, line, f"unknown field '{unknown[0]}'; known are {', '.join(_FIELDS)}"))
    for name in ("term", "gloss"):
        if not isinstance(raw.get(name), str) or not raw[name].strip():
            raise ConfigError(_sentence(path, line, f"expected text in '{name}', found {raw.get(name)!r}"))
    for name in _LISTS:
        if not isinstance(raw.get(name, []), list) or not all(isinstance(part, str) for part in raw.get(name, [])):
            raise ConfigError(_sentence(path, line, f"expected a list of texts in '{name}', found {raw[name]!r}"))
    aliases, themes, context = (tuple(raw.get(name, ())) for name in _LISTS)
    return Entry(raw["term"], raw["gloss"], aliases, themes, str(raw.get("kind", "product")), context)


def _sentence(path: str, line: int | None, problem: str) -> str:
    return f"{path}{f', line {line}' if line else ''}: {problem}"
