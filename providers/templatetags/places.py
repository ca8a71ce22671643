"""Names, places, phones and periods in words: `{% load places %}`."""

from collections.abc import Iterable
from typing import Protocol

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from home.phones import dialled
from home.spoken_languages import language_name
from providers.listing import OWN_LANGUAGE
from providers.models import Characteristic, Contact, HouseRule, Location, Provider, ServiceAtLocation
from providers.place_names import county_of, group_called, kind_of, reader_language, spot_of, town_of

register = template.Library()


class Named(Protocol):
    @property
    def name(self) -> str: ...


@register.filter
def in_language(text: str, language: str) -> str:
    """The text, marked with its language where that is not the page's own."""
    if not text or language == reader_language():
        return text
    return format_html('<span lang="{}">{}</span>', language, text)


@register.filter
def in_language_of(text: str, country: str) -> str:
    """A name that stands in the language of its country ("EE"), marked with it for other readers."""
    return in_language(text, OWN_LANGUAGE.get(country, reader_language()))


@register.filter
def provider_name(provider: Provider) -> str:
    """The name in the reader's language; a name of another language is marked with it."""
    language = reader_language()
    if getattr(provider, f"name_{language}"):
        return provider.display_name(language)
    return in_language(provider.name, OWN_LANGUAGE.get(provider.country, language))


@register.filter
def name_language(provider: Provider) -> str:
    """Language of the name that is shown, "" where it is the page's own."""
    language = reader_language()
    own = OWN_LANGUAGE.get(provider.country, language)
    return "" if own == language or getattr(provider, f"name_{language}") else own


@register.filter
def town(location: Location) -> str:
    """The town as the sources state it, or by its name in the reader's language where it has one of its own."""
    return in_language(*town_of(location, reader_language()))


@register.filter
def spot(location: Location) -> str:
    """The town; where none is stated, the county, area or country."""
    return in_language(*spot_of(location, reader_language()))


@register.filter
def kind_of_place(service: ServiceAtLocation) -> str:
    """A course or one-to-one help, where the service may be either; else ""."""
    return kind_of(service)


@register.filter
def called(group: Named, unit_kind: str) -> str:
    """A house, mentor or course in words, "" where it has no name."""
    return group_called(group.name, unit_kind)


@register.filter
def county(location: Location) -> str:
    """The county or area of a place in the reader's language, "" where none is stated."""
    return county_of(location, reader_language())


@register.filter
def tel(contact: Contact) -> str:
    """The number for a `tel:` link."""
    return contact.phone_e164 or dialled(contact.phone, contact.provider.country)


@register.filter
def provider_tel(provider: Provider) -> str:
    """The number of the provider as a whole for a `tel:` link."""
    return dialled(provider.phone, provider.country)


@register.filter
def web_address(web: str) -> str:
    """Full address for a link; sources state it without the scheme."""
    return web if "://" in web else f"https://{web}"


@register.filter
def spoken(codes: Iterable[str]) -> list[str]:
    """Languages by their names in the reader's language, in the order given; unknown codes as they are."""
    return [language_name(code) for code in codes]


@register.filter
def house_rules(codes: Iterable[str]) -> list[str]:
    """House rules in words, each a sentence of its own."""
    return [str(HouseRule(code).label) for code in codes if code in HouseRule.values]


@register.filter
def has_everywhere(service: ServiceAtLocation) -> list[str]:
    """What every place of a service has, in words; what its house rules say already is left out."""
    codes = [code for code in service.characteristics if code not in service.house_rules]
    return [str(Characteristic(code).label) for code in codes if code in Characteristic.values]


@register.filter
def kilometres(km: int | None) -> str:
    """A distance in words, "" where it is not known."""
    return "" if km is None else _("about %(km)d km away") % {"km": km}
