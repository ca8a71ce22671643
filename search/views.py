"""The public search: one field, results in groups. Nothing is stored of what was asked."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from search.analysis import LONGEST_QUERY
from search.documents import Document, Kind
from search.engines import Engine
from search.engines.database import DatabaseEngine

RESULTS_A_PAGE = 30
TITLES: dict[Kind, Promise] = {
    Kind.PROVIDER: _("Organisations"),
    Kind.REGION: _("Regions"),
    Kind.SERVICE: _("Kinds of help"),
    Kind.PAGE: pgettext_lazy("group of search results", "Pages"),
    Kind.PRISON: _("Prisons"),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Names that hold every word of `q`. Whatever is typed, the answer is a page."""
    query = shown_query(request.GET.get("q", ""))
    engine: Engine = DatabaseEngine()
    found = engine.find(query, language=get_language() or "et")
    page = Paginator(found, RESULTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"query": query, "hits": page, "groups": _groups(list(page)), "longest": LONGEST_QUERY}
    return render(request, "search/search.html", context)


def shown_query(text: str) -> str:
    """What was typed, without signs that cannot be shown, cut to what is searched."""
    return "".join(letter for letter in text if letter.isprintable())[:LONGEST_QUERY].strip()


def _groups(found: list[Document]) -> list[tuple[Promise, list[Document]]]:
    by_kind = groupby(found, key=lambda document: document.kind)
    return [(TITLES[kind], list(documents)) for kind, documents in by_kind]
