"""Mails that tell people to look. A mail holds a link and a reference number, nothing about the person."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from home.geography.models import CountryMembership, PrisonMembership
from home.users.models import User
from providers.models import ProviderMembership

from .apps import base_url
from .models import Offer, OfferAnswer, Referral, ServiceRequest
from .permissions import SEEN_BY_PROVIDER, referrals_visible_to


def tell_provider(payload: Mapping[str, Any]) -> None:
    """An offer went out: its provider's workers are asked to answer, unless it was answered meanwhile."""
    offer = _offer(payload)
    if offer.is_open:
        _mail(
            _workers_of(offer),
            subject=lambda: _("A person is referred to you"),
            text=lambda: _("Please answer by %(date)s.") % {"date": date_format(offer.due_on)},
            number=offer.placement.request.referral.number,
            path=lambda: reverse("work:offer", args=[offer.public_id]),
        )


def tell_provider_taken_back(payload: Mapping[str, Any]) -> None:
    """The offer is no longer open: nobody needs to prepare anything."""
    offer = _offer(payload)
    _mail(
        _workers_of(offer),
        subject=lambda: _("A referral was taken back"),
        text=lambda: _("You need not do anything more for it. The place is free again."),
        number=offer.placement.request.referral.number,
        path=lambda: reverse("work:offers"),
    )


def tell_provider_moved(payload: Mapping[str, Any]) -> None:
    """The dates changed, the place stays the same: whoever prepares for the person looks again."""
    _tell_asked(
        payload,
        subject=lambda: _("The dates of a referral changed"),
        text=lambda: _("The place with you stays kept. Please look at the new dates."),
    )


def tell_provider_changed(payload: Mapping[str, Any]) -> None:
    """Something else changed, and the place stays the same."""
    _tell_asked(
        payload,
        subject=lambda: _("Something changed in a referral"),
        text=lambda: _("The place with you stays kept. Please look what is new."),
    )


def tell_office_moved(payload: Mapping[str, Any]) -> None:
    """Somebody set another day of release: the side that refers is told, if it was not the same person."""
    _tell_office(
        payload,
        subject=lambda: _("The release date of a referral changed"),
        text=lambda: _("Each service was tested again. Please look what became of it."),
    )


def tell_office_not_arrived(payload: Mapping[str, Any]) -> None:
    """The provider waited in vain."""
    _tell_office(
        payload,
        subject=lambda: _("Somebody did not come"),
        text=lambda: _("The place is free again. Please look what the person needs now."),
    )


def tell_new_prison(payload: Mapping[str, Any]) -> None:
    """A case came along with a person: the officers of the prison where it is now are told."""
    referral = _referral(payload)
    _mail(
        [user for user in _officers_of(referral) if str(user.public_id) != payload["by"]],
        subject=lambda: _("A referral has come to your prison"),
        text=lambda: _("You can see it from now on. The former prison no longer can."),
        number=referral.number,
        path=lambda: reverse("work:referral", args=[referral.public_id]),
    )


def tell_referrer(payload: Mapping[str, Any]) -> None:
    """A provider answered: the officer who sent the referral is told to look."""
    offer = _offer(payload)
    referral = offer.placement.request.referral
    said_yes = offer.answer == OfferAnswer.ACCEPTED
    _mail(
        _office_of(referral),
        subject=lambda: _("A provider has answered"),
        text=lambda: (
            _("The provider said yes.")
            if said_yes
            else _("The provider could not say yes. The next suitable one is asked by itself.")
        ),
        number=referral.number,
        path=lambda: reverse("work:referral", args=[referral.public_id]),
    )


def tell_coordinators(payload: Mapping[str, Any]) -> None:
    """A request found no place: the coordinators of its country are told."""
    request = ServiceRequest.objects.select_related("referral").get(public_id=payload["request"])
    today = timezone.localdate()
    members = CountryMembership.objects.on(today).filter(country=request.referral.country)
    _mail(
        _still_here(member.user for member in members.select_related("user").order_by("pk")),
        subject=lambda: _("A case found no place"),
        text=lambda: _("It is on the waiting list. The reasons stand beside it."),
        number=request.referral.number,
        path=lambda: reverse("work:unplaced"),
    )


def _tell_asked(payload: Mapping[str, Any], *, subject: Any, text: Any) -> None:
    offer = _offer(payload)
    if offer.answer not in SEEN_BY_PROVIDER:
        return
    _mail(
        _workers_of(offer),
        subject=subject,
        text=text,
        number=offer.placement.request.referral.number,
        path=lambda: reverse("work:offer", args=[offer.public_id]),
    )


def _tell_office(payload: Mapping[str, Any], *, subject: Any, text: Any) -> None:
    referral = _referral(payload)
    _mail(
        [user for user in _office_of(referral) if str(user.public_id) != payload["by"]],
        subject=subject,
        text=text,
        number=referral.number,
        path=lambda: reverse("work:referral", args=[referral.public_id]),
    )


def _referral(payload: Mapping[str, Any]) -> Referral:
    return Referral.objects.select_related("filed_by", "prison").get(public_id=payload["referral"])


def _office_of(referral: Referral) -> list[User]:
    """Who filed the referral, while they may see it; otherwise the officers of the prison where the person is."""
    filer = referral.filed_by
    seen = referrals_visible_to(filer, timezone.localdate()).filter(pk=referral.pk)
    return _still_here([filer]) if referral.prison is None or seen.exists() else _officers_of(referral)


def _officers_of(referral: Referral) -> list[User]:
    officers = PrisonMembership.objects.on(timezone.localdate()).filter(prison=referral.prison)
    return _still_here(member.user for member in officers.select_related("user").order_by("pk"))


def _offer(payload: Mapping[str, Any]) -> Offer:
    related = ("provider", "placement__request__referral__filed_by")
    return Offer.objects.select_related(*related).get(public_id=payload["offer"])


def _workers_of(offer: Offer) -> list[User]:
    members = ProviderMembership.objects.on(timezone.localdate()).filter(provider=offer.provider)
    return _still_here(member.user for member in members.select_related("user").order_by("pk"))


def _still_here(users: Iterable[User]) -> list[User]:
    return [user for user in users if user.is_active]


def _mail(users: list[User], *, subject: Any, text: Any, number: str, path: Any) -> None:
    """One mail each, in the reader's own language."""
    for user in users:
        with override(user.language):
            body = "\n\n".join(
                (
                    str(text()),
                    _("Reference number: %(number)s") % {"number": number},
                    f"{base_url()}{path()}",
                    _("For the person's sake, this message says no more. Sign in to read on."),
                )
            )
            send_mail(subject(), body, None, [user.email])
