"""Who sees whose numbers: workers of a provider, on the days of their membership, and nobody else."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from home.users.models import User
from providers.models import Provider, ProviderMembership, ServiceAtLocation


def providers_of(user: User | AnonymousUser, today: date) -> QuerySet[Provider]:
    """Providers the user works for today; none for who is not signed in or was deactivated."""
    if not isinstance(user, User) or not user.is_active:
        return Provider.objects.none()
    memberships = ProviderMembership.objects.on(today).filter(user=user)
    return Provider.objects.filter(pk__in=memberships.values("provider"))


def services_visible_to(user: User | AnonymousUser, today: date) -> QuerySet[ServiceAtLocation]:
    """Services whose numbers the user keeps: those of their own providers."""
    return ServiceAtLocation.objects.filter(provider__in=providers_of(user, today))
