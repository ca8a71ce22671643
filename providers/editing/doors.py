"""Which addresses of the administration a provider's worker may open, and about what. All others are shut.

Wagtail has more side doors than anybody counts, and each release brings new ones: so the open ones are listed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail_localize.models import Translation

from home.users.models import User
from providers.editing.references import refers_to_strangers
from providers.models import ProviderPage
from providers.permissions import choosable_pages, own_documents, own_images, own_pages


@dataclass(frozen=True)
class Visit:
    """A request by a provider's worker for an address of the administration, with what the address names."""

    request: HttpRequest
    user: User
    today: date
    args: tuple[Any, ...]
    named: Mapping[str, Any]


Door = Callable[[Visit], bool]


def about_nothing(visit: Visit) -> bool:
    """The address names nothing, and shows nothing but the user's own."""
    return True


def own_page(visit: Visit) -> bool:
    key = visit.named["page_id"] if "page_id" in visit.named else visit.args[0]
    return _is_among(own_pages(visit.user, visit.today), key)


def own_page_referring_to_own(visit: Visit) -> bool:
    """What is sent may name pages, pictures and documents: the answer would show their titles."""
    if not own_page(visit):
        return False
    if visit.request.method != "POST":
        return True
    page = own_pages(visit.user, visit.today).get(pk=visit.named["page_id"])
    return not refers_to_strangers(page, visit.request, visit.user, visit.today)


def own_page_in_words(visit: Visit) -> bool:
    """A translation whose page is one's own."""
    found = Translation.objects.filter(pk=visit.named["translation_id"]).first()
    if found is None:
        return False
    pages = own_pages(visit.user, visit.today)
    return pages.filter(translation_key=found.source.object_id, locale=found.target_locale_id).exists()


def own_image(visit: Visit) -> bool:
    return _is_among(own_images(visit.user, visit.today), _key(visit, "image_id"))


def own_document(visit: Visit) -> bool:
    return _is_among(own_documents(visit.user, visit.today), _key(visit, "document_id", "doc_id"))


def own_images_asked_for(visit: Visit) -> bool:
    return _all_among(own_images(visit.user, visit.today), visit.request.GET.getlist("id"))


def own_documents_asked_for(visit: Visit) -> bool:
    return _all_among(own_documents(visit.user, visit.today), visit.request.GET.getlist("id"))


def choosable_pages_asked_for(visit: Visit) -> bool:
    return _all_among(choosable_pages(visit.user, visit.today), visit.request.GET.getlist("id"))


def choosable_parent(visit: Visit) -> bool:
    return _is_among(choosable_pages(visit.user, visit.today), visit.named["parent_page_id"])


def session_on_own_page(visit: Visit) -> bool:
    """Who else edits the page: colleagues and reviewers, of one's own pages only."""
    model = (visit.named["app_label"].lower(), visit.named["model_name"].lower())
    is_page = model in {("wagtailcore", "page"), ("providers", ProviderPage._meta.model_name)}  # noqa: SLF001
    return is_page and _is_among(own_pages(visit.user, visit.today), visit.named["object_id"])


PAGES = "wagtailadmin_pages:"
DOORS: Mapping[str, Door] = {
    # One's own pages: change, look at, send for review, see what was before.
    f"{PAGES}edit": own_page_referring_to_own,
    f"{PAGES}preview_on_edit": own_page_referring_to_own,
    f"{PAGES}view_draft": own_page,
    f"{PAGES}history": own_page,
    f"{PAGES}history_results": own_page,
    f"{PAGES}revisions_view": own_page,
    f"{PAGES}revisions_revert": own_page,
    f"{PAGES}revisions_compare": own_page,
    f"{PAGES}workflow_history": own_page,
    f"{PAGES}workflow_history_detail": own_page,
    f"{PAGES}confirm_workflow_cancellation": own_page,
    "wagtail_localize:edit_string_translation": own_page_in_words,
    "wagtail_localize:preview_translation": own_page_in_words,
    "wagtail_localize:javascript_catalog": about_nothing,
    "wagtailadmin_editing_sessions:ping": session_on_own_page,
    "wagtailadmin_editing_sessions:release": about_nothing,
    "wagtailadmin_block_preview": about_nothing,
    # Links to pages and elsewhere.
    "wagtailadmin_choose_page": about_nothing,
    "wagtailadmin_choose_page_child": choosable_parent,
    "wagtailadmin_choose_page_search": about_nothing,
    "wagtailadmin_choose_page_chosen_multiple": choosable_pages_asked_for,
    "wagtailadmin_choose_page_external_link": about_nothing,
    "wagtailadmin_choose_page_email_link": about_nothing,
    "wagtailadmin_choose_page_phone_link": about_nothing,
    "wagtailadmin_choose_page_anchor_link": about_nothing,
    # One's own files.
    "wagtailimages:index": about_nothing,
    "wagtailimages:index_results": about_nothing,
    "wagtailimages:add": about_nothing,
    "wagtailimages:edit": own_image,
    "wagtailimages:delete": own_image,
    "wagtailimages:add_multiple": about_nothing,
    "wagtailimages:edit_multiple": own_image,
    "wagtailimages:delete_multiple": own_image,
    "wagtailimages_chooser:choose": about_nothing,
    "wagtailimages_chooser:choose_results": about_nothing,
    "wagtailimages_chooser:chosen": own_image,
    "wagtailimages_chooser:chosen_multiple": own_images_asked_for,
    "wagtailimages_chooser:create": about_nothing,
    "wagtailimages_chooser:select_format": own_image,
    "wagtaildocs:index": about_nothing,
    "wagtaildocs:index_results": about_nothing,
    "wagtaildocs:add": about_nothing,
    "wagtaildocs:edit": own_document,
    "wagtaildocs:delete": own_document,
    "wagtaildocs:add_multiple": about_nothing,
    "wagtaildocs:edit_multiple": own_document,
    "wagtaildocs:delete_multiple": own_document,
    "wagtaildocs_chooser:choose": about_nothing,
    "wagtaildocs_chooser:choose_results": about_nothing,
    "wagtaildocs_chooser:chosen": own_document,
    "wagtaildocs_chooser:chosen_multiple": own_documents_asked_for,
    "wagtaildocs_chooser:create": about_nothing,
    # Oneself, and what every screen is made of.
    "wagtailadmin_account": about_nothing,
    "wagtailadmin_dismissibles": about_nothing,
    "wagtailadmin_logout": about_nothing,
    "wagtailadmin_sprite": about_nothing,
    "wagtailadmin_javascript_catalog": about_nothing,
    "cms-account": about_nothing,
    "cms-sign-in": about_nothing,
    "cms-password-reset": about_nothing,
    "cms-password-reset-step": about_nothing,
}
"""What is open, by the name of its address. A name that is missing here is shut."""


def _key(visit: Visit, *names: str) -> Any:
    return next((visit.named[name] for name in (*names, "pk") if name in visit.named), None)


def _is_among(rows: QuerySet[Any], key: Any) -> bool:
    return str(key).isdecimal() and rows.filter(pk=key).exists()


def _all_among(rows: QuerySet[Any], keys: list[str]) -> bool:
    return all(_is_among(rows, key) for key in keys)
