"""Frozen dataclasses as compact JSON and back: fields by name, those that hold their default left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

__all__ = ["from_json", "to_json"]

T = TypeVar("T")

_SIMPLE = frozenset({str, int, float, bool, NoneType})


def to_json(value: object) -> str:
    """Return a dataclass, or a tuple of them, as one line of JSON; equal values give equal text."""
    return json.dumps(_plain(value), separators=(",", ":"))


def from_json(text: str, kind: type[T]) -> T:
    """Return the dataclass that ``to_json`` wrote.

    Raises:
        ValueError: the text is not JSON. KeyError, TypeError: it does not fit the class.
    """
    plain: Any = kind
    made: T = _maker(plain)(json.loads(text))
    return made


def _plain(value: object) -> object:
    kind: Any = type(value)
    if kind in _SIMPLE:
        return value
    if kind is tuple:
        return [_plain(part) for part in value]  # type: ignore[attr-defined]  # a tuple
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (str, int, float)):
        return value
    shape = _shape(kind)
    parts = shape.read(value) if len(shape.names) > 1 else (shape.read(value),)
    found = {}
    for name, part, default in zip(shape.names, parts, shape.defaults, strict=True):
        if part is not default and part != default:
            found[name] = part if type(part) in _SIMPLE else _plain(part)
    return found


class _Shape(NamedTuple):
    """The public fields of a dataclass with their defaults (``MISSING`` where there is none), and what reads them all."""

    names: tuple[str, ...]
    defaults: tuple[object, ...]
    read: Callable[[Any], Any]


@cache
def _shape(kind: Any) -> _Shape:  # noqa: ANN401 - a dataclass, as annotations spell it
    public = [field for field in fields(kind) if not field.name.startswith("_")]
    names = tuple(field.name for field in public)
    return _Shape(names, tuple(_default(field) for field in public), attrgetter(*names) if names else lambda _: None)


def _default(field: Field[Any]) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a type as annotations spell it
    """Return what turns a plain JSON value into a value of the type."""
    origin = get_origin(kind)
    if origin is tuple:
        parts = get_args(kind)
        if parts[1:] == (Ellipsis,):
            one = _maker(parts[0])
            return lambda value: tuple(one(part) for part in value)
        each = [_maker(part) for part in parts]
        return lambda value: tuple(make(part) for make, part in zip(each, value, strict=True))
    if origin in {Union, UnionType}:
        made = _maker(next(part for part in get_args(kind) if part is not NoneType))
        return lambda value: None if value is None else made(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if is_dataclass(kind):
        return _dataclass_maker(kind)
    return lambda value: value


def _dataclass_maker(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - as above
    hints = get_type_hints(kind)
    makers = {field.name: _maker(hints[field.name]) for field in fields(kind) if not field.name.startswith("_")}
    return lambda value: kind(**{name: makers[name](part) for name, part in value.items()})
