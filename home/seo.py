"""What search engines are told: which addresses there are, and in which languages each page is written."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.languages import Alternate, full_address, with_default
from home.names import NAME_LANGUAGES


@dataclass(frozen=True)
class Entry:
    """One address with all languages that say the same, itself included."""

    url: str
    changed_at: datetime | None
    alternates: list[Alternate]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; the workspace, sign-in and the admin may not."""
    context = {"languages": NAME_LANGUAGES, "site": f"{request.scheme}://{request.get_host()}"}
    return render(request, "home/robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest, views: tuple[str, ...] = ()) -> HttpResponse:
    """All public pages that are written in their language, fallbacks left out, each with its translations.

    `views` are the names of pages that are no pages of the tree; they stand in every language.
    """
    return render(
        request,
        "home/sitemap.xml",
        {"entries": [*entries(request), *entries_of_views(request, views)]},
        content_type="application/xml; charset=utf-8",
    )


def entries_of_views(request: HttpRequest, views: tuple[str, ...]) -> list[Entry]:
    """The addresses of views in each language."""
    return [entry for view in views for entry in _entries_of_view(request, view)]


def _entries_of_view(request: HttpRequest, view: str) -> list[Entry]:
    found = []
    for code in NAME_LANGUAGES:
        with override(code):
            found.append(Alternate(code=code, url=request.build_absolute_uri(reverse(view))))
    return [Entry(alternate["url"], None, with_default(found)) for alternate in found]


def entries(request: HttpRequest) -> list[Entry]:
    """The addresses of the sitemap, in the order of the tree, in a fixed number of queries."""
    pages = Page.objects.live().public().filter(depth__gt=1, alias_of__isnull=True)
    rows = [(page, full_address(page, request)) for page in pages.select_related("locale").order_by("path")]
    groups: dict[object, list[Alternate]] = {}
    for page, url in sorted(rows, key=lambda row: NAME_LANGUAGES.index(row[0].locale.language_code)):
        if url:
            groups.setdefault(page.translation_key, []).append(
                Alternate(code=page.locale.language_code, url=url)
            )
    return [
        Entry(url, page.last_published_at, with_default(groups[page.translation_key]))
        for page, url in rows
        if url
    ]
