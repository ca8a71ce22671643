"""Every address has a row that says who may open it."""

from collections.abc import Iterable, Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.matrix import MATRIX, PACKAGES, POST_ONLY, POSTS, ROLES, Role
from tests.access.records import Records

Entry = URLPattern | URLResolver


def is_of_a_package(resolver: URLResolver) -> bool:
    """Whether the addresses were included from a module of a package, which has rules of its own."""
    included = resolver.urlconf_name
    name = included if isinstance(included, str) else getattr(included, "__name__", "")
    return name.startswith(PACKAGES)


def named(entries: Iterable[Entry], namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """All addresses of ours with full names ("work:home"); those without one are shown by what they match."""
    for entry in entries:
        if isinstance(entry, URLPattern):
            yield ":".join((*namespaces, entry.name or f"unnamed {entry.pattern}")), entry
        elif not is_of_a_package(entry):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from named(entry.url_patterns, inner)


def our_addresses() -> dict[str, URLPattern]:
    return dict(named(get_resolver().url_patterns))


def our_names() -> set[str]:
    return set(our_addresses())


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert our_names() - MATRIX.keys() == set(), "addresses that nobody decided about"
    assert MATRIX.keys() - our_names() == set(), "rows without an address"


def test_every_row_speaks_of_every_visitor() -> None:
    assert {name: row.keys() for name, row in MATRIX.items() if set(row) != set(ROLES)} == {}


def test_whatever_takes_a_post_has_a_row_for_it() -> None:
    taking = {name for name, address in our_addresses().items() if takes_posts(address)}
    assert taking == POST_ONLY | POSTS.keys()


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_every_visitor_gets_what_the_row_says(records: Records, name: str) -> None:
    answers = asked(records, "post" if name in POST_ONLY else "get", name)
    assert {role: answer.status_code for role, answer in answers.items()} == MATRIX[name]
    if name.startswith("work:"):
        assert {role for role, answer in answers.items() if may_be_kept(answer)} <= {"anonymous"}


@pytest.mark.parametrize("name", sorted(POSTS))
def test_every_visitor_may_send_what_the_row_says(records: Records, name: str) -> None:
    answers = asked(records, "post", name)
    assert {role: answer.status_code for role, answer in answers.items()} == POSTS[name]
    assert {role for role, answer in answers.items() if may_be_kept(answer)} <= {"anonymous"}


def may_be_kept(response: HttpResponse) -> bool:
    """Whether a browser or a proxy may keep what it got; an empty page of a stranger tells nothing."""
    kept = response.headers.get("Cache-Control", "")
    return response.status_code != 404 and not ("no-store" in kept and "private" in kept)


def takes_posts(address: URLPattern) -> bool:
    view = getattr(address.callback, "view_class", None)
    return hasattr(view, "post") and "post" in getattr(view, "http_method_names", ["post"])


def asked(records: Records, method: str, name: str) -> dict[Role, HttpResponse]:
    return {role: ask(records, method, name, role) for role in ROLES}


def ask(records: Records, method: str, name: str, role: Role) -> HttpResponse:
    """One request by somebody, undone afterwards."""
    client, person = Client(), records.people[role]
    if person is not None:
        client.force_login(person)
    with transaction.atomic():
        response: HttpResponse = getattr(client, method)(records.address(name))
        transaction.set_rollback(True)
    return response
