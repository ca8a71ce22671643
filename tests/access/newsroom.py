"""Two providers that each write their pages, with drafts, files and reviews of the second that nobody may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Revision, UploadedFile
from wagtail.search.index import insert_or_update_object
from wagtail_localize.models import Translation, TranslationSource

from home.models import StandardPage
from home.users.models import User
from providers.editing.rights import align_rights
from providers.editing.roles import EDITORS
from providers.models import Provider, ProviderDesk, ProviderPage, ProviderPageLink
from tests.factories.pages import home_in, page_in
from tests.factories.providers import ProviderFactory, ProviderMembershipFactory
from tests.factories.users import UserFactory

CANARY = "Kanaarilind"
"""What only drafts and files of the other provider, and drafts of editors, say."""
SINCE = date(2020, 1, 1)


@dataclass
class Newsroom:
    own_provider: Provider
    worker: User
    own: ProviderPage
    other_provider: Provider
    other_worker: User
    other: ProviderPage
    hidden: ProviderPage
    draft_of_editors: StandardPage
    editor: User
    image: Any
    own_image: Any
    document: Any
    ids: list[int]

    @property
    def pages(self) -> list[int]:
        return [self.own.pk, self.other.pk, self.hidden.pk, self.draft_of_editors.pk]

    def client(self) -> Client:
        client = Client()
        client.force_login(self.worker)
        return client


def make_newsroom(today: date) -> Newsroom:
    own_provider, worker, own = _provider_with_page("Oma Maja")
    other_provider, other_worker, other = _provider_with_page("Teine Maja")
    hidden = page_in("lt", ProviderPage, title=f"{CANARY} slapta", slug=f"{CANARY.lower()}-slapta")
    ProviderPageLink.objects.create(page=hidden, provider=other_provider)
    hidden.unpublish()
    editor = UserFactory.create(email="toimetaja@example.org")
    editor.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    secret = page_in("et", StandardPage, title=f"{CANARY} mustand", slug=f"{CANARY.lower()}-mustand")
    secret.unpublish()
    align_rights(today=today)
    image, own_image = _image(other_provider, f"{CANARY} pilt"), _image(own_provider, "Oma pilt")
    image.tags.add(f"{CANARY} silt")
    image.save()
    document = get_document_model().objects.create(
        title=f"{CANARY} fail",
        file=ContentFile(b"text", name="fail.txt"),
        collection=ProviderDesk.objects.get(provider=other_provider).collection,
    )
    room = Newsroom(
        own_provider,
        worker,
        own,
        other_provider,
        other_worker,
        other,
        hidden,
        secret,
        editor,
        image,
        own_image,
        document,
        [],
    )
    for thing in (secret, image, document, ProviderPage.objects.get(pk=room.hidden.pk)):
        insert_or_update_object(thing)
    room.ids = sorted({*_changed(room), image.pk, document.pk, secret.pk})
    return room


def _provider_with_page(name: str) -> tuple[Provider, User, ProviderPage]:
    provider = ProviderFactory.create(name=name)
    worker = ProviderMembershipFactory.create(provider=provider, start=SINCE).user
    page = page_in("et", ProviderPage, title=name)
    ProviderPageLink.objects.create(page=page, provider=provider)
    return provider, worker, page


def _image(provider: Provider, title: str) -> Any:
    desk = ProviderDesk.objects.get(provider=provider)
    return get_image_model().objects.create(
        title=title, file=get_test_image_file(filename=f"{title}.png"), collection=desk.collection
    )


def _changed(room: Newsroom) -> list[int]:
    """A change of the other provider that waits for review, and everything that comes with it; the keys of all."""
    page = ProviderPage.objects.get(pk=room.other.pk)
    page.title = f"{CANARY} uus nimi"
    page.lead = f"{CANARY} uus tekst"
    revision = page.save_revision(user=room.other_worker, log_action=True)
    state = page.get_workflow().start(page, room.other_worker)
    hidden = ProviderPage.objects.get(pk=room.hidden.pk)
    hidden_revision: Revision = hidden.save_revision(user=room.other_worker)
    source, _made = TranslationSource.get_or_create_from_instance(hidden)
    translation = Translation.objects.create(source=source, target_locale=home_in("en").locale)
    session = EditingSession.objects.create(
        user=room.other_worker, content_object=page, last_seen_at=page.latest_revision_created_at
    )
    redirect = Redirect.objects.create(old_path="/kanarbik", redirect_page=Page.objects.get(pk=hidden.pk))
    upload = UploadedFile.objects.create(
        for_content_type=None, file=ContentFile(b"x", name="kanarbik.png"), uploaded_by_user=room.other_worker
    )
    segment = source.stringsegment_set.first()
    desk = ProviderDesk.objects.get(provider=room.other_provider)
    rows = (
        page,
        hidden,
        revision,
        hidden_revision,
        state,
        state.current_task_state,
        state.current_task_state.task,
        source,
        translation,
        session,
        redirect,
        upload,
        segment,
        desk.collection,
        desk.group,
        room.other_worker,
    )
    return [row.pk for row in rows if row is not None]
