"""Keeping the record of wordings: what was published, what it answers to, what a minor edit leaves alone."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.translations.models import Wording
from home.translations.passages import Gaps, fingerprint, gaps_of


@transaction.atomic
def record_publication(*, page: Page, minor: bool, now: datetime) -> Wording:
    """Note that `page` (specific, in its own words) was published.

    The first text of a group is its source. A minor edit neither outdates translations nor says that this
    text is up to date again; passages whose translation it would lose keep theirs.
    """
    _bring_source_up_to_date(page, minor=minor)
    source = source_of(page.translation_key)
    own = Wording.objects.filter(translation_key=page.translation_key, locale_id=page.locale_id).first()
    wording = own or Wording(
        translation_key=page.translation_key,
        locale_id=page.locale_id,
        is_source=source is None,
        changed_at=now,
    )
    _take_up(wording, page, source, settled=own is not None and minor, now=now)
    wording.save()
    return wording


def _take_up(wording: Wording, page: Page, source: Wording | None, *, settled: bool, now: datetime) -> None:
    said = fingerprint(page)
    gaps = gaps_in(page)
    wording.by_machine = bool(gaps.by_machine)
    wording.untranslated = [passage.path for passage in gaps.untranslated]
    if not settled:
        if wording.fingerprint and said != wording.fingerprint:
            wording.changed_at = now
        if not wording.is_source and source and not gaps.untranslated:
            wording.matched_at = source.changed_at
    wording.fingerprint = said


def source_of(translation_key: UUID) -> Wording | None:
    """The text that was there first, whose language the others are translated from."""
    return Wording.objects.filter(translation_key=translation_key, is_source=True).first()


def is_source(page: Page) -> bool:
    """Whether others follow this page: it is its group's source, or there is no record of another."""
    if page.alias_of_id:
        return False
    source = source_of(page.translation_key)
    return source is None or source.locale_id == page.locale_id


def translation_into(page: Page) -> Translation | None:
    """The piecewise translation that `page` is the result of, if there is one under way."""
    found: Translation | None = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )
    return found


def gaps_in(page: Page) -> Gaps:
    """The gaps of the translation that `page` is the result of; none for a page written by hand."""
    translation = translation_into(page)
    return gaps_of(translation.source, translation.target_locale) if translation else Gaps((), ())


def _bring_source_up_to_date(page: Page, *, minor: bool) -> None:
    """Translators see what the source says now; what is public in other languages stays as it is."""
    source = TranslationSource.objects.filter(
        object_id=page.translation_key, locale_id=page.locale_id
    ).first()
    if source is None:
        return
    before = _strings_by_place(source)
    source.update_from_db()
    if minor:
        _carry_over(before, _strings_by_place(source))


Place = tuple[int, int]


def _strings_by_place(source: TranslationSource) -> dict[Place, int]:
    """The string at each place of the source: its field or block, and its turn among the sentences there."""
    places: dict[Place, int] = {}
    for segment in source.stringsegment_set.order_by("context_id", "order"):
        turn = sum(1 for context, _turn in places if context == segment.context_id)
        places[segment.context_id, turn] = segment.string_id
    return places


def _carry_over(before: dict[Place, int], after: dict[Place, int]) -> None:
    """A corrected comma keeps its translation: what stood for the old sentence stands for the new one.

    Where sentences were added or taken away, which one is which is anybody's guess: nothing is carried.
    """
    sentences_before = Counter(context for context, _turn in before)
    sentences_now = Counter(context for context, _turn in after)
    for place, new in after.items():
        old = before.get(place)
        if old not in {None, new} and sentences_before[place[0]] == sentences_now[place[0]]:
            for kept in StringTranslation.objects.filter(translation_of_id=old, context_id=place[0]):
                StringTranslation.objects.get_or_create(
                    translation_of_id=new,
                    context_id=place[0],
                    locale_id=kept.locale_id,
                    defaults={
                        "data": kept.data,
                        "translation_type": kept.translation_type,
                        "tool_name": kept.tool_name,
                        "last_translated_by_id": kept.last_translated_by_id,
                    },
                )


def forget(*, translation_key: UUID, locale: Locale) -> None:
    """Drop the record of a text that no longer stands; if it was the source, another one becomes it."""
    gone = Wording.objects.filter(translation_key=translation_key, locale=locale).first()
    if gone is not None:
        gone.delete()
        if gone.is_source:
            _pass_on(gone)


def _pass_on(gone: Wording) -> None:
    """The text that answers to the latest words becomes the source; what was up to date stays so."""
    rest = Wording.objects.filter(translation_key=gone.translation_key)
    heir = rest.order_by(F("matched_at").desc(nulls_last=True), "pk").first()
    if heir is None:
        return
    others = rest.exclude(pk=heir.pk)
    others.filter(matched_at__lt=gone.changed_at).update(matched_at=None)
    others.filter(matched_at__isnull=False).update(matched_at=heir.changed_at)
    heir.is_source, heir.matched_at = True, None
    heir.save()
