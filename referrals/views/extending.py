"""A coordinator lets support last longer, beyond the programme's limit where need be."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from home.geography.permissions import countries_of
from home.record.events import events_of
from home.record.receipts import KeyReused

from ..forms.staying import LongerForm
from ..models import ServiceRequest
from ..operations import extend_request
from ..permissions import referrals_visible_to
from ..presence import Presence, presence_of
from ..queries import RequestCard, referral_card, with_cards
from ..staying_words import EXTENSION_REASONS
from ..workflow import NotAllowed
from .cases import ReferralView, log_look
from .staying import lengthened


@dataclass(frozen=True)
class Asked:
    """The provider asked for support to last until ``last``, for this reason."""

    last: date
    reason: Promise | str


class ExtendView(ReferralView):
    """One request of a referral that is under way. For coordinators of the country, whose look is logged."""

    template_name = "referrals/extend.html"

    def get(self, request: HttpRequest, referral: UUID, request_id: UUID) -> HttpResponse:  # type: ignore[override]
        item, presence = self.found(referral, request_id)
        if presence is None or not presence.may_last_longer:
            return redirect("work:referral", referral=referral)
        asked = asked_for(item.request)
        initial = {"last": asked.last} if asked else None
        form = LongerForm(stay=presence.stay, today=self.today, initial=initial)
        return self.show(referral, item, presence, form)

    def post(self, request: HttpRequest, referral: UUID, request_id: UUID) -> HttpResponse:
        item, presence = self.found(referral, request_id)
        if presence is None or not presence.may_last_longer:
            return redirect("work:referral", referral=referral)
        form = LongerForm(request.POST, stay=presence.stay, today=self.today)
        if form.is_valid() and self.extended(item, form):
            return redirect("work:referral", referral=referral)
        return self.show(referral, item, presence, form, status=422)

    def found(self, referral: UUID, request_id: UUID) -> tuple[RequestCard, Presence | None]:
        """The request with its place, and how it stands; 404 for all but the country's coordinators."""
        visible = referrals_visible_to(self.user, self.today)
        own = visible.filter(country__in=countries_of(self.user, self.today))
        self.shown = referral_card(get_object_or_404(with_cards(own), public_id=referral))
        log_look(referral=self.shown.referral, user=self.user, today=self.today, now=self.now)
        for item in self.shown.requests:
            if item.request.public_id == request_id:
                return item, presence_of(item.placement, self.today) if item.placement else None
        raise Http404

    def show(
        self, referral: UUID, item: RequestCard, presence: Presence, form: LongerForm, *, status: int = 200
    ) -> HttpResponse:
        context = {
            "card": self.shown,
            "item": item,
            "presence": presence,
            "form": form,
            "asked": asked_for(item.request),
        }
        return self.page(context, status=status)

    def extended(self, item: RequestCard, form: LongerForm) -> bool:
        try:
            return lengthened(form, lambda: self.extend(item, form))
        except (NotAllowed, KeyReused):
            messages.info(self.request, _("This was said before. Nothing was changed."))
            return True

    def extend(self, item: RequestCard, form: LongerForm) -> None:
        extend_request(
            actor=self.user,
            key=str(form.cleaned_data["key"]),
            request_id=item.request.public_id,
            end=form.end(),
            reason=form.cleaned_data["reason"],
            today=self.today,
            now=self.now,
        )
        messages.success(self.request, _("The support lasts longer now. The provider has been told."))


def asked_for(request: ServiceRequest) -> Asked | None:
    """What the provider asked for last, unless it was given more time since."""
    kinds = ("request.extension_asked", "request.extend")
    latest = events_of(request.public_id).filter(kind__in=kinds).last()
    if latest is None or latest.kind == "request.extend":
        return None
    last = date.fromisoformat(latest.to_state) - timedelta(days=1)
    return Asked(last, EXTENSION_REASONS.get(latest.reason_code, ""))
