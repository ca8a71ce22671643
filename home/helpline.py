"""Whom to call about a country's programme, as editors state it on the home page."""

from dataclasses import dataclass

from django.utils.translation import get_language

from home.models import HomePage
from home.phones import CALLING_CODES, dialled


@dataclass(frozen=True)
class Helpline:
    """A number as stated, the same for a `tel:` link, and what is said of it ("" if nothing) in `language`."""

    phone: str
    tel: str
    note: str
    language: str


def helpline(country: str) -> Helpline | None:
    """The contact's number, where it is one of this country; None where none is stated. One query.

    The home page speaks of one number. Whoever works in another country is not told to call abroad.
    """
    homes = HomePage.objects.live().exclude(contact_phone="").order_by("pk")
    rows = homes.values_list("locale__language_code", "contact_phone", "contact_note")
    found = {language: Helpline(phone, dialled(phone), note, language) for language, phone, note in rows}
    here = {language: line for language, line in found.items() if line.tel.startswith(CALLING_CODES[country])}
    return here.get(get_language() or "") or next(iter(here.values()), None)
