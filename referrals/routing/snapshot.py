"""Frozen values to plain JSON and back, by their declared types.

A field that an older snapshot lacks takes its default, one that is no longer known is passed over: what was
stored years ago can still be read.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")
Decoder = Callable[[Any], Any]


def to_json(value: Any) -> Any:
    """``value`` as None, bool, number, str, list or dict. Sets become sorted lists, dates ISO text."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}


def from_json(kind: type[Kind], data: Mapping[str, Any]) -> Kind:
    """The inverse of ``to_json`` for the dataclass ``kind``. Raises TypeError or ValueError for anything else."""
    decoders = _decoders(cast(Hashable, kind))
    return kind(**{name: decode(data[name]) for name, decode in decoders.items() if name in data})


@cache
def _decoders(kind: Any) -> dict[str, Decoder]:
    hints = get_type_hints(kind)
    return {field.name: _decoder(hints[field.name]) for field in fields(kind)}


def _decoder(hint: Any) -> Decoder:
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is date:
        return date.fromisoformat
    if origin is UnionType:
        (inner,) = [argument for argument in arguments if argument is not NoneType]
        return partial(_optional, _decoder(inner))
    if origin is frozenset:
        return frozenset
    if origin is tuple and arguments[-1] is Ellipsis:
        return partial(_sequence, _decoder(arguments[0]))
    if origin is tuple:
        return partial(_record, [_decoder(argument) for argument in arguments])
    return partial(from_json, cast(type[Any], hint)) if is_dataclass(hint) else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _optional(decode: Decoder, value: Any) -> Any:
    return None if value is None else decode(value)


def _sequence(decode: Decoder, values: list[Any]) -> tuple[Any, ...]:
    return tuple(decode(value) for value in values)


def _record(decoders: list[Decoder], values: list[Any]) -> tuple[Any, ...]:
    return tuple(decode(value) for decode, value in zip(decoders, values, strict=True))
