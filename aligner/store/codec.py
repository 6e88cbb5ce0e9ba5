"""Frozen dataclasses as compact JSON and back: fields by name, those that hold their default left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

__all__ = ["from_json", "to_json"]

T = TypeVar("T")


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
    if value is None or isinstance(value, (bool, float)) or type(value) in {str, int}:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    found = {}
    for name, default in _defaults(_type(value)):
        part = getattr(value, name)
        if part is not default and part != default:
            found[name] = _plain(part)
    return found


def _type(value: object) -> Any:  # noqa: ANN401 - as below
    return type(value)


@cache
def _defaults(kind: Any) -> tuple[tuple[str, object], ...]:  # noqa: ANN401 - a dataclass, as annotations spell it
    """Return the public fields of a dataclass with their defaults; ``MISSING`` where there is none."""
    return tuple((field.name, _default(field)) for field in fields(kind) if not field.name.startswith("_"))


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
