"""A provider's worker in the administration: their own pages and files, through listed doors, nothing of others."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from typing import Any, cast

import pytest
import time_machine
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupPagePermission,
    Page,
    PageLogEntry,
    PageViewRestriction,
    Revision,
    TaskState,
    WorkflowState,
)

import portal.urls
from home.users.models import User
from providers.models import ProviderPage
from tests.access.newsroom import CANARY, Newsroom, make_newsroom
from tests.factories.pages import home_in
from tests.referrals.scene import NOW, TODAY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.long,
    # Wagtail leaves the file open that it makes a small picture in.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

WORDS = {
    "app_label": ["providers", "wagtailimages"],
    "content_type_app_name": ["providers"],
    "app_name": ["wagtailimages"],
    "model_name": ["providerpage", "image"],
    "content_type_model_name": ["providerpage"],
    "action_name": ["approve", "copy", "reject"],
    "action": ["delete", "move", "publish", "unpublish"],
    "filter_spec": ["width-100"],
    "mode": ["default"],
    "language": ["et", "lt"],
    "rest": ["done/"],
    "uidb64": ["MQ"],
    "token": ["set-password"],
}


def nothing_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Stands in for the page that two thousand addresses answer with: made once for each, it took half the time."""
    return HttpResponse(repr(exception), status=404)


@pytest.fixture
def room(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(portal.urls, "handler404", nothing_there)
    with time_machine.travel(NOW, tick=False):
        yield make_newsroom(TODAY)


def administration() -> Iterator[tuple[str, str]]:
    """Name and pattern of every address under /cms/."""
    yield from _walk(get_resolver().url_patterns, (), "")


def _walk(entries: Any, names: tuple[str, ...], before: str) -> Iterator[tuple[str, str]]:
    for entry in entries:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            if pattern.startswith("cms/"):
                yield ":".join((*names, entry.name or "")), pattern
        elif isinstance(entry, URLResolver):
            yield from _walk(
                entry.url_patterns, (*names, entry.namespace) if entry.namespace else names, pattern
            )


def addresses(room: Newsroom) -> Iterator[list[str]]:
    """Every address with every key of the other provider's things in every place, those of one pattern together."""
    for name, pattern in administration():
        if name.rpartition(":")[2]:
            yield list(dict.fromkeys(_filled(name, pattern, room)))


def _filled(name: str, pattern: str, room: Newsroom) -> Iterator[str]:
    if name.endswith("revisions_compare"):
        for page, a, b in product(room.pages, [*room.ids, "live", "earliest"], ["live", "latest"]):
            yield reverse(name, args=[page, a, b])
        return
    named = [part.partition(">")[0].rpartition(":")[2] for part in pattern.split("<")[1:]]
    choices: list[list[Any]] = [WORDS.get(each, room.ids) for each in named]
    keys = [place for place, each in enumerate(named) if each not in WORDS]
    if len(keys) > 1:
        # One's own page with another's revision, and what is the other's altogether.
        choices[keys[0]] = room.pages
    for values in product(*choices):
        with suppress(NoReverseMatch):
            yield reverse(name, kwargs=dict(zip(named, values, strict=True)))


def questions(room: Newsroom) -> str:
    keys = "&".join(f"id={key}" for key in room.ids)
    return (
        f"?q=kanaari&{keys}&for_explorer=1&fields=*&child_of={room.other.pk}&page_type=providers.providerpage"
    )


def asked(client: Client, address: str) -> HttpResponse:
    """One look, undone afterwards."""
    with transaction.atomic():
        response = client.get(address)
        transaction.set_rollback(True)
    return cast(HttpResponse, response)


def test_no_address_shows_anything_of_others(room: Newsroom) -> None:
    client, told = room.client(), []
    for alike in addresses(room):
        # One address of a kind, or a chooser: what is asked for beside the address may matter there.
        asking = ("", questions(room)) if len(alike) == 1 or "choose" in "".join(alike) else ("",)
        told += [
            address + question
            for address, question in product(alike, asking)
            if CANARY in asked(client, address + question).content.decode(errors="ignore")
        ]
    assert told == []


def test_those_who_may_are_shown_it(room: Newsroom) -> None:
    """Otherwise the walk would prove nothing."""
    client = Client()
    client.force_login(User.objects.create_superuser("root@example.org", "x"))
    addresses = [
        reverse("wagtailadmin_pages:edit", args=[room.other.pk]),
        reverse("wagtailadmin_pages:edit", args=[room.hidden.pk]),
        reverse("wagtailadmin_choose_page_search") + "?q=kanaari",
        reverse("wagtailadmin_explore", args=[home_in("et").pk]),
        reverse("wagtailimages:edit", args=[room.image.pk]),
        reverse("wagtaildocs:index"),
    ]
    shown = [CANARY in client.get(address).content.decode() for address in addresses]
    assert shown == [True] * len(addresses)


def others_things(room: Newsroom) -> list[list[str]]:
    """All that is neither the worker's own page nor a trace of it."""
    own = str(room.own.pk)
    rows: list[Any] = [
        Page.objects.exclude(pk=own),
        ProviderPage.objects.exclude(pk=own),
        Revision.objects.exclude(object_id=own),
        WorkflowState.objects.exclude(object_id=own),
        TaskState.objects.exclude(workflow_state__object_id=own),
        PageLogEntry.objects.exclude(page=own),
        PageViewRestriction.objects.all(),
        Collection.objects.all(),
        GroupPagePermission.objects.all(),
        User.groups.through.objects.all(),
        get_image_model().objects.exclude(pk=room.own_image.pk),
        get_document_model().objects.all(),
    ]
    return [sorted(map(str, each.values_list())) for each in rows]


def posted(room: Newsroom) -> dict[str, Any]:
    """What most forms of the administration would take."""
    return {
        "title": "Taken over",
        "slug": "taken-over",
        "next": "/cms/",
        "action-publish": "1",
        "action": "publish",
        "new_title": "Copy",
        "new_slug": "copy-of-it",
        "new_parent_page": room.own.pk,
        "locales": [1, 2, 3, 4],
        "alias": "on",
        "collection": 1,
        "id": room.ids,
        "comment": "x",
        "body-count": "0",
    }


def test_no_post_changes_anything_of_others(room: Newsroom) -> None:
    before, changed = others_things(room), []
    for alike in addresses(room):
        with transaction.atomic():
            client = room.client()
            client.raise_request_exception = False
            for address in alike:
                client.post(address, posted(room))
            if others_things(room) != before:
                changed.append(alike)
            transaction.set_rollback(True)
    assert changed == []
