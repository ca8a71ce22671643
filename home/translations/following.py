"""Translations and fallbacks go where their source goes: when it is published, moved, renamed or deleted."""

from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from home.languages import fill_gaps
from home.translations.wordings import forget, is_source, source_of


def make_fallbacks(page_id: int) -> list[Page]:
    """Give a published source an alias in each language that lacks it. Returns the new ones."""
    page = Page.objects.filter(pk=page_id, live=True, alias_of__isnull=True).first()
    if page is None or not is_source(page):
        return []
    return fill_gaps(page.specific)


def follow_move(page: Page, *, before: Page, after: Page) -> None:
    """Move the other languages of a source that moved, those that stood beneath the same parent as it did.

    A translation that an editor had put elsewhere stays there; a fallback always goes along.
    """
    if before.pk == after.pk or before.locale_id != after.locale_id or not is_source(page):
        return
    for twin in page.get_translations().specific():
        parent, target = twin.get_parent(), after.get_translation_or_none(twin.locale)
        beside = twin.alias_of_id == page.pk or parent.translation_key == before.translation_key
        if target is not None and beside and parent.pk != target.pk:
            _rename(twin, find_available_slug(target, twin.slug, ignore_page_id=twin.pk))
            twin.move(target, pos="last-child")


def follow_rename(page: Page, *, old_slug: str) -> None:
    """Rename fallbacks with their source, and translations that had no address of their own."""
    if page.depth <= _HOME or not is_source(page):
        return
    for twin in page.get_translations().specific():
        if twin.alias_of_id == page.pk or twin.slug == old_slug:
            _rename(twin, find_available_slug(twin.get_parent(), page.slug, ignore_page_id=twin.pk))


_HOME = 2
"""How deep the home pages lie; their addresses are the languages' codes and follow nothing."""


def _rename(page: Page, slug: str) -> None:
    if page.slug == slug:
        return
    page.slug = slug
    page.save(clean=False)
    draft = page.latest_revision
    if draft is not None:
        # Published later, the draft would bring the old address back.
        draft.content["slug"] = slug
        draft.save(update_fields=["content"])


def follow_deletion(page: Page) -> Page | None:
    """Remove the fallbacks of a page that goes, and let another language be the source if it was.

    Returns the page whose text readers of the emptied languages are to see; None where there is no other.
    """
    translations = page.aliases.filter(translation_key=page.translation_key)
    for alias in translations.exclude(locale_id=page.locale_id):
        _remove_fallback(alias)
    if page.alias_of_id:
        return None
    forget(translation_key=page.translation_key, locale=page.locale)
    source = source_of(page.translation_key)
    if source is None:
        return None
    twins = Page.objects.filter(translation_key=page.translation_key, locale_id=source.locale_id)
    found: Page | None = twins.exclude(pk=page.pk).first()
    return found


def _remove_fallback(alias: Page) -> None:
    """Delete a fallback without its source. Where pages in their own words lie beneath, it only leaves the site."""
    if not alias.get_descendants().filter(alias_of__isnull=True).exists():
        alias.delete()
        return
    alias.alias_of = None
    alias.live = False
    alias.save(update_fields=["alias_of", "live"], clean=False)
