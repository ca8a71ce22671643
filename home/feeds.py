"""News for readers' programmes: one Atom feed a language, with what is written in that language."""

import re
from datetime import UTC, datetime, time
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from home.languages import full_address
from home.models import NewsIndexPage, NewsPage
from home.navigation import navigation_of
from home.translations.shown import language_of_field

NEWEST = 20
_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
# No file of XML may hold these; an editor's clipboard may.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def index_of_news(language: str) -> NewsIndexPage | None:
    """The public list of news of a language, the first where there are several; None where there is none."""
    found: NewsIndexPage | None = (
        NewsIndexPage.objects.live().public().filter(locale__language_code=language).order_by("path").first()
    )
    return found


def address_of_feed(language: str) -> str:
    """Where the feed of the active language is, "" where that language has no list of news."""
    return reverse("news-feed") if index_of_news(language) else ""


@conditional_page
@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """The newest public news in words of the language; 404 where it has no list of news.

    As in the sitemap, a fallback is left out: it is announced where it is written.
    """
    language = get_language() or ""
    index = index_of_news(language)
    if index is None:
        raise Http404
    feed = _empty_feed(index, language, request)
    for page in _newest(language):
        if not language_of_field(page, "title", request):
            _add(feed, page, language, request)
    content = feed.writeString("utf-8")
    return HttpResponse(content, content_type=Atom1Feed.content_type)


def _newest(language: str) -> list[NewsPage]:
    written = NewsPage.objects.live().public().filter(locale__language_code=language, alias_of__isnull=True)
    return list(written.select_related("locale").order_by("-date", "-pk")[:NEWEST])


def _empty_feed(index: NewsIndexPage, language: str, request: HttpRequest) -> "_Feed":
    entered = navigation_of(request)
    site = (entered and entered.site_name) or _("Re-entry support")
    title = _("News") if index.alias_of_id else index.title
    return _Feed(
        title=_said(f"{title} | {site}"),
        link=full_address(index, request),
        description=None,
        language=language,
        author_name=_said(site),
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=_name_of(index.translation_key, language),
        changed_at=index.last_published_at or _BEGINNING,
    )


class _Feed(Atom1Feed):
    """Django's, but a feed without entries is as new as its list: else it would be another one each second."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else self.feed["changed_at"]


def _add(feed: Atom1Feed, page: NewsPage, language: str, request: HttpRequest) -> None:
    """The day of the news is its day; the entry is as new as the last change that was made public."""
    said_on = timezone.make_aware(datetime.combine(page.date, time()))
    is_foreign = language_of_field(page, "lead", request)
    feed.add_item(
        title=_said(page.title),
        link=full_address(page, request),
        # None leaves it out; what is there is read as HTML.
        description=escape(_said(page.lead)) if page.lead and not is_foreign else None,  # type: ignore[arg-type]
        pubdate=said_on,
        updateddate=max(said_on, page.last_published_at or said_on),
        unique_id=_name_of(page.translation_key, language),
    )


def _name_of(key: UUID, language: str) -> str:
    """A name that stays when the page moves: a reader's programme must not show old news as new."""
    return uuid5(key, language).urn


def _said(text: str) -> str:
    return _UNSAYABLE.sub(" ", text)
