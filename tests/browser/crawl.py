"""Finds every page by following links, so that checks and pictures grow with the portal by themselves.

Pages are fetched in this process, without a browser; whoever looks at them opens what was found.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.test import Client
from django.urls import resolve
from django.urls.exceptions import Resolver404
from wagtail.models import Page

from home.geography.models import CountryMembership, PrisonMembership
from home.users.models import User
from providers.models import ProviderMembership
from referrals.models import Offer
from tests.browser.doors import doors

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# One process looks at all pages of a language: those who look at them share what was found.
EACH_LANGUAGE = [pytest.param(code, marks=pytest.mark.xdist_group(code)) for code in LANGUAGES]
NOBODY = "public"
# Doors that no link opens, since a stranger types them; `tests.browser.doors` has those that a mail opens.
SEEDS = {
    NOBODY: [
        "",
        "directory/",
        "search/",
        "search/?q=zzzz",
        "account/login/",
        "account/password/reset/",
        "no-such-page/",
    ],
    "staff": [
        "work/",
        "account/password/change/",
        "account/logout/",
        "account/email/",
        "account/reauthenticate/",
    ],
}
# The same view with other words in the query: one example for each set of names is enough.
NOT_PAGES = ("/cms/", "/api/", "/documents/", "/media/", "/static/", "/health/")


@dataclass(frozen=True)
class Visit:
    """One page as one person sees it. `kind` is alike for pages made by the same view and template."""

    language: str
    role: str
    path: str
    kind: str
    status: int
    html: str = field(repr=False)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and "download" not in values and values.get("href"):
            self.found.append(values["href"] or "")


def people() -> dict[str, User]:
    """One demonstration account for each role in each country, by role: "officer-EE", "provider-LT" and so on.

    Of the providers one that was asked, where there is one: an empty inbox shows little.
    """
    found: dict[str, User] = {}
    for officer in PrisonMembership.objects.select_related("user", "prison").order_by("user__email"):
        found.setdefault(f"officer-{officer.prison.country}", officer.user)
    asked = Exists(Offer.objects.filter(provider=OuterRef("provider")))
    workers = ProviderMembership.objects.select_related("user", "provider").annotate(asked=asked)
    for worker in workers.order_by("-asked", "user__email"):
        found.setdefault(f"provider-{worker.provider.country}", worker.user)
    for coordinator in CountryMembership.objects.select_related("user").order_by("user__email"):
        found.setdefault(f"coordinator-{coordinator.country}", coordinator.user)
    return found


def client_of(user: User | None) -> Client:
    """A visitor without scripts; signed in when `user` is given."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def crawl(language: str, role: str = NOBODY, user: User | None = None) -> Iterator[Visit]:
    """Every page of `language` that `role` reaches by links, the seeds and the public's doors included, each once."""
    if user is None:
        yield from _behind_doors(language)
    client = client_of(user)
    waiting = [f"/{language}/{seed}" for seed in SEEDS["staff" if user else NOBODY]]
    seen, shown = set(waiting), set[str]()
    while waiting:
        visit = _look(client, language, role, waiting.pop(0))
        # A redirect may lead to a page that is known.
        if visit is None or visit.path in shown:
            continue
        shown.add(visit.path)
        yield visit
        fresh = [link for link in _links(visit) if _is_new(link, seen) and (user is None or "/work/" in link)]
        waiting += fresh
        seen.update(fresh)


def examples(visits: Iterable[Visit], of_each_kind: int) -> list[Visit]:
    """At most `of_each_kind` pages of every kind in every language and role."""
    counts: dict[tuple[str, str, str], int] = {}
    chosen = []
    for visit in visits:
        key = (visit.language, visit.role, visit.kind)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= of_each_kind:
            chosen.append(visit)
    return chosen


def one_of_each_kind(visits: Iterable[Visit], nth: int) -> list[Visit]:
    """The `nth` page of every kind that a role sees, its countries together; counted round where there are fewer."""
    kinds: dict[tuple[str, str], list[Visit]] = {}
    for visit in visits:
        kinds.setdefault((visit.role.partition("-")[0], visit.kind), []).append(visit)
    chosen = [alike[nth % len(alike)] for alike in kinds.values()]
    return sorted(chosen, key=lambda visit: visit.role)


def _behind_doors(language: str) -> Iterator[Visit]:
    """Each opened by somebody of their own, for a link may leave something in the session. What it says is its kind."""
    for kind, path in doors(language).items():
        visit = _look(client_of(None), language, NOBODY, path)
        if visit is not None:
            yield replace(visit, path=path, kind=kind)


def _look(client: Client, language: str, role: str, path: str) -> Visit | None:
    response = client.get(path, follow=True)
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return None
    if response.redirect_chain:
        path = response.redirect_chain[-1][0]
    html = response.content.decode()
    return Visit(language, role, path, _kind(response.context, path), response.status_code, html)


def _kind(context: object, path: str) -> str:
    # What the view gave: further in, a list of providers has a page for each of them.
    outermost = context[0] if isinstance(context, list) and context else {}
    page = outermost.get("page")
    if isinstance(page, Page):
        return type(page.specific).__name__
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return "missing"
    # Every part of a form is a page of its own kind.
    return found.view_name + f" {found.kwargs.get('step', '')}" + "?" * ("?" in path)


def _links(visit: Visit) -> list[str]:
    parser = _Links()
    parser.feed(visit.html)
    here = [urldefrag(urljoin(visit.path, href)).url for href in parser.found]
    prefix = f"/{visit.language}/"
    return [link for link in here if link.startswith(prefix) and not link.startswith(NOT_PAGES)]


def _is_new(link: str, seen: set[str]) -> bool:
    """Whether neither this address nor one that differs only in the words of its query was met."""
    path, _mark, query = link.partition("?")
    names = sorted(part.partition("=")[0] for part in query.split("&") if part)
    key = f"{path}?{'&'.join(names)}" if names else path
    if key in seen or link in seen:
        return False
    seen.add(key)
    return True
