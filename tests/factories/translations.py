"""Piecewise translations for tests: a page sent to be translated, its passages said in the other language."""

from collections.abc import Iterable

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object


def sent_for_translation(page: Page, language: str) -> Translation:
    """What "submit for translation" does, by the package's own way."""
    locale = Locale.objects.get(language_code=language)
    translate_object(page, [locale])
    translation: Translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=locale
    )
    return translation


def say(
    translation: Translation,
    *,
    but: Iterable[str] = (),
    made: str = StringTranslation.TRANSLATION_TYPE_MANUAL,
) -> None:
    """Translate each passage that has no translation, those whose text is in `but` left out."""
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string"):
        if segment.string.data not in set(but):
            StringTranslation.objects.get_or_create(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale=translation.target_locale,
                defaults={
                    "data": f"{translation.target_locale.language_code}: {segment.string.data}",
                    "translation_type": made,
                },
            )
