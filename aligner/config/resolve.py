"""From defaults, a settings file and command-line options to one ``Config``: the later win."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.config.settings import Config
from aligner.errors import ConfigError

if TYPE_CHECKING:
    from aligner.config.keys import Loaded

__all__ = ["SETTINGS_FILE", "Settings", "find_settings", "resolve"]

SETTINGS_FILE = "aligner.toml"
_AT = re.compile(r"\s*\(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True)
class Settings:
    """A resolved configuration and where it comes from.

    Attributes:
        file: the settings file that was read, relative to the working directory where possible, or None.
        origins: "default", "aligner.toml:3" or "option --accept" of every key that is set, by key as a settings file spells it.
    """

    config: Config
    file: str | None
    origins: Mapping[str, str]


def find_settings(start: Path) -> Path | None:
    """Return the ``aligner.toml`` of a folder or of the nearest one above it that has one."""
    start = start.absolute()
    return next((folder / SETTINGS_FILE for folder in (start, *start.parents) if (folder / SETTINGS_FILE).is_file()), None)


def resolve(options: Mapping[str, object] | None = None, *, file: Path | None = None) -> Settings:
    """Return the settings of a run.

    Args:
        options: what the command line says, by the keys of ``FIELDS``; None and empty tuples count as not given.
        file: the settings file, or None for none.

    Raises:
        ConfigError: the file cannot be read, or holds an unknown key or a value of the wrong kind; the message names file and line.
    """
    from aligner.config.checks import Value  # noqa: PLC0415 - a run without settings needs no reader of them
    from aligner.config.keys import load  # noqa: PLC0415 - as above

    shown = None if file is None else _shown(file)
    loaded = {} if file is None or shown is None else load(Value(*_parsed(file, shown)))
    given = {key: value for key, value in (options or {}).items() if value is not None and value != ()}
    loaded.update(load(Value(given, "", (), {})))
    config = _config(loaded)
    if config.accept is not None and config.reject is not None and config.reject > config.accept:
        origin = loaded["reject"][1]
        message = f"{origin}: 'reject' ({config.reject:g}) must not be greater than 'accept' ({config.accept:g}, {loaded['accept'][1]})"
        raise ConfigError(message)
    return Settings(config, shown, {key: origin for key, (_, origin) in loaded.items()})


def _shown(file: Path) -> str:
    try:
        return Path(os.path.relpath(file)).as_posix()
    except ValueError:  # another drive
        return file.as_posix()


def _parsed(file: Path, shown: str) -> tuple[object, str, tuple[str | int, ...], Mapping[tuple[str | int, ...], int]]:
    import tomllib  # noqa: PLC0415 - a run without settings parses none

    from aligner.config.lines import key_lines  # noqa: PLC0415 - as above

    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"{shown}: the settings cannot be read ({error.strerror or error}); check the path"
        raise ConfigError(message) from error
    except UnicodeDecodeError as error:
        message = f"{shown}: the settings are not UTF-8 text; save the file as UTF-8"
        raise ConfigError(message) from error
    try:
        return tomllib.loads(text), shown, (), key_lines(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _AT.search(str(error))
        line = int(at[1]) if at else text.rstrip().count("\n") + 1
        message = f"{shown}:{line}: not valid TOML: {_AT.sub('', str(error)).removesuffix(' (at end of document)')}"
        raise ConfigError(message) from error


def _config(loaded: Loaded) -> Config:
    from aligner.config.keys import FIELDS  # noqa: PLC0415 - as above

    single = {FIELDS[key]: value for key, (value, _) in loaded.items() if key in FIELDS}
    tables: dict[str, tuple[object, ...]] = {}
    for key, (value, _) in loaded.items():
        for table in ("aliases.metrics", "aliases.names", "words", "suppress"):
            if key.startswith(f"{table}."):
                entry = value if table == "suppress" else (key.removeprefix(f"{table}."), value)
                tables[FIELDS[table]] = (*tables.get(FIELDS[table], ()), entry)
    return Config(**single, **tables)  # type: ignore[arg-type]  # every value was checked for its field
