"""Somebody who came stays longer, is still there after the last day, or has left: said by the provider."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.keyed_form import KeyedForm
from home.record.receipts import KeyReused
from providers.capacity.spans import Span
from providers.operations import NoPlace, NothingToExtend, StayNotOver

from ..forms.staying import EndedForm, GoesOnForm, LeftForm, LongerForm, StillHereForm
from ..models import Offer
from ..operations import (
    NeedsAuthority,
    OfferClosed,
    ask_extension,
    extend_request,
    person_left,
    person_still_here,
)
from ..presence import Presence, presence_of
from ..queries import offer_card
from ..staying_words import told_refusal
from ..workflow import NotAllowed
from .offers import OfferView


class StayingView(OfferView):
    """Opening the page does nothing; the button does. Where it does not apply, it leads back to the offer."""

    def get(self, request: HttpRequest, offer: UUID) -> HttpResponse:
        found = self.offer(offer)
        presence = presence_of(found.placement, self.today)
        if presence is None or not self.applies_to(presence):
            return redirect("work:offer", offer=offer)
        return self.show(found, presence, self.form(presence))

    def post(self, request: HttpRequest, offer: UUID) -> HttpResponse:
        found = self.offer(offer)
        presence = presence_of(found.placement, self.today)
        if presence is None or not self.applies_to(presence):
            messages.info(
                request, _("This was said before, or does not apply any more. Nothing was changed.")
            )
            return redirect("work:offer", offer=offer)
        form = self.form(presence, request.POST)
        if form.is_valid() and self.done(lambda: self.say(found, form)):
            return redirect("work:offer", offer=offer)
        return self.show(found, presence, form, status=422)

    def show(self, offer: Offer, presence: Presence, form: KeyedForm, *, status: int = 200) -> HttpResponse:
        context = {"card": offer_card(offer), "presence": presence, "form": form}
        return self.page(context, status=status)

    def done(self, say: Callable[[], bool]) -> bool:
        """Whether there is nothing left to mend in the form; what was said before is told, and done with."""
        try:
            return say()
        except (OfferClosed, NotAllowed, StayNotOver, KeyReused):
            messages.info(self.request, _("This was said before. Nothing was changed."))
            return True

    @abstractmethod
    def applies_to(self, presence: Presence) -> bool:
        """Whether this can be said of somebody who is there now."""

    @abstractmethod
    def form(self, presence: Presence, data: QueryDict | None = None) -> KeyedForm:
        """The page's form, empty or with what was typed."""

    @abstractmethod
    def say(self, offer: Offer, form: KeyedForm) -> bool:
        """Do it and say so; False where the form tells why it could not be done."""


class LongerView(StayingView):
    """Within the limit the provider makes it longer; beyond it, it asks the coordinators."""

    template_name = "referrals/longer.html"

    def applies_to(self, presence: Presence) -> bool:
        return presence.may_last_longer

    def form(self, presence: Presence, data: QueryDict | None = None) -> LongerForm:
        return LongerForm(data, stay=presence.stay, today=self.today)

    def say(self, offer: Offer, form: KeyedForm) -> bool:
        assert isinstance(form, LongerForm)
        if "ask" in self.request.POST:
            return self.ask(offer, form)
        return lengthened(form, lambda: self.extend(offer, form))

    def extend(self, offer: Offer, form: LongerForm) -> None:
        extend_request(
            actor=self.user,
            key=str(form.cleaned_data["key"]),
            request_id=offer.placement.request.public_id,
            end=form.end(),
            reason=form.cleaned_data["reason"],
            today=self.today,
            now=self.now,
        )
        messages.success(self.request, _("The support lasts longer now. The office has been told."))

    def ask(self, offer: Offer, form: LongerForm) -> bool:
        ask_extension(
            actor=self.user,
            key=str(form.cleaned_data["key"]),
            request_id=offer.placement.request.public_id,
            end=form.end(),
            reason=form.cleaned_data["reason"],
            today=self.today,
            now=self.now,
        )
        messages.success(
            self.request, _("The coordinator has been asked. Until the answer, nothing changes.")
        )
        return True


class StillHereView(StayingView):
    """The last day has passed, and the person is there."""

    template_name = "referrals/still_here.html"

    def applies_to(self, presence: Presence) -> bool:
        return presence.may_overstay

    def form(self, presence: Presence, data: QueryDict | None = None) -> StillHereForm:
        words = StillHereForm if presence.gives_bed else GoesOnForm
        return words(data, today=self.today)

    def say(self, offer: Offer, form: KeyedForm) -> bool:
        assert isinstance(form, StillHereForm)
        person_still_here(
            actor=self.user,
            key=str(form.cleaned_data["key"]),
            offer_id=offer.public_id,
            until=form.until(),
            reason=form.cleaned_data["reason"],
            today=self.today,
            now=self.now,
        )
        messages.success(self.request, _("It is recorded. Nobody new is booked on the place meanwhile."))
        return True


class LeftView(StayingView):
    """The person has left: the support has ended."""

    template_name = "referrals/left.html"

    def applies_to(self, presence: Presence) -> bool:
        return True

    def form(self, presence: Presence, data: QueryDict | None = None) -> LeftForm:
        words = LeftForm if presence.gives_bed else EndedForm
        return words(data, stay=presence.stay, today=self.today)

    def say(self, offer: Offer, form: KeyedForm) -> bool:
        person_left(
            actor=self.user,
            key=str(form.cleaned_data["key"]),
            offer_id=offer.public_id,
            left_on=form.cleaned_data["left_on"],
            today=self.today,
            now=self.now,
        )
        messages.success(self.request, _("The support has ended. The office has been told."))
        return True


def lengthened(form: LongerForm, extend: Callable[[], None]) -> bool:
    """Whether it could be made longer; where not, the form tells at the day why, and never who is in the way."""
    try:
        extend()
    except NoPlace as refused:
        form.add_error("last", told_refusal(refused.refusal, new_days=Span(form.stay.end, form.end())))
    except NothingToExtend:
        form.add_error("last", _("It lasts until then already. Choose a later day."))
    except NeedsAuthority as beyond:
        last = {"date": date_format(beyond.limit - timedelta(days=1))}
        form.add_error("last", _("You can allow it until %(date)s. For longer, ask the coordinator.") % last)
    return form.is_valid()
