"""Programmes in words: `{% load programmes %}`."""

import re
from datetime import date, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.geography.models import Country
from services.models import Programme, ProgrammeLimit, ProgrammePage, ServiceType
from services.queries import programme_pages

register = template.Library()

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@register.filter
def period(programme: Programme) -> str:
    """When a programme runs: as its source states it, dates in the reader's own way."""
    if programme.period_as_stated:
        return published_for(programme.period_as_stated)
    last = programme.end - timedelta(days=1)
    return f"{date_format(programme.start)} – {date_format(last)}"


@register.filter
def published_for(stated: str) -> str:
    """A stated period, such as "2015–2023"; full dates stand in the reader's own way."""
    return _ISO_DATE.sub(lambda match: date_format(date.fromisoformat(match[0])), stated)


@register.filter
def programme_state(programme: Programme) -> str:
    """Whether it runs or has ended, in one sentence."""
    today = timezone.localdate()
    words = {"period": period(programme)}
    if programme.has_ended(today):
        return _("This programme ran %(period)s and has ended.") % words
    if programme.is_running(today):
        return _("This programme is running: %(period)s.") % words
    return _("This programme is going to run: %(period)s.") % words


@register.filter
def country_name(code: str) -> str:
    return str(Country(code).label) if code in Country.values else code


@register.simple_tag
def pages_of_programmes() -> dict[int, ProgrammePage]:
    """The page of each programme in the reader's language, by the programme's key: for `page_among`."""
    return programme_pages(get_language() or "et")


@register.filter
def page_among(programme: Programme, pages: dict[int, ProgrammePage]) -> ProgrammePage | None:
    """The page of a programme among `pages_of_programmes`."""
    return pages.get(programme.pk)


@register.simple_tag
def limits_of(service: ServiceType) -> list[ProgrammeLimit]:
    """How long a service may last, programme by programme, the latest first."""
    limits = ProgrammeLimit.objects.filter(service_type=service).select_related("programme")
    return list(limits.order_by("-programme__end", "programme__code"))


@register.simple_tag
def limits_in(programme: Programme) -> list[ProgrammeLimit]:
    """The services of a programme with how long each may last."""
    limits = ProgrammeLimit.objects.filter(programme=programme).select_related("service_type")
    return list(limits.order_by("service_type__order", "service_type__code"))
