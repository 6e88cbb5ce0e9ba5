"""The keys of a settings file: how each is checked, and which field of ``Config`` it fills."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from aligner.config.checks import Check, Value, choice, day, month, probability, text, texts
from aligner.config.settings import EXEMPT, SuppressRule
from aligner.domain.gaps import GapKind

__all__ = ["FIELDS", "Loaded", "load"]

Loaded = dict[str, tuple[object, str]]
"""Value and origin by shown key; entries of tables have a key of their own ("words.vague.adjectives")."""

_DATES: Mapping[str, bool | None] = {"auto": None, "day-first": True, "month-first": False}

FIELDS: Mapping[str, str] = {
    "model": "model",
    "glossary": "glossary",
    "fiscal-year-start": "fiscal_year_start",
    "dates": "day_first",
    "accept": "accept",
    "reject": "reject",
    "links": "links",
    "spacy-pipeline": "spacy_pipeline",
    "as-of": "as_of",
    "exempt": "exempt",
    "aliases.metrics": "metric_aliases",
    "aliases.names": "names",
    "words": "words",
    "suppress": "suppress",
}
"""Key in the file, and field of ``Config``; the keys are also the names of command-line options where there is one."""

_CONDITIONS = ("kind", "id", "text", "file")


def load(value: Value) -> Loaded:
    """Return every setting of a file (or of the command line), checked.

    Raises:
        ConfigError: an unknown key or a value of the wrong kind; the message names file and line.
    """
    found: Loaded = {}
    for key, part in value.table():
        if key == "aliases":
            for name, table in part.table():
                if f"aliases.{name}" not in FIELDS:
                    table.unknown(("metrics", "names"))
                found.update({f"aliases.{name}.{key}": (texts(entry), entry.origin) for key, entry in table.table()})
        elif key == "words":
            for topic, lists in part.table():
                found.update({f"words.{topic}.{listed}": (texts(entry), entry.origin) for listed, entry in _lists(topic, lists)})
        elif key == "suppress":
            rules = [_rule(entry) for entry in part.entries("a list of tables: write [[suppress]]")]
            found.update({f"suppress.{number}": (rule, rule.origin) for number, rule in enumerate(rules, start=1)})
        elif key in _CHECKS:
            found[key] = (_CHECKS[key](part), part.origin)
        else:
            part.unknown(tuple(dict.fromkeys(name.partition(".")[0] for name in FIELDS)))
    return found


def _lists(topic: str, lists: Value) -> list[tuple[str, Value]]:
    if topic not in _topics():
        lists.unknown(tuple(_topics()), "topic of words")
    known = _topics()[topic]
    found = list(lists.table("a table of word lists"))
    for name, entry in found:
        if name not in known:
            entry.unknown(known, "word list")
    return found


@cache
def _topics() -> Mapping[str, tuple[str, ...]]:
    """Return the names of all shipped word lists by topic."""
    shipped = sorted(files("aligner").joinpath("data", "words").iterdir(), key=lambda entry: entry.name)
    return {
        entry.name.removesuffix(".toml"): tuple(tomllib.loads(entry.read_text("utf-8")))
        for entry in shipped
        if entry.name.endswith(".toml")
    }


def _rule(value: Value) -> SuppressRule:
    found: dict[str, str] = {}
    for key, part in value.table():
        if key == "kind":
            found[key] = str(choice(*GapKind)(part))
        elif key in {*_CONDITIONS, "reason"}:
            found[key] = text(part)
        elif key == "expires":
            found[key] = day(part)
        else:
            part.unknown((*_CONDITIONS, "reason", "expires"))
    if "reason" not in found:
        value.fail("this [[suppress]] has no 'reason'; say why the finding is accepted")
    if not any(name in found for name in _CONDITIONS):
        value.fail(f"this [[suppress]] would cover every finding; give one of {', '.join(_CONDITIONS)}")
    return SuppressRule(origin=value.origin, **found)


def _dates(value: Value) -> bool | None:
    return _DATES[str(choice(*_DATES)(value))]


def _paths(value: Value) -> tuple[str, ...]:
    return tuple(_path(entry) for entry in value.entries("a list of files"))


def _path(value: Value) -> str:
    """A path in a file counts from the folder of that file, one of the command line from the working directory."""
    return Path(os.path.normpath(Path(value.source).parent / text(value))).as_posix()


def _model(value: Value) -> str:
    """A model is named, or is a folder, written as a path."""
    name = text(value)
    return _path(value) if name.startswith(("./", "../")) else name


def _exempt(value: Value) -> tuple[str, ...]:
    check = choice(*EXEMPT)
    return tuple(str(check(entry)) for entry in value.entries("a list of classes of work"))


_CHECKS: Mapping[str, Check] = {
    "model": _model,
    "glossary": _paths,
    "fiscal-year-start": month,
    "dates": _dates,
    "accept": probability,
    "reject": probability,
    "links": _path,
    "spacy-pipeline": _model,
    "as-of": day,
    "exempt": _exempt,
}
