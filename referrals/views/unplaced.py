"""The coordinator's room: cases of their country that found no place, in their turn, and why; who comes first."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from home.geography.permissions import countries_of
from home.keyed_form import KeyedForm
from home.record.receipts import KeyReused
from home.users.views import WorkView

from ..forms.lifting import LiftForm
from ..models import ServiceRequest
from ..operations import lift_request, lower_request
from ..permissions import unplaced_visible_to
from ..queries import latest_decision
from ..reasons import reasons_of
from ..sealed import lift_reason_of
from ..turns import in_turn, with_turns
from ..workflow import NotAllowed
from .cases import log_look

ROWS = 50


class UnplacedListView(WorkView):
    """Who waits, in the order in which they are served. No names here: a case is opened to see whom it is about."""

    template_name = "referrals/unplaced_list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not countries_of(self.user, self.today):
            raise Http404
        waiting = unplaced_visible_to(self.user, self.today)
        requests = in_turn(with_turns(waiting)).select_related("service_type", "region", "referral__prison")
        return self.page({"page_of_rows": Paginator(requests, ROWS).get_page(request.GET.get("page"))})


class UnplacedView(WorkView):
    """One request that waits: what was asked, what stood in the way at each provider, what would help.

    A POST puts it before all others, or (with `lower`) gives it its usual turn again.
    """

    template_name = "referrals/unplaced.html"

    def get(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        return self._show(request_id, LiftForm(label_suffix=""))

    def post(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        lower = "lower" in request.POST
        form = KeyedForm(request.POST) if lower else LiftForm(request.POST, label_suffix="")
        if not form.is_valid():
            return self._show(request_id, form, status=422)
        try:
            self._change(request_id, form)
        except ServiceRequest.DoesNotExist:
            raise Http404 from None
        except KeyReused:
            messages.info(request, _("This was saved before. See what stands here now."))
        except NotAllowed:
            messages.info(request, _("This case has changed meanwhile. Nothing was saved."))
            return redirect("work:unplaced")
        return redirect("work:unplaced-request", request_id=request_id)

    def _change(self, request_id: UUID, form: KeyedForm) -> None:
        key = str(form.cleaned_data["key"])
        if isinstance(form, LiftForm):
            reason = form.cleaned_data["reason"]
            lift_request(actor=self.user, key=key, request_id=request_id, reason=reason, now=self.now)
            messages.success(self.request, _("This case comes first now. The officer sees that, not why."))
            return
        lower_request(actor=self.user, key=key, request_id=request_id, now=self.now)
        messages.success(self.request, _("This case has its usual turn again."))

    def _show(self, request_id: UUID, form: KeyedForm, *, status: int = 200) -> HttpResponse:
        waiting = unplaced_visible_to(self.user, self.today).select_related(
            "service_type", "region", "lifted_by", "referral__prison", "referral__data_key"
        )
        found = get_object_or_404(waiting, public_id=request_id)
        log_look(referral=found.referral, user=self.user, today=self.today, now=self.now)
        decision = latest_decision(found)
        context = {
            "waiting": found,
            "reasons": reasons_of(decision) if decision else None,
            "form": form if isinstance(form, LiftForm) else LiftForm(label_suffix=""),
            "lift_reason": lift_reason_of(found),
        }
        return self.page(context, status=status)
