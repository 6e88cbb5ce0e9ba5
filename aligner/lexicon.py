"""Word lists as data: TOML files under ``aligner/data/words``, one per topic, each a table of string lists; a run may add to them."""

from __future__ import annotations

import functools
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.resources import files
from typing import ParamSpec, TypeVar
from weakref import WeakKeyDictionary

__all__ = ["bounded", "cache", "extended", "read_lists", "words"]

P = ParamSpec("P")
R = TypeVar("R")

Lists = Mapping[str, tuple[str, ...]]


class _Added:
    """What one run adds to the shipped lists; compared by identity, so that what is derived from it dies with it."""

    def __init__(self, topics: Mapping[str, Lists]) -> None:
        self._topics = topics
        self._merged: dict[str, Lists] = {}

    def words(self, topic: str) -> Lists:
        if topic not in self._merged:
            more = self._topics.get(topic, {})
            self._merged[topic] = {name: tuple(dict.fromkeys((*known, *more.get(name, ())))) for name, known in _shipped(topic).items()}
        return self._merged[topic]


_ADDED: ContextVar[_Added | None] = ContextVar("added", default=None)


def words(topic: str) -> Lists:
    """Return the lists of one topic by name, in file order; what the run adds comes last."""
    added = _ADDED.get()
    return _shipped(topic) if added is None else added.words(topic)


@contextmanager
def extended(additions: Mapping[str, Lists]) -> Iterator[None]:
    """Add to the word lists within a ``with`` block, in this thread or task alone.

    Args:
        additions: further entries by topic and list; names that no shipped file has are passed over.
    """
    token = _ADDED.set(_Added(additions) if additions else None)
    try:
        yield
    finally:
        _ADDED.reset(token)


def cache(function: Callable[P, R]) -> Callable[P, R]:
    """Remember results like ``functools.cache``, apart for each set of additions: for whatever is derived from ``words``."""
    return bounded(None)(function)


def bounded(size: int | None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator like ``cache`` that keeps the last ``size`` results; None for all."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        remember = functools.lru_cache(maxsize=size)
        plain = remember(function)
        own: WeakKeyDictionary[_Added, Callable[..., R]] = WeakKeyDictionary()

        @functools.wraps(function)
        def cached(*args: P.args, **kwargs: P.kwargs) -> R:
            added = _ADDED.get()
            if added is None:
                return plain(*args, **kwargs)  # type: ignore[arg-type]  # the caller sees to it that arguments can be hashed
            found = own.get(added)
            if found is None:
                found = own.setdefault(added, remember(function))
            return found(*args, **kwargs)

        return cached

    return decorate


@functools.cache
def _shipped(topic: str) -> Lists:
    text = files("aligner").joinpath("data", "words", f"{topic}.toml").read_text("utf-8")
    return {name: tuple(entries) for name, entries in read_lists(text).items()}


_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_KEY = re.compile(r'^(?:([\w-]+)|("[^"\\]*"))[ \t]*=[ \t]*(?=\[)', re.MULTILINE)
_LAST_COMMA = re.compile(r",(\s*\])")
_NEXT = re.compile(r"\](?=\s*^[\w\"-])", re.MULTILINE)


def read_lists(text: str) -> Mapping[str, list[str]]:
    """Return the lists of a TOML file that holds nothing but lists of texts; one that is written like JSON inside is read ten times faster.

    Raises:
        tomllib.TOMLDecodeError: the text is no TOML.
    """
    bare = _KEY.sub(lambda key: f"{key[2] or json.dumps(key[1])}: ", _COMMENT.sub("", text))
    try:
        lists: dict[str, list[str]] = json.loads("{" + _NEXT.sub("],", _LAST_COMMA.sub(r"\1", bare)) + "}")
    except ValueError:  # a remark behind an entry, a text in single quotes: TOML all the same
        return tomllib.loads(text)
    return lists
