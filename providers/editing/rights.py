"""Making it true in the administration what memberships say: who edits, which pages, which files."""

from collections.abc import Callable
from datetime import date

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model, Q
from wagtail.models import Collection, GroupPagePermission
from wagtail.users.models import UserProfile

from home.geography.models import CountryMembership
from home.users.models import User
from providers.editing.joins import join_translations
from providers.editing.review import keep_under_review
from providers.editing.roles import ENTER, FILES, allow_files, make_roles, permissions
from providers.models import Provider, ProviderDesk, ProviderMembership
from providers.permissions import COORDINATORS, pages_of

Pairs = set[tuple[int, int]]
Member = User.groups.through


def align_rights(*, today: date) -> int:
    """Give everybody the rights in the administration that memberships of `today` give them, and take all others.

    Desks of providers that have workers; their groups; the pages in every language; who is in which group; that
    changes to these pages are reviewed. Returns how many things had to be changed: 0 when called again.
    """
    with transaction.atomic():
        return (
            make_roles()
            + _make_desks()
            + join_translations()
            + _align_pages()
            + _align_people(today)
            + keep_under_review()
            + _greet_in_their_language()
        )


def _make_desks() -> int:
    """A provider whom somebody has ever worked for has a desk."""
    worked_for = ProviderMembership.objects.values("provider")
    missing = Provider.objects.filter(pk__in=worked_for, desk=None)
    for provider in missing:
        _make_desk(provider)
    return len(missing)


def _make_desk(provider: Provider) -> None:
    group, _made = Group.objects.get_or_create(name=f"provider: {provider.code}")
    group.permissions.set(permissions(ENTER))
    collection = Collection(name=provider.name)
    Collection.objects.get(depth=1).add_child(instance=collection)
    allow_files(group, collection, FILES)
    ProviderDesk.objects.create(provider=provider, group=group, collection=collection)


def _align_pages() -> int:
    """Workers change their pages and nothing else with them: publishing is the reviewer's."""
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    desks = ProviderDesk.objects.values_list("provider", "group")
    wanted = {
        (group, page)
        for provider, group in desks
        for page in pages_of(Provider.objects.filter(pk=provider)).values_list("pk", flat=True)
    }
    given = GroupPagePermission.objects.filter(group__in=ProviderDesk.objects.values("group"))
    removed: int = given.exclude(permission=change).delete()[0]
    return removed + _align(
        wanted,
        set(given.values_list("group", "page")),
        take=lambda group, page: given.filter(group=group, page=page).delete(),
        give=lambda group, page: GroupPagePermission(group_id=group, page_id=page, permission=change),
    )


def _align_people(today: date) -> int:
    """Who works there today is in the group, nobody else; coordinators alike."""
    desks = ProviderDesk.objects.values("group")
    coordinators = Group.objects.get(name=COORDINATORS).pk
    works = ProviderMembership.objects.on(today).filter(user__is_active=True, provider__desk__isnull=False)
    wanted = set(works.values_list("provider__desk__group", "user"))
    rules = CountryMembership.objects.on(today).filter(user__is_active=True)
    wanted |= {(coordinators, user) for user in rules.values_list("user", flat=True)}
    held = Member.objects.filter(Q(group__in=desks) | Q(group=coordinators))
    return _align(
        wanted,
        set(held.values_list("group", "user")),
        take=lambda group, user: held.filter(group=group, user=user).delete(),
        give=lambda group, user: Member(group_id=group, user_id=user),
    )


def _greet_in_their_language() -> int:
    """The administration and its mails speak the language of the account until somebody chooses another there."""
    people = User.objects.filter(is_active=True, wagtail_userprofile=None)
    entering = people.filter(groups__permissions__in=permissions(ENTER)).distinct()
    profiles = [UserProfile(user=user, preferred_language=user.language) for user in entering]
    UserProfile.objects.bulk_create(profiles, ignore_conflicts=True)
    return len(profiles)


def _align(
    wanted: Pairs, there: Pairs, *, take: Callable[[int, int], object], give: Callable[[int, int], Model]
) -> int:
    for pair in there - wanted:
        take(*pair)
    for pair in wanted - there:
        give(*pair).save()
    return len(there ^ wanted)
