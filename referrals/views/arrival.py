"""The first day at the provider: the person came, or did not; somebody was met, or was not."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from home.keyed_form import KeyedForm
from home.record.receipts import KeyReused

from ..models import Offer
from ..operations import NotYet, OfferClosed, person_arrived, person_not_arrived
from ..workflow import NotAllowed
from .offers import OfferView


class ArrivedView(OfferView):
    """A button on the offer's page; it has no page of its own."""

    http_method_names = ["post"]
    say: Callable[..., None] = staticmethod(person_arrived)
    said: Promise = _("The person is with you now. The office can see it.")
    said_of_meeting: Promise = _("The first meeting is recorded. The office can see it.")

    def post(self, request: HttpRequest, offer: UUID) -> HttpResponse:
        found = self.offer(offer)
        form = KeyedForm(request.POST)
        if not form.is_valid() or not self.done(found, str(form.cleaned_data["key"])):
            return redirect("work:offer", offer=offer)
        return self.leave(found)

    def done(self, offer: Offer, key: str) -> bool:
        """Whether it could be said; where not, the page tells why."""
        try:
            self.say(actor=self.user, key=key, offer_id=offer.public_id, today=self.today, now=self.now)
        except NotYet:
            messages.info(self.request, _("The support has not begun yet. Nothing was changed."))
        except (OfferClosed, NotAllowed, KeyReused):
            messages.info(self.request, _("This was said before. Nothing was changed."))
        else:
            gives_bed = offer.placement.request.service_type.gives_bed
            messages.success(self.request, str(self.said if gives_bed else self.said_of_meeting))
            return True
        return False

    def leave(self, offer: Offer) -> HttpResponse:
        return redirect("work:offer", offer=offer.public_id)


class NotArrivedView(ArrivedView):
    """Afterwards the case is out of sight, so the way leads back to the inbox."""

    say = staticmethod(person_not_arrived)
    said = said_of_meeting = _("The place is free again. The office is told and looks after the person.")

    def leave(self, offer: Offer) -> HttpResponse:
        return redirect("work:offers")
