"""Whom to call about a country's programme, as editors state it on the home page."""

from dataclasses import dataclass

from django.utils.translation import get_language

from home.models import HomePage
from home.phones import CALLING_CODES, dialled
from home.translations.shown import NOTHING, partly_foreign


@dataclass(frozen=True)
class Helpline:
    """A number as stated, the same for a `tel:` link, and what is said of it ("" if nothing) in `language`."""

    phone: str
    tel: str
    note: str
    language: str


def helpline(country: str) -> Helpline | None:
    """The contact's number, where it is one of this country; None where none is stated. Two queries.

    The home page speaks of one number. Whoever works in another country is not told to call abroad.
    """
    homes = HomePage.objects.live().exclude(contact_phone="").order_by("pk")
    partly = partly_foreign()
    found = {
        home.locale.language_code: Helpline(
            home.contact_phone,
            dialled(home.contact_phone),
            home.contact_note,
            partly.get((home.translation_key, home.locale_id), NOTHING).language_of("contact_note")
            or home.locale.language_code,
        )
        for home in homes.select_related("locale")
    }
    here = {language: line for language, line in found.items() if line.tel.startswith(CALLING_CODES[country])}
    return here.get(get_language() or "") or next(iter(here.values()), None)
