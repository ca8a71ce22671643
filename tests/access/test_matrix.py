"""Every address has a row that says who may open it."""

from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.matrix import MATRIX, PACKAGES, ROLES

Entry = URLPattern | URLResolver


def is_of_a_package(resolver: URLResolver) -> bool:
    """Whether the addresses were included from a module of a package, which has rules of its own."""
    included = resolver.urlconf_name
    name = included if isinstance(included, str) else getattr(included, "__name__", "")
    return name.startswith(PACKAGES)


def names_in(entries: Iterable[Entry], namespaces: tuple[str, ...] = ()) -> Iterator[str]:
    """Full names ("work:home") of all addresses of ours; those without one are shown by what they match."""
    for entry in entries:
        if isinstance(entry, URLPattern):
            yield ":".join((*namespaces, entry.name or f"unnamed {entry.pattern}"))
        elif not is_of_a_package(entry):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from names_in(entry.url_patterns, inner)


def our_names() -> set[str]:
    return set(names_in(get_resolver().url_patterns))


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert our_names() - MATRIX.keys() == set(), "addresses that nobody decided about"
    assert MATRIX.keys() - our_names() == set(), "rows without an address"


def test_every_row_speaks_of_every_visitor() -> None:
    assert {name: row.keys() for name, row in MATRIX.items() if set(row) != set(ROLES)} == {}
