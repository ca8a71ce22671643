"""What a provider says of its contacts and places, and that its pages are right: public at once.

Each is a transaction of its own with a receipt and an event; the result is the request, with the ids of rows made.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from home.names import NAME_LANGUAGES
from home.phones import dialled
from home.record.events import record_event
from home.record.receipts import once
from home.users.models import User
from providers.models import (
    DETAILS,
    Contact,
    ContactRole,
    Location,
    LocationDetails,
    PageConfirmation,
    Provider,
)

Result = Mapping[str, Any]
DETAIL_COLUMNS = tuple(f"{detail}_{language}" for detail in DETAILS for language in NAME_LANGUAGES)


@dataclass(frozen=True, slots=True)
class Reached:
    """How a person or a desk of a provider is reached. `location_id` is None for the whole organisation."""

    name: str
    role: str
    phone: str
    email: str
    location_id: UUID | str | None = None


def add_contact(
    *, actor: User, key: UUID | str, provider_id: UUID, reached: Reached, today: date, now: datetime
) -> Result:
    """Add a contact of a provider. Raises ValueError as `change_contact`, KeyReused, DoesNotExist."""
    _check(reached)

    def work() -> Result:
        contact = Contact(provider=Provider.objects.get(public_id=provider_id), public_id=uuid4())
        _write(contact, reached, today)
        return {"contact": contact.public_id}

    return _say(
        actor, key, "contact.added", provider_id, {"provider": provider_id, **_said(reached)}, work, now
    )


def change_contact(
    *, actor: User, key: UUID | str, contact_id: UUID, reached: Reached, today: date, now: datetime
) -> Result:
    """Say how a contact is reached from now on; it counts as confirmed today.

    Raises ValueError for an unknown role and where there is neither phone nor address, KeyReused, DoesNotExist.
    """
    _check(reached)

    def work() -> Result:
        contact = Contact.objects.select_for_update().get(public_id=contact_id)
        _write(contact, reached, today)
        return {"contact": contact_id}

    return _say(
        actor, key, "contact.changed", contact_id, {"contact": contact_id, **_said(reached)}, work, now
    )


def remove_contact(*, actor: User, key: UUID | str, contact_id: UUID, today: date, now: datetime) -> Result:
    """Take a contact off the public pages. Raises KeyReused, DoesNotExist."""

    def work() -> Result:
        Contact.objects.get(public_id=contact_id).delete()
        return {"contact": contact_id}

    return _say(actor, key, "contact.removed", contact_id, {"contact": contact_id}, work, now)


def state_details(
    *,
    actor: User,
    key: UUID | str,
    location_id: UUID,
    details: Mapping[str, str],
    today: date,
    now: datetime,
) -> Result:
    """Say opening hours, days to arrive and price of a place, by column ("opening_et"); confirmed today.

    Columns left out stay. Raises ValueError for an unknown column, KeyReused, DoesNotExist.
    """
    if unknown := details.keys() - set(DETAIL_COLUMNS):
        raise ValueError(f"no details of a place: {sorted(unknown)}")

    def work() -> Result:
        location = Location.objects.select_for_update().get(public_id=location_id)
        values = {**details, "confirmed_on": today}
        LocationDetails.objects.update_or_create(location=location, defaults=values)
        return {"location": location_id}

    return _say(actor, key, "location.stated", location_id, {"location": location_id, **details}, work, now)


def confirm_pages(
    *,
    actor: User,
    key: UUID | str,
    translation_keys: Iterable[UUID],
    provider_ids: Iterable[UUID] = (),
    today: date,
    now: datetime,
) -> Result:
    """Say that these pages are still right, in all their languages, and the contacts and places of these providers.

    Raises KeyReused.
    """
    pages, providers = sorted(set(translation_keys), key=str), sorted(set(provider_ids), key=str)

    def work() -> Result:
        for translation_key in pages:
            _confirm(translation_key, actor, today)
        Contact.objects.filter(provider__public_id__in=providers).update(confirmed_on=today)
        places = LocationDetails.objects.filter(location__provider__public_id__in=providers)
        places.update(confirmed_on=today)
        Provider.objects.filter(public_id__in=providers).update(confirmed_on=today)
        return request

    request = {"pages": pages, "providers": providers}
    subject = (*providers, *pages, actor.public_id)[0]
    return _say(actor, key, "pages.confirmed", subject, request, work, now)


def _confirm(translation_key: UUID, actor: User, today: date) -> None:
    PageConfirmation.objects.update_or_create(
        translation_key=translation_key,
        defaults={
            "since": today,
            "confirmed_on": today,
            "confirmed_by": actor,
            "reminders": 0,
            "reminded_on": None,
        },
    )


def _check(reached: Reached) -> None:
    if reached.role not in ContactRole.values or not (reached.phone or reached.email):
        raise ValueError("a contact has a known role, and a phone or an e-mail address")


def _said(reached: Reached) -> dict[str, Any]:
    names = ("name", "role", "phone", "email", "location_id")
    return {name: getattr(reached, name) for name in names}


def _write(contact: Contact, reached: Reached, today: date) -> None:
    place = reached.location_id
    contact.location = contact.provider.locations.get(public_id=place) if place else None
    contact.name, contact.role, contact.email = reached.name, reached.role, reached.email
    contact.phone, contact.phone_e164 = reached.phone, dialled(reached.phone, contact.provider.country)
    contact.published_for, contact.confirmed_on = "", today
    contact.save()


def _say(
    actor: User,
    key: UUID | str,
    kind: str,
    subject: UUID,
    request: Result,
    work: Callable[[], Result],
    now: datetime,
) -> Result:
    """Do the work with its receipt and event."""

    def recorded() -> Result:
        result = work()
        record_event(
            kind=kind,
            subject_kind=kind.partition(".")[0],
            subject_id=subject,
            at=now,
            actor_id=actor.public_id,
        )
        return result

    return once(operation=kind, key=key, actor_id=actor.public_id, request=request, work=recorded)
