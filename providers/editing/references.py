"""What a form that was sent would refer to: pages, pictures, documents, wherever in it they are named."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.forms import ModelChoiceField
from django.http import HttpRequest
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import extract_references_from_rich_text

from home.users.models import User
from providers.models import ProviderPage
from providers.permissions import choosable_pages, own_documents, own_images

Reference = tuple[type[Model], str]


def refers_to_strangers(page: ProviderPage, request: HttpRequest, user: User, today: date) -> bool:
    """Whether the form of `page`, as it was sent, names anything that is neither the user's, nor public, nor in it.

    What stands in the page already may stay: an editor may have put it there.
    """
    latest = page.get_latest_revision_as_object()
    form_class = latest.get_edit_handler().get_form_class()
    form = form_class(request.POST, request.FILES, instance=latest, for_user=user)
    try:
        named = {(_base(model), key) for model, key in references_in(form)}
    except (KeyError, ValueError):
        # Nobody's browser sends a form of which half is missing.
        return True
    new = named - set(_references_of(page)) - set(_references_of(page.get_latest_revision_as_object()))
    return not all(_may_name(model, key, user, today) for model, key in new)


def references_in(form: Any) -> Iterator[Reference]:
    """Everything that a sent form and the forms within it name, also where they are not valid and are shown again."""
    for name, field in form.fields.items():
        sent = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        yield from _in_value(field, sent)
    for formset in getattr(form, "formsets", {}).values():
        for inner in formset.forms:
            yield from references_in(inner)


def _in_value(field: Any, sent: Any) -> Iterator[Reference]:
    if isinstance(sent, StreamValue):
        yield from _named(sent.stream_block.extract_references(sent))
    elif isinstance(field, ModelChoiceField) and field.queryset is not None:
        model, keys = field.queryset.model, sent if isinstance(sent, list) else [sent]
        yield from ((model, str(key)) for key in keys if key not in (None, ""))
    elif isinstance(sent, str) and "<" in sent:
        yield from _named(extract_references_from_rich_text(sent))


def _named(found: Iterator[tuple[Any, ...]]) -> Iterator[Reference]:
    yield from ((model, str(key)) for model, key, *_path in found)


def _references_of(page: Page) -> Iterator[Reference]:
    # The only way to ask a text that is not saved as it is.
    found = ReferenceIndex._extract_references_from_object(page)  # noqa: SLF001
    for content_type, key, *_path in found:
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None:
            yield _base(model), str(key)


def _base(model: type[Model]) -> type[Model]:
    """Pages of all kinds are pages: what is named as one kind may be known as another."""
    return Page if issubclass(model, Page) else model


def _may_name(model: type[Model], key: str, user: User, today: date) -> bool:
    """Default deny: a kind of thing that nobody thought of here may not be named."""
    allowed: dict[type[Model], Any] = {
        Page: choosable_pages,
        get_image_model(): own_images,
        get_document_model(): own_documents,
    }
    rows = allowed.get(model)
    return rows is not None and key.isdecimal() and rows(user, today).filter(pk=key).exists()
