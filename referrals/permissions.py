"""Who may see and do what with referrals. Default deny: a stranger's row is not in the queryset, so 404."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from home.geography.permissions import countries_of, prisons_of
from home.users.models import User
from providers.permissions import providers_of

from .models import Offer, OfferAnswer, Referral, RequestState, ServiceRequest, Simulation

SEEN_BY_PROVIDER = (OfferAnswer.OPEN, OfferAnswer.ACCEPTED)


def referrals_visible_to(user: User | AnonymousUser, today: date) -> QuerySet[Referral]:
    """Referrals of the user's prisons, those their organisation filed, and all of a coordinator's countries."""
    if not isinstance(user, User):
        return Referral.objects.none()
    return Referral.objects.filter(
        Q(prison__in=prisons_of(user, today))
        | Q(filed_for_provider__in=providers_of(user, today))
        | Q(country__in=countries_of(user, today))
    )


def offers_visible_to(user: User | AnonymousUser, today: date) -> QuerySet[Offer]:
    """Offers to the user's organisations that are open or accepted; a declined case is out of sight at once."""
    if not isinstance(user, User):
        return Offer.objects.none()
    return Offer.objects.filter(provider__in=providers_of(user, today), answer__in=SEEN_BY_PROVIDER)


def unplaced_visible_to(user: User | AnonymousUser, today: date) -> QuerySet[ServiceRequest]:
    """Requests of a coordinator's countries that found no place."""
    if not isinstance(user, User):
        return ServiceRequest.objects.none()
    return ServiceRequest.objects.filter(
        referral__country__in=countries_of(user, today), state=RequestState.WAITING
    )


def can_withdraw(user: User, referral: Referral, today: date) -> bool:
    """Whoever may see the whole referral may take it back while it is open."""
    return referral.is_open and referrals_visible_to(user, today).filter(pk=referral.pk).exists()


def simulations_visible_to(user: User | AnonymousUser, today: date) -> QuerySet[Simulation]:
    """What was asked about a coordinator's countries, whoever asked: numbers, nobody's case."""
    if not isinstance(user, User):
        return Simulation.objects.none()
    return Simulation.objects.filter(country__in=countries_of(user, today))
