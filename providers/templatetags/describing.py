"""What providers say of their places, and when a page was confirmed: `{% load describing %}`."""

from datetime import date

from django import template
from wagtail.models import Page

from providers.models import Location, LocationDetails, PageConfirmation

register = template.Library()


@register.filter
def details_of(location: Location) -> LocationDetails | None:
    """Opening hours, arrival and price of a place; None where nothing is stated."""
    return getattr(location, "details", None)


@register.filter
def page_confirmed_on(page: Page) -> date | None:
    """The day on which somebody last said that the page is right, in whichever language; None: nobody ever did."""
    found = PageConfirmation.objects.filter(translation_key=page.translation_key).first()
    return found.confirmed_on if found else None
