"""The pages that a provider's workers write, in each language, with how each stands."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import WorkflowState

from home.users.views import WorkView

from ..models import ProviderPage
from ..permissions import own_pages, providers_of

PUBLIC = pgettext_lazy("page", "public")
NOT_PUBLIC = pgettext_lazy("page", "not public yet")
CHANGED = _("public; a change is not sent yet")
IN_REVIEW = _("public; a change waits for review")
FIRST_REVIEW = _("waits for review")


@dataclass(frozen=True)
class Own:
    """A page and how it stands, in words."""

    page: ProviderPage
    standing: object


class OwnPagesView(WorkView):
    """Where somebody begins who wants to change a text of their organisation."""

    template_name = "providers/own_pages.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not providers_of(self.user, self.today).exists():
            raise Http404
        pages = own_pages(self.user, self.today).select_related("locale", "provider_link__provider")
        ordered = list(pages.order_by("provider_link__provider__name", "locale__pk"))
        reviewed = _under_review(ordered)
        return self.page({"rows": [Own(page, _standing(page, reviewed)) for page in ordered]})


def _under_review(pages: list[ProviderPage]) -> set[str]:
    """Keys of the pages that wait for somebody's review."""
    running = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, object_id__in=[str(page.pk) for page in pages]
    ).filter(base_content_type__app_label="wagtailcore", base_content_type__model="page")
    return set(running.values_list("object_id", flat=True))


def _standing(page: ProviderPage, reviewed: set[str]) -> object:
    if str(page.pk) in reviewed:
        return IN_REVIEW if page.live else FIRST_REVIEW
    if not page.live:
        return NOT_PUBLIC
    return CHANGED if page.has_unpublished_changes else PUBLIC
