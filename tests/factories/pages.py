"""Pages for tests: the four home pages, and pages beneath them, published as the content is."""

from typing import Any, TypeVar
from uuid import UUID, uuid4

from wagtail.models import Page

from home.models import HomePage
from home.publishing import ensure_homes, publish

PageType = TypeVar("PageType", bound=Page)


def page_in(
    language: str,
    page_class: type[PageType],
    *,
    title: str = "A page",
    slug: str = "",
    key: UUID | None = None,
    parent: Page | None = None,
    **fields: Any,
) -> PageType:
    """A live page beneath the home page of a language; the same `key` makes translations of one another."""
    return publish(
        parent=parent or home_in(language),
        page_class=page_class,
        slug=slug or f"page-{uuid4().hex[:8]}",
        translation_key=key or uuid4(),
        fields={"title": title, **fields},
    )


def home_in(language: str) -> HomePage:
    """The home page of a language, read anew: adding a page beneath it changes its row."""
    home: HomePage = HomePage.objects.get(pk=ensure_homes()[language].pk)
    return home
