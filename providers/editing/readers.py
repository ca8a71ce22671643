"""Whom a mail about a page is for, today."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from home.geography.models import CountryMembership
from home.users.models import User
from providers.editing.roles import EDITORS
from providers.models import Provider, ProviderMembership, ProviderPage, ProviderPageLink


def pages_under(translation_key: UUID) -> QuerySet[ProviderPage]:
    """The provider's pages with this key, public ones in words of their own, in the order of languages."""
    pages: QuerySet[ProviderPage] = ProviderPage.objects.live().filter(
        translation_key=translation_key, alias_of__isnull=True
    )
    return pages.select_related("locale").order_by("locale__pk")


def provider_under(translation_key: UUID) -> Provider | None:
    """The provider that the pages with this key tell about."""
    links = ProviderPageLink.objects.filter(page__translation_key=translation_key)
    link = links.select_related("provider").order_by("pk").first()
    return link.provider if link else None


def workers(provider: Provider, today: date) -> list[User]:
    """Who works there today."""
    members = ProviderMembership.objects.on(today).filter(provider=provider)
    return _once(member.user for member in members.select_related("user").order_by("pk"))


def reviewers(country: str, today: date) -> list[User]:
    """Editors, and today's coordinators of a country ("EE")."""
    members = CountryMembership.objects.on(today).filter(country=country)
    coordinators = [member.user for member in members.select_related("user").order_by("pk")]
    return _once([*editors(), *coordinators])


def editors() -> list[User]:
    """Everybody in the group of editors who has not left."""
    return _once(User.objects.filter(groups__name=EDITORS).order_by("pk"))


def _once(users: Iterable[User]) -> list[User]:
    return list({user.pk: user for user in users if user.is_active}.values())
