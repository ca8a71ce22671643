"""The screens of the administration that few people open, and seldom: accounts, rights, workflows, imports."""

from collections.abc import Iterator

from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, GroupApprovalTask, Locale, Page, Site, Workflow

from home.models import Navigation
from home.users.models import User
from tests.factories.users import UserFactory
from tests.portal.screens import Desk

REPORTS = ("locked_pages", "workflow", "workflow_tasks", "site_history", "aging_pages", "page_types_usage")


def rare_screens(desk: Desk, user: User) -> Iterator[str]:
    """The address of every such screen; makes the rows that the screens are about."""
    yield from _accounts()
    yield from _sites_and_languages()
    yield from _collections()
    yield from _workflows()
    yield from _redirects(desk)
    yield from _pages(desk, user)
    yield from _many_at_once(desk, user)
    yield from _of_what_was_found()


def _accounts() -> Iterator[str]:
    yield from _listing("wagtailusers_users", UserFactory.create().pk, "edit", "delete", "history")
    group = Group.objects.get_or_create(name="Rühm")[0]
    # Not the forms of a group: they list permissions, whose names are rows that Django writes in English.
    yield reverse("wagtailusers_groups:index")
    for action in ("delete", "history"):
        yield reverse(f"wagtailusers_groups:{action}", args=[group.pk])


def _sites_and_languages() -> Iterator[str]:
    yield from _listing("wagtailsites", Site.objects.first().pk, "edit", "delete", "history")
    yield from _listing("wagtaillocales", Locale.objects.get(language_code="lt").pk, "edit", "delete")


def _listing(namespace: str, row: int, *actions: str) -> Iterator[str]:
    yield reverse(f"{namespace}:index")
    yield reverse(f"{namespace}:index") + "?q=zzzz"
    yield reverse(f"{namespace}:add")
    for action in actions:
        yield reverse(f"{namespace}:{action}", args=[row])


def _collections() -> Iterator[str]:
    yield reverse("wagtailadmin_collections:index")
    collection = Collection.get_first_root_node().add_child(name="Kogumik")
    for action in ("edit", "delete", "set_privacy"):
        yield reverse(f"wagtailadmin_collections:{action}", args=[collection.pk])
    yield reverse("wagtailadmin_collections:index")
    yield reverse("wagtailadmin_collections:add")


def _workflows() -> Iterator[str]:
    names = "wagtailadmin_workflows"
    workflow, task = Workflow.objects.get(), GroupApprovalTask.objects.get()
    for name in ("index", "add", "task_index", "task_chooser"):
        yield reverse(f"{names}:{name}")
    yield reverse(f"{names}:add_task", args=["wagtailcore", "groupapprovaltask"])
    for name in ("edit", "disable", "usage"):
        yield reverse(f"{names}:{name}", args=[workflow.pk])
    for name in ("edit_task", "disable_task"):
        yield reverse(f"{names}:{name}", args=[task.pk])


def _redirects(desk: Desk) -> Iterator[str]:
    redirect = Redirect.objects.create(old_path="/vana", redirect_page=desk.page)
    yield from _listing("wagtailredirects", redirect.pk, "edit", "delete")
    yield reverse("wagtailredirects:start_import")


def _pages(desk: Desk, user: User) -> Iterator[str]:
    alias = desk.page.create_alias(update_slug="peegel")
    yield reverse("wagtailadmin_pages:edit", args=[alias.pk])
    yield reverse("wagtailadmin_pages:convert_alias", args=[alias.pk])
    yield reverse("wagtailadmin_pages:history", args=[alias.pk])
    for locker in (user, None):
        Page.objects.filter(pk=desk.page.pk).update(locked=True, locked_by=locker, locked_at=timezone.now())
        yield reverse("wagtailadmin_pages:edit", args=[desk.page.pk])
        yield reverse("wagtailadmin_reports:locked_pages")
        yield reverse("wagtailadmin_home")
    Page.objects.filter(pk=desk.page.pk).update(locked=False)
    parent = desk.page.get_parent().pk
    yield reverse("wagtailadmin_pages:move_confirm", args=[desk.page.pk, desk.waiting.pk])
    yield reverse("wagtailadmin_pages:delete", args=[parent])
    yield reverse("wagtailadmin_pages:unpublish", args=[parent])
    yield reverse("wagtailadmin_pages:type_use", args=["home", "standardpage"])
    yield reverse("wagtailadmin_pages:choose_parent", args=["home", "standardpage"])
    yield reverse("wagtailadmin_pages:revisions_compare", args=[desk.page.pk, "earliest", "latest"])


def _many_at_once(desk: Desk, user: User) -> Iterator[str]:
    rows = {
        ("wagtailimages", "image"): (desk.image, ("delete", "add_tags", "add_to_collection")),
        ("wagtaildocs", "document"): (desk.document, ("delete", "add_tags", "add_to_collection")),
        ("users", "user"): (user.pk, ("delete", "assign_role", "set_active_state")),
        ("home", "navigation"): (Navigation.objects.get().pk, ("delete",)),
    }
    for kind, (row, actions) in rows.items():
        for action in actions:
            yield reverse("wagtail_bulk_action", args=[*kind, action]) + f"?id={row}"
    yield reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={desk.waiting.pk}"


def _of_what_was_found() -> Iterator[str]:
    for name in REPORTS:
        yield reverse(f"wagtailadmin_reports:{name}_results") + "?q=zzzz"
    for name in ("wagtailforms:index", "wagtailembeds:chooser"):
        yield reverse(name)
    for name in ("wagtailimages:index", "wagtaildocs:index", "wagtailsnippets_home_navigation:list"):
        yield reverse(name) + "?q=zzzz"
