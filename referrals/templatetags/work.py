"""Words and dates of the workspace: `{% load work %}`."""

from collections.abc import Iterable
from datetime import date, timedelta

from django import template
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from home.record.apps import retention_days
from home.spoken_languages import language_list
from providers.models import Characteristic

from ..deadlines import news_overdue
from ..models import Draft, ServiceRequest

register = template.Library()


@register.filter
def last_day(end: date) -> date:
    """The last day of ``[start, end)``: what people call the end."""
    return end - timedelta(days=1)


@register.filter
def deleted_on(draft: Draft) -> date:
    """The day on which a draft is deleted unless somebody goes on with it before."""
    return timezone.localdate(draft.updated_at) + timedelta(days=retention_days("drafts"))


@register.filter
def owes_news(request: ServiceRequest, today: date) -> bool:
    """Whether a request waits for news of a hearing, and no place is kept until then."""
    return news_overdue(request, today=today)


@register.filter
def language_names(codes: Iterable[str]) -> str:
    """Languages in the reader's language, in the order given."""
    return language_list(codes) or _("not stated")


@register.filter
def requirement_names(codes: Iterable[str]) -> str:
    """Needs of a place in the reader's language."""
    return capfirst(", ".join(str(Characteristic(code).label) for code in codes))
