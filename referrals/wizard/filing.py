"""Who may file, from where: officers from their prisons, providers and coordinators for people released already."""

from datetime import date
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language

from home.collation import collated
from home.geography.permissions import countries_of, prisons_of
from home.users.models import User
from providers.permissions import providers_of

from ..forms.wizard_setting import FilingPlace

TIME_ZONES = {"EE": ZoneInfo("Europe/Tallinn"), "LT": ZoneInfo("Europe/Vilnius")}


def today_in(country: str) -> date:
    """The day it is where the case is. For views only: below them, days are handed down."""
    return timezone.localdate(timezone=TIME_ZONES[country])


def filing_places(user: User, today: date) -> dict[str, FilingPlace]:
    """By country code; empty for people without a role. Three queries."""
    prisons = collated(prisons_of(user, today), get_language() or "et", name=attrgetter("name"))
    released = {*countries_of(user, today), *providers_of(user, today).values_list("country", flat=True)}
    return {
        country: FilingPlace(
            country=country,
            prisons=tuple(prison for prison in prisons if prison.country == country),
            may_file_released=country in released,
        )
        for country in sorted({*released, *(prison.country for prison in prisons)})
    }
