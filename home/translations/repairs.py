"""wagtail-localize's known faults, closed where every one of its ways passes: at its own methods.

Each of its screens, commands and jobs ends in these, so no screen can go round the gate. The tests say which
fault each closes; they fail when a new release of the package needs no repair, or another one.
"""

from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from home.translations.gate import is_open, refusal
from home.translations.passages import gaps_of
from home.translations.writing import fill, write_page

_package_saves = TranslationSource.create_or_update_translation
_package_previews = TranslationSource.get_ephemeral_translated_instance
_package_reads_block = StreamFieldSegmentExtractor.handle_block
_package_reads_image = StreamFieldSegmentExtractor.handle_image_block


def close_faults() -> None:
    """Put our methods in place of the package's. Doing it again changes nothing."""
    TranslationSource.create_or_update_translation = _create_or_update_translation
    TranslationSource.get_ephemeral_translated_instance = _get_ephemeral_translated_instance
    StreamFieldSegmentExtractor.handle_block = _handle_block
    StreamFieldSegmentExtractor.handle_image_block = _handle_image_block


def _create_or_update_translation(
    source: TranslationSource,
    locale: Locale,
    user: Any = None,
    publish: bool = True,
    copy_parent_pages: bool = False,
    fallback: bool = False,
) -> tuple[Any, bool]:
    """Pages go the way of `writing`; a snippet, which has no page to wait on, is refused while it has gaps."""
    if issubclass(source.specific_content_type.model_class(), Page):
        return write_page(source, locale, user=user, publish=publish, fallback=fallback)
    if fallback and publish and not is_open(source, locale) and source.object.has_translation(locale):
        raise refusal(gaps_of(source, locale))
    made: tuple[Any, bool] = _package_saves(source, locale, user, publish, copy_parent_pages, fallback)
    return made


def _get_ephemeral_translated_instance(
    source: TranslationSource, locale: Locale, fallback: bool = False
) -> Any:
    """What a translator's preview shows: the page as it would be, choices of snippets in its language too."""
    if not issubclass(source.specific_content_type.model_class(), Page):
        return _package_previews(source, locale, fallback)
    page = source.get_translated_instance(locale)
    fill(source, source.as_instance(), page, fallback=fallback)
    # A preview shows the text that would be there, so it must not pass for a fallback of another language.
    page.alias_of = None
    return page


def _handle_image_block(
    extractor: StreamFieldSegmentExtractor, block: Any, value: Any, raw_value: Any = None
) -> Any:
    """Two blocks deep the package has lost sight of the stored value and crashes; the block can say it again."""
    stored = raw_value or (block.get_prep_value(value) if value else {})
    return _package_reads_image(extractor, block, value, raw_value=stored)


def _handle_block(
    extractor: StreamFieldSegmentExtractor, block: Any, value: Any, raw_value: Any = None
) -> Any:
    """A field of a block that was left out has no words; the package crashes over it."""
    return [] if value is None else _package_reads_block(extractor, block, value, raw_value=raw_value)
