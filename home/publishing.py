"""Bringing pages onto the site from data: homes of the four languages, pages published once.

Everything here may be repeated: what is there stays as its editors left it, unless asked otherwise.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, Site

from home.models import HomePage
from home.names import NAME_LANGUAGES
from home.text import stable_id

PageType = TypeVar("PageType", bound=Page)
HOME_KEY = stable_id("page", "home")


def ensure_homes() -> dict[str, HomePage]:
    """Make the four languages, a home page in each, and the default site on the first of them.

    Returns the home pages by language code. They share one translation key. Wagtail's "Welcome" page goes.
    """
    homes = {code: _home(code) for code in NAME_LANGUAGES}
    _point_site_at(homes[NAME_LANGUAGES[0]])
    _remove_welcome()
    return homes


def _point_site_at(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", is_default_site=True
    )
    if site.root_page_id != home.pk:
        site.root_page = home
        site.save()


def _home(code: str) -> HomePage:
    locale, _made = Locale.objects.get_or_create(language_code=code)
    found: HomePage | None = HomePage.objects.filter(locale=locale, translation_key=HOME_KEY).first()
    if found:
        return found
    root = Page.objects.get(depth=1)
    home = HomePage(title=code, slug=code, locale=locale, translation_key=HOME_KEY, show_in_menus=False)
    root.add_child(instance=home)
    return home


def _remove_welcome() -> None:
    bare = ContentType.objects.get_for_model(Page)
    for page in Page.objects.filter(depth=2, content_type=bare):
        page.delete()


def publish(
    *,
    parent: Page,
    page_class: type[PageType],
    slug: str,
    translation_key: UUID,
    fields: Mapping[str, Any],
    overwrite: bool = False,
) -> PageType:
    """Publish one page beneath `parent`, in its language; the same call again changes nothing.

    Pages in other languages with the same `translation_key` are its translations. `fields` holds the
    values of the page's fields (`title`, `lead`, `body` as a list of (block, value)). A page that is
    already there is left alone unless `overwrite`; a fallback that stands in its place gives way. Raises ValidationError for a reserved or taken slug.
    """
    found: PageType | None = page_class.objects.filter(
        locale_id=parent.locale_id, translation_key=translation_key
    ).first()
    if found is None:
        page: PageType = page_class(
            slug=slug, locale_id=parent.locale_id, translation_key=translation_key, **dict(fields)
        )
        parent.add_child(instance=page)
        return _released(page)
    if found.alias_of_id:
        _give_own_words(found)
    elif not overwrite:
        return found
    revise(page=found, fields={"slug": slug, **fields})
    return found


def _give_own_words(page: Page) -> None:
    """A fallback that stood in for this text becomes the page that holds it."""
    page.alias_of = None
    page.save(update_fields=["alias_of"], clean=False)


def revise(*, page: Page, fields: Mapping[str, Any]) -> bool:
    """Set the fields and publish; says whether anything differed from what is public."""
    before = _said(page, fields)
    for name, value in fields.items():
        setattr(page, name, value)
    if _said(page, fields) == before:
        return False
    _released(page)
    return True


def _said(page: Page, fields: Mapping[str, Any]) -> dict[str, Any]:
    data = page.serializable_data()
    return {name: _without_ids(data.get(name)) for name in fields}


def _without_ids(value: Any) -> Any:
    """Blocks get a random id each time they are built, which says nothing about their content."""
    if isinstance(value, str) and value.startswith("["):
        return _without_ids(json.loads(value))
    if isinstance(value, list):
        return [_without_ids(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_ids(item) for key, item in value.items() if key != "id"}
    return value


def _released(page: PageType) -> PageType:
    page.save_revision().publish()
    page.refresh_from_db()
    return page
