"""Resolved settings as lines of text: key, value as TOML, and origin."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from aligner.config import EXEMPT, SETTINGS_FILE, Config, Settings, SuppressRule
from aligner.config.keys import FIELDS

__all__ = ["page"]

_UNSET = {
    "fiscal-year-start": "as the documents say, else 1",
    "accept": "as calibrated",
    "reject": "as calibrated",
    "links": "as shipped",
    "spacy-pipeline": "own rules",
    "as-of": "date of the newest document",
}
_DATES = {None: "auto", True: "day-first", False: "month-first"}


def page(settings: Settings, *, width: int) -> Iterator[str]:
    """Yield the lines; none is longer than ``width`` columns (at least 40) unless a single word is."""
    yield (f"Settings from {settings.file}" if settings.file else f"No {SETTINGS_FILE} was read: defaults and options only.")
    yield ""
    rows = list(_rows(settings))
    indent = max(len(key) for key, _, _ in rows[: len(_single())]) + 2
    column = max(len(origin) for _, _, origin in rows)
    room = max(width, 40) - column - 2
    for key, value, origin in rows:
        lead = f"{key:<{indent - 2}}  "
        lines = textwrap.wrap(lead + value, room, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)
        yield f"{lines[0]:<{room}}  {origin}".rstrip()
        yield from lines[1:]


def _single() -> tuple[str, ...]:
    return tuple(key for key in FIELDS if "." not in key and key not in {"words", "suppress"})


def _rows(settings: Settings) -> Iterator[tuple[str, str, str]]:
    config = settings.config
    for key in _single():
        yield key, _shown(key, config), settings.origins.get(key, "default")
    for table, entries in (("aliases.metrics", config.metric_aliases), ("aliases.names", config.names), ("words", config.words)):
        for name, values in entries:
            yield f"{table}.{name}", _listed(values), settings.origins[f"{table}.{name}"]
    for rule in config.suppress:
        yield "suppress", _rule(rule), rule.origin


def _shown(key: str, config: Config) -> str:
    value = getattr(config, FIELDS[key])
    if key == "dates":
        return f'"{_DATES[value]}"'
    if key == "exempt":
        return _listed(value) if value != EXEMPT else f"{_listed(value)} (all but change)"
    if isinstance(value, tuple):
        return _listed(value)
    return _UNSET[key] if value is None else json.dumps(value, ensure_ascii=False)


def _listed(values: tuple[str, ...]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _rule(rule: SuppressRule) -> str:
    conditions = [
        f"{name} {value!r}" for name, value in (("kind", rule.kind), ("id", rule.id), ("text", rule.text), ("file", rule.file)) if value
    ]
    until = f" until {rule.expires}" if rule.expires else ""
    return f"{', '.join(conditions)}{until}: {rule.reason}"
