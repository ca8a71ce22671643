"""How far each page has come in a language: one of six states, worked out in the database for all pages at once."""

from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from home.translations.models import Wording


class State(TextChoices):
    """What a text in one language is, beside the text it answers to."""

    UP_TO_DATE = "UP_TO_DATE", _("up to date")
    IN_TRANSLATION = "IN_TRANSLATION", _("in translation")
    OUTDATED = "OUTDATED", _("outdated")
    MISSING = "MISSING", _("missing")
    MACHINE = "MACHINE", _("machine-translated")
    FALLBACK = "FALLBACK", _("fallback")


def standing_in(locale: Locale) -> QuerySet[Page]:
    """Every source page whose group readers see, with its `state` in `locale`, in one query.

    Beside `state`: `twin_id`, the page in that language or None; `is_original`, whether it is the source
    itself; `seen_in`, the language readers see there, "" where they see nothing.
    """
    sources = Wording.objects.filter(is_source=True, translation_key=OuterRef("translation_key"))
    pages: QuerySet[Page] = Page.objects.filter(depth__gt=1).annotate(
        source_locale=Subquery(sources.values("locale_id")[:1])
    )
    pages = pages.filter(locale_id=F("source_locale")).filter(_anything_live())
    rows: QuerySet[Page] = pages.annotate(**_facts(locale))
    told: QuerySet[Page] = rows.annotate(state=_state(locale), seen_in=_seen_in(locale))
    return told


def _anything_live() -> Exists:
    return Exists(Page.objects.filter(translation_key=OuterRef("translation_key"), live=True))


def _facts(locale: Locale) -> dict[str, Any]:
    twins = Page.objects.filter(translation_key=OuterRef("translation_key"), locale=locale)
    wordings = Wording.objects.filter(translation_key=OuterRef("translation_key"))
    own = wordings.filter(locale=locale)
    under_way = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=locale, enabled=True
    )
    return {
        "twin_id": Subquery(twins.values("pk")[:1]),
        "is_original": Case(
            When(locale=locale, then=Value(True)), default=Value(False), output_field=BooleanField()
        ),
        "twin_is_live": Exists(twins.filter(live=True)),
        "twin_is_fallback": Exists(twins.filter(alias_of__isnull=False)),
        "twin_has_draft": Exists(twins.filter(has_unpublished_changes=True)),
        "changed_at": Subquery(wordings.filter(is_source=True).values("changed_at")[:1]),
        "matched_at": Subquery(own.values("matched_at")[:1]),
        "machine_wrote": Exists(own.filter(by_machine=True)),
        "is_under_way": Exists(under_way),
    }


def _was_begun(locale: Locale) -> Exists:
    """Somebody has translated a passage since the source last changed."""
    return Exists(
        StringTranslation.objects.filter(
            context__object_id=OuterRef("translation_key"),
            locale=locale,
            updated_at__gt=OuterRef("changed_at"),
        )
    )


def _state(locale: Locale) -> Case:
    own_words = Q(twin_is_live=True, twin_is_fallback=False)
    behind = Q(matched_at__isnull=True) | Q(matched_at__lt=F("changed_at"))
    return Case(
        When(own_words & Q(is_original=True), then=Value(State.UP_TO_DATE)),
        When(own_words & behind & (Q(twin_has_draft=True) | _was_begun(locale)), then=_IN_TRANSLATION),
        When(own_words & behind, then=Value(State.OUTDATED)),
        When(own_words & Q(machine_wrote=True), then=Value(State.MACHINE)),
        When(own_words, then=Value(State.UP_TO_DATE)),
        When(Q(is_under_way=True), then=_IN_TRANSLATION),
        When(Q(twin_is_live=True), then=Value(State.FALLBACK)),
        When(Q(twin_id__isnull=False, twin_is_fallback=False), then=_IN_TRANSLATION),
        default=Value(State.MISSING),
        output_field=CharField(),
    )


_IN_TRANSLATION = Value(State.IN_TRANSLATION)


def _seen_in(locale: Locale) -> Case:
    """The language of what readers meet under this one: their own, the source's, or none at all."""
    return Case(
        When(twin_is_live=False, then=Value("")),
        When(twin_is_fallback=True, then=F("locale__language_code")),
        default=Value(locale.language_code),
        output_field=CharField(),
    )
