"""The asked side: the inbox of a provider, one offer, yes or no."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from home.record.receipts import KeyReused
from home.users.views import WorkView
from providers.permissions import providers_of

from ..forms.answers import AcceptForm, DeclineForm
from ..models import Offer, OfferAnswer
from ..operations import OfferClosed, OfferLate, accept_offer, decline_offer
from ..permissions import offers_visible_to
from ..presence import presence_of
from ..queries import offer_card, with_case

ROWS = 25
SHOWN = {"waiting": OfferAnswer.OPEN, "accepted": OfferAnswer.ACCEPTED}


class OfferListView(WorkView):
    """What waits for an answer, the most urgent first; what was accepted in a list of its own."""

    template_name = "referrals/offer_list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not providers_of(self.user, self.today).exists():
            raise Http404
        shown = request.GET.get("show", "waiting")
        visible = offers_visible_to(self.user, self.today)
        offers = with_case(visible).filter(answer=SHOWN.get(shown, OfferAnswer.OPEN))
        page = Paginator(offers, ROWS).get_page(request.GET.get("page"))
        counts = visible.aggregate(
            waiting=Count("pk", filter=Q(answer=OfferAnswer.OPEN)),
            accepted=Count("pk", filter=Q(answer=OfferAnswer.ACCEPTED)),
        )
        cards = [offer_card(offer) for offer in page]
        shown = shown if shown in SHOWN else "waiting"
        return self.page({"cards": cards, "page_of_rows": page, "counts": counts, "shown": shown})


class OfferView(WorkView):
    """One person to decide about: what they need, from when, and the two answers."""

    template_name = "referrals/offer.html"

    def get(self, request: HttpRequest, offer: UUID) -> HttpResponse:
        found = self.offer(offer)
        context = {"card": offer_card(found), "accept": AcceptForm(), "form": DeclineForm()}
        return self.page({**context, "presence": presence_of(found.placement, self.today)})

    def offer(self, offer: UUID) -> Offer:
        return get_object_or_404(with_case(offers_visible_to(self.user, self.today)), public_id=offer)


class AcceptView(OfferView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, offer: UUID) -> HttpResponse:
        found = self.offer(offer)
        form = AcceptForm(request.POST)
        if not form.is_valid():
            return redirect("work:offer", offer=offer)
        self.accept(str(form.cleaned_data["key"]), found)
        return self.leave(found)

    def leave(self, offer: Offer) -> HttpResponse:
        """Back to the case, or to the inbox where it is out of sight now."""
        seen = offers_visible_to(self.user, self.today).filter(pk=offer.pk).exists()
        return redirect("work:offer", offer=offer.public_id) if seen else redirect("work:offers")

    def accept(self, key: str, offer: Offer) -> None:
        try:
            accept_offer(actor=self.user, key=key, offer_id=offer.public_id, today=self.today, now=self.now)
        except OfferLate:
            messages.info(
                self.request,
                _("The last day to answer has passed. The next suitable provider is being asked."),
            )
        except (OfferClosed, KeyReused):
            messages.info(self.request, _("This was already answered. Nothing was changed."))
        else:
            messages.success(self.request, _("You said yes. The office that asked has been told."))


class DeclineView(OfferView):
    """Saying no. Afterwards the case is out of sight, so the way leads back to the inbox."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, offer: UUID) -> HttpResponse:
        found = self.offer(offer)
        form = DeclineForm(request.POST)
        if not form.is_valid():
            context = {"card": offer_card(found), "accept": AcceptForm(), "form": form}
            return self.page(context, status=422)
        self.decline(form, found)
        return redirect("work:offers")

    def decline(self, form: DeclineForm, offer: Offer) -> None:
        try:
            decline_offer(
                actor=self.user,
                key=str(form.cleaned_data["key"]),
                offer_id=offer.public_id,
                reason_code=form.cleaned_data["reason"],
                note=form.cleaned_data["note"],
                today=self.today,
                now=self.now,
            )
        except (OfferClosed, KeyReused):
            messages.info(self.request, _("This was already answered. Nothing was changed."))
        else:
            messages.success(self.request, _("You said no. The next suitable provider is being asked."))
