"""What can be asked about services and programmes."""

from datetime import date

from django.db.models import Max, QuerySet
from wagtail.models import Locale

from services.models import (
    Programme,
    ProgrammePage,
    ProgrammePageLink,
    ServicePage,
    ServicePageLink,
    ServiceType,
)


def running_programmes(
    *, country: str, service_type: ServiceType, start: date, end: date
) -> QuerySet[Programme]:
    """Programmes of a country ("EE") that pay for a service on every day of `[start, end)`."""
    running = Programme.objects.running_for(start=start, end=end)
    return running.filter(country=country, limits__service_type=service_type)


def page_for(service_type: ServiceType, language: str) -> ServicePage | None:
    """The live page about a service in a language ("ru"), None where there is none."""
    links = ServicePageLink.objects.filter(service_type=service_type, locale__language_code=language)
    link = links.filter(page__live=True).select_related("page").order_by("pk").first()
    return link.page if link else None


def service_pages(locale: Locale) -> dict[str, ServicePage]:
    """Live pages about services in a language, by code of the service; an alias stands where none is written."""
    pages = {page.alias_of_id or page.pk: page for page in ServicePage.objects.live().filter(locale=locale)}
    links = ServicePageLink.objects.filter(page_id__in=pages).select_related("service_type")
    return {link.service_type.code: pages[link.page_id] for link in links}


def programme_pages(language: str) -> dict[int, ProgrammePage]:
    """Live pages about programmes in a language ("ru"), by key of the programme; two queries."""
    shown = ProgrammePage.objects.live().filter(locale__language_code=language)
    pages = {page.alias_of_id or page.pk: page for page in shown}
    links = ProgrammePageLink.objects.filter(page_id__in=pages)
    return {link.programme_id: pages[link.page_id] for link in links}


def longest_months() -> dict[str, int]:
    """The longest months that any programme grants, by code of the service; only where one is stated."""
    stated = ServiceType.objects.annotate(longest=Max("limits__months")).filter(longest__isnull=False)
    return dict(stated.values_list("code", "longest"))
