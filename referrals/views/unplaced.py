"""The coordinator's room: cases of their country that found no place, and why."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from home.geography.permissions import countries_of
from home.users.views import WorkView

from ..permissions import unplaced_visible_to
from ..queries import latest_decision
from ..reasons import reasons_of
from .cases import log_look

ROWS = 25


class UnplacedListView(WorkView):
    """Who waits, the earliest start first. No names here: a case is opened to see whom it is about."""

    template_name = "referrals/unplaced_list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not countries_of(self.user, self.today):
            raise Http404
        requests = (
            unplaced_visible_to(self.user, self.today)
            .select_related("service_type", "region", "referral__prison")
            .order_by("start", "waiting_since", "pk")
        )
        return self.page({"page_of_rows": Paginator(requests, ROWS).get_page(request.GET.get("page"))})


class UnplacedView(WorkView):
    """One request that waits: what was asked, what stood in the way at each provider, what would help."""

    template_name = "referrals/unplaced.html"

    def get(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        waiting = unplaced_visible_to(self.user, self.today).select_related(
            "service_type", "region", "referral__prison", "referral__data_key"
        )
        found = get_object_or_404(waiting, public_id=request_id)
        log_look(referral=found.referral, user=self.user, today=self.today, now=self.now)
        decision = latest_decision(found)
        reasons = reasons_of(decision) if decision else None
        return self.page({"waiting": found, "reasons": reasons})
