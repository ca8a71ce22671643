"""Two things that production forgives and tests must not: a variable no view gave, an order nobody asked for."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import OrderBy
from django.db.models.functions import Random
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler


class UndefinedVariable(AssertionError):
    """A template of ours printed a variable that its context does not have."""


class UndefinedFails(str):
    """Stands in for the engine's `string_if_invalid`: fails in our templates, is empty in those of packages.

    Django asks it `"%s" in …` and then formats it with the name of the variable; both are answered here.
    """

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, name: object) -> str:
        for template in _templates_being_rendered():
            if _is_ours(template):
                raise UndefinedVariable(f"{template} uses {name}, which its context does not have")
            break
        return ""


def _templates_being_rendered() -> Iterator[str]:
    """Paths of the templates on the stack, innermost first; every node knows the file it was written in."""
    frame = sys._getframe(2)
    while frame.f_back:
        frame = frame.f_back
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        if origin is not None:
            yield str(origin.name)


def _is_ours(template: str) -> bool:
    path = Path(template)
    return path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts


_ordered_as_asked = SQLCompiler.get_order_by
_combined_as_asked = SQLCompiler.get_combinator_sql
# The same for every query of a database; tests make hundreds of thousands.
_chance: dict[str, Any] = {}


def _may_be_shuffled(query: Query) -> bool:
    """Whether an order put on `query` changes nothing but the order of its rows."""
    return not (
        query.subquery
        or query.combinator
        or query.distinct
        or query.group_by is not None
        or getattr(query, "is_part_of_a_union", False)
        or any(annotation.contains_aggregate for annotation in query.annotation_select.values())
    )


def _order_by_chance(self: SQLCompiler) -> Any:
    asked = _ordered_as_asked(self)
    if asked or not _may_be_shuffled(self.query):
        return asked
    vendor = self.connection.vendor
    if vendor not in _chance:
        chance = OrderBy(Random()).resolve_expression(self.query)
        sql, params = self.compile(chance)
        _chance[vendor] = (chance, (sql, tuple(params), False))
    return [_chance[vendor]]


def _combine_unshuffled(self: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
    """Parts of a union must not be ordered; nothing in a part says that it is one."""
    for query in self.query.combined_queries:
        query.is_part_of_a_union = True
    return _combined_as_asked(self, *args, **kwargs)


def shuffle_unordered_queries() -> None:
    """From now on a query without an order returns its rows in a random one, as a database is free to."""
    SQLCompiler.get_order_by = _order_by_chance  # type: ignore[method-assign]
    SQLCompiler.get_combinator_sql = _combine_unshuffled  # type: ignore[method-assign]
