"""What search engines are told in the words of schema.org: services, organisations, whom to call.

Only what the pages themselves state, and nothing of what was invented for the demonstration.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from home.geography.models import Country
from home.models import HomePage
from home.pages import BasePage
from home.phones import dialled
from providers.listing import Entry, entries, provider_pages
from providers.models import Contact, Location, Provider
from providers.templatetags.places import web_address
from services.models import ServiceType
from services.templatetags.programmes import published_for

CONTEXT = "https://schema.org"
Data = dict[str, Any]
# A text that closes the script, or opens a comment in it, must not do so.
_HARMLESS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(data: Data) -> SafeString:
    """The data as an element of the head. Browsers do not run it, so the content policy does not ask about it."""
    text = json.dumps({"@context": CONTEXT, **data}, ensure_ascii=False).translate(_HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - signs are replaced


def of_home(page: HomePage, *, name: str, url: str, language: str) -> Data:
    """The site, and the number on its home page where one is stated."""
    site = {"@type": "WebSite", "name": name, "url": url, "inLanguage": language}
    tel = dialled(page.contact_phone)
    return {"@graph": [site, _stated(_point(tel, about=page.contact_note))] if tel else [site]}


def of_service(page: BasePage, service: ServiceType, *, url: str, language: str, today: date) -> Data:
    """A kind of help: its words, in which countries it is given, and by whom."""
    given = [
        entry for entry in entries(today=today, service=service.code) if not entry.provider.is_demonstration
    ]
    lands = {entry.provider.country for entry in given}
    return _stated(
        {
            "@type": "GovernmentService",
            "name": page.title,
            "serviceType": service.name_in(language),
            "description": page.search_description or page.lead,
            "url": url,
            "areaServed": [_land(country) for country in Country if country in lands],
            "provider": _givers(given, language, url),
        }
    )


def of_provider(provider: Provider, *, url: str, language: str, today: date) -> Data:
    """An organisation: its names, how it can be reached, where it is; {} for an invented one."""
    if provider.is_demonstration:
        return {}
    listed = entries(today=today, provider=provider)
    places = {entry.location.pk: entry.location for entry in listed}
    return _stated(
        {
            "@type": "Organization",
            "name": provider.display_name(language),
            "alternateName": provider.also_called,
            "url": web_address(provider.web) if provider.web else url,
            "mainEntityOfPage": url,
            "telephone": dialled(provider.phone, provider.country),
            "email": provider.email,
            "location": [_place(location, language) for location in places.values()],
            "areaServed": _areas(listed, language),
            "contactPoint": [_contact(contact) for contact in _contacts(provider)],
        }
    )


def _stated(data: Data) -> Data:
    """What is not known is not said."""
    return {name: value for name, value in data.items() if value}


def _land(country: Country) -> Data:
    return {"@type": "Country", "name": str(country.label), "identifier": country.value}


def _givers(given: Iterable[Entry], language: str, url: str) -> list[Data]:
    """Each organisation once, with its page on this site."""
    pages = provider_pages(language)
    top = url.partition("//")[0] + "//" + url.partition("//")[2].partition("/")[0]
    once = {entry.provider.pk: entry.provider for entry in given}
    return [
        _stated(
            {
                "@type": "Organization",
                "name": provider.display_name(language),
                "url": f"{top}{pages[pk].url}" if pk in pages and pages[pk].url else "",
            }
        )
        for pk, provider in once.items()
    ]


def _areas(listed: Iterable[Entry], language: str) -> list[str]:
    regions = {region.code: region for entry in listed for region in entry.service.regions.all()}
    return [region.name_in(language) for region in regions.values()]


def _place(location: Location, language: str) -> Data:
    address = {
        "@type": "PostalAddress",
        "streetAddress": location.street,
        "postalCode": location.postcode,
        "addressLocality": location.name,
        "addressRegion": location.region.name_in(language) if location.region else "",
        "addressCountry": location.provider.country,
    }
    return {"@type": "Place", "address": _stated(address)}


def _contacts(provider: Provider) -> list[Contact]:
    return list(provider.contacts.order_by("pk"))


def _contact(contact: Contact) -> Data:
    tel = contact.phone_e164 or dialled(contact.phone, contact.provider.country)
    period = contact.published_for and not contact.confirmed_on
    about = (
        _("As published for %(period)s, not confirmed.") % {"period": published_for(contact.published_for)}
        if period
        else ""
    )
    return _stated(
        {**_point(tel, about=about), "name": contact.name, "email": contact.email} | _role(contact)
    )


def _role(contact: Contact) -> Data:
    return {"contactType": str(contact.get_role_display())}


def _point(tel: str, *, about: str) -> Data:
    return {"@type": "ContactPoint", "telephone": tel, "description": about}
