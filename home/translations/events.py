"""When Wagtail publishes, moves, renames or deletes a page. It calls nobody, it sends signals."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, post_page_move

from home.translations.following import follow_deletion, follow_move, follow_rename, make_fallbacks
from home.translations.wordings import record_publication


def listen() -> None:
    """Connect once, however often it is called."""
    page_published.connect(_published, dispatch_uid="translations")
    page_slug_changed.connect(_renamed, dispatch_uid="translations")
    post_page_move.connect(_moved, dispatch_uid="translations")
    pre_delete.connect(_deleted, sender=Page, dispatch_uid="translations")


def _published(instance: Page, **more: Any) -> None:
    if instance.alias_of_id is None:
        minor = bool(getattr(instance, "is_minor_edit", False))
        record_publication(page=instance, minor=minor, now=timezone.now())
        # Once all languages that are published together are there, what still lacks one gets its fallback.
        transaction.on_commit(partial(make_fallbacks, instance.pk))


def _renamed(instance: Page, instance_before: Page, **more: Any) -> None:
    follow_rename(instance, old_slug=instance_before.slug)


def _moved(instance: Page, parent_page_before: Page, parent_page_after: Page, **more: Any) -> None:
    follow_move(instance, before=parent_page_before, after=parent_page_after)


def _deleted(instance: Page, **more: Any) -> None:
    source = follow_deletion(instance)
    if source is not None:
        transaction.on_commit(partial(make_fallbacks, source.pk))
