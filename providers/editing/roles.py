"""What the three roles of the administration may do. Made once; what an administrator changes later stays changed."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from providers.permissions import COORDINATORS

EDITORS = "Editors"
TRANSLATORS = "Translators"

FILES = {
    f"{kind}.{act}_{name}"
    for kind, name in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for act in ("add", "change", "delete", "choose")
}
CHOOSING = {"wagtailimages.choose_image", "wagtaildocs.choose_document"}

ROWS_OF_SERVICES = {
    f"services.{act}_{row}"
    for act in ("add", "change", "view")
    for row in ("servicetype", "programme", "programmelimit")
}
ROWS_OF_PROVIDERS = {
    f"providers.{act}_{row}"
    for act in ("add", "change", "view")
    for row in ("provider", "location", "contact", "serviceatlocation")
} | {"providers.delete_contact"}
JOINS = {
    f"{app}.{act}_{row}"
    for act in ("add", "change", "view", "delete")
    for app, row in (
        ("services", "servicepagelink"),
        ("services", "programmepagelink"),
        ("providers", "providerpagelink"),
    )
}
WORKERS = {f"providers.{act}_providermembership" for act in ("add", "change", "view")}
ENTER = {"wagtailadmin.access_admin"}
TRANSLATE = {"wagtail_localize.submit_translation"}

# Of a group: permissions on rows, on the whole tree of pages, on all files.
ROLES: Mapping[str, tuple[set[str], set[str], set[str]]] = {
    EDITORS: (
        ENTER | TRANSLATE | ROWS_OF_SERVICES | ROWS_OF_PROVIDERS | JOINS,
        {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"},
        FILES,
    ),
    TRANSLATORS: (ENTER | TRANSLATE, {"change_page"}, CHOOSING),
    COORDINATORS: (
        ENTER | ROWS_OF_SERVICES | ROWS_OF_PROVIDERS | JOINS | WORKERS,
        {"change_page"},
        CHOOSING,
    ),
}


def make_roles(*, again: bool = False) -> int:
    """Make the groups that are missing, with their rights; with `again`, add missing rights to all of them.

    Returns how many groups were made or gone over. Wagtail's own group of editors is taken over the first time.
    """
    there = set(Group.objects.filter(name__in=ROLES).values_list("name", flat=True))
    first_time = TRANSLATORS not in there
    names = [name for name in ROLES if again or first_time or name not in there]
    for name in names:
        _make(name)
    return len(names)


def permissions(names: Iterable[str]) -> list[Permission]:
    """The permissions with these names ("providers.change_contact"); those of packages left out are missing."""
    asked = Q(pk__in=[])
    for name in names:
        app, codename = name.split(".")
        asked |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(asked))


def _make(name: str) -> None:
    rows, pages, files = ROLES[name]
    group, _made = Group.objects.get_or_create(name=name)
    group.permissions.add(*permissions(rows))
    root = Page.objects.get(depth=1)
    for permission in permissions(f"wagtailcore.{page}" for page in pages):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    allow_files(group, Collection.objects.get(depth=1), files)


def allow_files(group: Group, collection: Collection, names: Iterable[str]) -> None:
    """Let a group do this with the pictures and documents of a collection, and of those within it."""
    for permission in permissions(names):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
