"""The gate: nothing half-translated becomes public, or even a draft, without an editor's yes to that very gap."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from home.translations.models import PartialRelease
from home.translations.passages import Gaps, Passage, gaps_of


class HalfTranslated(ValidationError):
    """A translation has passages that nobody, or only a machine, has translated, and no yes covers them."""


def said_yes(translation: Translation, gaps: Gaps) -> bool:
    """Whether an editor agreed to publish with exactly these gaps."""
    return PartialRelease.objects.filter(translation=translation, digest=gaps.digest).exists()


def is_open(source: TranslationSource, locale: Locale) -> bool:
    """Whether the translation may become text of a page: it is whole, or somebody with the right said yes.

    Texts that hold word for word (privacy notice, agreements) are whole or stay away; no yes helps.
    """
    gaps = gaps_of(source, locale)
    if not gaps:
        return True
    if needs_exact_words(source.get_source_instance()):
        return False
    translation = Translation.objects.filter(source=source, target_locale=locale).first()
    return translation is not None and said_yes(translation, gaps)


def needs_exact_words(page: Any) -> bool:
    """Whether this text is shown only in words that people wrote for its language."""
    specific = page.specific if isinstance(page, Page) else page
    return bool(getattr(specific, "exact_words_only", False))


def say_yes(*, translation: Translation, actor: Any, digest: str, now: datetime) -> PartialRelease:
    """Record that `actor` agrees to publish with the gaps that `digest` stands for.

    Raises PermissionDenied without the right to publish the page, HalfTranslated where the gaps have changed
    since they were shown or the text holds word for word.
    """
    target = translation.get_target_instance()
    if isinstance(target, Page) and not target.permissions_for_user(actor).can_publish():
        raise PermissionDenied
    gaps = gaps_of(translation.source, translation.target_locale)
    if gaps.digest != digest or needs_exact_words(target):
        raise refusal(gaps)
    release: PartialRelease = PartialRelease.objects.get_or_create(
        translation=translation,
        digest=digest,
        defaults={
            "untranslated": _paths(gaps.untranslated),
            "by_machine": _paths(gaps.by_machine),
            "released_by": actor,
            "released_at": now,
        },
    )[0]
    return release


def _paths(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.path for passage in passages]


def refusal(gaps: Gaps) -> HalfTranslated:
    """The error that says how much is missing, in the reader's language."""
    return HalfTranslated([words_for(gaps)])


def words_for(gaps: Gaps) -> str:
    """One or two sentences on what is missing; "" where nothing is."""
    sentences = []
    if gaps.untranslated:
        count = len(gaps.untranslated)
        sentences.append(
            ngettext(
                "%(count)s passage has not been translated.",
                "%(count)s passages have not been translated.",
                count,
            )
            % {"count": count}
        )
    if gaps.by_machine:
        count = len(gaps.by_machine)
        sentences.append(
            ngettext(
                "%(count)s passage was translated by a machine and not checked.",
                "%(count)s passages were translated by a machine and not checked.",
                count,
            )
            % {"count": count}
        )
    return " ".join(sentences) or _("Nothing is missing.")
