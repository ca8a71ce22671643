"""The sentences of a page: which are translated, by whom, and what tells two texts apart."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE


@dataclass(frozen=True)
class Passage:
    """One sentence or field of the source: where it stands, and its words."""

    path: str
    text: str


@dataclass(frozen=True)
class Gaps:
    """What keeps a translation from being whole: passages nobody has translated, passages a machine has."""

    untranslated: tuple[Passage, ...]
    by_machine: tuple[Passage, ...]

    def __bool__(self) -> bool:
        return bool(self.untranslated or self.by_machine)

    @property
    def digest(self) -> str:
        """The same for the same passages only: a yes to these is none to others."""
        return _digest([[[p.path, p.text] for p in part] for part in (self.untranslated, self.by_machine)])


def gaps_of(source: TranslationSource, locale: Locale) -> Gaps:
    """The gaps of a translation into `locale`; a passage whose translation has an error is not translated."""
    found: dict[str, list[Passage]] = {"": [], MACHINE: []}
    for segment in segments_of(source, locale):
        if segment.made in found:
            found[segment.made].append(Passage(segment.context.path, segment.string.data))
    return Gaps(tuple(found[""]), tuple(found[MACHINE]))


def segments_of(source: TranslationSource, locale: Locale) -> Iterable[Any]:
    """The source's passages in their order; `made` is "manual", "machine" or "" where there is no translation."""
    segments: QuerySet[Any] = StringSegment.objects.filter(source=source).select_related("context", "string")
    made = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale=locale,
        has_error=False,
    )
    for segment in segments.annotate(made=Subquery(made.values("translation_type")[:1])).order_by("order"):
        segment.made = segment.made or ""
        yield segment


def fingerprint(page: Page) -> str:
    """Changes with the words of a page, and with nothing else about it."""
    segments = (s for s in extract_segments(page) if isinstance(s, StringSegmentValue))
    return _digest([str(segment.string.data) for segment in segments])


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()
