"""Who sees whose numbers, pages and files: workers of a provider, on the days of their membership, nobody else."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from home.geography.permissions import countries_of
from home.users.models import User
from providers.models import (
    Contact,
    Provider,
    ProviderDesk,
    ProviderMembership,
    ProviderPage,
    ProviderPageLink,
    ServiceAtLocation,
)

Visitor = User | AnonymousUser

ACCESS_ADMIN = Q(permissions__content_type__app_label="wagtailadmin", permissions__codename="access_admin")
COORDINATORS = "Coordinators"


def providers_of(user: Visitor, today: date) -> QuerySet[Provider]:
    """Providers the user works for today; none for who is not signed in or was deactivated."""
    if not isinstance(user, User) or not user.is_active:
        return Provider.objects.none()
    memberships = ProviderMembership.objects.on(today).filter(user=user)
    return Provider.objects.filter(pk__in=memberships.values("provider"))


def services_visible_to(user: Visitor, today: date) -> QuerySet[ServiceAtLocation]:
    """Services whose numbers the user keeps: those of their own providers."""
    return ServiceAtLocation.objects.filter(provider__in=providers_of(user, today))


def contacts_visible_to(user: Visitor, today: date) -> QuerySet[Contact]:
    """Contacts the user keeps: those of their own providers."""
    return Contact.objects.filter(provider__in=providers_of(user, today))


def pages_of(providers: QuerySet[Provider]) -> QuerySet[ProviderPage]:
    """The pages in words of their own, in every language, that tell about these providers and no other."""
    links = ProviderPageLink.objects.filter(provider__in=providers)
    elsewhere = ProviderPageLink.objects.exclude(provider__in=providers)
    told = ProviderPage.objects.filter(alias_of__isnull=True)
    pages: QuerySet[ProviderPage] = told.filter(translation_key__in=links.values("page__translation_key"))
    return pages.exclude(pk__in=elsewhere.values("page"))


def own_pages(user: Visitor, today: date) -> QuerySet[ProviderPage]:
    """Pages the user edits as a worker of a provider. Editors' rights on other pages do not count here."""
    return pages_of(providers_of(user, today))


def own_collections(user: Visitor, today: date) -> QuerySet[Collection]:
    """Collections of the user's providers: what lies in them is theirs."""
    desks = ProviderDesk.objects.filter(provider__in=providers_of(user, today))
    collections: QuerySet[Collection] = Collection.objects.filter(pk__in=desks.values("collection"))
    return collections


def own_images(user: Visitor, today: date) -> QuerySet[Any]:
    """Pictures in the collections of the user's providers."""
    images: QuerySet[Any] = get_image_model().objects.filter(collection__in=own_collections(user, today))
    return images


def own_documents(user: Visitor, today: date) -> QuerySet[Any]:
    """Documents in the collections of the user's providers."""
    found: QuerySet[Any] = get_document_model().objects.filter(collection__in=own_collections(user, today))
    return found


def plain_public_pages() -> QuerySet[Page]:
    """Pages that are public as they stand, and beneath such: nothing of a draft is in their titles or places."""
    settled = Page.objects.filter(live=True, has_unpublished_changes=False)
    parent = settled.filter(path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen))
    pages: QuerySet[Page] = settled.filter(Q(depth=1) | Exists(parent))
    return pages


def choosable_pages(user: Visitor, today: date) -> QuerySet[Page]:
    """Pages that a provider's worker may link to: public ones as they stand, and the worker's own."""
    settled = plain_public_pages().values("pk")
    own = own_pages(user, today).values("pk")
    pages: QuerySet[Page] = Page.objects.filter(Q(pk__in=settled) | Q(pk__in=own))
    return pages


def edits_own_pages_only(user: Visitor, today: date) -> bool:
    """Whether somebody may enter the administration only as a worker of a provider, now or in the past.

    Whoever an administrator put into a group of its own (editors, translators), and coordinators of today, are
    not held back here. Everybody else is, also when nothing is left that they may do.
    """
    if not isinstance(user, User) or not user.is_authenticated or user.is_superuser:
        return False
    desks = ProviderDesk.objects.values("group")
    roles = user.groups.filter(ACCESS_ADMIN).exclude(pk__in=desks)
    if roles.exclude(name=COORDINATORS).exists():
        return False
    if roles.exists() and countries_of(user, today):
        return False
    return roles.exists() or user.groups.filter(pk__in=desks).exists() or providers_of(user, today).exists()
