"""The screens of the administration that editors and translators work with, and what they need to be there."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Workflow, WorkflowState
from wagtail_localize.models import Translation

from home.languages import fill_gaps
from home.models import Navigation, StandardPage
from home.users.models import User
from tests.factories.pages import home_in, page_in
from tests.factories.translations import say, sent_for_translation

BODY = [
    ("heading", "Kam padedame"),
    ("paragraph", "<p>Visiems nemokamai.</p>"),
    ("callout", {"title": "Nežinote?", "text": "Klauskite.", "phone": "", "note": ""}),
]


@dataclass(frozen=True)
class Desk:
    """One page of each kind that a screen may be about."""

    page: StandardPage
    fallback: Page
    translated: Page
    waiting: Page
    translation: Translation
    image: int
    document: int
    revisions: tuple[int, int]
    state: WorkflowState


def make_desk(user: User) -> Desk:
    """A source with an older draft, a fallback, a translation under way, a page in a workflow, files."""
    page = page_in("lt", StandardPage, title="Apie mus", slug="apie", lead="Kas mes", body=BODY)
    first = page.save_revision(user=user)
    page.title = "Apie mus dabar"
    second = page.save_revision(user=user)
    fallback = next(twin for twin in fill_gaps(page) if twin.locale.language_code == "et")
    translation = sent_for_translation(page, "ru")
    say(translation, but=["Kas mes"])
    waiting = page_in("et", StandardPage, title="Meist", slug="meist")
    state = Workflow.objects.get().start(waiting, user)
    image = get_image_model().objects.create(title="Pilt", file=get_test_image_file())
    document = get_document_model().objects.create(title="Fail", file=ContentFile(b"x", "fail.txt"))
    Navigation.objects.get_or_create(language=page.locale)
    return Desk(
        page,
        fallback,
        translation.get_target_instance(),
        waiting,
        translation,
        image.pk,
        document.pk,
        (first.pk, second.pk),
        state,
    )


def screens(desk: Desk) -> Iterator[str]:
    """The address of every screen, in the order in which an editor meets them."""
    yield reverse("wagtailadmin_home")
    yield from _tree(desk)
    yield from _page(desk)
    yield from _translating(desk)
    yield from _files(desk)
    yield from _choosers(desk)
    yield from _reports()
    yield from _about_oneself()


def _tree(desk: Desk) -> Iterator[str]:
    home = home_in("lt")
    yield reverse("wagtailadmin_explore_root")
    yield reverse("wagtailadmin_explore", args=[home.pk])
    yield reverse("wagtailadmin_explore", args=[home.pk]) + "?q=apie"
    yield reverse("wagtailadmin_explore", args=[home.pk]) + "?ordering=ord"
    yield reverse("wagtailadmin_explore", args=[desk.page.pk])
    yield reverse("wagtailadmin_pages:add_subpage", args=[home.pk])
    yield reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    yield reverse("wagtailadmin_pages:add", args=["home", "newsindexpage", home.pk])
    yield reverse("wagtailadmin_pages:search") + "?q=apie"
    for action in ("publish", "unpublish", "move", "delete"):
        yield reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={desk.page.pk}"


def _page(desk: Desk) -> Iterator[str]:
    page, first, second = desk.page.pk, *desk.revisions
    yield reverse("wagtailadmin_pages:edit", args=[page])
    yield reverse("wagtailadmin_pages:edit", args=[desk.waiting.pk])
    yield reverse("wagtailadmin_pages:edit", args=[home_in("lt").pk])
    for name in (
        "history",
        "copy",
        "move",
        "delete",
        "unpublish",
        "set_privacy",
        "usage",
        "workflow_history",
    ):
        yield reverse(f"wagtailadmin_pages:{name}", args=[page])
    yield reverse("wagtailadmin_pages:workflow_history_detail", args=[desk.waiting.pk, desk.state.pk])
    yield reverse("wagtailadmin_pages:revisions_revert", args=[page, first])
    yield reverse("wagtailadmin_pages:revisions_compare", args=[page, first, second])
    task = desk.state.current_task_state.pk
    for action in ("approve", "reject"):
        yield reverse("wagtailadmin_pages:workflow_action", args=[desk.waiting.pk, action, task])
    yield reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[desk.waiting.pk])


def _translating(desk: Desk) -> Iterator[str]:
    yield reverse("wagtailadmin_pages:edit", args=[desk.fallback.pk])
    yield reverse("wagtailadmin_pages:edit", args=[desk.translated.pk])
    yield reverse("wagtail_localize:submit_page_translation", args=[desk.page.pk])
    yield reverse("wagtail_localize:update_translations", args=[desk.translation.source_id])
    yield reverse("translations:board", args=["ru"])
    yield reverse("facts-in-some-languages")


def _files(desk: Desk) -> Iterator[str]:
    yield reverse("wagtailimages:index")
    yield reverse("wagtailimages:add")
    yield reverse("wagtailimages:add_multiple")
    for name in ("edit", "delete", "image_usage"):
        yield reverse(f"wagtailimages:{name}", args=[desk.image])
    yield reverse("wagtaildocs:index")
    yield reverse("wagtaildocs:add")
    yield reverse("wagtaildocs:add_multiple")
    for name in ("edit", "delete", "document_usage"):
        yield reverse(f"wagtaildocs:{name}", args=[desk.document])
    yield reverse("wagtailsnippets:index")
    snippet = "wagtailsnippets_home_navigation"
    yield reverse(f"{snippet}:list")
    yield reverse(f"{snippet}:add")
    for name in ("edit", "delete", "history", "usage"):
        yield reverse(f"{snippet}:{name}", args=[Navigation.objects.get().pk])
    yield reverse("wagtailredirects:index")
    yield reverse("wagtailredirects:add")


def _choosers(desk: Desk) -> Iterator[str]:
    yield reverse("wagtailadmin_choose_page") + "?page_type=wagtailcore.page"
    yield reverse("wagtailadmin_choose_page_child", args=[home_in("lt").pk])
    yield reverse("wagtailadmin_choose_page_search") + "?q=zzzz"
    for kind in ("external_link", "email_link", "phone_link", "anchor_link"):
        yield reverse(f"wagtailadmin_choose_page_{kind}")
    yield reverse("wagtailimages_chooser:choose")
    yield reverse("wagtailimages_chooser:select_format", args=[desk.image])
    yield reverse("wagtaildocs_chooser:choose")


def _reports() -> Iterator[str]:
    for name in (
        "locked_pages",
        "workflow",
        "workflow_tasks",
        "site_history",
        "aging_pages",
        "page_types_usage",
    ):
        yield reverse(f"wagtailadmin_reports:{name}")


def _about_oneself() -> Iterator[str]:
    yield reverse("wagtailadmin_account")
