"""For which prisons and countries somebody works today. Nobody in particular works for none."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from home.users.models import User

from .models import CountryMembership, Prison, PrisonMembership


def prisons_of(user: User | AnonymousUser, today: date) -> QuerySet[Prison]:
    """Return the prisons in which `user` is an officer on `today`."""
    if not user.is_active:
        return Prison.objects.none()
    prisons = PrisonMembership.objects.on(today).filter(user_id=user.pk).values("prison")
    return Prison.objects.filter(pk__in=prisons).order_by("code")


def countries_of(user: User | AnonymousUser, today: date) -> tuple[str, ...]:
    """Return the countries ("EE") of which `user` is a coordinator on `today`, in order."""
    if not user.is_active:
        return ()
    countries = CountryMembership.objects.on(today).filter(user_id=user.pk).values_list("country", flat=True)
    return tuple(sorted(set(countries)))
