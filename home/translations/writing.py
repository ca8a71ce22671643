"""Making page text out of a piecewise translation, in place of wagtail-localize's own way.

Its way overwrites the live page when it should save a draft, fills gaps with the source's sentences, and
leaves choices of snippets in the source language.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from modelcluster.models import get_all_child_m2m_relations
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageLogEntry, TranslatableMixin
from wagtail_localize.fields import copy_synchronised_fields, get_translatable_fields
from wagtail_localize.models import (
    StringTranslation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments.ingest import ingest_segments

from home.translations.gate import is_open, refusal
from home.translations.passages import gaps_of


def write_page(
    source: TranslationSource, locale: Locale, *, user: Any, publish: bool, fallback: bool
) -> tuple[Page, bool]:
    """Bring the translation of a page into its page: as a draft, or published. Returns (page, newly made).

    Where the gate is shut nothing of it reaches a page or a draft: the passages wait in the translation
    editor, readers see the source as a fallback. Asked to publish then, raises HalfTranslated. A fallback
    becomes a page of its own when it is published, not before: an alias has no drafts.
    """
    original = source.as_instance()
    page, made = _counterpart(source.get_source_instance(), locale)
    if not is_open(source, locale):
        if publish:
            raise refusal(gaps_of(source, locale))
        return page, made
    if publish or not page.alias_of_id:
        try:
            with transaction.atomic():
                _write(source, original, page, user=user, publish=publish, fallback=fallback)
        except ValidationError as error:
            _blame(source, locale, error)
            raise
    return page, made


def _counterpart(original: Page, locale: Locale) -> tuple[Page, bool]:
    found = original.get_translation_or_none(locale)
    if found is not None:
        return found.specific, False
    return original.copy_for_translation(locale, alias=True, copy_parents=True).specific, True


def _write(
    source: TranslationSource, original: Page, page: Page, *, user: Any, publish: bool, fallback: bool
) -> None:
    fill(source, original, page, fallback=fallback)
    page.slug = find_available_slug(
        page.get_parent(), slugify(page.slug) or original.slug, ignore_page_id=page.pk
    )
    if page.alias_of_id:
        _give_own_words(page, user)
    revision = page.save_revision(user=user)
    if publish:
        source.sync_view_restrictions(original, page)
        revision.publish(user=user)
        page.refresh_from_db()
    TranslationLog.objects.create(source=source, locale=page.locale, revision=revision)


def fill(source: TranslationSource, original: Page, page: Page, *, fallback: bool) -> None:
    """Put the source's shape and the translated passages into `page`, without saving it."""
    copy_synchronised_fields(original, page)
    _empty_what_is_empty(original, page)
    segments = source._get_segments_for_translation(page.locale, fallback=fallback)  # noqa: SLF001
    ingest_segments(original, page, source.locale, page.locale, segments)
    localize_choices(original, page)
    # Whether the source's last edit was minor says nothing of this text.
    page.is_minor_edit = False


def _empty_what_is_empty(original: Page, page: Page) -> None:
    """A field that the source no longer fills has no passages, and so would keep its old words for ever."""
    for translatable in get_translatable_fields(type(original)):
        field = translatable.get_field(type(original))
        if not translatable.is_translated(original) or not isinstance(field, models.Field):
            continue
        value = field.value_from_object(original)
        if isinstance(field, StreamField) or value == "":
            setattr(page, field.attname, value)


def localize_choices(original: Page, page: Page) -> None:
    """Point many-to-many choices of translatable things at those of the page's language, where there are any."""
    for field in get_all_child_m2m_relations(type(original)):
        if issubclass(field.related_model, TranslatableMixin):
            chosen = list(getattr(original, field.name).all())
            setattr(page, field.name, [_in_language(thing, page.locale) for thing in chosen])


def _in_language(thing: Any, locale: Locale) -> Any:
    return thing.get_translation_or_none(locale) or thing


def _give_own_words(page: Page, user: Any) -> None:
    page.alias_of_id = None
    page.save(update_fields=["alias_of_id"], clean=False)
    PageLogEntry.objects.log_action(
        instance=page,
        action="wagtail.convert_alias",
        user=user,
        data={"page": {"id": page.pk, "title": page.get_admin_display_title()}},
    )


def _blame(source: TranslationSource, locale: Locale, error: ValidationError) -> None:
    """Show a page's complaint about a field beside the passage that caused it."""
    for name, faults in getattr(error, "error_dict", {}).items():
        contexts = TranslationContext.objects.filter(object_id=source.object_id, path=name)
        for passage in StringTranslation.objects.filter(context__in=contexts, locale=locale):
            passage.set_field_error(faults)
