"""Whom a mail about a referral or an offer is for, today."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from home.geography.models import CountryMembership, PrisonMembership
from home.users.models import User
from providers.models import ProviderMembership

from .models import Offer, Referral
from .permissions import referrals_visible_to

Memberships = QuerySet[PrisonMembership] | QuerySet[ProviderMembership] | QuerySet[CountryMembership]


def office_of(referral: Referral) -> list[User]:
    """Who filed the referral, while they may see it; otherwise whoever stands in for them today.

    That is the prison where the person is, or the organisation that filed for somebody already released, or else
    the coordinators of the country.
    """
    filer = referral.filed_by
    seen = referrals_visible_to(filer, timezone.localdate()).filter(pk=referral.pk)
    if filer.is_active and seen.exists():
        return [filer]
    return officers_of(referral) or _colleagues_of(referral) or coordinators_of(referral)


def officers_of(referral: Referral) -> list[User]:
    """Officers of the prison where the person is; nobody without one."""
    if referral.prison_id is None:
        return []
    return _still_here(PrisonMembership.objects.on(timezone.localdate()).filter(prison=referral.prison_id))


def coordinators_of(referral: Referral) -> list[User]:
    """Coordinators of the case's country."""
    members = CountryMembership.objects.on(timezone.localdate())
    return _still_here(members.filter(country=referral.country))


def workers_of(offer: Offer) -> list[User]:
    """Workers of the organisation that was asked."""
    members = ProviderMembership.objects.on(timezone.localdate())
    return _still_here(members.filter(provider=offer.provider_id))


def _colleagues_of(referral: Referral) -> list[User]:
    if referral.filed_for_provider_id is None:
        return []
    members = ProviderMembership.objects.on(timezone.localdate())
    return _still_here(members.filter(provider=referral.filed_for_provider_id))


def _still_here(members: Memberships) -> list[User]:
    """Each once, though somebody may belong there twice."""
    users: Iterable[User] = (member.user for member in members.select_related("user").order_by("pk"))
    return list({user.pk: user for user in users if user.is_active}.values())
